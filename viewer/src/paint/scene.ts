// What a painter is given: one picture as arrays, with no idea of networks but for its regions.

import type { Pullback } from "../nets/types";

export type Rgb = readonly [number, number, number]; // 0…1

/** The colours of a picture; light and dark. */
export interface Theme {
  readonly name: "light" | "dark";
  readonly paper: Rgb;
  readonly ink: Rgb;
  readonly grid: Rgb;
  readonly frame: Rgb;
  /** One for each class: points … */
  readonly inks: readonly Rgb[];
  /** … and regions. */
  readonly tints: readonly Rgb[];
}

/** From drawing space (x right, y up, z towards the viewer when flat) to clip space. */
export interface Camera {
  readonly flat: boolean;
  /** Column-major 4×4, as WebGL takes it. */
  readonly matrix: Float32Array;
  /** When flat: what is seen, in drawing units; pixels are square. */
  readonly window: {
    readonly x: number;
    readonly y: number;
    readonly halfWidth: number;
    readonly halfHeight: number;
  };
  /** Unit vector towards the viewer, for shading in space. */
  readonly towards: readonly [number, number, number];
}

/** The class of every pixel, behind everything else; flat pictures only. */
export interface Region {
  readonly pullback: Pullback;
  /** Pixels without preimage show the paper. 0…1 fades the whole towards the paper. */
  readonly opacity: number;
  /** How the plane of the drawing lies in the space at this depth: origin + x·axes[0] + y·axes[1]. */
  readonly origin: Float64Array;
  readonly axes: readonly [Float64Array, Float64Array];
  /** Width of the line on the boundary, CSS pixels; 0 for none. */
  readonly boundary: number;
}

/** A surface of triangles, coloured by the class of each of its points. */
export interface Sheet {
  /** (n, 3). */
  readonly positions: Float32Array;
  /** (n, k): one score (class 1 where positive), or a score for each class. */
  readonly scores: Float32Array;
  readonly scoreCount: number;
  readonly triangles: Uint32Array;
  readonly opacity: number;
}

/** Polylines packed one after another: line i runs from starts[i] to starts[i + 1]. */
export interface Lines {
  readonly positions: Float32Array; // (n, 3)
  readonly starts: Uint32Array; // lines + 1 entries
  readonly width: number; // CSS pixels
  readonly colour: Rgb;
  readonly opacity: number;
}

export interface Points {
  readonly positions: Float32Array; // (n, 3)
  readonly labels: Uint8Array; // (n,): the class chooses colour and marker
  /** (n,) 1 where the network is wrong: ringed. Null: unknown. */
  readonly wrong: Uint8Array | null;
  /** (n,) how markers are filled: 0 wholly, 1 hollow, 2 hollow with a dot. Null: all wholly. */
  readonly fills: Uint8Array | null;
  readonly size: number; // CSS pixels
}

/** A translucent flat polygon: a separating plane. */
export interface Plane {
  readonly corners: Float32Array; // (m, 3), convex
  readonly colour: Rgb;
  readonly opacity: number;
}

export interface Scene {
  readonly camera: Camera;
  readonly theme: Theme;
  /** Whether colours of classes fade to the paper where a class leads the next by little. */
  readonly shaded: boolean;
  readonly region: Region | null;
  readonly sheet: Sheet | null;
  readonly lines: readonly Lines[];
  readonly points: Points | null;
  readonly planes: readonly Plane[];
}

/** Draws scenes on a canvas. One class for WebGL2 and one for Canvas2D; both obey this. */
export interface Painter {
  readonly kind: "webgl2" | "canvas2d";
  /** Sets the size of the canvas in CSS pixels; `scale` is the number of device pixels in one. */
  resize(width: number, height: number, scale: number): void;
  /** Draws now. `draft`: coarser regions while something moves. */
  paint(scene: Scene, draft: boolean): void;
  /** RGBA of the last picture, rows from the top. */
  pixels(): { width: number; height: number; data: Uint8ClampedArray };
  /** Whether the context is lost: the next paint after its restoration works again. */
  readonly lost: boolean;
  destroy(): void;
}
