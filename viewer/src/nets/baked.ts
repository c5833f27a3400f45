// A deformation that Python wrote out: where points and a lattice of the input space are at some
// depths. Between these everything goes straight.

import { clamp } from "../maths/clamp";
import { remembered } from "../remembered";
import { affineHead } from "./layers";
import type {
  Deformation,
  Exchange,
  LayerPath,
  Network,
  Order,
  Pullback,
  Rows,
  Written,
} from "./types";

/** Rows that are found again by their values. */
export class Known {
  private readonly index = new Map<number, number[]>();
  private readonly found = new WeakMap<Float64Array, Int32Array>();

  constructor(readonly rows: Rows) {
    for (let at = 0; at < rows.values.length; at += rows.width) {
      const key = this.key(rows.values, at);
      const same = this.index.get(key);
      if (same) same.push(at / rows.width);
      else this.index.set(key, [at / rows.width]);
    }
  }

  /** The row with these values, or −1. */
  find(values: Float64Array, at: number): number {
    const { width, values: own } = this.rows;
    for (const row of this.index.get(this.key(values, at)) ?? []) {
      let j = 0;
      while (j < width && own[row * width + j] === values[at + j]) j++;
      if (j === width) return row;
    }
    return -1;
  }

  /** `find` for every row, kept by the identity of the values. */
  located({ width, values }: Rows): Int32Array {
    return remembered(this.found, values, () =>
      Int32Array.from({ length: values.length / width }, (_, row) =>
        this.find(values, row * width),
      ),
    );
  }

  private key(values: Float64Array, at: number): number {
    let sum = 0;
    for (let j = 0; j < this.rows.width; j++) sum = sum * 0.618 + values[at + j];
    return sum;
  }
}

export class BakedPath implements Deformation {
  readonly notes: readonly string[] = [];

  constructor(
    readonly network: Network,
    readonly order: Order,
    private readonly written: Written,
  ) {}

  get paths(): readonly LayerPath[] {
    return this.written.paths;
  }

  get exchanges(): readonly (Exchange | null)[] {
    return this.written.exchanges;
  }

  represent(t: number, points: Rows): Rows {
    const { depths, images, nodes } = this.written;
    let k = 0;
    while (k + 1 < depths.length && depths[k + 1] <= t) k++;
    const share = k + 1 < depths.length ? (t - depths[k]) / (depths[k + 1] - depths[k]) : 0;
    return this.mixed(
      points,
      (share > 0 ? [k, k + 1] : [k]).map((part) => ({
        known: images[part],
        nodes: nodes[part] ?? null,
        share: part === k ? 1 - share : share,
      })),
    );
  }

  /** The scores that were written out for rows of the input; null if there are none. */
  scores(points: Rows): Rows | null {
    const { scores } = this.written;
    return scores && this.mixed(points, [{ known: scores.points, nodes: scores.nodes, share: 1 }]);
  }

  /** What is said of rows of the input, of every part its share. */
  private mixed(
    points: Rows,
    parts: readonly { known: Rows; nodes: Rows | null; share: number }[],
  ): Rows {
    const width = Math.max(...parts.map(({ known }) => known.width));
    const count = points.values.length / points.width;
    const values = new Float64Array(count * width);
    const where = this.written.points.located(points);
    for (const { known, nodes, share } of parts) {
      for (let row = 0; row < count; row++) {
        if (where[row] >= 0) add(known, where[row], share, values, row * width);
        else if (nodes) this.between(nodes, points, row, share, values, width);
        else values.fill(NaN, row * width, (row + 1) * width);
      }
    }
    return { width, values };
  }

  /** Known of the last space alone, which an affine head reads. */
  pullback(t: number): Pullback | null {
    const { layers } = this.network;
    const head = affineHead(this.network);
    if (!head || t !== layers.length) return null;
    return { width: head.affine.columns, undo: null, rest: [], head };
  }

  /** Adds a share of what the nodes round a row say of it, each by how near it is. */
  private between(
    nodes: Rows,
    points: Rows,
    row: number,
    weight: number,
    to: Float64Array,
    width: number,
  ): void {
    const { low, high, nodes: side } = this.written.lattice!;
    const dimension = points.width;
    const base: number[] = [];
    const part: number[] = [];
    for (let j = 0; j < dimension; j++) {
      const place =
        ((points.values[row * dimension + j] - low[j]) / (high[j] - low[j])) * (side - 1);
      const cell = clamp(Math.floor(place), 0, side - 2);
      base.push(cell);
      part.push(clamp(place - cell, 0, 1));
    }
    for (let corner = 0; corner < 1 << dimension; corner++) {
      let node = 0;
      let share = weight;
      for (let j = 0; j < dimension; j++) {
        const upper = (corner >> j) & 1;
        node = node * side + base[j] + upper;
        share *= upper ? part[j] : 1 - part[j];
      }
      if (share > 0) add(nodes, node, share, to, row * width);
    }
  }
}

function add(from: Rows, row: number, share: number, to: Float64Array, at: number): void {
  for (let j = 0; j < from.width; j++) to[at + j] += share * from.values[row * from.width + j];
}
