// Where classes meet on a sheet of triangles.

import { decide } from "../nets/network";
import type { Lines, Sheet } from "../paint/scene";

type Packed = Pick<Lines, "positions" | "starts">;

/**
 * The lines on which the two largest scores tie, a segment for each triangle and pair of classes.
 * Within a triangle scores are linear, as they are drawn; so nothing is missed and nothing is made up.
 */
export function contour(sheet: Sheet): Packed {
  const { triangles, scoreCount } = sheet;
  const winners = decide({ width: scoreCount, values: Float64Array.from(sheet.scores) });
  const places: number[] = [];
  for (let at = 0; at < triangles.length; at += 3) {
    const corners = triangles.subarray(at, at + 3);
    const [a, b, c] = corners;
    // A class that wins at all corners wins everywhere between them.
    if (winners[a] === winners[b] && winners[a] === winners[c]) continue;
    for (const share of ties(sheet, corners)) places.push(...placeAt(sheet, corners, share));
  }
  const starts = Uint32Array.from({ length: places.length / 6 + 1 }, (_, i) => 2 * i);
  return { positions: Float32Array.from(places), starts };
}

/** Shares of the three corners. */
type Share = readonly number[];

/** The ends of all segments in a triangle, in pairs. */
function ties(sheet: Sheet, corners: Uint32Array): Share[] {
  const rows = [...corners].map((vertex) => rowOf(sheet, vertex));
  const ends: Share[] = [];
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
      if (start < end) ends.push(between(from, to, start), between(from, to, end));
    }
  }
  return ends;
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

function rowOf({ scores, scoreCount }: Sheet, vertex: number): readonly number[] {
  if (scoreCount === 1) return [0, scores[vertex]];
  return Array.from(scores.subarray(vertex * scoreCount, (vertex + 1) * scoreCount));
}

function placeAt({ positions }: Sheet, corners: Uint32Array, share: Share): number[] {
  return [0, 1, 2].map((axis) =>
    share.reduce((sum, x, i) => sum + x * positions[3 * corners[i] + axis], 0),
  );
}
