// How a representation of any width is laid into the space of the drawing.

import type { Affine } from "../nets/types";
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
 * The map from representations of a width to the drawing, (3, width): so much of each projection.
 * Rows longer than a projection's width are cut, shorter ones filled with zeros.
 */
export function blended(
  parts: readonly (readonly [projection: Projection | undefined, share: number])[],
  columns: number,
): Affine {
  const [weight, bias] = [new Float64Array(3 * columns), new Float64Array(3)];
  for (const [projection, share] of parts) {
    projection?.axes.forEach((entry, at) => {
      const width = projection.origin.length;
      const [axis, j] = [Math.floor(at / width), at % width];
      if (j < columns) weight[axis * columns + j] += share * entry;
      bias[axis] -= share * entry * projection.origin[j];
    });
  }
  return { rows: 3, columns, weight, bias };
}
