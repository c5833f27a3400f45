// Any network as one continuous path from the identity.

import { refuse } from "../errors";
import { compose, exchangedBefore } from "./affine";
import { BakedPath } from "./baked";
import type { LayerMotion } from "./kind";
import { affineHead, exactLayers, kindOf } from "./layers";
import { Passed } from "./passed";
import { apply, type Step } from "./step";
import type { Deformation, Exchange, Layer, Network, Order, Pullback, Rows } from "./types";

export { type ReadOut, readOut } from "./read_out";

/**
 * Returns the network as a continuous path from the identity.
 *
 * `near` is the deformation of the network a moment ago in training: rotations then take the branch
 * that is nearest to it, so that an animation over training does not jump.
 */
export function deform(
  network: Network,
  order: Order,
  near: Deformation | null = null,
): Deformation {
  if (network.written) return new BakedPath(network, order, network.written);
  if (!hasFiniteWeights(network)) {
    refuse(
      "The network has weights that are not finite numbers (did its training diverge?), so it " +
        "deforms nothing. Train with a smaller learning rate.",
    );
  }
  const layers: Layer[] = [];
  const exchanges: (Exchange | null)[] = [];
  for (const layer of exactLayers(network)) {
    const before = exchanges.at(-1);
    const entered = before ? kindOf(layer).after(layer, before) : layer;
    const oriented = kindOf(entered).oriented(entered);
    layers.push(oriented.layer);
    exchanges.push(oriented.exchange);
  }
  const last = exchanges.at(-1);
  const read = affineHead(network);
  const head = read && last ? { ...read, affine: exchangedBefore(read.affine, last) } : read;
  const befores = near && near.paths.length === layers.length ? near.paths : null;
  const paths = layers.map((layer, i) => kindOf(layer).path(layer, order, befores?.[i] ?? null));
  return new Path({ ...network, layers, head }, order, paths, exchanges);
}

const EXCHANGED: Record<Exchange, string> = {
  swap: "its first two units are swapped (the function is the same)",
  sign: "its unit changes sign (the function is the same)",
};

/** Whether every weight, and all that was written out, are finite numbers. */
export function hasFiniteWeights(network: Network): boolean {
  const { written } = network;
  if (written) return written.images.every(({ values }) => values.every(Number.isFinite));
  const maps = exactLayers(network).map((layer) => kindOf(layer).step(layer).affine);
  const head = affineHead(network);
  if (head) maps.push(head.affine);
  return maps.every(
    ({ weight, bias }) => weight.every(Number.isFinite) && bias.every(Number.isFinite),
  );
}

class Path implements Deformation {
  readonly notes: readonly string[];
  private readonly steps: readonly Step[];
  private readonly passed: Passed;
  private moving: { t: number; step: Step | null } | null = null;

  constructor(
    readonly network: Network,
    readonly order: Order,
    readonly paths: readonly LayerMotion[],
    readonly exchanges: readonly (Exchange | null)[],
  ) {
    this.notes = exchanges.flatMap((exchange, i) =>
      exchange ? [`Layer ${i + 1} reverses orientation: ${EXCHANGED[exchange]}.`] : [],
    );
    this.steps = exactLayers(network).map((layer) => kindOf(layer).step(layer));
    this.passed = new Passed(this.steps);
  }

  represent(t: number, points: Rows): Rows {
    if (points.width !== this.network.widths[0]) {
      refuse(
        `The points have ${points.width} coordinates, but the network takes ` +
          `${this.network.widths[0]}.`,
      );
    }
    const [whole, part] = this.place(t);
    const start = this.passed.at(whole, points);
    if (part === 0) return start;
    const step = this.stepAt(t, whole, part);
    return step ? apply(step, start) : straight(start, this.passed.at(whole + 1, points), part);
  }

  pullback(t: number): Pullback | null {
    const head = affineHead(this.network);
    const [whole, part] = this.place(t);
    if (!head) return null;
    const rest = this.steps.slice(whole);
    if (part === 0) return { width: this.network.widths[whole], undo: null, rest, head };
    const back = this.paths[whole].back(part);
    if (!back) return null;
    // The way back and the layer's own matrix are one map, so the shape stays that of the network.
    const { affine, blend } = rest[0];
    rest[0] = { affine: compose(affine, back.affine), blend };
    return { width: back.affine.columns, undo: back.undo, rest, head };
  }

  /** The step at t: grid, points and more are asked at the same t, one after another. */
  private stepAt(t: number, whole: number, part: number): Step | null {
    if (this.moving?.t !== t) this.moving = { t, step: this.paths[whole].at(part) };
    return this.moving.step;
  }

  private place(t: number): [number, number] {
    const end = this.paths.length;
    if (!(t >= 0 && t <= end)) refuse(`The depth must be between 0 and ${end}, but got ${t}.`);
    const whole = Math.min(Math.floor(t), Math.max(end - 1, 0));
    const part = t - whole;
    return part === 1 ? [whole + 1, 0] : [whole, part];
  }
}

/** Every point on the straight line to its image; the narrower of both is filled with zeros. */
function straight(from: Rows, to: Rows, s: number): Rows {
  const width = Math.max(from.width, to.width);
  const values = new Float64Array((from.values.length / from.width) * width);
  for (const [rows, share] of [
    [from, 1 - s],
    [to, s],
  ] as const) {
    for (let i = 0, at = 0; i < rows.values.length; i += rows.width, at += width) {
      for (let j = 0; j < rows.width; j++) values[at + j] += share * rows.values[i + j];
    }
  }
  return { width, values };
}
