// The numbers that are shown of a layer's matrix.

import { determinant } from "../maths/lu";
import { singularValues } from "../maths/svd";
import { linearPart } from "./affine";
import { MOST_UNITS } from "./dense";
import { kindOf } from "./layers";
import type { Layer } from "./types";

/** Of the matrix W of a layer; NaN where it is too large for a number a frame. */
export interface ReadOut {
  /** Null if W is not square. */
  readonly determinant: number | null;
  /** The largest singular value over the smallest; infinite if W is singular. */
  readonly condition: number;
  readonly smallest: number;
  readonly largest: number;
}

export function readOut(layer: Layer): ReadOut {
  const matrix = linearPart(kindOf(layer).step(layer).affine);
  const square = matrix.rows === matrix.columns;
  if (Math.min(matrix.rows, matrix.columns) > MOST_UNITS) {
    const unknown = NaN;
    const numbers = { condition: unknown, smallest: unknown, largest: unknown };
    return { determinant: square ? unknown : null, ...numbers };
  }
  const values = singularValues(matrix);
  const [largest, smallest] = [values[0], values[values.length - 1]];
  return {
    determinant: square ? determinant(matrix) : null,
    condition: smallest > 0 ? largest / smallest : Infinity,
    smallest,
    largest,
  };
}
