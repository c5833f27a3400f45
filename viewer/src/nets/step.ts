// The one form in which every layer is computed: an affine map, then a blend of an activation.

import type { Affine, Blend, Rows } from "./types";

export interface Step {
  readonly affine: Affine;
  readonly blend: Blend | null;
}

/** Applies a step to every row. */
export function apply({ affine, blend }: Step, rows: Rows): Rows {
  const result = applyAffine(affine, rows);
  if (blend) bend(blend, result);
  return result;
}

/** Wx + b of every row x. */
export function applyAffine(affine: Affine, rows: Rows): Rows {
  const count = rows.values.length / rows.width;
  const values = new Float64Array(count * affine.rows);
  if (affine.columns === 2 && affine.rows === 2) planar(affine, rows.values, values);
  else if (affine.columns <= 16) narrow(affine, rows.values, values);
  else wide(affine, rows.values, values);
  return { width: affine.rows, values };
}

function planar({ weight, bias }: Affine, from: Float64Array, to: Float64Array): void {
  const [a, b, c, d] = weight;
  const [e, f] = bias;
  for (let i = 0; i < from.length; i += 2) {
    const x = from[i];
    const y = from[i + 1];
    to[i] = a * x + b * y + e;
    to[i + 1] = c * x + d * y + f;
  }
}

function narrow(affine: Affine, from: Float64Array, to: Float64Array): void {
  const { rows, columns, weight, bias } = affine;
  let at = 0;
  for (let row = 0; row < from.length; row += columns) {
    for (let i = 0; i < rows; i++) {
      let sum = bias[i];
      const w = i * columns;
      for (let j = 0; j < columns; j++) sum += weight[w + j] * from[row + j];
      to[at++] = sum;
    }
  }
}

/**
 * Column by column of W, so that the many zeros of an image cost nothing; four columns at a time,
 * so that a sum is fetched and put back once for all of them.
 */
function wide(affine: Affine, from: Float64Array, to: Float64Array): void {
  const { rows, columns, bias } = affine;
  const turned = transposed(affine);
  const some = new Uint32Array(columns);
  let at = 0;
  for (let row = 0; row < from.length; row += columns, at += rows) {
    let count = 0;
    for (let j = 0; j < columns; j++) if (from[row + j] !== 0) some[count++] = j;
    for (let i = 0; i < rows; i++) to[at + i] = bias[i];
    let k = 0;
    for (; k + 4 <= count; k += 4) {
      const [a, b, c, d] = [some[k], some[k + 1], some[k + 2], some[k + 3]];
      const [x, y, z, u] = [from[row + a], from[row + b], from[row + c], from[row + d]];
      const [p, q, r, s] = [a * rows, b * rows, c * rows, d * rows];
      for (let i = 0; i < rows; i++) {
        to[at + i] += turned[p + i] * x + turned[q + i] * y + turned[r + i] * z + turned[s + i] * u;
      }
    }
    for (; k < count; k++) {
      const x = from[row + some[k]];
      const p = some[k] * rows;
      for (let i = 0; i < rows; i++) to[at + i] += turned[p + i] * x;
    }
  }
}

function transposed({ rows, columns, weight }: Affine): Float64Array {
  const result = new Float64Array(weight.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j * rows + i] = weight[i * columns + j];
  }
  return result;
}

/** Bends the first `units` numbers of every row, in place. */
function bend({ activation, amount, units }: Blend, rows: Rows): void {
  if (amount === 0) return;
  const { width, values } = rows;
  const { f } = activation;
  const rest = 1 - amount;
  for (let row = 0; row < values.length; row += width) {
    for (let i = row; i < row + units; i++) {
      // At the end z itself must not take part: it may be infinite.
      values[i] = amount === 1 ? f(values[i]) : rest * values[i] + amount * f(values[i]);
    }
  }
}
