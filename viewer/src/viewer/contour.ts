// Where classes meet on a sheet of triangles.

import { decide } from "../nets/network";
import type { Rows } from "../nets/types";

/** The lines on which the two largest scores tie: a segment for each triangle and pair of classes. */
export interface Ties {
  /** The three corners round each end of a segment, and its shares of them. */
  readonly corners: Uint32Array;
  readonly shares: Float64Array;
}

/**
 * Finds where two classes tie on a mesh of triangles. Within a triangle scores are linear, as they
 * are drawn; so nothing is missed and nothing is made up.
 */
export function tiesOf(scores: Rows, triangles: Uint32Array): Ties {
  const winners = decide(scores);
  const [around, shares]: number[][] = [[], []];
  for (let at = 0; at < triangles.length; at += 3) {
    const corners = triangles.subarray(at, at + 3);
    const [a, b, c] = corners;
    // A class that wins at all corners wins everywhere between them.
    if (winners[a] === winners[b] && winners[a] === winners[c]) continue;
    for (const share of ends([...corners].map((vertex) => rowOf(scores, vertex)))) {
      around.push(...corners);
      shares.push(...share);
    }
  }
  return { corners: Uint32Array.from(around), shares: Float64Array.from(shares) };
}

/** Where they are once the mesh has been taken to these positions (n, 3). */
export function contour({ corners, shares }: Ties, positions: Float32Array) {
  const places = new Float32Array(corners.length);
  corners.forEach((corner, i) => {
    for (let axis = 0; axis < 3; axis++) {
      places[i - (i % 3) + axis] += shares[i] * positions[3 * corner + axis];
    }
  });
  const starts = Uint32Array.from({ length: corners.length / 6 + 1 }, (_, i) => 2 * i);
  return { positions: places, starts };
}

/** Shares of the three corners. */
type Share = readonly number[];

/** The ends of all segments in a triangle, in pairs. */
function ends(rows: readonly (readonly number[])[]): Share[] {
  const found: Share[] = [];
  for (let k = 0; k < rows[0].length; k++) {
    for (let l = k + 1; l < rows[0].length; l++) {
      const [from, to] = tie(rows.map((row) => row[k] - row[l]));
      if (!from || !to) continue;
      // Of that, where no third class has a larger score.
      let [start, end] = [0, 1];
      for (let m = 0; m < rows[0].length; m++) {
        if (m === k || m === l) continue;
        const lead = (at: Share) =>
          at.reduce((sum, x, i) => sum + x * (rows[i][k] - rows[i][m]), 0);
        const [first, last] = [lead(from), lead(to)];
        if (first < 0 && last < 0) end = -1;
        else if (first < 0) start = Math.max(start, first / (first - last));
        else if (last < 0) end = Math.min(end, first / (first - last));
      }
      if (start < end) found.push(between(from, to, start), between(from, to, end));
    }
  }
  return found;
}

/** Where a linear function that has these values at the corners is zero: two places on edges, or none. */
function tie(values: readonly number[]): Share[] {
  return [0, 1, 2].flatMap((i) => {
    const j = (i + 1) % 3;
    if (values[i] > 0 === values[j] > 0) return [];
    const part = values[i] / (values[i] - values[j]);
    return [[0, 1, 2].map((corner) => (corner === i ? 1 - part : corner === j ? part : 0))];
  });
}

function between(from: Share, to: Share, part: number): Share {
  return from.map((x, i) => x + part * (to[i] - x));
}

function rowOf({ width, values }: Rows, vertex: number): readonly number[] {
  const row = Array.from(values.subarray(vertex * width, (vertex + 1) * width));
  return width === 1 ? [0, ...row] : row;
}
