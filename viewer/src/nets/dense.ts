// The dense layer x ↦ σ(Wx + b) and its path.

import { clamp } from "../maths/clamp";
import { logDeterminant, solve } from "../maths/lu";
import { identity, multiply } from "../maths/matrix";
import { reflected } from "./activations";
import { affine, exchangedAfter, exchangedBefore, linearPart } from "./affine";
import type { LayerKind, LayerMotion } from "./kind";
import { MatrixPath } from "./matrix_path";
import type { Step } from "./step";
import type { Activation, Affine, Blend, Dense, Order, PathKind } from "./types";

/** Wider layers have no path of matrices: finding it takes too long for a picture a frame. */
export const MOST_UNITS = 96;

export const dense: LayerKind<Dense> = {
  step: wholeStep,
  oriented(layer) {
    const { affine, activation } = layer;
    const square = affine.rows === affine.columns && affine.rows <= MOST_UNITS;
    if (!square || logDeterminant(linearPart(affine)).sign >= 0) return { layer, exchange: null };
    const exchange = affine.rows === 1 ? "sign" : "swap";
    const turned = exchangedAfter(affine, exchange);
    // −σ(wx + b) = σ̃(−wx − b) with σ̃(z) = −σ(−z), which increases if σ does.
    const sigma = exchange === "sign" ? reflected(activation) : activation;
    return { layer: { ...layer, affine: turned, activation: sigma }, exchange };
  },
  after: (layer, exchange) => ({ ...layer, affine: exchangedBefore(layer.affine, exchange) }),
  path(layer, order, near) {
    const { rows, columns } = layer.affine;
    if (Math.max(rows, columns) > MOST_UNITS) return new StraightPath(layer);
    const before = near instanceof DensePath ? near.matrices : null;
    return new DensePath(layer, order, MatrixPath.to(linearPart(layer.affine), before));
  },
};

function wholeStep({ affine, activation }: Dense): Step {
  return { affine, blend: { activation, amount: 1, units: affine.rows } };
}

/**
 * "phases" is the essay's order: the matrix, then the translation, then the activation, a third
 * each. "together" moves all three at once, and stays near the frame.
 */
class DensePath implements LayerMotion {
  readonly exact = true;
  readonly kind: PathKind;
  readonly why: string;

  constructor(
    private readonly layer: Dense,
    private readonly order: Order,
    readonly matrices: MatrixPath,
  ) {
    const { rows, columns } = layer.affine;
    [this.kind, this.why] = judged(columns, rows, matrices.collapses, layer.activation);
  }

  at(s: number): Step {
    const [turn, shift, bend] = schedule(this.order, s);
    const { matrices } = this;
    // A layer that narrows carries the rows that are on their way to zero along.
    const narrows = matrices.size > this.layer.affine.rows;
    const weight = narrows ? matrices.square(turn) : matrices.at(turn);
    return { affine: affine(weight, this.shifted(shift)), blend: this.bent(bend) };
  }

  back(s: number): { undo: Blend | null; affine: Affine } | null {
    const { matrices, layer } = this;
    const { rows, columns } = layer.affine;
    const [turn, shift, bend] = schedule(this.order, s);
    const { monotone } = layer.activation;
    const lost =
      rows > columns ||
      (matrices.collapses && turn === 1) ||
      (monotone === "weakly" && bend === 1) ||
      (monotone === "no" && bend > 0);
    if (lost) return null;
    const inverse = solve(matrices.square(turn), identity(matrices.size));
    const column = { rows: matrices.size, columns: 1, values: this.shifted(-shift) };
    const undo = bend > 0 ? this.bent(bend) : null;
    return { undo, affine: affine(inverse, multiply(inverse, column).values) };
  }

  /** The bias, in the space that the path runs in. */
  private shifted(amount: number): Float64Array {
    const bias = new Float64Array(this.matrices.size);
    bias.set(this.layer.affine.bias.map((b) => amount * b));
    return bias;
  }

  private bent(amount: number): Blend {
    return { activation: this.layer.activation, amount, units: this.layer.affine.rows };
  }
}

/** A layer that is too wide for a path of matrices. */
class StraightPath implements LayerMotion {
  readonly exact = false;
  readonly kind: PathKind;
  readonly why: string;

  constructor({ affine: { rows, columns }, activation }: Dense) {
    const [kind, why] = judged(columns, rows, false, activation);
    this.kind = kind;
    // Nobody has looked at the rank of the matrix.
    this.why = why.replace("its matrix is regular", "its matrix is taken to be regular");
  }

  at(): null {
    return null;
  }

  back(): null {
    return null;
  }
}

/** How far the matrix, the translation and the activation have come at s. */
function schedule(order: Order, s: number): [number, number, number] {
  if (order === "together") return [s, s, s];
  const phase = (i: number) => clamp(3 * s - i, 0, 1);
  return [phase(0), phase(1), phase(2)];
}

function judged(
  inputs: number,
  outputs: number,
  singular: boolean,
  sigma: Activation,
): [PathKind, string] {
  if (outputs < inputs) return ["collapse", `it narrows from ${inputs} to ${outputs} units`];
  if (singular) return ["collapse", "its matrix is singular"];
  if (sigma.monotone === "no") return ["fold", `${sigma.name} is not monotone`];
  if (sigma.monotone === "weakly") {
    return ["collapse", `${sigma.name} flattens part of the space at the very end`];
  }
  if (outputs > inputs)
    return ["embedding", `it embeds ${inputs} dimension${inputs > 1 ? "s" : ""} in ${outputs}`];
  return ["isotopy", `its matrix is regular and ${sigma.name} is strictly increasing`];
}
