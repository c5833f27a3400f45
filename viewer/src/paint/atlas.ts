// Markers drawn once, for painters to stamp: red is the marker, green its halo, blue a ring.

import { type Marker, markers } from "./palette";

export const CELL = 64; // pixels
const RADIUS = 0.46; // of half a cell: of a marker
const RING = 0.84;

/** How many times as wide as a marker its cell is. */
export const ROOM = 1 / RADIUS;

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

/** A canvas with all markers in a row. */
export function markerAtlas(): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = CELL * markers.length;
  canvas.height = CELL;
  const context = canvas.getContext("2d", { alpha: false })!;
  context.globalCompositeOperation = "lighter";
  context.lineJoin = "round";
  const half = CELL / 2;
  markers.forEach((marker, i) => {
    const x = CELL * i + half;
    trace(context, marker, x, half, RADIUS * half);
    context.fillStyle = "#f00";
    context.fill();
    context.strokeStyle = context.fillStyle = "#0f0";
    context.lineWidth = 0.26 * half;
    context.stroke();
    context.fill();
    context.beginPath();
    context.arc(x, half, RING * half, 0, 2 * Math.PI);
    context.strokeStyle = "#00f";
    context.lineWidth = 0.17 * half;
    context.stroke();
  });
  return canvas;
}
