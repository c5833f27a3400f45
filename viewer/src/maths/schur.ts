// The real Schur form, by Householder reflections and Francis's QR iteration (1961); shifts and
// tests of convergence are those of EISPACK's `hqr` and LAPACK's `dlahqr`.

import { refuse } from "../errors";
import { identity, type Matrix } from "./matrix";

const MOST_STEPS = 60; // for each block

/** a = basisᵀ · form · basis: the rows of `basis` are orthonormal. */
export interface Schur {
  /** Upper triangular but for 2×2 blocks on the diagonal, one for each complex pair. */
  readonly form: Matrix;
  readonly basis: Matrix;
}

export function schur(a: Matrix): Schur {
  const reduction = new Reduction(a);
  reduction.toHessenberg();
  reduction.toSchur();
  return reduction;
}

class Reduction implements Schur {
  readonly form: Matrix;
  readonly basis: Matrix;
  private readonly size: number;
  private readonly h: Float64Array;
  private readonly v: Float64Array;
  private readonly negligible: number;

  constructor(a: Matrix) {
    this.form = { ...a, values: a.values.slice() };
    this.basis = identity(a.rows);
    this.size = a.rows;
    this.h = this.form.values;
    this.v = new Float64Array(a.rows);
    const square = this.h.reduce((sum, entry) => sum + entry * entry, 0);
    this.negligible = Number.EPSILON * Math.sqrt(square / a.rows);
  }

  toHessenberg(): void {
    const { h, v, size } = this;
    for (let k = 0; k + 2 < size; k++) {
      for (let i = k + 1; i < size; i++) v[i] = h[i * size + k];
      this.reflect(k + 1, size, k, size);
    }
  }

  toSchur(): void {
    let last = this.size - 1;
    let steps = 0;
    while (last > 0) {
      const first = this.blockBefore(last);
      if (last - first < 2) {
        if (first < last) this.split(first);
        last = first - 1;
        steps = 0;
      } else if (++steps > MOST_STEPS) {
        refuse("The Schur form of a matrix was not found; are all its entries finite?");
      } else {
        this.step(first, last, steps % 10 === 0);
      }
    }
  }

  /** Where the block that ends at `last` begins: below it the subdiagonal is negligible. */
  private blockBefore(last: number): number {
    const { h, size } = this;
    for (let i = last; i > 0; i--) {
      if (Math.abs(h[i * size + i - 1]) <= this.negligible) {
        h[i * size + i - 1] = 0;
        return i;
      }
    }
    return 0;
  }

  /** Makes a 2×2 block triangular if its eigenvalues are real. */
  private split(first: number): void {
    const { h, v, size } = this;
    const at = first * size + first;
    const [a, b, c, d] = [h[at], h[at + 1], h[at + size], h[at + size + 1]];
    const half = (a - d) / 2;
    const discriminant = half * half + b * c;
    if (discriminant < 0) return;
    const root = Math.sqrt(discriminant);
    v[first] = half < 0 ? half - root : half + root;
    v[first + 1] = c;
    this.reflect(first, first + 2, first, first + 2);
    h[at + size] = 0;
  }

  /** One implicit QR step with two shifts on the rows and columns first … last. */
  private step(first: number, last: number, exceptional: boolean): void {
    const { h, v, size } = this;
    const [x, y, w] = this.shifts(last, exceptional);
    const at = first * size + first;
    const [a, b, c, d] = [h[at], h[at + 1], h[at + size], h[at + size + 1]];
    // The first column of (H − shift)(H − other shift) over c, from differences: near the identity
    // all else is lost to rounding.
    v[first] = ((x - a) * (y - a) - w) / c + b;
    v[first + 1] = d - a - (x - a) - (y - a);
    v[first + 2] = h[at + 2 * size + 1];
    this.reflect(first, first + 3, first, Math.min(first + 4, last + 1));
    for (let k = first; k < last - 1; k++) {
      const end = Math.min(k + 4, last + 1);
      for (let i = k + 1; i < end; i++) v[i] = h[i * size + k];
      this.reflect(k + 1, end, k, Math.min(end + 1, last + 1));
    }
  }

  /** The shifts are the eigenvalues of a 2×2 matrix: its diagonal, and the product of the rest. */
  private shifts(last: number, exceptional: boolean): [number, number, number] {
    const { h, size } = this;
    const at = (last - 1) * size + last - 1;
    const [a, b, c, d] = [h[at], h[at + 1], h[at + size], h[at + size + 1]];
    if (!exceptional) return [d, a, b * c];
    const scale = Math.abs(c) + Math.abs(h[at - 1]);
    const centre = 0.75 * scale + d;
    return [centre, centre, -0.4375 * scale * scale];
  }

  /**
   * Reflects from both sides so that the numbers v[low], …, v[high − 1] would become one number and
   * zeros: all columns from `from` on, and all rows before `until`; the others are zero there.
   */
  private reflect(low: number, high: number, from: number, until: number): void {
    const { h, v, size } = this;
    let rest = 0;
    for (let i = low + 1; i < high; i++) rest += v[i] * v[i];
    if (rest === 0) return; // they are that already
    const first = v[low];
    const square = first * first + rest;
    const length = Math.sqrt(square);
    v[low] += first < 0 ? -length : length;
    const factor = 1 / (square + Math.abs(first) * length);
    this.reflectRows(h, low, high, from, factor);
    this.reflectRows(this.basis.values, low, high, 0, factor);
    for (let row = 0; row < until * size; row += size) {
      let sum = 0;
      for (let j = low; j < high; j++) sum += v[j] * h[row + j];
      for (let j = low; j < high; j++) h[row + j] -= factor * sum * v[j];
    }
    // What has just been reflected away is zero by intention.
    if (from < low) for (let i = low + 1; i < high; i++) h[i * size + from] = 0;
  }

  private reflectRows(
    a: Float64Array,
    low: number,
    high: number,
    from: number,
    factor: number,
  ): void {
    const { v, size } = this;
    for (let j = from; j < size; j++) {
      let sum = 0;
      for (let i = low; i < high; i++) sum += v[i] * a[i * size + j];
      for (let i = low; i < high; i++) a[i * size + j] -= factor * sum * v[i];
    }
  }
}
