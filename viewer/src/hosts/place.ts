// One place on a page where a recording is shown: a live viewer once it is looked at.

import { readRecording } from "../recording/recording";
import { h } from "../viewer/dom";
import { stillOf } from "../viewer/still";
import type { Viewer, ViewerOptions, ViewerState } from "../viewer/types";
import { createViewer } from "../viewer/viewer";
import type { Look } from "./look";
import { unpack } from "./unpack";

/** An element `<unknot-viewer name controls state>` with a recording in a script element. */
export class Place {
  private viewer: Viewer | null = null;
  private opening: Promise<void> | null = null;
  private still: HTMLCanvasElement | null = null;
  private base: Look | null = null;
  private readonly initial: Partial<ViewerState>;
  private wanted: Partial<ViewerState> = {};

  constructor(
    readonly element: HTMLElement,
    private readonly changed: () => void,
  ) {
    this.initial = JSON.parse(element.getAttribute("state") ?? "{}");
  }

  get name(): string {
    return this.element.getAttribute("name") ?? "";
  }

  /** What is shown, and what was at first; null before it is live. */
  get look(): { now: Look; base: Look } | null {
    return this.viewer && this.base && { now: this.viewer.state, base: this.base };
  }

  /** Shows this part of the state, now or as soon as it is live; the rest is as at first. */
  show(look: Partial<Look>): void {
    this.wanted = look;
    this.viewer?.set({ ...this.base, ...look });
  }

  /** Makes the viewer, once. What goes wrong is said on the page. */
  open(): Promise<void> {
    this.opening ??= this.unpackAndShow();
    return this.opening;
  }

  private async unpackAndShow(): Promise<void> {
    try {
      const script = this.element.querySelector('script[type="application/gzip"]');
      this.create(await unpack(script?.textContent ?? ""));
    } catch (error) {
      this.element.append(h("p", { role: "alert" }, (error as Error).message));
    }
    this.element.classList.add("live");
  }

  private create(bytes: Uint8Array): void {
    const room = h("div");
    this.element.append(room);
    const controls = this.element.getAttribute("controls") as ViewerOptions["controls"];
    const viewer = createViewer(room, readRecording(bytes), {
      state: this.initial,
      controls: controls ?? "full",
    });
    this.base = { ...viewer.state };
    this.viewer = viewer;
    viewer.set(this.wanted);
    viewer.on(this.changed);
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
