// A slider whose track can hold anything: ticks, or a curve.

import { clamp } from "../maths/clamp";
import { h } from "./dom";

export interface SliderMoves {
  /** To a share (0 … 1) of the way, by the pointer. */
  place(share: number): void;
  /** By a small step or a page, backwards where negative. */
  nudge(count: number, size: "small" | "page"): void;
}

export interface SliderValue {
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly text: string;
}

export class Slider {
  readonly element: HTMLElement;
  private readonly thumb = h("div", { class: "thumb" });
  private readonly track: HTMLElement;

  constructor(
    label: string,
    private readonly moves: SliderMoves,
    ...content: Element[]
  ) {
    this.track = h("div", { class: "track" }, ...content, this.thumb);
    this.element = h(
      "div",
      { class: "slider", role: "slider", tabindex: 0, "aria-label": label },
      this.track,
    );
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("pointerdown", (event) => this.grab(event));
  }

  show({ low, high, value, text }: SliderValue): void {
    const share = high > low ? (value - low) / (high - low) : 0;
    this.thumb.style.left = `${100 * share}%`;
    const now = Math.round(1000 * value) / 1000;
    for (const [name, said] of Object.entries({ min: low, max: high, now, text })) {
      this.element.setAttribute(`aria-value${name}`, String(said));
    }
  }

  private grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    const { element } = this;
    event.preventDefault();
    element.focus({ preventScroll: true });
    const move = (at: PointerEvent) => {
      const { left, width } = this.track.getBoundingClientRect();
      this.moves.place(clamp((at.clientX - left) / width, 0, 1));
    };
    const held = new AbortController();
    element.addEventListener("pointermove", move, held);
    for (const end of ["pointerup", "pointercancel"]) {
      element.addEventListener(end, () => held.abort(), held);
    }
    capture(element, event);
    move(event);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { moves } = this;
    const size = event.shiftKey ? "page" : "small";
    const [on, back] = [1, -1].map((count) => () => moves.nudge(count, size));
    const act = {
      ArrowRight: on,
      ArrowUp: on,
      ArrowLeft: back,
      ArrowDown: back,
      PageUp: () => moves.nudge(1, "page"),
      PageDown: () => moves.nudge(-1, "page"),
      Home: () => moves.place(0),
      End: () => moves.place(1),
    }[event.key];
    if (!act) return;
    act();
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Keeps a pointer's events at an element; one that was made up by a script cannot be captured. */
export function capture(element: Element, event: PointerEvent): void {
  try {
    element.setPointerCapture(event.pointerId);
  } catch {
    // Nothing is lost: its events come without it.
  }
}
