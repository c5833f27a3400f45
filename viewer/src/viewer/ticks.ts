// Values of the features along the border of a flat picture of the data.

import { times } from "../maths/times";
import type { Camera } from "../paint/scene";
import type { Label } from "./evidence";
import { minus } from "./format";

type Window = Camera["window"];

/** Round values along the upper border, beside the caption, and of two features along the right. */
export function ticksOf(features: number, { x, y, halfWidth, halfHeight }: Window): Label[] {
  const above = roundIn(x + 0.25 * halfWidth, 0.6 * halfWidth).map(
    (value): Label => ({ at: [value, y + halfHeight, 0], words: named(value), side: "above" }),
  );
  if (features < 2) return above;
  const beside = roundIn(y, 0.7 * halfHeight).map(
    (value): Label => ({ at: [x + halfWidth, value, 0], words: named(value), side: "beside" }),
  );
  return [...above, ...beside];
}

/** Two to five multiples of 1, 2 or 5 times a power of ten within `reach` of a middle. */
function roundIn(middle: number, reach: number): number[] {
  const power = 10 ** Math.floor(Math.log10(reach));
  const step = power * (reach < 2 * power ? 1 : reach < 5 * power ? 2 : 5);
  const first = Math.ceil((middle - reach) / step);
  const count = Math.floor((middle + reach) / step) - first + 1;
  return times(count, (i) => (first + i) * step);
}

/** Without the noise of a product of floating-point numbers. */
function named(value: number): string {
  return minus(String(Number(value.toPrecision(9))));
}
