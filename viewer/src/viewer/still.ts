// A picture that does not move.

import type { Painter } from "../paint/scene";
import { h } from "./dom";

/** A canvas that shows these pixels, and needs no graphics context. */
export function stillOf(pixels: ReturnType<Painter["pixels"]>): HTMLCanvasElement {
  const { width, height } = pixels;
  const canvas = h("canvas", { width, height });
  const image = new ImageData(new Uint8ClampedArray(pixels.data), width, height);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}
