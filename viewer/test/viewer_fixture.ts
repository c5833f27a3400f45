// Small recordings with chosen weights, for tests of the viewer.

import { Architecture } from "../src/recording/architecture";
import type { HeldOut, Projection } from "../src/recording/contents";
import { Recording } from "../src/recording/recording";

/** A repeatable sequence of numbers in (−1, 1). */
export function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (1103515245 * state + 12345) % 2147483648;
    return (2 * state) / 2147483648 - 1;
  };
}

export interface Plan {
  widths: readonly number[];
  activation?: string;
  scores?: number;
  frames?: number;
  points?: number;
  projections?: Map<number, Projection>;
  heldOut?: HeldOut[];
}

/** Random weights that drift from frame to frame; `scores: 0` for no head. */
export function recordingOf(plan: Plan): Recording {
  const { widths, activation = "tanh", scores = 1, frames = 3, points = 60 } = plan;
  const random = noise(7);
  const structure = {
    layers: widths.slice(1).map(() => ({ kind: "dense" as const, name: activation })),
    head: scores === 0 ? null : scores === 1 ? ("logistic" as const) : ("softmax" as const),
  };
  const sizes = widths.slice(1).map((rows, k) => ({ rows, columns: widths[k] }));
  if (scores > 0) sizes.push({ rows: scores, columns: widths[widths.length - 1] });
  const architecture = new Architecture(structure, sizes);
  const first = Float32Array.from({ length: architecture.parameters }, () => 1.5 * random());
  const drift = first.map(() => 0.4 * random());
  const steps = Array.from({ length: frames }, (_, frame) => 10 * frame);
  return new Recording({
    about: {
      name: "noise",
      classes: ["a", "b", "c"].slice(0, Math.max(2, scores)),
      features: [],
      scaling: Array.from({ length: widths[0] }, () => [0, 1] as const),
      structure,
      trained: true,
    },
    points: {
      width: widths[0],
      values: Float64Array.from({ length: points * widths[0] }, () => random()),
    },
    labels: Uint8Array.from({ length: points }, (_, i) => i % Math.max(2, scores)),
    heldOut: plan.heldOut ?? [],
    architecture,
    projections: plan.projections ?? new Map(),
    steps,
    weights: steps.map((_, frame) => first.map((weight, i) => weight + frame * drift[i])),
    curve: {
      steps: [...steps],
      losses: steps.map((step) => 1 / (1 + step)),
      accuracies: steps.map(() => 0.5),
      validation: null,
    },
  });
}
