// What a network says about its data: which points are wrong, and by how much the worst is right.

import { decide, scores } from "../nets/network";
import type { Network, Rows } from "../nets/types";

export interface Facts {
  /** (n,): 1 where the network is wrong. */
  readonly wrong: Uint8Array;
  /** By how much the right class wins at the worst point; negative where it loses. */
  readonly margin: number;
}

/** Null for a network without head. */
export function factsOf(network: Network, points: Rows, labels: Uint8Array): Facts | null {
  if (!network.head || labels.length === 0) return null;
  const all = scores(network, points);
  const wrong = decide(all).map((label, i) => (label === labels[i] ? 0 : 1));
  let margin = Infinity;
  labels.forEach((label, i) => {
    margin = Math.min(margin, lead(all, i, label));
  });
  return { wrong, margin };
}

/** By how much a class leads the best other one at a point. */
function lead({ width, values }: Rows, row: number, label: number): number {
  if (width === 1) return label === 1 ? values[row] : -values[row];
  let best = -Infinity;
  for (let k = 0; k < width; k++) {
    if (k !== label) best = Math.max(best, values[row * width + k]);
  }
  return values[row * width + label] - best;
}
