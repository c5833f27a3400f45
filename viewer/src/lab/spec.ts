// Written by `python tools/declared.py` from unknot.Spec.

import { type Codec, flag, integer, list, number, orNull, words } from "../viewer/codecs";

/** The recipe of an experiment: the fields of Python's `Spec` that the page can change. */
export interface Spec {
  /** A data set by name and parameters, or the path of a file. */
  data: string;
  /** Bring every feature to mean 0, deviation 1. */
  standardise: boolean;
  /** Share of the points kept apart, to choose the best seed by. */
  validation: number;
  /** Units of each hidden layer, e.g. `2,2,2`; `none` for no layer. */
  hidden: readonly number[];
  /** tanh, relu, leaky-relu:0.2 …: one, or one for each layer. */
  activation: readonly string[];
  /** How weights are drawn at random. */
  initial: string;
  /** Left out: logistic for two classes, softmax for more. */
  loss: string | null;
  /** How weights follow the gradient. */
  optimiser: string;
  /** The size of a step. */
  learning_rate: number;
  /** Of sgd. */
  momentum: number;
  /** Decoupled, of weights and not of biases. */
  weight_decay: number;
  /** Of the learning rate; the last two end at 1 % of it. */
  schedule: string;
  /** Mini-batch size; all points if left out. */
  batch: number | null;
  /** Gradient steps. */
  steps: number;
  /** Stop a seed after so many looks with all points right; 0: never. */
  patience: number | null;
  /** How many networks to train side by side. */
  seeds: number;
  /** The first seed; the same seed, the same result. */
  seed: number;
}

/** How links write each of them. */
export const specCodecs: { readonly [K in keyof Spec]-?: Codec<Spec[K]> } = {
  data: words,
  standardise: flag,
  validation: number(0, 0.9999999),
  hidden: list(integer(1, 4096), 100),
  activation: list(words, 100),
  initial: words,
  loss: orNull(words, "auto"),
  optimiser: words,
  learning_rate: number(1e-09, 100),
  momentum: number(0, 0.9999999),
  weight_decay: number(0, 1),
  schedule: words,
  batch: orNull(integer(1, 1000000000), "all"),
  steps: integer(0, 100000000),
  patience: orNull(integer(1, 1000000000), "none"),
  seeds: integer(1, 100000),
  seed: integer(0, 2147483647),
};

export const defaultSpec: Spec = {
  data: "spirals:turns=1",
  standardise: false,
  validation: 0.0,
  hidden: [2, 2],
  activation: ["tanh"],
  initial: "identity",
  loss: null,
  optimiser: "adam",
  learning_rate: 0.01,
  momentum: 0.9,
  weight_decay: 0.0,
  schedule: "constant",
  batch: null,
  steps: 4000,
  patience: null,
  seeds: 1,
  seed: 0,
};
