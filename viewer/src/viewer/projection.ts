// How a representation of any width is laid into the space of the drawing.

import type { Rows } from "../nets/types";
import type { Recording } from "../recording/recording";
import { tourAxes } from "./tour";

/** An affine map from a representation to the drawing's three coordinates. */
export interface Projection {
  /** The point that is taken to 0, (width,). */
  readonly origin: Float64Array;
  /** (3, width): orthonormal rows, or rows of zeros for coordinates that are not used. */
  readonly axes: Float64Array;
  /** Whether it leaves dimensions out. */
  readonly partial: boolean;
  /** Whether a head for two classes reads nothing of what is left out. */
  readonly alongHead: boolean;
}

type Projections = Recording["projections"];

/**
 * The projection of a representation to `dimension` (2 or 3) coordinates. Narrow ones are
 * included, wider ones seen along the recorded axes (turned by the grand tour's angle), and along
 * their first units if none were recorded.
 */
export function projectionOf(
  width: number,
  dimension: number,
  recorded: ReturnType<Projections["get"]>,
  tour: number,
): Projection {
  if (width <= dimension || !recorded) {
    const axes = new Float64Array(3 * width);
    for (let i = 0; i < Math.min(width, dimension); i++) axes[i * width + i] = 1;
    const partial = width > dimension;
    return { origin: new Float64Array(width), axes, partial, alongHead: false };
  }
  const columns = recorded.origin.length;
  const axes = new Float64Array(3 * columns);
  const seen = Math.min(dimension, recorded.rows);
  const mix = tourAxes(seen, recorded.rows, tour);
  for (let i = 0; i < seen; i++) {
    for (let k = 0; k < recorded.rows; k++) {
      const share = mix[i * recorded.rows + k];
      for (let j = 0; j < columns; j++) {
        axes[i * columns + j] += share * recorded.axes[k * columns + j];
      }
    }
  }
  const alongHead = recorded.alongHead && tour === 0;
  return { origin: recorded.origin, axes, partial: true, alongHead };
}

/** The same projection for a representation whose first two units have changed places. */
export function withUnitsExchanged(projection: Projection): Projection {
  const width = projection.origin.length;
  const [origin, axes] = [projection.origin.slice(), projection.axes.slice()];
  for (const row of [origin, ...[0, 1, 2].map((i) => axes.subarray(i * width, (i + 1) * width))]) {
    [row[0], row[1]] = [row[1], row[0]];
  }
  return { ...projection, origin, axes };
}

/**
 * Adds `share` times the projected rows to positions (n, 3). Rows longer than the projection's
 * width are cut, shorter ones filled with zeros.
 */
export function project(
  projection: Projection,
  rows: Rows,
  share: number,
  positions: Float32Array,
): void {
  const { origin, axes } = projection;
  const width = origin.length;
  const known = Math.min(width, rows.width);
  const count = rows.values.length / rows.width;
  for (let axis = 0; axis < 3; axis++) {
    const row = axes.subarray(axis * width, (axis + 1) * width);
    if (row.every((entry) => entry === 0)) continue;
    let offset = 0;
    for (let j = 0; j < width; j++) offset -= origin[j] * row[j];
    for (let i = 0; i < count; i++) {
      let sum = offset;
      for (let j = 0; j < known; j++) sum += rows.values[i * rows.width + j] * row[j];
      positions[3 * i + axis] += share * sum;
    }
  }
}
