// What the signs on the stage mean: a marker for each class, how it is filled, the ring, and the
// arrows and circles of a layer.

import { HOLLOW } from "../paint/markers";
import { css, markerOf, markers, mixed } from "../paint/palette";
import type { Theme } from "../paint/scene";
import { HELD_OUT } from "./crowd";
import { h, svg } from "./dom";
import { marksOf } from "./marks";
import type { View } from "./view";

const SIZE = 14; // CSS pixels

export class Legend {
  readonly element = h("ul", { class: "legend", "aria-label": "Points" });
  private shown = "";

  update({ recording, theme, state, moment }: View): void {
    const { classes, structure } = recording.about;
    const kept = recording.heldOut.map(({ name }) => name);
    const marks = moment && state.marks ? marksOf(moment.journey, state.depth) : null;
    const whose = Number.isInteger(state.depth) ? "next layer's" : "the layer's";
    const signs = Object.entries(marks?.words ?? {}).map(([sign, word]) => [
      sign,
      `${whose} ${word}`,
    ]);
    const pale = state.confidence && state.regions && structure.head !== null;
    const shown = JSON.stringify([classes, theme.name, kept, structure.head, pale, signs]);
    if (shown === this.shown) return;
    this.shown = shown;
    const entries = classes.map((name, label) => entry(name, ofClass(label, theme)));
    for (const { name, fill, legend } of HELD_OUT) {
      if (kept.includes(name)) entries.push(entry(legend, hollow(theme, fill)));
    }
    if (structure.head) entries.push(entry("the network is wrong here", ringed(theme)));
    if (pale) entries.push(entry("the paler, the less sure", shades(theme)));
    for (const [sign, words] of signs) entries.push(entry(words, signOf(sign, theme)));
    this.element.replaceChildren(...entries);
  }
}

function entry(words: string, sample: SVGElement[]): HTMLElement {
  const size = { viewBox: "-1.3 -1.3 2.6 2.6", width: SIZE, height: SIZE };
  const picture = svg("svg", { ...size, "aria-hidden": "true" }, ...sample);
  return h("li", {}, picture, h("span", { title: words }, words));
}

/** A point of a class, as it is on the stage. */
function ofClass(label: number, { inks }: Theme): SVGElement[] {
  const fill = css(inks[label % inks.length]);
  const corners = markers[markerOf(label)];
  return [
    corners
      ? svg("polygon", { points: corners.map(([x, y]) => `${x},${-y}`).join(" "), fill })
      : svg("circle", { r: 1, fill }),
  ];
}

function hollow({ ink }: Theme, fill: number): SVGElement[] {
  const line = { fill: "none", stroke: css(ink), "stroke-width": HOLLOW.line };
  const outline = svg("circle", { r: 1 - HOLLOW.line / 2, ...line });
  return fill > 1 ? [outline, svg("circle", { r: HOLLOW.dot, fill: css(ink) })] : [outline];
}

/** From the paper to the colour of a region. */
function shades({ paper, tints: [tint], grid }: Theme): SVGElement[] {
  const box = { y: -1, height: 2, stroke: css(grid), "stroke-width": 0.08 };
  return [0, 0.5, 1].map((share, i) =>
    svg("rect", { x: i * 0.8 - 1.2, width: 0.8, fill: css(mixed(paper, tint, share)), ...box }),
  );
}

function ringed({ ink, grid }: Theme): SVGElement[] {
  const ring = svg("circle", { r: 1.12, fill: "none", stroke: css(ink), "stroke-width": 0.26 });
  return [svg("circle", { r: 0.6, fill: css(grid) }), ring];
}

function signOf(sign: string, { ink }: Theme): SVGElement[] {
  const line = { fill: "none", stroke: css(ink), "stroke-width": 0.2 };
  if (sign === "circles") return [svg("circle", { r: 1, ...line, opacity: 0.6 })];
  const shaft = svg("path", { d: "M-1.2 0H1.1", ...line });
  if (sign === "lines") return [shaft];
  return [shaft, svg("path", { d: "M.4-.5 1.15 0 .4 .5", ...line })];
}
