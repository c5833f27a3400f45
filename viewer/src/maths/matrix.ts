// Dense matrices of doubles.

/** Row-major: entry (i, j) is values[i·columns + j]. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

export function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/** Ones on the diagonal, zeros elsewhere; square unless told otherwise. */
export function identity(rows: number, columns = rows): Matrix {
  const matrix = zeros(rows, columns);
  for (let i = 0; i < Math.min(rows, columns); i++) matrix.values[i * columns + i] = 1;
  return matrix;
}

export function transpose(a: Matrix): Matrix {
  const result = zeros(a.columns, a.rows);
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.columns; j++) {
      result.values[j * a.rows + i] = a.values[i * a.columns + j];
    }
  }
  return result;
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  const result = zeros(a.rows, b.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      addMultiple(
        result.values,
        i * b.columns,
        a.values[i * a.columns + k],
        b.values,
        k * b.columns,
        b.columns,
      );
    }
  }
  return result;
}

/** The first rows and columns of a matrix, filled with zeros where it has fewer. */
export function resized(a: Matrix, rows: number, columns: number): Matrix {
  const result = zeros(rows, columns);
  const shared = Math.min(columns, a.columns);
  for (let i = 0; i < Math.min(rows, a.rows); i++) {
    const from = i * a.columns;
    result.values.set(a.values.subarray(from, from + shared), i * columns);
  }
  return result;
}

/** The inner product of two runs of `count` numbers. */
export function dot(
  a: Float64Array,
  fromA: number,
  b: Float64Array,
  fromB: number,
  count: number,
): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += a[fromA + i] * b[fromB + i];
  return sum;
}

/** Adds `factor` times a run of `count` numbers of `source` to one of `target`. */
export function addMultiple(
  target: Float64Array,
  at: number,
  factor: number,
  source: Float64Array,
  from: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) target[at + i] += factor * source[from + i];
}
