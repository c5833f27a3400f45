// One unit, large, in a corner of the stage: what it computes over the plane, and the points there.

import { css, dark, light } from "../../paint/palette";
import type { Recording } from "../../recording/recording";
import { h, write } from "../../viewer/dom";
import { button } from "../elements";
import { mapsOf, paintMap, pixelsOf, squareOf, type Touchable } from "./maps";
import { unitName } from "./words";

const SIDE = 72; // pixels along a side of the map
const SHARP = 480; // … and of the points
const MOST_POINTS = 1000;

export interface Unit {
  readonly column: number;
  readonly unit: number;
}

export class Inset {
  readonly element: HTMLElement;
  private readonly title = h("figcaption");
  private readonly map = h("canvas", { width: SIDE, height: SIDE });
  private readonly points = h("canvas", { width: SHARP, height: SHARP });
  private readonly close: HTMLButtonElement;
  private drawn: unknown = null;

  constructor(unpin: () => void) {
    this.close = button("×", unpin, { class: "icon", "aria-label": "Unpin this unit" });
    this.element = h(
      "figure",
      { class: "unit-inset", hidden: true },
      h("div", { class: "maps", "aria-hidden": "true" }, this.map, this.points),
      this.title,
      this.close,
    );
  }

  /** Stands in the upper right corner of a picture. */
  place(stage: HTMLElement | undefined): void {
    const picture = stage?.querySelector(".viewer")?.shadowRoot?.querySelector(".stage");
    if (!stage || !picture) return;
    if (this.element.parentElement !== stage) stage.append(this.element);
    const [outer, inner] = [stage.getBoundingClientRect(), picture.getBoundingClientRect()];
    const size = Math.min(inner.width * 0.42, inner.height * 0.62, 320);
    this.element.style.cssText = `width:${size}px;top:${inner.top - outer.top + 8}px;left:${
      inner.right - outer.left - size - 8
    }px`;
  }

  show(network: Touchable, recording: Recording, { column, unit }: Unit, pinned: boolean): void {
    this.element.hidden = false;
    this.close.hidden = !pinned;
    const name = unitName(network, recording, column, unit);
    write(this.title, name[0].toUpperCase() + name.slice(1));
    const theme = document.documentElement.dataset.theme === "dark" ? dark : light;
    const wide = Math.max(...network.widths) > 16;
    const side = wide ? SIDE / 2 : SIDE;
    if (this.map.width !== side) this.map.width = this.map.height = side;
    const square = squareOf(recording);
    const rows = pixelsOf(square, network.widths[0], side);
    paintMap(this.map, mapsOf(network, rows, column)[column], unit, theme);
    const key = [recording, theme];
    if (String(key) === String(this.drawn) && (this.drawn as unknown[])[0] === recording) return;
    this.drawn = key;
    this.dots(recording, theme);
  }

  hide(): void {
    this.element.hidden = true;
  }

  private dots(recording: Recording, theme: typeof light): void {
    const context = this.points.getContext("2d");
    if (!context) return;
    const { points, labels } = recording;
    const { centre, half } = squareOf(recording);
    context.clearRect(0, 0, SHARP, SHARP);
    const every = Math.ceil(labels.length / MOST_POINTS);
    for (let i = 0; i < labels.length; i += every) {
      const at = i * points.width;
      const x = (points.values[at] - centre[0]) / half[0];
      const y = points.width > 1 ? (points.values[at + 1] - centre[1]) / half[1] : 0;
      context.beginPath();
      context.arc((SHARP / 2) * (1 + x), (SHARP / 2) * (1 - y), 6, 0, 2 * Math.PI);
      context.fillStyle = css(theme.inks[labels[i] % theme.inks.length]);
      context.strokeStyle = css(theme.paper);
      context.lineWidth = 2;
      context.fill();
      context.stroke();
    }
  }
}
