// Weights as lines and biases as squares, which are dragged, wheeled and clicked.

import { h, svg, write } from "../../viewer/dom";
import type { Given } from "./given";
import { type Layout, way } from "./layout";

const DRAG = 0.02; // of a weight, in a CSS pixel
const WHEEL = 0.1; // … in a notch
const FINE = 0.1; // with Shift
const CLICK = 4; // CSS pixels that a click may move
const WIDEST = 9;

interface Acts {
  weigh(given: Given, value: number): void;
  /** A person wants to type it. */
  choose(given: Given): void;
  /** The network may be changed: the newest step is seen. */
  ready(): boolean;
}

interface Drawn {
  readonly given: Given;
  readonly line: SVGElement;
  value: number;
}

export class Lines {
  readonly element = svg("svg", { class: "weights", "aria-hidden": "true" });
  readonly tip = h("output", { class: "tip", hidden: true });
  private drawn = new Map<Element, Drawn>();
  private held: { drawn: Drawn; start: number; y: number; moved: boolean } | null = null;

  constructor(private readonly acts: Acts) {
    const { element } = this;
    element.addEventListener("pointerover", ({ target }) => this.hover(target as Element));
    element.addEventListener("pointerleave", () => this.hover(null));
    element.addEventListener("pointerdown", (event) => this.press(event));
    element.addEventListener("pointermove", (event) => this.drag(event));
    element.addEventListener("pointerup", () => this.release());
    element.addEventListener("pointercancel", () => this.release());
    element.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  /** Draws lines for other units. */
  lay({ size, columns }: Layout, given: readonly Given[]): void {
    this.drawn.clear();
    this.held = null;
    const lines: SVGElement[] = [];
    const handles: SVGElement[] = [];
    for (const one of given) {
      const place = columns[one.column].find(({ unit }) => unit === one.unit)!;
      let [line, handle]: SVGElement[] = [];
      if (one.from === null) {
        const at = { x: place.x - size / 2 - 4, y: place.y + size / 2 - 4, width: 8, height: 8 };
        line = svg("rect", at);
        handle = svg("rect", {
          x: at.x - 4,
          y: at.y - 4,
          width: 16,
          height: 16,
        });
      } else {
        const source = columns[one.column - 1].find(({ unit }) => unit === one.from)!;
        const d = way(source, place, size);
        [line, handle] = [svg("path", { d }), svg("path", { d })];
      }
      handle.setAttribute("class", "handle");
      this.drawn.set(handle, { given: one, line, value: NaN });
      lines.push(line);
      handles.push(handle);
    }
    this.element.replaceChildren(...lines, ...handles);
  }

  /** Shows values, which `of` gives; strong is what has much weight. */
  update(of: (given: Given) => number): void {
    for (const drawn of this.drawn.values()) {
      const value = of(drawn.given);
      if (Object.is(value, drawn.value)) continue;
      drawn.value = value;
      const { line, given } = drawn;
      line.setAttribute("class", value < 0 ? "negative" : "positive");
      const strength = Math.min(WIDEST, 0.5 + 3 * Math.log1p(Math.abs(value)));
      if (given.from !== null) line.style.strokeWidth = strength.toFixed(2);
      else line.style.fillOpacity = Math.min(1, 0.15 + Math.abs(value)).toFixed(2);
    }
    this.say();
  }

  private shown: Drawn | null = null;

  private hover(target: Element | null): void {
    if (this.held) return;
    this.show((target && this.drawn.get(target)) ?? null);
  }

  private show(drawn: Drawn | null): void {
    this.shown?.line.classList.remove("hovered");
    this.shown = drawn;
    this.tip.hidden = !drawn;
    this.say();
  }

  private say(): void {
    const { shown } = this;
    if (!shown) return;
    shown.line.classList.add("hovered");
    const { name } = shown.given;
    const how = this.acts.ready()
      ? "drag or wheel to change, click to type"
      : "go to the newest step to change it";
    write(this.tip, `${name}: ${shown.value.toFixed(3)} — ${how}`);
  }

  private press(event: PointerEvent): void {
    const drawn = this.drawn.get(event.target as Element);
    if (!drawn || event.button !== 0) return;
    event.preventDefault();
    this.element.setPointerCapture(event.pointerId);
    this.show(drawn);
    this.held = { drawn, start: drawn.value, y: event.clientY, moved: false };
  }

  private drag({ clientY, shiftKey }: PointerEvent): void {
    const { held } = this;
    if (!held) return;
    const by = held.y - clientY;
    if (Math.abs(by) >= CLICK) held.moved = true;
    if (!held.moved) return;
    this.set(held.drawn, held.start + by * DRAG * (shiftKey ? FINE : 1));
  }

  private release(): void {
    const { held } = this;
    this.held = null;
    if (held && !held.moved) this.acts.choose(held.drawn.given);
  }

  private wheel(event: WheelEvent): void {
    const drawn = this.drawn.get(event.target as Element);
    if (!drawn || event.ctrlKey) return;
    event.preventDefault();
    // Browsers scroll sideways instead while Shift is held.
    const by = -Math.sign(event.deltaY || event.deltaX) * WHEEL * (event.shiftKey ? FINE : 1);
    this.set(drawn, drawn.value + by);
  }

  private set(drawn: Drawn, value: number): void {
    const rounded = Number(value.toFixed(4));
    this.acts.weigh(drawn.given, rounded);
    const { given } = drawn;
    this.update((one) => {
      const known = one === given ? rounded : this.valueOf(one);
      return known;
    });
  }

  private valueOf(given: Given): number {
    for (const drawn of this.drawn.values()) if (drawn.given === given) return drawn.value;
    return NaN;
  }
}
