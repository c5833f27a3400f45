// What stays the same while a network is trained, and networks from it and flat weights.

import { activation } from "../nets/activations";
import type { Affine, HeadKind, Layer, LayerPath, Network, Written } from "../nets/types";

/** As the JSON of a recording says it. */
export interface Structure {
  readonly layers: readonly {
    readonly kind: Layer["kind"] | "opaque";
    /** What it is called: of a dense layer its activation. */
    readonly name: string;
  }[];
  readonly head: HeadKind | null;
}

/** The size of a matrix of weights; its bias has `rows` numbers. */
export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** What was written out of layers that are not computed here. */
export interface WrittenPaths {
  readonly widths: readonly number[];
  /** Whether places are coordinates in the drawing. */
  readonly laid: boolean;
  /** Of a frame, the head's weights among them. */
  readonly numbers: number;
  /** Of the frame with these numbers. */
  of(numbers: Float32Array): Written;
  /** Says what the paths of a frame are; of a frame of which nothing is said, as of the last. */
  tell(numbers: Float32Array, paths: readonly LayerPath[]): void;
}

/** One layer of each kind from its weights. */
const builders: {
  readonly [K in Layer["kind"]]: (affine: Affine, activation: string) => Layer;
} = {
  dense: (affine, name) => ({ kind: "dense", affine, activation: activation(name) }),
};

export const layerKinds: readonly string[] = Object.keys(builders);

/** A network without its weights. */
export class Architecture {
  /** How many weights and biases there are; with all that is written out instead. */
  readonly parameters: number;
  /** Dimensions of all representations, the input's first. */
  readonly widths: readonly number[];
  /** Where each layer's weights begin among all; the head's come last. */
  readonly starts: readonly number[];

  /**
   * `sizes` has one entry for each layer, and one for an affine head if there is one; of layers
   * that are not computed here only the head's, and their path by frame is `written`.
   */
  constructor(
    readonly structure: Structure,
    readonly sizes: readonly Size[],
    private readonly written: WrittenPaths | null = null,
  ) {
    const depth = structure.layers.length;
    this.widths = written
      ? written.widths
      : [sizes[0].columns, ...sizes.slice(0, depth).map(({ rows }) => rows)];
    const ends = [0];
    for (const { rows, columns } of sizes) ends.push(ends[ends.length - 1] + rows * (columns + 1));
    this.starts = ends.slice(0, -1);
    this.parameters = written?.numbers ?? ends[ends.length - 1];
  }

  /** The network of these weights: for each layer, then the head, W row by row and b. */
  network(weights: Float32Array): Network {
    const maps = this.sizes.map((_, part) => this.affine(weights, part));
    const { layers, head } = this.structure;
    const last: Network["head"] =
      head === "neighbours"
        ? { kind: head }
        : head && { kind: head, affine: maps[maps.length - 1] };
    return {
      layers: layers.map(({ kind, name }, i) =>
        kind === "opaque" ? { kind, name } : builders[kind](maps[i], name),
      ),
      written: this.written?.of(weights) ?? null,
      head: last,
      widths: this.widths,
    };
  }

  /** Whether places are coordinates in the drawing instead of units. */
  get laid(): boolean {
    return this.written?.laid ?? false;
  }

  /** Says what the paths of layers that are not computed here are, at the frame of these weights. */
  tell(weights: Float32Array, paths: readonly LayerPath[]): void {
    this.written?.tell(weights, paths);
  }

  /** Whether the layers are computed here, from their matrices. */
  get exact(): boolean {
    return this.written === null;
  }

  /** The affine map of one part. */
  affine(weights: Float32Array, part: number): Affine {
    const { rows, columns } = this.sizes[part];
    const start = this.starts[part];
    const end = start + rows * columns;
    return {
      rows,
      columns,
      weight: Float64Array.from(weights.subarray(start, end)),
      bias: Float64Array.from(weights.subarray(end, end + rows)),
    };
  }
}
