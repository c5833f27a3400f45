// What whole layers have done to points, kept while one scrubs inside a later layer.

import { remembered } from "../remembered";
import { apply, type Step } from "./step";
import type { Rows } from "./types";

/** Numbers kept for one set of points (32 MB). */
const MOST_NUMBERS = 4_000_000;

/**
 * The representations of points at whole depths. Points are known by the identity of their array,
 * which must therefore not be written to; when nobody else holds it, what was kept goes with it.
 */
export class Passed {
  private readonly kept = new WeakMap<Float64Array, Rows[]>();

  constructor(private readonly steps: readonly Step[]) {}

  at(depth: number, points: Rows): Rows {
    const depths = remembered(this.kept, points.values, () => [points]);
    let reached = depth;
    while (!depths[reached]) reached--;
    for (; reached < depth; reached++) {
      depths[reached + 1] = apply(this.steps[reached], depths[reached]);
    }
    const found = depths[depth];
    const size = depths.reduce((sum, rows) => sum + rows.values.length, 0);
    // Of large networks the last two depths are enough: a layer lies between them.
    if (size > MOST_NUMBERS) for (let i = 1; i < depth - 1; i++) delete depths[i];
    return found;
  }
}
