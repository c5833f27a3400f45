// A network as plain data: what a frame of a recording holds, in float64.

/** Of an affine head; by neighbours, scores are written out. */
export type AffineKind = "logistic" | "softmax" | "linear";
export type HeadKind = AffineKind | "neighbours";
export type Order = "together" | "phases";
export type PathKind = "isotopy" | "embedding" | "collapse" | "fold" | "straight";

/** x ↦ Wx + b; `weight` is row-major, (rows, columns). */
export interface Affine {
  readonly rows: number;
  readonly columns: number;
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

/** A function R → R on every unit. `name` is the Python side's, parameter included. */
export interface Activation {
  readonly name: string;
  readonly monotone: "strictly" | "weakly" | "no";
  /** The open interval of values of a strictly increasing activation. */
  readonly image: readonly [number, number];
  f(x: number): number;
  derivative(x: number): number;
  /** On the image; NaN outside. Null unless strictly increasing. */
  readonly inverse: ((y: number) => number) | null;
  /** The body of a GLSL function of `highp float x` that returns f(x), e.g. `return tanh(x);`. */
  readonly glsl: string;
}

export interface Dense {
  readonly kind: "dense";
  readonly affine: Affine;
  readonly activation: Activation;
}

/** Every kind of layer with an exact motion. A new one is added here and in `layers.ts`. */
export type Layer = Dense;

/** A layer that is not computed here: Python wrote out where it takes things. */
export interface Opaque {
  readonly kind: "opaque";
  readonly name: string;
}

export interface Head {
  readonly kind: AffineKind;
  readonly affine: Affine;
}

/** A head that is not computed here: Python wrote out its scores. */
export interface Neighbours {
  readonly kind: "neighbours";
}

export interface Network {
  readonly layers: readonly (Layer | Opaque)[];
  /** Where all layers together take things, if some of them are not computed here. */
  readonly written?: Written | null;
  readonly head: Head | Neighbours | null;
  /** Dimensions of all representations, the input's first. */
  readonly widths: readonly number[];
}

/** z ↦ (1 − amount)·z + amount·σ(z) on the first `units` coordinates, the rest unchanged. */
export interface Blend {
  readonly activation: Activation;
  readonly amount: number;
  readonly units: number;
}

/**
 * How a point of the space at a depth is classified: undo the blend (coordinate by coordinate,
 * points outside its image have no class), then the affine maps and activations that remain.
 */
export interface Pullback {
  /** Dimension of the space at this depth. */
  readonly width: number;
  readonly undo: Blend | null;
  readonly rest: readonly { readonly affine: Affine; readonly blend: Blend | null }[];
  readonly head: Head;
}

/** Points as rows of `width` numbers, one after another. */
export interface Rows {
  readonly width: number;
  readonly values: Float64Array;
}

/** How units change so that a layer preserves orientation: the first two, or the only one's sign. */
export type Exchange = "swap" | "sign";

/** One layer on its way from the identity (or an inclusion) to itself. */
export interface LayerPath {
  readonly kind: PathKind;
  readonly why: string;
  /** False where the layer is too wide for a path of matrices: it is then drawn as a straight blend. */
  readonly exact: boolean;
}

/** A network as a path in depth: the data at t = 0, all layers at t = depth. */
export interface Deformation {
  readonly network: Network;
  readonly order: Order;
  readonly paths: readonly LayerPath[];
  readonly notes: readonly string[];
  /**
   * For each layer how its units differ from those of the network that was deformed; null where
   * they are the same.
   */
  readonly exchanges: readonly (Exchange | null)[];
  /**
   * Where the deformation has taken rows of the input at depth t. What whole layers did is kept by
   * the identity of `points.values`: write neither to them nor to what is returned.
   */
  represent(t: number, points: Rows): Rows;
  /** How points of the space at depth t are classified; null if they have no preimage. */
  pullback(t: number): Pullback | null;
}

/** Nodes of a cuboid of the input space, the last coordinate running fastest. */
export interface Lattice {
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Along each side. */
  readonly nodes: number;
}

/** Where layers that are not computed here take things: one frame's path. */
export interface Written {
  /** Increasing; every whole depth is among them. */
  readonly depths: readonly number[];
  readonly paths: readonly LayerPath[];
  readonly exchanges: readonly (Exchange | null)[];
  /** For every row of the input the row of the images that is its own, or −1. */
  readonly points: { located(points: Rows): Int32Array };
  /** Whether images are coordinates in the drawing instead of units, as of wide representations. */
  readonly laid: boolean;
  /** Where the points are, by depth. */
  readonly images: readonly Rows[];
  readonly lattice: Lattice | null;
  /** Where the lattice's nodes are, by depth; none without a lattice. */
  readonly nodes: readonly Rows[];
  /** The scores of the points and of the lattice's nodes, where no affine head gives them. */
  readonly scores: { readonly points: Rows; readonly nodes: Rows | null } | null;
  /** What each layer shows of itself where it begins; null of one that shows nothing. */
  readonly marks: readonly (Marks | null)[];
}

/** Signs of a layer in the space that it maps from. Where one has no place its numbers are NaN. */
export interface Marks {
  /** Two rows for each: from a point to where the layer takes it. */
  readonly arrows: Rows;
  /** Centres; and a radius for each. */
  readonly circles: Rows;
  readonly radii: Float64Array;
  /** Lines of so many rows each. */
  readonly lines: Rows;
  readonly pointsOfALine: number;
  /** What a legend calls them, as something that the layer has. */
  readonly words: Partial<Record<"arrows" | "circles" | "lines", string>>;
}
