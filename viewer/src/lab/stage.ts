// One run's picture: the viewer, and what is said before there is one.

import { lastStep } from "../recording/recording";
import { h, write } from "../viewer/dom";
import type { Viewer, ViewerState } from "../viewer/types";
import { createViewer } from "../viewer/viewer";
import type { Desk, Side } from "./desk";
import { layersText } from "./layers";
import { Proved, remedyOf } from "./proved";
import { ruleOf } from "./rule";
import { type Look, lookOf } from "./state";
import { isUpload } from "./tables";
import type { ThemeChoice } from "./theme";

export class Stage {
  readonly element: HTMLElement;
  viewer: Viewer | null = null;
  private readonly caption = h("p", { class: "caption" });
  private readonly place = h("div", { class: "viewer" });
  private readonly waiting = h("p", { class: "waiting" });
  private mode: string | null = null;
  private wished: Partial<ViewerState> = {};
  private readonly proved: Proved;

  /** `moved` is called after a change of the viewer's state. */
  constructor(
    private readonly desk: Desk,
    private readonly side: Side,
    private readonly moved: (side: Side) => void,
    private theme: ThemeChoice,
  ) {
    this.proved = new Proved(desk, side, () => this.viewer?.tell(this.proved.findings));
    this.element = h(
      "section",
      { class: `stage ${side}`, "aria-label": `Picture of run ${side.toUpperCase()}` },
      this.caption,
      this.place,
      this.waiting,
    );
  }

  /** Shows the recording of the run's experiment: its newest step, unless a person scrubbed back. */
  show(): void {
    const { recording, continued } = this.experiment ?? {};
    if (!recording) return;
    const { viewer, mode, wished } = this;
    const step = viewer?.state.step ?? 0;
    const back = continued && viewer && step < lastStep(viewer.recording);
    const look = continued ? {} : lookOf(this.desk.runOf(this.side));
    const state = { ...look, step: Infinity, ...wished };
    this.wished = {};
    if (viewer && mode === this.desk.state.mode) viewer.show(recording, state);
    else this.create({ ...lookOf(this.desk.runOf(this.side)), ...state });
    if (back) this.viewer?.set({ step });
  }

  /** Sets the look; while another experiment is being opened, it waits for that one's. */
  set(look: Partial<Look>, playing: ViewerState["playing"] | null): void {
    const change = playing ? { ...look, playing } : look;
    if (this.viewer && !this.desk.opening(this.side)) this.viewer.set(change);
    else this.wished = { ...this.wished, ...change };
  }

  setTheme(theme: ThemeChoice): void {
    this.theme = theme;
    this.viewer?.setTheme(theme);
  }

  render(): void {
    const { desk, side } = this;
    const run = desk.runOf(side);
    const compared = desk.state.b !== null;
    this.caption.hidden = !compared;
    const dense = run.hidden.length ? run.hidden.join(", ") : "no hidden layer";
    const shape = run.layers ? layersText(run) : dense;
    const head = ruleOf(run.head) ? ["neighbours"] : [];
    // A file is called by its name, and not by the key that the server keeps it under.
    const { name } = (isUpload(run.data) && this.experiment?.recording?.about) || {
      name: run.data,
    };
    const of = [`Run ${side.toUpperCase()}`, short(name), short(shape)];
    const parts = [...of, ...head, `seed ${run.seed}`];
    write(this.caption, parts.join("   ·   "));
    this.element.classList.toggle("current", compared && desk.current === side);
    if (this.viewer && this.mode !== desk.state.mode) this.create(lookOf(run));
    this.waiting.hidden = this.viewer !== null;
    this.proved.update();
    const refused = this.experiment?.error;
    const nothing = refused && `There is nothing to draw: ${refused.error}`;
    write(this.waiting, nothing ?? "Setting up the picture …");
    this.waiting.classList.toggle("refused", !!refused);
  }

  destroy(): void {
    this.proved.destroy();
    this.viewer?.destroy();
    this.viewer = null;
    this.element.remove();
  }

  private get experiment() {
    return this.desk.experiments[this.side];
  }

  private create(state: Partial<ViewerState>): void {
    const { recording } = this.experiment ?? {};
    if (!recording) return;
    this.viewer?.destroy();
    this.mode = this.desk.state.mode;
    this.viewer = createViewer(this.place, recording, {
      state,
      controls: this.desk.state.mode,
      theme: this.theme,
      follow: true,
      findings: this.proved.findings,
      remedy: (finding) => remedyOf(this.desk, this.side, finding),
    });
    this.viewer.on(() => this.moved(this.side));
    this.moved(this.side);
  }
}

function short(data: string): string {
  return data.length > 40 ? `${data.slice(0, 39)}…` : data;
}
