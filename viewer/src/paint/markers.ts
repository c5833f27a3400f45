// The shapes of markers: as paths, and as distances for a shader that draws them at any size.

import { clamp } from "../maths/clamp";
import { type Marker, markers } from "./palette";

export const CELL = 48; // texels along a side of a marker's cell
/** What a cell shows: [−EXTENT, EXTENT]², in radii of a marker. */
export const EXTENT = 1.75;

/** Of a hollow marker: the width of its line, and the radius of its dot; in radii. */
export const HOLLOW = { line: 0.34, dot: 0.32 };

const MANY = 60; // then large rings would hide what they point out

/** The radius of a ring round wrong points, in its line's middle, and the width of that line. */
export function ringOf(wrong: Uint8Array | null, radius: number, scale: number): [number, number] {
  const many = wrong !== null && wrong.reduce((sum, flag) => sum + flag, 0) > MANY;
  const line = Math.min((many ? 1 : 1.5) * scale, 0.5 * radius);
  return [(many ? 1.3 : 1.7) * radius + 0.5 * line, line];
}

/** Traces a marker of a radius about a point of a canvas. */
export function trace(
  context: CanvasRenderingContext2D,
  marker: Marker,
  x: number,
  y: number,
  radius: number,
): void {
  context.beginPath();
  if (!marker) context.arc(x, y, radius, 0, 2 * Math.PI);
  else for (const [u, v] of marker) context.lineTo(x + radius * u, y - radius * v);
  context.closePath();
}

/** Cells in a row, rows from the top: 0 … 255 for 1 radius inside … 1 radius outside. */
export function distanceField(): Uint8Array {
  const width = CELL * markers.length;
  const texels = new Uint8Array(width * CELL);
  const place = (i: number) => EXTENT * ((2 * i + 1) / CELL - 1);
  markers.forEach((marker, cell) => {
    for (let row = 0; row < CELL; row++) {
      for (let column = 0; column < CELL; column++) {
        const away = distanceTo(marker, place(column), -place(row));
        texels[row * width + cell * CELL + column] = 127.5 * clamp(away + 1, 0, 2);
      }
    }
  });
  return texels;
}

/** The distance of a point from the outline, negative inside. */
export function distanceTo(marker: Marker, x: number, y: number): number {
  if (!marker) return Math.hypot(x, y) - 1;
  let nearest = Infinity;
  let inside = false;
  marker.forEach(([ax, ay], i) => {
    const [bx, by] = marker[(i + 1) % marker.length];
    const [dx, dy] = [bx - ax, by - ay];
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
    const t = clamp(along, 0, 1);
    nearest = Math.min(nearest, Math.hypot(x - ax - t * dx, y - ay - t * dy));
    if (ay > y !== by > y && x < ax + (dx * (y - ay)) / dy) inside = !inside;
  });
  return inside ? -nearest : nearest;
}
