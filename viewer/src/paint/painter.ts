// Which painter draws.

import { refuse } from "../errors";
import { FlatPainter } from "./canvas2d";
import type { Painter } from "./scene";
import { GlPainter } from "./webgl";

// Without WebGL2 a graphics card is a program, too, and one that is slow at many small shapes.
const SOFTWARE: CanvasRenderingContext2DSettings = {
  alpha: false,
  willReadFrequently: true,
};

/** Draws with WebGL2 where there is such a thing, otherwise (or if asked to) with Canvas2D. */
export function createPainter(
  canvas: HTMLCanvasElement,
  prefer: "auto" | "canvas2d" = "auto",
): Painter {
  if (prefer === "auto") {
    const gl = canvas.getContext("webgl2", { alpha: false, antialias: false, depth: true });
    if (gl) return new GlPainter(canvas, gl);
  }
  const context = canvas.getContext("2d", SOFTWARE);
  if (!context) refuse("This browser draws neither with WebGL2 nor with Canvas2D.");
  return new FlatPainter(canvas, context);
}
