// Which painter draws.

import { refuse } from "../errors";
import { FlatPainter } from "./canvas2d";
import type { Painter } from "./scene";
import { GlPainter } from "./webgl";

/** Draws with WebGL2 where there is such a thing, otherwise (or if asked to) with Canvas2D. */
export function createPainter(
  canvas: HTMLCanvasElement,
  prefer: "auto" | "canvas2d" = "auto",
): Painter {
  if (prefer === "auto") {
    const gl = canvas.getContext("webgl2", { alpha: false, antialias: false, depth: true });
    if (gl) return new GlPainter(canvas, gl);
  }
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) refuse("This browser draws neither with WebGL2 nor with Canvas2D.");
  return new FlatPainter(canvas, context);
}
