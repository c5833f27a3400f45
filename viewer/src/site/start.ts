// A network of other layers on the same points, with random weights.

import { times } from "../maths/times";
import { Architecture } from "../recording/architecture";
import type { About } from "../recording/contents";
import { Recording } from "../recording/recording";

/** Numbers between 0 and 1 from a seed (Tommy Ettinger's mulberry32). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A recording of a network before its training: matrices near the identity, a head by Glorot. */
export function started(like: Recording, hidden: readonly number[], seed: number): Recording {
  const { points, labels, about } = like;
  const random = uniform(seed);
  // Box and Muller 1958.
  const normal = () => {
    const [u, v] = [1 - random(), random()];
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
  };
  const scores = about.classes.length === 2 ? 1 : about.classes.length;
  const widths = [points.width, ...hidden, scores];
  const sizes = times(widths.length - 1, (k) => ({ rows: widths[k + 1], columns: widths[k] }));
  const weights = sizes.flatMap(({ rows, columns }, k) => {
    const bound = Math.sqrt(6 / (rows + columns));
    const matrix = times(rows * columns, (at) => {
      if (k === sizes.length - 1) return bound * (2 * random() - 1);
      const unit = Math.floor(at / columns) === at % columns ? 1 : 0;
      return unit + normal() * Math.sqrt(0.5 / columns);
    });
    return [...matrix, ...times(rows, () => 0)];
  });
  const name = about.structure.layers[0]?.name ?? "tanh";
  const structure: About["structure"] = {
    layers: hidden.map(() => ({ kind: "dense", name })),
    head: scores === 1 ? "logistic" : "softmax",
  };
  return new Recording({
    about: { ...about, structure },
    points,
    labels,
    heldOut: [],
    architecture: new Architecture(structure, sizes),
    projections: new Map(),
    steps: [0],
    weights: [Float32Array.from(weights)],
    curve: { steps: [0], losses: [NaN], accuracies: [NaN], validation: null },
  });
}
