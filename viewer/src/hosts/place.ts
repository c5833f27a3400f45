// One place on a page where a recording is shown: a live viewer once it is looked at.

import { type Recording, readRecording } from "../recording/recording";
import { h } from "../viewer/dom";
import type { Finding } from "../viewer/finding";
import { stillOf } from "../viewer/still";
import type { Viewer, ViewerOptions, ViewerState } from "../viewer/types";
import { createViewer } from "../viewer/viewer";
import type { Look } from "./look";
import { unpack } from "./unpack";

const PROVED = "script.proved";
const PACKED = 'script[type="application/gzip"]:not(.proved)';

/**
 * An element `<unknot-viewer name controls state>` with a recording in a script element, or `of` the
 * name of one that has it.
 */
export class Place {
  /** Whether a person or a link chose what is shown, and not the page's text. */
  chosen = false;
  private viewer: Viewer | null = null;
  private opening: Promise<void> | null = null;
  private still: HTMLCanvasElement | null = null;
  private base: Look | null = null;
  private initial: Partial<ViewerState>;
  private wanted: Partial<ViewerState> = {};
  private told = false;

  constructor(
    readonly element: HTMLElement,
    private readonly changed: () => void,
  ) {
    this.initial = JSON.parse(element.getAttribute("state") ?? "{}");
  }

  get name(): string {
    return this.element.getAttribute("name") ?? "";
  }

  /** The recording, once it is live. */
  get recording(): Recording | null {
    return this.viewer?.recording ?? null;
  }

  /** What is shown, and what was at first; null before it is live. */
  get look(): { now: Look; base: Look } | null {
    return this.viewer && this.base && { now: this.viewer.state, base: this.base };
  }

  /** Shows this part of the state, now or as soon as it is live; the rest is as at first. */
  show(look: Partial<Look>): void {
    this.wanted = look;
    this.chosen = Object.keys(look).length > 0;
    this.viewer?.set({ ...this.base, ...look });
  }

  /** Shows what the page's text speaks of: no choice of a person's, so no link says it. */
  tell(look: Partial<Look>): void {
    const { chosen } = this;
    this.chosen = false;
    this.initial = { ...this.initial, ...look };
    if (!this.viewer) return;
    this.told = true;
    this.viewer.set({ ...this.base, ...look, playing: "nothing" });
    this.base = { ...this.viewer.state };
    this.told = false;
    if (chosen) this.changed(); // no link says it any more
  }

  /** Makes the viewer, once. What goes wrong is said on the page. */
  open(): Promise<void> {
    this.opening ??= this.unpackAndShow();
    return this.opening;
  }

  private async unpackAndShow(): Promise<void> {
    try {
      const bytes = await unpack(this.holder.querySelector(PACKED)?.textContent ?? "");
      this.create(bytes, await this.proved());
    } catch (error) {
      this.element.append(h("p", { role: "alert" }, (error as Error).message));
    }
    this.element.classList.add("live");
  }

  private async proved(): Promise<Finding[]> {
    const script = this.holder.querySelector(PROVED);
    if (!script) return [];
    return JSON.parse(new TextDecoder().decode(await unpack(script.textContent ?? "")));
  }

  private create(bytes: Uint8Array, findings: readonly Finding[]): void {
    const room = h("div");
    this.element.append(room);
    const controls = this.element.getAttribute("controls") as ViewerOptions["controls"];
    const viewer = createViewer(room, readRecording(bytes), {
      state: this.initial,
      controls: controls ?? "full",
      findings,
    });
    this.base = { ...viewer.state };
    this.viewer = viewer;
    viewer.set(this.wanted);
    viewer.on(() => {
      if (this.told) return;
      this.chosen = true;
      this.changed();
    });
  }

  private get holder(): HTMLElement {
    const of = this.element.getAttribute("of");
    const named = of && document.querySelector<HTMLElement>(`unknot-viewer[name="${of}"]`);
    return named || this.element;
  }

  /** Puts the stage as it is now beside the viewer: paper shows it instead. */
  keepStill(): void {
    if (this.viewer === null) return;
    this.viewer.setTheme("light"); // paper is white
    const still = stillOf(this.viewer.pixels());
    this.viewer.setTheme("auto");
    this.dropStill();
    this.still = still;
    this.element.append(still);
  }

  dropStill(): void {
    this.still?.remove();
    this.still = null;
  }
}
