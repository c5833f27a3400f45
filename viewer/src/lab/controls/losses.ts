// The losses of two runs in one chart: over the steps, as logarithms.

import type { Curve } from "../../recording/contents";
import { svg, write } from "../../viewer/dom";
import { number, whole } from "../../viewer/format";

const SIZE = { width: 300, height: 110, left: 4, right: 4, top: 14, bottom: 16 };
const MOST_POINTS = 250; // of a curve: more could not be told apart
const LEAST = 1e-12; // of a loss that is drawn

/** Paths of curves in one chart, and what its axes reach; null without any loss. */
export function chartOf(curves: readonly (Pick<Curve, "steps" | "losses"> | undefined)[]) {
  const rows = curves.map((curve) => thinned(curve?.steps ?? [], curve?.losses ?? []));
  const all = rows.flat();
  if (!all.length) return null;
  const last = Math.max(1, ...all.map(([step]) => step));
  const [low, high] = [Math.min(...all.map(([, y]) => y)), Math.max(...all.map(([, y]) => y))];
  const { width, height, left, right, top, bottom } = SIZE;
  const across = (step: number) => left + (step / last) * (width - left - right);
  const down = (y: number) =>
    top + ((high - y) / Math.max(high - low, 1e-9)) * (height - top - bottom);
  const paths = rows.map((row) =>
    row.map(([x, y], i) => `${i ? "L" : "M"}${tenth(across(x))} ${tenth(down(y))}`).join(""),
  );
  return { paths, last, low: 10 ** low, high: 10 ** high };
}

/** Steps and logarithms of losses, of which those at either end always stay. */
function thinned(steps: ArrayLike<number>, losses: ArrayLike<number>): [number, number][] {
  const count = Math.min(steps.length, losses.length);
  const stride = Math.max(1, Math.ceil(count / MOST_POINTS));
  const kept: [number, number][] = [];
  for (let i = 0; i < count; i += i + stride < count || i === count - 1 ? stride : count - 1 - i) {
    if (Number.isFinite(losses[i])) kept.push([steps[i], Math.log10(Math.max(losses[i], LEAST))]);
  }
  return kept;
}

function tenth(value: number): number {
  return Math.round(10 * value) / 10;
}

/** The chart; `show` draws it again where the curves have grown. */
export function lossChart() {
  const { width, height } = SIZE;
  const lines = ["a", "b"].map((side) => svg("path", { class: side }));
  const top = svg("text", { x: 4, y: 10 });
  const bottom = svg("text", { x: 4, y: height - 4 });
  const end = svg("text", { x: width - 4, y: height - 4, "text-anchor": "end" });
  const box = { viewBox: `0 0 ${width} ${height}`, class: "losses", role: "img" };
  const element = svg("svg", box, ...lines, top, bottom, end);
  let drawn = "";
  return {
    element,
    /** Curves as they are now: A's is drawn through, B's is dashed. */
    show(curves: readonly (Curve | undefined)[]) {
      const key = curves.map((curve) => `${curve?.steps.length} ${curve?.steps.at(-1)}`).join();
      if (key === drawn) return;
      drawn = key;
      const chart = chartOf(curves);
      element.classList.toggle("nothing", !chart);
      if (!chart) return;
      for (const [i, line] of lines.entries()) line.setAttribute("d", chart.paths[i]);
      write(top, `loss ${number(chart.high)} · A solid, B dashed`);
      write(bottom, number(chart.low));
      write(end, `step ${whole(chart.last)}`);
      const words = `Losses of both runs, from ${number(chart.low)} to ${number(chart.high)}, up to step ${whole(chart.last)}`;
      element.setAttribute("aria-label", words);
    },
  };
}
