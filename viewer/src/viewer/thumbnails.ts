// Small pictures, painted one after another with one graphics context for the whole page.

import { pixelRatio } from "../paint/canvas";
import { createPainter } from "../paint/painter";
import type { Painter, Scene } from "../paint/scene";
import { h } from "./dom";

let shared: { canvas: HTMLCanvasElement; painter: Painter } | null = null;

/** Paints a square scene onto a canvas; `size` in CSS pixels. */
export function paintThumbnail(
  target: HTMLCanvasElement,
  scene: Scene,
  size: number,
  prefer: "auto" | "canvas2d",
): void {
  if (!shared || shared.painter.lost) {
    shared?.painter.destroy();
    const canvas = h("canvas");
    shared = { canvas, painter: createPainter(canvas, prefer) };
  }
  const { canvas, painter } = shared;
  painter.resize(size, size, pixelRatio());
  painter.paint(scene, false);
  target.width = canvas.width;
  target.height = canvas.height;
  target.getContext("2d")?.drawImage(canvas, 0, 0);
}
