// What a network says about its points: which are wrong, and by how much the worst is right.

import { decide, lead, scores } from "../nets/network";
import { applyAffine } from "../nets/step";
import type { Deformation } from "../nets/types";
import type { Crowd } from "./crowd";

export interface Facts {
  /** (n,): 1 where the network is wrong. */
  readonly wrong: Uint8Array;
  /** By how much the right class wins at the worst point it learns from; negative where it loses. */
  readonly margin: number;
  /** By filling: the share of such points that are right; NaN where there are none. */
  readonly right: readonly number[];
}

/** Null for a network without head. What its layers do is what is drawn at the last depth. */
export function factsOf(
  path: Pick<Deformation, "network" | "represent">,
  crowd: Crowd,
): Facts | null {
  const { network } = path;
  const { points, labels, fills } = crowd;
  const { head } = network;
  if (!head || labels.length === 0) return null;
  const all =
    head.kind === "neighbours"
      ? scores(network, points)
      : applyAffine(head.affine, path.represent(network.layers.length, points));
  const wrong = decide(all).map((label, i) => (label === labels[i] ? 0 : 1));
  let margin = Infinity;
  const [counts, rights] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  labels.forEach((label, i) => {
    counts[fills[i]]++;
    rights[fills[i]] += 1 - wrong[i];
    if (fills[i] === 0) margin = Math.min(margin, lead(all, i, label));
  });
  return { wrong, margin, right: rights.map((right, fill) => right / counts[fill]) };
}
