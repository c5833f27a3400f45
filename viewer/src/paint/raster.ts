// Regions without a graphics card.

import { classify, decide } from "../nets/network";
import type { Region, Scene } from "./scene";

/** Classifies the middles of `width` × `height` pixels; rows go from the top. */
export function rasterize(
  region: Region,
  { camera: { window }, theme }: Pick<Scene, "camera" | "theme">,
  width: number,
  height: number,
): ImageData {
  const { pullback, opacity, origin, axes } = region;
  const dimension = origin.length;
  const values = new Float64Array(width * height * dimension);
  let at = 0;
  for (let row = 0; row < height; row++) {
    const y = window.y + window.halfHeight * (1 - (2 * row + 1) / height);
    for (let column = 0; column < width; column++) {
      const x = window.x + window.halfWidth * ((2 * column + 1) / width - 1);
      for (let i = 0; i < dimension; i++) {
        values[at++] = origin[i] + x * axes[0][i] + y * (axes[1][i] ?? 0);
      }
    }
  }
  const { scores, known } = classify(pullback, { width: dimension, values });
  const labels = decide(scores);
  const image = new ImageData(width, height);
  const line = region.boundary > 0 ? 0.6 : 0;
  for (let i = 0; i < labels.length; i++) {
    const right = (i + 1) % width > 0 ? i + 1 : i;
    const below = i + width < labels.length ? i + width : i;
    const differs = (j: number) => known[j] === 1 && labels[j] !== labels[i];
    const drawn = differs(right) || differs(below) ? line : 0;
    const tint = theme.tints[labels[i] % theme.tints.length];
    for (let c = 0; c < 3; c++) {
      const lined = tint[c] + drawn * (theme.ink[c] - tint[c]);
      const share = known[i] * opacity;
      image.data[4 * i + c] = Math.round(255 * (theme.paper[c] + share * (lined - theme.paper[c])));
    }
    image.data[4 * i + 3] = 255;
  }
  return image;
}
