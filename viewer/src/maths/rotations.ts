// A rotation as turns in planes that are orthogonal to each other.

import { dot, type Matrix, zeros } from "./matrix";
import { schur } from "./schur";

export interface PlaneRotations {
  /** Orthonormal rows, (2k, n): rows 2i and 2i + 1 span a plane … */
  readonly planes: Matrix;
  /** … which is turned from the first to the second by angles[i], radians in [−π, π]. */
  readonly angles: Float64Array;
}

/** The turns that an orthogonal matrix of determinant 1 consists of; what they leave out stays. */
export function planeRotations(orthogonal: Matrix): PlaneRotations {
  const { form, basis } = schur(orthogonal);
  const size = orthogonal.rows;
  const entry = (i: number, j: number) => form.values[i * size + j];
  const vectors: number[] = [];
  const angles: number[] = [];
  const reversed: number[] = [];
  for (let i = 0; i < size; i++) {
    if (i + 1 < size && Math.abs(entry(i + 1, i)) > size * Number.EPSILON) {
      vectors.push(i, i + 1);
      const [sine, cosine] = [entry(i + 1, i) - entry(i, i + 1), entry(i, i) + entry(i + 1, i + 1)];
      angles.push(Math.atan2(sine, cosine));
      i++;
    } else if (entry(i, i) < 0) {
      reversed.push(i);
    }
  }
  // Determinant 1 leaves an even number of eigenvalues −1: each pair of them is a half-turn.
  for (let i = 0; i + 1 < reversed.length; i += 2) {
    vectors.push(reversed[i], reversed[i + 1]);
    angles.push(Math.PI);
  }
  const planes = zeros(vectors.length, size);
  for (const [row, i] of vectors.entries()) {
    planes.values.set(basis.values.subarray(i * size, (i + 1) * size), row * size);
  }
  return { planes, angles: Float64Array.from(angles) };
}

/** The angles of the same turns in whole turns more or less, each nearest to that of `before`. */
export function nearestAngles(turns: PlaneRotations, before: PlaneRotations): Float64Array {
  const size = turns.planes.columns;
  const [now, then] = [turns.planes.values, before.planes.values];
  const overlap = (i: number, j: number) => dot(now, i * size, then, j * size, size);
  return turns.angles.map((angle, i) => {
    // The part that the logarithm of the other rotation turns within this plane.
    let previous = 0;
    for (let j = 0; j < before.angles.length; j++) {
      const inside = overlap(2 * i, 2 * j) * overlap(2 * i + 1, 2 * j + 1);
      const across = overlap(2 * i, 2 * j + 1) * overlap(2 * i + 1, 2 * j);
      previous += before.angles[j] * (inside - across);
    }
    return angle + 2 * Math.PI * roundHalfEven((previous - angle) / (2 * Math.PI));
  });
}

/** As NumPy rounds: a half-turn either way stays as it is. */
function roundHalfEven(x: number): number {
  const nearest = Math.round(x);
  return Math.abs(x % 1) === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}
