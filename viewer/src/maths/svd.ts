// The singular value decomposition, by one-sided Jacobi rotations (Hestenes 1958).

import { addMultiple, dot, identity, type Matrix, transpose, zeros } from "./matrix";

const MOST_SWEEPS = 60;

/** a = Σᵢ values[i] · leftᵢ · rightᵢᵀ, with complete orthonormal bases in the *rows* of both. */
export interface Svd {
  /** (a.rows, a.rows). */
  readonly left: Matrix;
  /** Descending, min(a.rows, a.columns) of them. */
  readonly values: Float64Array;
  /** (a.columns, a.columns). */
  readonly right: Matrix;
}

export function svd(a: Matrix): Svd {
  if (a.rows < a.columns) {
    const { left, values, right } = svd(transpose(a));
    return { left: right, values, right: left };
  }
  const { images, scale } = scaledImages(a);
  const right = identity(a.columns);
  orthogonalise(images, right);
  return sorted(images, right, scale);
}

/** The singular values alone, descending. */
export function singularValues(a: Matrix): Float64Array {
  if (a.rows < a.columns) return singularValues(transpose(a));
  const { images, scale } = scaledImages(a);
  const reduced = a.rows > 2 * a.columns ? triangle(images) : images;
  orthogonalise(reduced, zeros(a.columns, 0));
  return lengths(reduced)
    .map((length) => length * scale)
    .sort()
    .reverse();
}

/** The images of the unit vectors as rows, with 1 as their largest entry, and what that was. */
function scaledImages(a: Matrix): { images: Matrix; scale: number } {
  const images = transpose(a);
  const scale = images.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (scale > 0) for (let i = 0; i < images.values.length; i++) images.values[i] /= scale;
  return { images, scale };
}

/** The small factor of images = Rᵀ·Q (modified Gram–Schmidt): its singular values are the same. */
function triangle(images: Matrix): Matrix {
  const { rows: count, columns: size, values } = images;
  const factor = zeros(count, count);
  for (let i = 0; i < count; i++) {
    const length = Math.sqrt(dot(values, i * size, values, i * size, size));
    factor.values[i * count + i] = length;
    if (length === 0) continue;
    for (let k = i * size; k < (i + 1) * size; k++) values[k] /= length;
    for (let j = i + 1; j < count; j++) {
      const overlap = dot(values, i * size, values, j * size, size);
      factor.values[j * count + i] = overlap;
      addMultiple(values, j * size, -overlap, values, i * size, size);
    }
  }
  return factor;
}

/** The lengths of the rows. */
function lengths({ rows, columns, values }: Matrix): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) =>
    Math.sqrt(dot(values, i * columns, values, i * columns, columns)),
  );
}

/** Turns pairs of rows until all are orthogonal, and the rows of `along` with them. */
function orthogonalise(rows: Matrix, along: Matrix): void {
  const tolerance = Number.EPSILON * Math.sqrt(rows.columns);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let turned = false;
    for (let i = 0; i < rows.rows; i++) {
      for (let j = i + 1; j < rows.rows; j++) {
        turned = turnPair(rows, along, i, j, tolerance) || turned;
      }
    }
    if (!turned) return;
  }
}

function turnPair(rows: Matrix, along: Matrix, i: number, j: number, tolerance: number): boolean {
  const { values, columns } = rows;
  const [a, b] = [i * columns, j * columns];
  const first = dot(values, a, values, a, columns);
  const second = dot(values, b, values, b, columns);
  const mixed = dot(values, a, values, b, columns);
  if (!(Math.abs(mixed) > tolerance * Math.sqrt(first * second))) return false;
  const zeta = (second - first) / (2 * mixed);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, tangent);
  turn(values, a, b, columns, cosine, cosine * tangent);
  turn(along.values, i * along.columns, j * along.columns, along.columns, cosine, cosine * tangent);
  return true;
}

function turn(
  values: Float64Array,
  a: number,
  b: number,
  count: number,
  cosine: number,
  sine: number,
): void {
  for (let k = 0; k < count; k++) {
    const [x, y] = [values[a + k], values[b + k]];
    values[a + k] = cosine * x - sine * y;
    values[b + k] = sine * x + cosine * y;
  }
}

/** Orders by length, normalises the images, and completes them to a basis. */
function sorted(images: Matrix, directions: Matrix, scale: number): Svd {
  const { rows: count, columns: size, values: from } = images;
  const stretches = lengths(images);
  const order = Array.from(stretches.keys()).sort((a, b) => stretches[b] - stretches[a]);
  const left = zeros(size, size);
  const right = zeros(count, count);
  // Shorter images than this are rounding errors, and say nothing of a direction.
  const least = count > 0 ? size * Number.EPSILON * stretches[order[0]] : 0;
  let known = 0;
  for (const [place, i] of order.entries()) {
    right.values.set(directions.values.subarray(i * count, (i + 1) * count), place * count);
    if (stretches[i] <= least) continue;
    addMultiple(left.values, place * size, 1 / stretches[i], from, i * size, size);
    known++;
  }
  complete(left, known);
  return { left, values: Float64Array.from(order, (i) => stretches[i] * scale), right };
}

/** Fills the rows after the first `known` so that all are an orthonormal basis. */
function complete(basis: Matrix, known: number): void {
  const { values, columns: size } = basis;
  const covered = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const at = k * size;
    if (k >= known) {
      values[at + leastCovered(covered)] = 1;
      // Twice is enough (Kahan): what is left of the first time is at the level of rounding.
      for (let pass = 0; pass < 2; pass++) {
        for (let i = 0; i < k; i++) {
          const overlap = dot(values, at, values, i * size, size);
          addMultiple(values, at, -overlap, values, i * size, size);
        }
        const length = Math.sqrt(dot(values, at, values, at, size));
        for (let j = 0; j < size; j++) values[at + j] /= length;
      }
    }
    for (let j = 0; j < size; j++) covered[j] += values[at + j] ** 2;
  }
}

function leastCovered(covered: Float64Array): number {
  let best = 0;
  for (let j = 1; j < covered.length; j++) if (covered[j] < covered[best]) best = j;
  return best;
}
