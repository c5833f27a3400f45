// Values of the features along the border of a flat picture of the data.

import { times } from "../maths/times";
import type { Camera } from "../paint/scene";
import type { About } from "../recording/contents";
import type { Label } from "./evidence";
import { minus } from "./format";

type Window = Camera["window"];

/**
 * Round values along the upper border, beside the caption, and of two features along the right: of
 * the data as they were before anything was taken off them.
 */
export function ticksOf(
  scaling: About["scaling"],
  { x, y, halfWidth, halfHeight }: Window,
): Label[] {
  const above = roundIn(scaling[0], x + 0.25 * halfWidth, 0.6 * halfWidth).map(
    ([at, words]): Label => ({ at: [at, y + halfHeight, 0], words, side: "above" }),
  );
  if (scaling.length < 2) return above;
  const beside = roundIn(scaling[1], y, 0.7 * halfHeight).map(
    ([at, words]): Label => ({ at: [x + halfWidth, at, 0], words, side: "beside" }),
  );
  return [...above, ...beside];
}

/**
 * Two to five multiples of 1, 2 or 5 times a power of ten within `reach` of a middle, of a feature
 * from which that was taken off: the coordinate of each, and the value in words.
 */
function roundIn(
  [mean, scale]: About["scaling"][number],
  coordinate: number,
  around: number,
): [number, string][] {
  const [middle, reach] = [mean + scale * coordinate, scale * around];
  const power = 10 ** Math.floor(Math.log10(reach));
  const step = power * (reach < 2 * power ? 1 : reach < 5 * power ? 2 : 5);
  const first = Math.ceil((middle - reach) / step);
  const count = Math.floor((middle + reach) / step) - first + 1;
  return times(count, (i) => {
    const value = (first + i) * step;
    return [(value - mean) / scale, named(value)];
  });
}

/** Without the noise of a product of floating-point numbers. */
function named(value: number): string {
  return minus(String(Number(value.toPrecision(9))));
}
