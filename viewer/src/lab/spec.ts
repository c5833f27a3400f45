// Written by `python tools/declared.py` from unknot.Spec.

import type { Declared } from "./declared";

/** The recipe of an experiment: the fields of Python's `Spec` that the page can change. */
export interface Spec {
  data: string;
  standardise: boolean;
  validation: number;
  hidden: readonly number[];
  activation: readonly string[];
  layers: readonly string[] | null;
  initial: string;
  head: string;
  loss: string | null;
  optimiser: string;
  learning_rate: number;
  momentum: number;
  weight_decay: number;
  penalty: string | null;
  schedule: string;
  batch: number | null;
  steps: number;
  patience: number | null;
  seeds: number;
  seed: number;
}

/** What each of them is and may be: links, and the form, are made of it. */
export const specFields: { readonly [K in keyof Spec]: Declared } = {
  data: { about: "A data set by name and parameters, or the path of a file.", kind: "text" },
  standardise: { about: "Bring every feature to mean 0, deviation 1; of images, all pixels of a channel together.", kind: "flag" },
  validation: { about: "Share of the points kept apart, to choose the best seed by.", kind: "number", low: 0, below: 1 },
  hidden: { about: "Units of each hidden layer, e.g. `2,2,2`; `none` for no layer.", kind: "list", of: { kind: "number", whole: true, low: 1, high: 4096 }, most: 100, between: "," },
  activation: { about: "tanh, relu, leaky-relu:0.2 …: one, or one for each layer.", kind: "list", of: { kind: "text" }, between: "," },
  layers: { about: "Layers one by one, e.g. `field:32*6 tanh:2`, instead of `hidden` and `activation`.", kind: "list", of: { kind: "text" }, most: 100, between: "/", none: "none" },
  initial: { about: "How weights are drawn at random.", kind: "choice", choices: ["identity", "glorot", "normal"] },
  head: { about: "What reads the last layer: linear, or neighbours, e.g. `neighbours:kernel=inverse,k=15`.", kind: "text" },
  loss: { about: "Left out: logistic for two classes, softmax for more.", kind: "choice", choices: ["logistic", "softmax", "hinge"], none: "auto" },
  optimiser: { about: "How weights follow the gradient.", kind: "choice", choices: ["adam", "sgd"] },
  learning_rate: { about: "The size of a step.", kind: "number", above: 0, high: 100 },
  momentum: { about: "Of sgd.", kind: "number", low: 0, below: 1 },
  weight_decay: { about: "Decoupled, of weights and not of biases.", kind: "number", low: 0, high: 1 },
  penalty: { about: "On steep maps, e.g. `contractive:0.1`, or `contractive:0.1,per=layer`; on the weights, `l1:0.001` or `l2:0.001`.", kind: "text", none: "none" },
  schedule: { about: "Of the learning rate; the last two end at 1 % of it.", kind: "choice", choices: ["constant", "cosine", "exponential"] },
  batch: { about: "Points of a mini-batch; 0: all.", kind: "number", whole: true, low: 1, none: "all" },
  steps: { about: "Gradient steps.", kind: "number", whole: true, low: 0, high: 100000000 },
  patience: { about: "Stop a seed after so many looks with all points right; 0: never.", kind: "number", whole: true, low: 1, none: "none" },
  seeds: { about: "How many networks to train side by side.", kind: "number", whole: true, low: 1, high: 100000 },
  seed: { about: "The first seed; the same seed, the same result.", kind: "number", whole: true, low: 0, high: 2147483647 },
};

export const defaultSpec: Spec = {
  data: "spirals:turns=1",
  standardise: false,
  validation: 0.0,
  hidden: [2, 2],
  activation: ["tanh"],
  layers: null,
  initial: "identity",
  head: "linear",
  loss: null,
  optimiser: "adam",
  learning_rate: 0.01,
  momentum: 0.9,
  weight_decay: 0.0,
  penalty: null,
  schedule: "constant",
  batch: null,
  steps: 4000,
  patience: null,
  seeds: 1,
  seed: 0,
};
