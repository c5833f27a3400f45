// Gradient descent in the browser: dense layers under an affine head, all points at every step, Adam.
// The same steps as Python's, in double precision.

import { refuse } from "../errors";
import { affineHead, exactLayers } from "../nets/layers";
import type { Activation, Affine, AffineKind, Network, Rows } from "../nets/types";

const [DECAY, DECAY2, TINY] = [0.9, 0.999, 1e-8]; // Kingma and Ba 2015

/** What a step found before it changed the weights. */
export interface Found {
  readonly loss: number;
  /** The share of the points that are right. */
  readonly accuracy: number;
}

export class Trainer {
  /** Gradient steps done. */
  steps = 0;
  readonly weights: Float64Array;
  private readonly parts: readonly Affine[];
  private readonly activations: readonly Activation[];
  private readonly head: AffineKind;
  private readonly slope: Float64Array;
  private readonly mean: Float64Array;
  private readonly square: Float64Array;

  /** Begins at a network's weights, which are copied. `labels` has a class for each point. */
  constructor(
    network: Network,
    private readonly points: Rows,
    private readonly labels: Uint8Array,
    public rate: number,
  ) {
    const layers = exactLayers(network);
    const head = affineHead(network);
    if (!head) refuse("A network without an affine head cannot be trained here.");
    this.head = head.kind;
    this.activations = layers.map((layer) => layer.activation);
    const given = [...layers.map((layer) => layer.affine), head.affine];
    const count = given.reduce((sum, { weight, bias }) => sum + weight.length + bias.length, 0);
    this.weights = new Float64Array(count);
    let at = 0;
    const view = (values: Float64Array) => {
      this.weights.set(values, at);
      at += values.length;
      return this.weights.subarray(at - values.length, at);
    };
    this.parts = given.map(({ rows, columns, weight, bias }) => {
      return { rows, columns, weight: view(weight), bias: view(bias) };
    });
    this.slope = new Float64Array(count);
    this.mean = new Float64Array(count);
    this.square = new Float64Array(count);
  }

  /** Does one gradient step; returns what was found before it. */
  step(): Found {
    const found = this.look(true);
    this.steps++;
    const [first, second] = [1 - DECAY ** this.steps, 1 - DECAY2 ** this.steps];
    const { weights, slope, mean, square, rate } = this;
    for (let i = 0; i < weights.length; i++) {
      mean[i] = DECAY * mean[i] + (1 - DECAY) * slope[i];
      square[i] = DECAY2 * square[i] + (1 - DECAY2) * slope[i] ** 2;
      weights[i] -= (rate * (mean[i] / first)) / (Math.sqrt(square[i] / second) + TINY);
    }
    return found;
  }

  /** Loss and accuracy of the weights as they are; with `slopes`, also the gradient. */
  look(slopes = false): Found {
    const { points, labels, parts, activations, slope } = this;
    const { width, values } = points;
    const count = labels.length;
    slope.fill(0);
    let [loss, right] = [0, 0];
    const entered = parts.map(({ columns }) => new Float64Array(columns));
    const sums = parts.map(({ rows }) => new Float64Array(rows));
    for (let row = 0; row < count; row++) {
      entered[0].set(values.subarray(row * width, (row + 1) * width));
      parts.forEach((part, k) => {
        image(part, entered[k], sums[k]);
        const sigma = activations[k];
        if (sigma)
          sums[k].forEach((z, i) => {
            entered[k + 1][i] = sigma.f(z);
          });
      });
      const scores = sums[sums.length - 1];
      const judged = judge(this.head, scores, labels[row]);
      loss += judged.loss / count;
      right += judged.right ? 1 : 0;
      if (slopes) this.back(entered, sums, judged.slopes, count);
    }
    return { loss, accuracy: right / count };
  }

  /** Adds one point's share to the gradient. */
  private back(
    entered: readonly Float64Array[],
    sums: readonly Float64Array[],
    last: Float64Array,
    count: number,
  ): void {
    const { parts, activations, slope } = this;
    let [after, at] = [last, slope.length];
    for (let k = parts.length - 1; k >= 0; k--) {
      const { rows, columns, weight } = parts[k];
      const before = new Float64Array(columns);
      at -= rows * (columns + 1);
      for (let i = 0; i < rows; i++) {
        slope[at + rows * columns + i] += after[i] / count;
        for (let j = 0; j < columns; j++) {
          slope[at + i * columns + j] += (after[i] * entered[k][j]) / count;
          before[j] += after[i] * weight[i * columns + j];
        }
      }
      if (k > 0) after = before.map((x, j) => x * activations[k - 1].derivative(sums[k - 1][j]));
    }
  }
}

function image({ rows, columns, weight, bias }: Affine, x: Float64Array, to: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    let sum = bias[i];
    for (let j = 0; j < columns; j++) sum += weight[i * columns + j] * x[j];
    to[i] = sum;
  }
}

/** The loss of one point, its slopes in the scores, and whether its class wins. */
function judge(kind: AffineKind, scores: Float64Array, label: number) {
  if (kind === "logistic") {
    const [z] = scores;
    const loss = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - z * label;
    const slopes = Float64Array.of(0.5 * Math.tanh(0.5 * z) + 0.5 - label);
    return { loss, slopes, right: label === (z > 0 ? 1 : 0) };
  }
  const most = Math.max(...scores);
  const parts = scores.map((score) => Math.exp(score - most));
  const sum = parts.reduce((a, b) => a + b, 0);
  const slopes = parts.map((part, k) => part / sum - (k === label ? 1 : 0));
  return {
    loss: most + Math.log(sum) - scores[label],
    slopes,
    right: scores.indexOf(most) === label,
  };
}
