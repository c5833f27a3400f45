// The input space as a thing to be warped: a line, a sheet with a grid, or the edges of a cube.

import { joined } from "../maths/joined";
import type { Rows } from "../nets/types";

const GRID_LINES = 33;
const SUBDIVIDED = 121; // points on a grid line
const CELLS = 80; // of the coloured sheet, along a side
const LINE_POINTS = 801; // of an input space that is a line
const OUTLINE = 17; // points along a side of what the framing looks at
const PAD = 1.12;
const MOST_UNEQUAL = 8; // beyond this ratio of spans the sides of a box differ

/** An interval, rectangle or cuboid. */
export interface Box {
  readonly centre: readonly number[];
  readonly half: readonly number[];
}

/** Lines packed one after another: line i is rows starts[i] … starts[i + 1] − 1. */
export interface Polylines {
  readonly rows: Rows;
  readonly starts: Uint32Array;
}

/** What is drawn of an input space. */
export interface Domain {
  readonly grid: Polylines;
  readonly border: Polylines;
  /** What can carry the colours of classes; without triangles it is a line. */
  readonly mesh: { readonly rows: Rows; readonly triangles: Uint32Array } | null;
  /** Few points that reach as far as everything else. */
  readonly outline: Rows;
}

/** A box round points, with equal sides unless their spans differ wildly; never empty. */
export function boxAround(points: Rows): Box {
  const { width } = points;
  const [low, high] = bounds(points);
  const centre = low.map((value, i) => value / 2 + high[i] / 2);
  const least = centre.map((value) => 1e-6 * Math.abs(value));
  const half = low.map((value, i) => {
    const size = high[i] / 2 - value / 2;
    return size > least[i] ? size : 0;
  });
  const positive = half.filter((size) => size > 0);
  if (positive.length === 0) {
    const size = Math.max(1, ...centre.map((value) => 0.1 * Math.abs(value)));
    return { centre, half: new Array(width).fill(size) };
  }
  const most = Math.max(...positive);
  const alike = most <= MOST_UNEQUAL * Math.min(...positive);
  return { centre, half: half.map((size) => PAD * (alike || size === 0 ? most : size)) };
}

/** What is drawn of the space round these inputs; null in more than three dimensions. */
export function domainOf(points: Rows): Domain | null {
  if (points.width > 3 || points.values.length === 0) return null;
  const box = boxAround(points);
  return [line, sheet, cube][points.width - 1](box);
}

/** The least and the greatest of every coordinate of some rows. */
export function bounds(points: Rows): [number[], number[]] {
  const low = new Array<number>(points.width).fill(Infinity);
  const high = new Array<number>(points.width).fill(-Infinity);
  points.values.forEach((value, index) => {
    const i = index % points.width;
    if (value < low[i]) low[i] = value;
    if (value > high[i]) high[i] = value;
  });
  return [low, high];
}

/** At most `most` rows, evenly spread over all of them. */
export function thinned(points: Rows, most: number): Rows {
  const { width, values } = points;
  const count = values.length / width;
  if (count <= most) return points;
  const kept = new Float64Array(most * width);
  for (let i = 0; i < most; i++) {
    const from = Math.floor((i * count) / most) * width;
    kept.set(values.subarray(from, from + width), i * width);
  }
  return { width, values: kept };
}

function line(box: Box): Domain {
  const values = ticks(box, 0, LINE_POINTS);
  const rows = { width: 1, values };
  return {
    grid: packed(1, []),
    border: packed(1, [values]),
    mesh: { rows, triangles: new Uint32Array(0) },
    outline: { width: 1, values: ticks(box, 0, OUTLINE * OUTLINE) },
  };
}

function sheet(box: Box): Domain {
  const fine = [0, 1].map((axis) => ticks(box, axis, SUBDIVIDED));
  const lines = [0, 1].map((along) =>
    [...ticks(box, 1 - along, GRID_LINES)].map((value) => alongAxis(fine[along], along, [value])),
  );
  return {
    grid: packed(
      2,
      lines.flatMap((family) => family.slice(1, -1)),
    ),
    border: packed(
      2,
      lines.flatMap((family) => [family[0], family[GRID_LINES - 1]]),
    ),
    mesh: { rows: lattice(box, CELLS + 1), triangles: triangles(CELLS) },
    outline: lattice(box, OUTLINE),
  };
}

/** The edges of a cuboid and, fainter, the middle lines of its faces. */
function cube(box: Box): Domain {
  const edges: Float64Array[] = [];
  const middles: Float64Array[] = [];
  for (let axis = 0; axis < 3; axis++) {
    const fine = ticks(box, axis, SUBDIVIDED);
    const others = [0, 1, 2].filter((k) => k !== axis);
    for (const first of [-1, 0, 1]) {
      for (const second of [-1, 0, 1]) {
        if (first === 0 && second === 0) continue;
        const fixed = [first, second].map((s, i) => {
          return box.centre[others[i]] + s * box.half[others[i]];
        });
        (first && second ? edges : middles).push(alongAxis(fine, axis, fixed));
      }
    }
  }
  const border = packed(3, edges);
  return { grid: packed(3, middles), border, mesh: null, outline: thinned(border.rows, 289) };
}

/** Rows whose coordinate `axis` runs through `fine`; the others, in order, are fixed. */
function alongAxis(fine: Float64Array, axis: number, fixed: readonly number[]): Float64Array {
  const width = fixed.length + 1;
  const values = new Float64Array(fine.length * width);
  fine.forEach((value, i) => {
    for (let k = 0; k < width; k++) {
      values[i * width + k] = k === axis ? value : fixed[k < axis ? k : k - 1];
    }
  });
  return values;
}

function lattice(box: Box, size: number): Rows {
  const [x, y] = [0, 1].map((axis) => ticks(box, axis, size));
  const values = new Float64Array(2 * size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) values.set([x[j], y[i]], 2 * (i * size + j));
  }
  return { width: 2, values };
}

function triangles(cells: number): Uint32Array {
  const corners = new Uint32Array(6 * cells * cells);
  let next = 0;
  for (let i = 0; i < cells; i++) {
    for (let j = 0; j < cells; j++) {
      const a = i * (cells + 1) + j;
      const b = a + cells + 1;
      corners.set([a, a + 1, b + 1, a, b + 1, b], next);
      next += 6;
    }
  }
  return corners;
}

function ticks(box: Box, axis: number, count: number): Float64Array {
  const low = box.centre[axis] - box.half[axis];
  const step = (2 * box.half[axis]) / (count - 1);
  return Float64Array.from({ length: count }, (_, i) => low + i * step);
}

function packed(width: number, lines: readonly Float64Array[]): Polylines {
  const starts = startsOf(lines.map((one) => one.length / width));
  return { rows: { width, values: joined(Float64Array, lines) }, starts };
}

/** Where lines of these lengths start, one after another, and where the last one ends. */
export function startsOf(lengths: readonly number[]): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    starts[i + 1] = starts[i] + length;
  });
  return starts;
}
