// What part of the drawing's space is seen: everything, and smoothly changing with the depth.

import { clamp } from "../maths/clamp";
import { times } from "../maths/times";
import { remembered } from "../remembered";
import type { Vector } from "./vectors";
import { distance } from "./vectors";

const SAMPLES = 24; // in one layer, at which the contents are measured
const REACH = 1; // samples to each side that are smoothed over

/** How far the contents reach at one depth. */
export interface Extent {
  readonly low: Vector;
  readonly high: Vector;
  /** Of the smallest picture round the middle of the box that holds them, drawing units. */
  readonly radius: number;
}

/** A part of the drawing's space that is seen. */
export interface Fit {
  readonly centre: Vector;
  readonly radius: number;
}

/**
 * The fit at every depth of one network. Contents are measured at a grid of depths, each when it
 * is first needed; the widest of a window and then an average over the same window changes
 * smoothly and still holds them all.
 */
export class Framing {
  private readonly last: number;
  private readonly extents = new Map<number, Extent>();
  private readonly fits = new Map<number, Fit>();

  constructor(
    private readonly measure: (depth: number) => Extent,
    depth: number,
  ) {
    this.last = SAMPLES * depth;
  }

  /** What just holds the contents of a depth that is looked at by itself. */
  alone(depth: number): Fit {
    const { low, high, radius } = this.measure(depth);
    return { centre: middle(low, high), radius };
  }

  at(depth: number): Fit {
    const place = SAMPLES * depth;
    const before = Math.floor(place);
    const part = place - before;
    const here = this.sample(before);
    if (part === 0) return here;
    const next = this.sample(before + 1);
    return {
      centre: here.centre.map(
        (x, i) => (1 - part) * x + part * next.centre[i],
      ) as unknown as Vector,
      radius: (1 - part) * here.radius + part * next.radius,
    };
  }

  private sample(index: number): Fit {
    return remembered(this.fits, index, () => {
      const middles = [0, 1, 2].map((axis) => {
        const low = this.smoothed(index, (i) => this.extent(i).low[axis], Math.min);
        const high = this.smoothed(index, (i) => this.extent(i).high[axis], Math.max);
        return low / 2 + high / 2;
      });
      const centre = middles as unknown as Vector;
      const reach = (i: number) => {
        const { low, high, radius } = this.extent(i);
        return radius + distance(middle(low, high), centre);
      };
      return { centre, radius: this.smoothed(index, reach, Math.max) };
    });
  }

  private extent(index: number): Extent {
    return remembered(this.extents, index, () => this.measure(index / SAMPLES));
  }

  private smoothed(
    index: number,
    value: (index: number) => number,
    widest: (...values: number[]) => number,
  ): number {
    let sum = 0;
    for (const near of this.window(index)) sum += widest(...this.window(near).map(value));
    return sum / (2 * REACH + 1);
  }

  private window(index: number): number[] {
    const inside = (i: number) => clamp(i, 0, this.last);
    return times(2 * REACH + 1, (i) => inside(index + i - REACH));
  }
}

/** How far points of the drawing reach; points that are not finite numbers count for nothing. */
export function extentOf(positions: Float32Array, flat: boolean): Extent {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  positions.forEach((value, index) => {
    if (!Number.isFinite(value)) return;
    const axis = index % 3;
    if (value < low[axis]) low[axis] = value;
    if (value > high[axis]) high[axis] = value;
  });
  if (!(low[0] <= high[0] && low[1] <= high[1] && low[2] <= high[2])) {
    return { low: [0, 0, 0], high: [0, 0, 0], radius: 1 };
  }
  const centre = middle(low, high);
  const radius = flat
    ? Math.max(high[0] - low[0], high[1] - low[1]) / 2
    : farthest(positions, centre);
  const least = Math.max(1e-12, 1e-6 * Math.max(...centre.map(Math.abs)));
  return { low, high, radius: radius > least ? radius : Math.max(1, 1e5 * least) };
}

function farthest(positions: Float32Array, centre: Vector): number {
  let most = 0;
  for (let i = 0; i < positions.length; i += 3) {
    const far = distance([positions[i], positions[i + 1], positions[i + 2]], centre);
    if (far > most && Number.isFinite(far)) most = far;
  }
  return most;
}

function middle(low: Vector, high: Vector): Vector {
  return [low[0] / 2 + high[0] / 2, low[1] / 2 + high[1] / 2, low[2] / 2 + high[2] / 2];
}
