// Points put on the stage, moved and erased there, while the network trains.

import { h } from "../viewer/dom";
import type { Viewer } from "../viewer/types";
import type { Desk } from "./desk";
import { swatch } from "./picture";

const APART = 14; // CSS pixels between two points of a stroke
const NEAR = 16; // … from a point that is taken hold of
const MOST_POINTS = 2000; // that a page is sent
const PATIENCE = 1000; // ms to wait for points that are one fewer

const NARROW = 520;

type Tool = number | "move" | "erase";

export class Pens {
  private readonly bar = h("div", { class: "pens", role: "toolbar", "aria-label": "Points" });
  private readonly sheet = h("div", { class: "pen-sheet", hidden: true });
  private tool: Tool | null = null;
  private classes = "";
  private strokes = 0;
  /** The point that is held, or where the last one of a stroke was put. */
  private held: number | null = null;
  private last: readonly [number, number] | null = null;
  private erased: { recording: unknown; at: number } | null = null;

  /** `stage` gives the picture that is drawn on. */
  constructor(
    private readonly desk: Desk,
    private readonly stage: () => { element: HTMLElement; viewer: Viewer | null } | undefined,
  ) {
    const { sheet } = this;
    sheet.addEventListener("pointerdown", (event) => this.press(event));
    sheet.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"] as const) {
      sheet.addEventListener(end, () => {
        this.held = this.last = null;
      });
    }
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.tool !== null) this.choose(null);
    });
  }

  render(): void {
    const { recording } = this.desk.experiment;
    const stage = this.stage();
    const fits = recording?.inputs === 2 && this.desk.state.mode === "full";
    this.bar.hidden = !fits;
    if (!fits || !stage) {
      this.sheet.hidden = true;
      return;
    }
    if (this.bar.parentElement !== stage.element) stage.element.append(this.bar, this.sheet);
    const { classes } = recording.about;
    const many = recording.labels.length >= MOST_POINTS;
    const key = [...classes, many].join();
    if (this.classes !== key) {
      this.classes = key;
      this.fill(classes, many);
    }
    this.place(stage.element);
  }

  private fill(classes: readonly string[], many: boolean): void {
    const tools: [Tool, string, Node | string][] = [
      ...classes.map((name, i): [Tool, string, Node] => [i, `Add points of ${name}`, swatch(i)]),
      ["move", "Move points", "✥"],
      ["erase", "Erase points", "⌫"],
    ];
    // Of larger sets not all points are here, so that their numbers are not known.
    if (many) tools.length -= 2;
    this.bar.replaceChildren(
      ...tools.map(([tool, title, face]) => {
        const act = () => this.choose(this.tool === tool ? null : tool);
        const attributes = { type: "button", class: "icon", title, "aria-label": title };
        return h("button", { ...attributes, "data-tool": String(tool), onclick: act }, face);
      }),
    );
    this.choose(null);
  }

  private choose(tool: Tool | null): void {
    this.tool = tool;
    for (const button of this.bar.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.tool === String(tool)));
    }
    this.sheet.hidden = tool === null;
    this.sheet.dataset.tool = typeof tool === "number" ? "pen" : (tool ?? "");
    // Points are put where they are seen as they are.
    if (tool !== null) this.stage()?.viewer?.set({ depth: 0, view: "flat", playing: "nothing" });
    this.render();
  }

  /** Lies over the picture, which has a shadow root of its own. */
  private place(stage: HTMLElement): void {
    const picture = stage.querySelector(".viewer")?.shadowRoot?.querySelector(".stage");
    if (!picture) return;
    const [outer, inner] = [stage.getBoundingClientRect(), picture.getBoundingClientRect()];
    const [left, top] = [inner.left - outer.left, inner.top - outer.top];
    this.sheet.style.cssText = `left:${left}px;top:${top}px;width:${inner.width}px;height:${inner.height}px`;
    // Where it is narrow, what is proved needs the line below.
    const up = inner.width < NARROW ? 92 : 46;
    this.bar.style.cssText = `right:${outer.right - inner.right + 8}px;top:${top + inner.height - up}px`;
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0 || this.tool === null) return;
    event.preventDefault();
    this.sheet.setPointerCapture(event.pointerId);
    this.strokes++;
    this.stage()?.viewer?.set({ depth: 0, view: "flat", playing: "nothing" });
    const at = this.stage()?.viewer?.locate(event.clientX, event.clientY);
    if (this.tool === "move") this.held = at ? this.nearest(at.point, NEAR * at.pixel) : null;
    else this.act(event);
  }

  private drag(event: PointerEvent): void {
    if (!this.sheet.hasPointerCapture(event.pointerId)) return;
    this.act(event);
  }

  private act({ clientX, clientY }: PointerEvent): void {
    const at = this.stage()?.viewer?.locate(clientX, clientY);
    if (!at || this.tool === null) return;
    const [x, y] = at.point.map((value) => Number(value.toPrecision(5)));
    const stroke = `points ${this.strokes}`;
    if (this.tool === "move") {
      if (this.held !== null) this.desk.draw(["move", this.held, x, y], stroke);
    } else if (this.tool === "erase") {
      this.erase(at.point, NEAR * at.pixel, stroke);
    } else {
      const { last } = this;
      if (last && Math.hypot(clientX - last[0], clientY - last[1]) < APART) return;
      this.last = [clientX, clientY];
      this.desk.draw(["add", this.tool, x, y], stroke);
    }
  }

  /** One point after the other: the numbers of those after it change with each. */
  private erase(at: readonly [number, number], reach: number, stroke: string): void {
    const { recording } = this.desk.experiment;
    const { erased } = this;
    const now = performance.now();
    if (erased && erased.recording === recording && now - erased.at < PATIENCE) return;
    const found = this.nearest(at, reach);
    if (found === null) return;
    this.erased = { recording, at: now };
    this.desk.draw(["erase", found], stroke);
  }

  private nearest([x, y]: readonly [number, number], reach: number): number | null {
    const values = this.desk.experiment.recording?.points.values ?? [];
    let [best, least]: [number | null, number] = [null, reach];
    for (let i = 0; i < values.length; i += 2) {
      const away = Math.hypot(values[i] - x, values[i + 1] - y);
      if (away <= least) [best, least] = [i / 2, away];
    }
    return best;
  }
}
