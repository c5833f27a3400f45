// How strokes look, on the pad and beside the data set's name.

import { h, svg, write } from "../viewer/dom";
import { letter, REACH, type Stroke, type Vertex } from "./strokes";

/** A still picture of strokes. */
export function pictureOf(strokes: readonly Stroke[]): SVGSVGElement {
  return svg(
    "svg",
    { viewBox: `${-REACH} ${-REACH} ${2 * REACH} ${2 * REACH}`, class: "pad still" },
    raster(),
    ...strokes.flatMap(pictured),
  );
}

/** A class's letter on its colour. */
export function swatch(label: number): HTMLElement {
  const element = h("span", { class: "swatch" });
  paint(element, label);
  return element;
}

/** Makes a swatch another class's. */
export function paint(swatch: HTMLElement, label: number): void {
  swatch.style.setProperty("--ink", `var(--class-${label})`);
  write(swatch, letter(label));
}

/** A stroke as it is drawn. */
export function pictured({ label, kind, vertices }: Stroke): SVGElement[] {
  if (kind === "points") return vertices.map((at) => dot(at, label, 3));
  const points = vertices.map(([x, y]) => `${x},${-y}`).join(" ");
  const tag = kind === "open" ? "polyline" : "polygon";
  return [svg(tag, { points, class: kind, style: `--ink: var(--class-${label})` })];
}

export function dot([x, y]: Vertex, label: number, r: number): SVGElement {
  return svg("circle", { cx: x, cy: -y, r, style: `--ink: var(--class-${label})` });
}

/** Lines at every half, and the axes. */
export function raster(): SVGElement {
  const halves = [-100, -50, 50, 100];
  const lines = halves.map((at) => `M${at} ${-REACH}V${REACH}M${-REACH} ${at}H${REACH}`).join("");
  return svg(
    "g",
    { class: "raster" },
    svg("path", { d: lines }),
    svg("path", { class: "axes", d: `M0 ${-REACH}V${REACH}M${-REACH} 0H${REACH}` }),
  );
}
