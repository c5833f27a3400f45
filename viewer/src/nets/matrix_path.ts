// A path of matrices from the identity (or an inclusion) to a given one.

import { logDeterminant } from "../maths/lu";
import {
  addMultiple,
  identity,
  type Matrix,
  multiply,
  resized,
  transpose,
  zeros,
} from "../maths/matrix";
import { nearestAngles, type PlaneRotations, planeRotations } from "../maths/rotations";
import { svd } from "../maths/svd";

/**
 * γ(t) = exp(t·log Q)·Pᵗ, the polar path from I to W, with det γ(t) = (det W)ᵗ > 0.
 *
 * Singular values are σᵢᵗ on the way. A rectangular matrix is completed to a square one of size
 * D = max(rows, columns): the inputs that a widening layer does not have are kept at length 1, the
 * outputs that a narrowing layer does not have, and the kernel of a singular W, shrink to 0.
 */
export class MatrixPath {
  /** D. */
  readonly size: number;
  /** Whether a direction of the input shrinks to nothing at t = 1. */
  readonly collapses: boolean;

  private constructor(
    readonly matrix: Matrix,
    /** Q. */
    private readonly turns: PlaneRotations,
    /** P: orthonormal rows (D, D) … */
    private readonly axes: Matrix,
    /** … and how far each is stretched at t = 1. */
    private readonly stretches: Float64Array,
  ) {
    this.size = axes.rows;
    this.collapses = stretches.includes(0);
  }

  /**
   * The path to `matrix`, which must have det > 0 if it is square and regular. Each angle is the
   * one of θ + 2πk that is closest to that of the path `near`.
   */
  static to(matrix: Matrix, near: MatrixPath | null): MatrixPath {
    const { left, axes, stretches } = completed(matrix);
    const { planes, angles } = planeRotations(multiply(transpose(left), axes));
    const turns = { planes, angles };
    if (near?.size === axes.rows) turns.angles = nearestAngles(turns, near.turns);
    return new MatrixPath(matrix, turns, axes, stretches);
  }

  /** γ(t): its columns that meet a real input (D rows) for t < 1, and W itself at t = 1. */
  at(t: number): Matrix {
    return t === 1 ? this.matrix : resized(this.square(t), this.size, this.matrix.columns);
  }

  /** The completed γ(t), (D, D), invertible for t < 1. */
  square(t: number): Matrix {
    const result = this.stretched(t);
    for (let i = 0; i < this.turns.angles.length; i++) this.turn(result, i, t);
    return result;
  }

  /** Pᵗ. */
  private stretched(t: number): Matrix {
    const { size, axes } = this;
    const result = zeros(size, size);
    for (let i = 0; i < size; i++) {
      const stretch = this.stretches[i];
      const power = stretch > 0 ? stretch ** t : 1 - t;
      for (let row = 0; row < size; row++) {
        const factor = power * axes.values[i * size + row];
        addMultiple(result.values, row * size, factor, axes.values, i * size, size);
      }
    }
    return result;
  }

  /** Turns the columns of `a` in the plane i, t of its angle. */
  private turn(a: Matrix, i: number, t: number): void {
    const { size } = this;
    const planes = this.turns.planes.values;
    const [first, second] = [2 * i * size, (2 * i + 1) * size];
    const cosine = Math.cos(t * this.turns.angles[i]) - 1;
    const sine = Math.sin(t * this.turns.angles[i]);
    const along = new Float64Array(size);
    const across = new Float64Array(size);
    for (let row = 0; row < size; row++) {
      addMultiple(along, 0, planes[first + row], a.values, row * size, size);
      addMultiple(across, 0, planes[second + row], a.values, row * size, size);
    }
    for (let row = 0; row < size; row++) {
      const [u, v] = [planes[first + row], planes[second + row]];
      addMultiple(a.values, row * size, cosine * u + sine * v, along, 0, size);
      addMultiple(a.values, row * size, cosine * v - sine * u, across, 0, size);
    }
  }
}

/** W = leftᵀ · diag(stretches) · axes, cut to its rows and columns, with det(leftᵀ · axes) = 1. */
function completed(matrix: Matrix): { left: Matrix; axes: Matrix; stretches: Float64Array } {
  const { rows, columns } = matrix;
  const size = Math.max(rows, columns);
  const { left: outputs, values, right: inputs } = svd(matrix);
  const left = bordered(outputs, size);
  const axes = bordered(inputs, size);
  const stretches = new Float64Array(size);
  const least = size * Number.EPSILON * (values[0] ?? 0);
  stretches.set(values.map((value) => (value > least ? value : 0)));
  stretches.fill(1, columns);
  const free: number[] = [];
  for (let i = 0; i < size; i++) if (i >= values.length || stretches[i] === 0) free.push(i);
  return { left: free.length > 0 ? leastTurned(left, axes, free) : left, axes, stretches };
}

/** An orthogonal matrix, and the identity on the dimensions that it has not. */
function bordered(orthogonal: Matrix, size: number): Matrix {
  const result = resized(orthogonal, size, size);
  for (let i = orthogonal.rows; i < size; i++) result.values[i * size + i] = 1;
  return result;
}

/**
 * Where W says nothing of the turn (the rows `free` of both bases), the least turn there is, with
 * determinant 1 over all (the orthogonal Procrustes problem, Schönemann 1966).
 */
function leastTurned(left: Matrix, axes: Matrix, free: readonly number[]): Matrix {
  const own = rowsOf(left, free);
  const cross = svd(multiply(own, transpose(rowsOf(axes, free))));
  const sign = [left, axes, cross.left, cross.right].reduce(
    (product, basis) => product * logDeterminant(basis).sign,
    1,
  );
  const keep = identity(free.length);
  if (sign < 0) keep.values[keep.values.length - 1] = -1;
  const turn = multiply(transpose(cross.right), multiply(keep, cross.left));
  const turned = multiply(turn, own);
  const result = { ...left, values: left.values.slice() };
  for (const [row, i] of free.entries()) {
    const from = row * left.columns;
    result.values.set(turned.values.subarray(from, from + left.columns), i * left.columns);
  }
  return result;
}

function rowsOf(a: Matrix, which: readonly number[]): Matrix {
  const result = zeros(which.length, a.columns);
  for (const [row, i] of which.entries()) {
    const from = i * a.columns;
    result.values.set(a.values.subarray(from, from + a.columns), row * a.columns);
  }
  return result;
}
