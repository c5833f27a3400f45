// Gaussian elimination with row exchanges.

import { addMultiple, type Matrix } from "./matrix";

interface Factors {
  /** U on and above the diagonal, the multipliers of L below it. */
  readonly values: Float64Array;
  /** Which row of the matrix stands in each place. */
  readonly order: Uint32Array;
  /** The sign of that permutation. */
  readonly parity: number;
}

/** The sign (0 if singular) and the logarithm of the size of a determinant. */
export function logDeterminant(a: Matrix): { sign: number; log: number } {
  const { values, parity } = factors(a);
  let sign = parity;
  let log = 0;
  for (let i = 0; i < a.rows; i++) {
    const pivot = values[i * a.rows + i];
    sign *= Math.sign(pivot);
    log += Math.log(Math.abs(pivot));
  }
  return { sign, log };
}

export function determinant(a: Matrix): number {
  const { values, parity } = factors(a);
  let product = parity;
  for (let i = 0; i < a.rows; i++) product *= values[i * a.rows + i];
  return product + 0; // never −0
}

/** The X with aX = b, for a square a; not finite where a is singular. */
export function solve(a: Matrix, b: Matrix): Matrix {
  const { values, order } = factors(a);
  const [size, columns] = [a.rows, b.columns];
  const x = new Float64Array(size * columns);
  for (let i = 0; i < size; i++) {
    const from = order[i] * columns;
    x.set(b.values.subarray(from, from + columns), i * columns);
    for (let k = 0; k < i; k++) {
      addMultiple(x, i * columns, -values[i * size + k], x, k * columns, columns);
    }
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) {
      addMultiple(x, i * columns, -values[i * size + k], x, k * columns, columns);
    }
    const pivot = values[i * size + i];
    for (let j = 0; j < columns; j++) x[i * columns + j] /= pivot;
  }
  return { rows: size, columns, values: x };
}

function factors(a: Matrix): Factors {
  const size = a.rows;
  const values = a.values.slice();
  const order = Uint32Array.from({ length: size }, (_, i) => i);
  let parity = 1;
  for (let k = 0; k < size; k++) {
    const pivot = largestBelow(values, size, k);
    if (pivot !== k) {
      exchange(values, size, pivot, k);
      [order[pivot], order[k]] = [order[k], order[pivot]];
      parity = -parity;
    }
    if (values[k * size + k] === 0) continue;
    for (let i = k + 1; i < size; i++) {
      const factor = values[i * size + k] / values[k * size + k];
      values[i * size + k] = factor;
      const after = k + 1;
      addMultiple(values, i * size + after, -factor, values, k * size + after, size - after);
    }
  }
  return { values, order, parity };
}

function largestBelow(values: Float64Array, size: number, k: number): number {
  let best = k;
  for (let i = k + 1; i < size; i++) {
    if (Math.abs(values[i * size + k]) > Math.abs(values[best * size + k])) best = i;
  }
  return best;
}

function exchange(values: Float64Array, size: number, a: number, b: number): void {
  const kept = values.slice(a * size, (a + 1) * size);
  values.copyWithin(a * size, b * size, (b + 1) * size);
  values.set(kept, b * size);
}
