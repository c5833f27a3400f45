// Warped lines with only as many points as can be told apart.

import { clamp } from "../maths/clamp";
import type { Lines } from "../paint/scene";

type Packed = Pick<Lines, "positions" | "starts">;

/**
 * Leaves out points of lines while none of them was farther than `tolerance` (drawing units) from
 * the line that remains (Douglas & Peucker 1973). Straight pieces of a fine grid are drawn by
 * painters many times faster so.
 */
export function simplified({ positions, starts }: Packed, tolerance: number): Packed {
  const kept = new Uint8Array(positions.length / 3);
  const ends = new Uint32Array(starts.length);
  let count = 0;
  for (let line = 0; line + 1 < starts.length; line++) {
    const [first, last] = [starts[line], starts[line + 1] - 1];
    keep(positions, first, last, tolerance * tolerance, kept);
    for (let i = first; i <= last; i++) count += kept[i];
    ends[line + 1] = count;
  }
  const few = new Float32Array(3 * count);
  let next = 0;
  kept.forEach((flag, i) => {
    if (flag === 0) return;
    few.set(positions.subarray(3 * i, 3 * i + 3), next);
    next += 3;
  });
  return { positions: few, starts: ends };
}

/** Marks the points that are needed between two that are kept. */
function keep(
  p: Float32Array,
  first: number,
  last: number,
  square: number,
  kept: Uint8Array,
): void {
  kept[first] = 1;
  kept[last] = 1;
  const [a, b] = [3 * first, 3 * last];
  const [ax, ay, az] = [p[a], p[a + 1], p[a + 2]];
  const [ux, uy, uz] = [p[b] - ax, p[b + 1] - ay, p[b + 2] - az];
  const length = ux * ux + uy * uy + uz * uz;
  let [farthest, most] = [-1, square];
  for (let i = first + 1, at = a + 3; i < last; i++, at += 3) {
    // From the segment between both ends; without arrays, for this is done for every point often.
    const vx = p[at] - ax;
    const vy = p[at + 1] - ay;
    const vz = p[at + 2] - az;
    const share = length > 0 ? clamp((ux * vx + uy * vy + uz * vz) / length, 0, 1) : 0;
    const dx = vx - share * ux;
    const dy = vy - share * uy;
    const dz = vz - share * uz;
    const away = dx * dx + dy * dy + dz * dz;
    if (away <= most) continue;
    [farthest, most] = [i, away];
    // What is not a number is left to the painter.
    if (Number.isNaN(away)) break;
  }
  if (farthest < 0) return;
  keep(p, first, farthest, square, kept);
  keep(p, farthest, last, square, kept);
}
