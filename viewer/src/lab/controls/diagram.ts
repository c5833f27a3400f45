// A small picture of a network: a column of dots for each layer.

import { times } from "../../maths/times";
import { svg } from "../../viewer/dom";

const HEIGHT = 64;
const WIDTH = 340;
/** Columns that are wider than this are drawn with a gap. */
const MOST = 6;

/** `widths`: inputs, hidden layers, outputs. What it shows is also said in words beside it. */
export function diagram(widths: readonly number[]): SVGSVGElement {
  const columns = widths.map((width, index) => column(width, index, widths.length));
  const lines = columns.slice(1).flatMap((to, index) => join(columns[index], to));
  const dots = columns.flatMap(({ x, heights, cut }, index) => {
    const end = index === 0 || index === widths.length - 1;
    const circles = heights.map((y) =>
      svg("circle", { cx: x, cy: y, r: 3.5, class: end ? "end" : "unit" }),
    );
    const more = svg("text", { x, y: HEIGHT / 2 + 3, class: "more" }, "⋮");
    return cut ? [...circles, more] : circles;
  });
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
    svg("path", { d: lines.join("") }),
    ...dots,
  );
}

interface Column {
  x: number;
  heights: number[];
  cut: boolean;
}

function column(width: number, index: number, count: number): Column {
  const x = 12 + ((WIDTH - 24) * index) / (count - 1);
  const cut = width > MOST;
  const shown = cut ? MOST : width;
  // A cut column leaves its middle free for the dots that stand for the rest.
  const places = cut ? [0, 1, 2, 4, 5, 6] : times(shown, (i) => i);
  const gap = Math.min(11, (HEIGHT - 10) / Math.max(1, places[shown - 1]));
  const top = HEIGHT / 2 - (gap * places[shown - 1]) / 2;
  return { x, heights: places.map((place) => top + gap * place), cut };
}

function join(from: Column, to: Column): string[] {
  return from.heights.flatMap((y) => to.heights.map((z) => `M${from.x} ${y}L${to.x} ${z}`));
}
