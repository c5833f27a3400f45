// Dense linear algebra, held to the definitions.

import { describe, expect, test } from "vitest";
import { determinant, logDeterminant, solve } from "../src/maths/lu";
import { identity, type Matrix, multiply, resized, transpose } from "../src/maths/matrix";
import { nearestAngles, type PlaneRotations, planeRotations } from "../src/maths/rotations";
import { schur } from "../src/maths/schur";
import { singularValues, svd } from "../src/maths/svd";

/** Normal numbers from a seed (mulberry32 and Box–Muller). */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function random(rows: number, columns: number, seed = 1): Matrix {
  const draw = normals(1000 * rows + 10 * columns + seed);
  return { rows, columns, values: Float64Array.from({ length: rows * columns }, draw) };
}

function matrix(...rows: number[][]): Matrix {
  return { rows: rows.length, columns: rows[0].length, values: Float64Array.from(rows.flat()) };
}

function diagonal(values: ArrayLike<number>, rows = values.length, columns = rows): Matrix {
  const result = identity(rows, columns);
  for (let i = 0; i < values.length; i++) result.values[i * columns + i] = values[i];
  return result;
}

function scaled(a: Matrix, factor: number): Matrix {
  return { ...a, values: a.values.map((value) => value * factor) };
}

/** An orthogonal matrix. */
function orthogonal(size: number, seed = 1): Matrix {
  return svd(random(size, size, seed)).left;
}

/** Blocks of turns by these angles, then ones, seen in another basis. */
function turned(size: number, angles: readonly number[], seed = 1): Matrix {
  const blocks = identity(size);
  for (const [i, angle] of angles.entries()) {
    const at = 2 * i * size + 2 * i;
    blocks.values.set([Math.cos(angle), -Math.sin(angle)], at);
    blocks.values.set([Math.sin(angle), Math.cos(angle)], at + size);
  }
  const basis = orthogonal(size, seed);
  return multiply(transpose(basis), multiply(blocks, basis));
}

function distance(a: Matrix, b: Matrix): number {
  expect([a.rows, a.columns]).toEqual([b.rows, b.columns]);
  return a.values.reduce((most, value, i) => Math.max(most, Math.abs(value - b.values[i])), 0);
}

function expectOrthonormalRows(a: Matrix, tolerance = 1e-13) {
  expect(distance(multiply(a, transpose(a)), identity(a.rows))).toBeLessThan(tolerance);
}

test("products and transposes", () => {
  const a = matrix([1, 2, 3], [4, 5, 6]);
  expect(multiply(a, transpose(a))).toEqual(matrix([14, 32], [32, 77]));
  expect(resized(a, 3, 2)).toEqual(matrix([1, 2], [4, 5], [0, 0]));
});

describe("elimination", () => {
  test.each([1, 2, 3, 7, 16, 96])("solves %i equations", (size) => {
    const a = random(size, size);
    const x = random(size, 3);
    expect(distance(solve(a, multiply(a, x)), x)).toBeLessThan(1e-12 * size ** 2);
  });

  test("needs no pivot on the diagonal", () => {
    expect(solve(matrix([0, 2], [1, 0]), matrix([4], [3]))).toEqual(matrix([3], [2]));
  });

  test.each([
    [matrix([3]), 3],
    [matrix([0, 1], [1, 0]), -1],
    [matrix([0, 0, 2], [3, 0, 0], [0, 4, 0]), 24],
    [matrix([1, 2], [2, 4]), 0],
  ])("determinant %#", (a, expected) => {
    expect(determinant(a)).toBeCloseTo(expected, 14);
    const { sign, log } = logDeterminant(a);
    expect(sign * Math.exp(log)).toBeCloseTo(expected, 12);
  });

  test("a determinant may be too large for a number", () => {
    const { sign, log } = logDeterminant(scaled(identity(90), -1e10));
    expect([sign, log]).toEqual([1, expect.closeTo(900 * Math.log(10), 8)]);
  });
});

describe("singular values", () => {
  const cases: [string, Matrix][] = [
    ...[1, 2, 3, 5, 16, 96].map((n): [string, Matrix] => [`${n} × ${n}`, random(n, n)]),
    ["7 × 3", random(7, 3)],
    ["3 × 7", random(3, 7)],
    ["1 × 4", random(1, 4)],
    ["96 × 2", random(96, 2)],
    ["zeros", scaled(identity(3, 4), 0)],
    ["a half-turn", scaled(identity(4), -1)],
    ["rank one", multiply(random(5, 1), random(1, 4))],
    ["rank two of 40", multiply(random(40, 2), random(2, 40))],
    ["graded", diagonal([1e-8, 1, 1e8, 1e-3])],
    ["nearly singular", multiply(orthogonal(6, 2), diagonal([1, 1, 1, 1, 1e-13, 1e-15]))],
    ["tiny", scaled(random(3, 3), 1e-200)],
    ["huge", scaled(random(3, 3), 1e200)],
  ];

  test.each(cases)("of %s reconstruct it", (_, a) => {
    const { left, values, right } = svd(a);
    const middle = diagonal(values, a.rows, a.columns);
    for (let i = values.length; i < Math.min(a.rows, a.columns); i++) middle.values[i] = 0;
    const back = multiply(transpose(left), multiply(middle, right));
    const scale = values[0] || 1;
    expect(distance(scaled(back, 1 / scale), scaled(a, 1 / scale))).toBeLessThan(1e-13);
    expectOrthonormalRows(left);
    expectOrthonormalRows(right);
    expect([...values]).toEqual([...values].sort((x, y) => y - x));
    const alone = singularValues(a);
    for (const [i, value] of alone.entries()) {
      expect(Math.abs(value - values[i]) / scale).toBeLessThan(1e-13);
    }
  });

  test("are accurate to their own size where columns differ in length", () => {
    const { values } = svd(diagonal([3, 2e-12]));
    expect(values[1] / 2e-12).toBeCloseTo(1, 12);
  });
});

test.each([1, 2, 3, 4, 9, 30])("the Schur form of a matrix of %i columns", (size) => {
  const a = random(size, size);
  const { form, basis } = schur(a);
  expectOrthonormalRows(basis);
  const back = multiply(transpose(basis), multiply(form, basis));
  expect(distance(back, a)).toBeLessThan(1e-13 * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j + 1 < i; j++) expect(Math.abs(form.values[i * size + j])).toBeLessThan(1e-13);
    const block = i > 0 && i + 1 < size && form.values[i * size + i - 1] !== 0;
    if (block) expect(form.values[(i + 1) * size + i]).toBe(0);
  }
});

describe("rotations", () => {
  const permutation = (size: number) => {
    const values = new Float64Array(size * size);
    for (let i = 0; i < size; i++) values[i * size + ((i + 1) % size)] = 1;
    return { rows: size, columns: size, values };
  };
  const evenly = (count: number, from: number, to: number) =>
    Array.from({ length: count }, (_, i) => from + ((to - from) * i) / count);
  const cases: [string, Matrix][] = [
    ["nothing", identity(3)],
    ["a line", identity(1)],
    ["a quarter", turned(2, [Math.PI / 2])],
    ["a half-turn", scaled(identity(2), -1)],
    ["two half-turns", scaled(identity(4), -1)],
    ["two half-turns of five", turned(5, [Math.PI, Math.PI])],
    ["nearly a half-turn", turned(3, [Math.PI - 1e-9])],
    ["both sides of a half-turn", turned(4, [Math.PI - 1e-7, Math.PI + 1e-7])],
    ["hardly anything", turned(5, [1e-9, 1e-13])],
    ["the same angle thrice", turned(7, [1.1, 1.1, 1.1])],
    ["an angle and its opposite", turned(4, [0.7, -0.7])],
    ["a cluster", turned(8, [0.5, 0.5 + 1e-8, 0.5 + 1e-12, 2])],
    ["angles with one cosine", turned(6, [Math.PI / 2, -Math.PI / 2, Math.PI / 2])],
    ["a cyclic exchange of three", permutation(3)],
    ["a cyclic exchange of 95", permutation(95)],
    ["16 dimensions", turned(16, evenly(8, 0, Math.PI))],
    ["96 dimensions", turned(96, evenly(48, -3, 3))],
    ["96 dimensions, repeated", turned(96, Array(40).fill(2.5))],
  ];

  /** Turns the rows of the identity, plane by plane. */
  function product({ planes, angles }: PlaneRotations): Matrix {
    const size = planes.columns;
    let result = identity(size);
    for (const [i, angle] of angles.entries()) {
      const pair = {
        ...resized(planes, 2, size),
        values: planes.values.slice(2 * i * size, (2 * i + 2) * size),
      };
      const turn = matrix(
        [Math.cos(angle) - 1, -Math.sin(angle)],
        [Math.sin(angle), Math.cos(angle) - 1],
      );
      const step = multiply(transpose(pair), multiply(turn, pair));
      step.values.forEach((value, k) => {
        step.values[k] = value + (k % (size + 1) === 0 ? 1 : 0);
      });
      result = multiply(step, result);
    }
    return result;
  }

  test.each(cases)("%s are turns in orthogonal planes", (_, q) => {
    const turns = planeRotations(q);
    expectOrthonormalRows(turns.planes);
    expect(turns.planes.rows).toBe(2 * turns.angles.length);
    expect(turns.planes.columns).toBe(q.rows);
    expect(distance(product(turns), q)).toBeLessThan(3e-15 * Math.max(q.rows, 10));
  });

  test("small angles keep their digits", () => {
    const { angles } = planeRotations(turned(5, [1e-9, 2]));
    const sizes = [...angles].map(Math.abs).sort();
    expect(sizes).toEqual([expect.closeTo(1e-9, 15), expect.closeTo(2, 14)]);
  });

  test("go on past a half-turn when they are told what was before", () => {
    let before = planeRotations(turned(5, [2.5, -1]));
    for (const angle of [3, 3.5, 4.5, 6, 7]) {
      const now = planeRotations(turned(5, [angle, -1]));
      before = { ...now, angles: nearestAngles(now, before) };
      const sizes = [...before.angles].map(Math.abs).sort();
      expect(sizes).toEqual([expect.closeTo(1, 12), expect.closeTo(angle, 12)]);
    }
  });

  test("of 96 dimensions take well below a second", () => {
    const q = turned(96, evenly(48, -3, 3));
    const start = performance.now();
    planeRotations(q);
    svd(q);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
