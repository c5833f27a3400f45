// All representations side by side, one small picture for each whole depth.

import { times } from "../maths/times";
import type { Scene } from "../paint/scene";
import { h, write } from "./dom";
import { paintThumbnail } from "./thumbnails";
import type { Actions, View } from "./view";

const SIZE = 84; // CSS pixels
const REFRESH = 600; // ms between two rounds while something moves

export class Strip {
  readonly element = h("nav", { class: "strip", "aria-label": "Layers" });
  private items: { button: HTMLButtonElement; canvas: HTMLCanvasElement; name: HTMLElement }[] = [];
  private painted: unknown[] = [];
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private last = 0;

  constructor(
    private readonly actions: Actions,
    private readonly prefer: "auto" | "canvas2d",
    /** The scene at a whole depth, or null where there is nothing to draw. */
    private readonly scene: (depth: number, size: number) => Scene | null,
  ) {}

  /** `version` is another value whenever small pictures would look different. */
  update({ state, recording, rest }: View, version: string): void {
    const names = ["data", ...recording.about.structure.layers.map(({ name }) => name)];
    if (names.length !== this.items.length) this.build(names.length);
    this.items.forEach(({ button, name }, depth) => {
      write(name, depth === 0 ? names[0] : `${depth} ${names[depth]}`);
      this.mark(button, depth === state.depth);
    });
    this.schedule(version, rest);
  }

  destroy(): void {
    clearTimeout(this.waiting);
  }

  private mark(button: HTMLButtonElement, current: boolean): void {
    if (button.hasAttribute("aria-current") === current) return;
    if (!current) {
      button.removeAttribute("aria-current");
      return;
    }
    button.setAttribute("aria-current", "true");
    // Into sight within the strip; the page itself stays where it is.
    const middle = button.offsetLeft - this.element.offsetLeft + button.offsetWidth / 2;
    this.element.scrollLeft = middle - this.element.clientWidth / 2;
  }

  private build(count: number): void {
    this.painted = [];
    this.items = times(count, (depth) => {
      const canvas = h("canvas", { width: SIZE, height: SIZE, "aria-hidden": "true" });
      const name = h("span", {});
      const onclick = () => this.actions.change({ depth });
      const button = h("button", { type: "button", class: "thumb-nail", onclick }, canvas, name);
      return { button, canvas, name };
    });
    this.element.replaceChildren(...this.items.map(({ button }) => button));
  }

  /** Paints one picture at a time, so that nothing a person does has to wait. */
  private schedule(version: string, rest: boolean): void {
    clearTimeout(this.waiting);
    const stale = this.items.findIndex((_, depth) => this.painted[depth] !== version);
    if (stale < 0) return;
    const pause = rest ? 0 : Math.max(0, this.last + REFRESH - performance.now());
    this.waiting = setTimeout(() => {
      const scene = this.scene(stale, SIZE);
      if (scene) paintThumbnail(this.items[stale].canvas, scene, SIZE, this.prefer);
      this.items[stale].canvas.style.visibility = scene ? "" : "hidden";
      this.painted[stale] = version;
      if (stale === this.items.length - 1) this.last = performance.now();
      this.schedule(version, rest);
    }, pause);
  }
}
