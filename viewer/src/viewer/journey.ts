// A network's deformation laid out: one drawing space for all of its layers.

import { clamp } from "../maths/clamp";
import { joined } from "../maths/joined";
import { applyAffine } from "../nets/step";
import type { Deformation, Rows } from "../nets/types";
import type { Recording } from "../recording/recording";
import { type Extent, extentOf, Framing } from "./framing";
import { type Domain, thinned } from "./geometry";
import { blended, type Projection, projectionOf, withUnitsExchanged } from "./projection";
import type { ViewerState } from "./types";

const MEASURED = 400; // data points that the framing looks at
const NEAR = 0.4; // of the data's span: how much of a far-flung sheet is seen beside them
const PAD = { flat: 1.1, space: 1.03 };

/** How many coordinates are drawn: what a person asked for, or what the network's widths suggest. */
export function dimensionOf(
  view: ViewerState["view"],
  recording: Pick<Recording, "widths" | "inputs">,
): 2 | 3 {
  if (view !== "auto") return view === "flat" ? 2 : 3;
  // A sheet that is folded together in many dimensions is better seen in space; for a mere cloud
  // of points the plane is clearer.
  const sheet = recording.inputs <= 3 && Math.max(...recording.widths) > 3;
  return sheet || recording.widths.includes(3) ? 3 : 2;
}

/**
 * Where things are in the drawing at each depth. Between two layers the projections of the two
 * are blended, so nothing jumps.
 */
export class Journey {
  readonly projections: readonly Projection[];
  readonly framing: Framing;

  constructor(
    readonly path: Deformation,
    readonly dimension: 2 | 3,
    readonly tour: number,
    recording: Recording,
    domain: Domain | null,
  ) {
    this.projections = path.network.widths.map((width, depth) => {
      const found = projectionOf(width, dimension, recording.projections.get(depth), tour);
      const exchanged = depth > 0 && path.exchanges[depth - 1] === "swap";
      const ofUnits = found.partial && !path.network.written?.laid;
      return ofUnits && exchanged ? withUnitsExchanged(found) : found;
    });
    const points = thinned(recording.points, MEASURED);
    const measure = (depth: number) => this.extent(depth, points, domain?.outline ?? null);
    this.framing = new Framing(measure, this.depth);
  }

  get depth(): number {
    return this.path.network.layers.length;
  }

  /** The width of the space in which the deformation is at a depth. */
  width(depth: number): number {
    const { widths } = this.path.network;
    return Math.max(widths[Math.floor(depth)], widths[Math.ceil(depth)]);
  }

  /** Positions (n, 3) of rows of the input at a depth. */
  place(depth: number, rows: Rows): Float32Array {
    return this.drawn(depth, this.path.represent(depth, rows));
  }

  /** Positions (n, 3) of rows of the representation at a depth. */
  drawn(depth: number, places: Rows): Float32Array {
    const whole = Math.floor(depth);
    const parts = [whole, whole + 1].map(
      (k) => [this.projections[k], 1 - Math.abs(depth - k)] as const,
    );
    return new Float32Array(applyAffine(blended(parts, places.width), places).values);
  }

  /** How much of a representation is drawn as a line, 0 … 1: there, points are set side by side. */
  lineness(depth: number): number {
    const { widths } = this.path.network;
    const whole = Math.floor(depth);
    const at = (k: number) => (widths[k] === 1 ? 1 : 0);
    const part = depth - whole;
    return (1 - part) * at(whole) + (part > 0 ? part * at(whole + 1) : 0);
  }

  /** What should be in the picture: the data, and the sheet as far as it is near them. */
  private extent(depth: number, points: Rows, outline: Rows | null): Extent {
    const flat = this.dimension === 2;
    const positions = this.place(depth, points);
    const data = extentOf(positions, flat);
    const pad = flat ? PAD.flat : PAD.space;
    if (!outline) return { ...data, radius: pad * data.radius };
    const reach = [0, 1, 2].map((axis) => data.high[axis] - data.low[axis]);
    const span = Math.max(...reach);
    const near = this.place(depth, outline).map((value, index) => {
      if (span === 0) return value;
      const axis = index % 3;
      const [low, high] = [data.low[axis] - NEAR * span, data.high[axis] + NEAR * span];
      return clamp(value, low, high);
    });
    const whole = extentOf(joined(Float32Array, [positions, near]), flat);
    return { ...whole, radius: pad * whole.radius };
  }
}

/** The share of the variance of a representation that its drawing keeps. */
export function explained(places: Rows, positions: Float32Array): number {
  const all = variance(places.values, places.width);
  return all > 0 ? Math.min(1, variance(positions, 3) / all) : 1;
}

function variance(values: Float64Array | Float32Array, width: number): number {
  const count = values.length / width;
  let sum = 0;
  for (let axis = 0; axis < width; axis++) {
    let mean = 0;
    for (let i = axis; i < values.length; i += width) mean += values[i] / count;
    for (let i = axis; i < values.length; i += width) sum += (values[i] - mean) ** 2 / count;
  }
  return sum;
}
