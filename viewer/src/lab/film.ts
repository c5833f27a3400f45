// Pictures and films of what the stage shows, at a size of one's own.

import { refuse } from "../errors";
import { createPainter } from "../paint/painter";
import type { Recording } from "../recording/recording";
import { h } from "../viewer/dom";
import { stillOf } from "../viewer/still";
import type { Viewer, ViewerState } from "../viewer/types";
import { Gif } from "./gif";

/** A moment of a film: what it shows, and for how many hundredths of a second. */
export interface Moment {
  shown: Partial<ViewerState>;
  stays: number;
}

const FRAMES = { layer: 24, most: 120, training: 90 };
const STAYS = { moving: 7, layer: 50, end: 150 };

/** From the data to the last layer, resting at every layer. */
export function throughDepth(layers: number): Moment[] {
  const each = Math.max(4, Math.min(FRAMES.layer, Math.floor(FRAMES.most / Math.max(1, layers))));
  const moments: Moment[] = [{ shown: { depth: 0 }, stays: STAYS.end }];
  for (let layer = 0; layer < layers; layer++) {
    for (let i = 1; i <= each; i++) {
      const part = i / each;
      const depth = layer + part * part * (3 - 2 * part);
      const rests = layer === layers - 1 ? STAYS.end : STAYS.layer;
      moments.push({ shown: { depth }, stays: i < each ? STAYS.moving : rests });
    }
  }
  return moments;
}

/** From the first step that is recorded to the last, at the depth that is seen. */
export function throughTraining(recording: Pick<Recording, "frames" | "step">): Moment[] {
  const { frames } = recording;
  const count = Math.min(frames, FRAMES.training);
  const at = (i: number) => Math.round((i * (frames - 1)) / Math.max(1, count - 1));
  return Array.from({ length: count }, (_, i) => ({
    shown: { step: recording.step(at(i)) },
    stays: i === 0 || i === count - 1 ? STAYS.end : STAYS.moving,
  }));
}

/** The stage as a PNG file so many pixels wide. */
export async function picture(viewer: Viewer, pixels: number): Promise<Blob> {
  const painter = createPainter(h("canvas"));
  viewer.paint(painter, pixels);
  const canvas = stillOf(painter.pixels());
  painter.destroy();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  return blob ?? refuse("the browser could not write it");
}

/** A film as a GIF file; null where it was given up. `done` is told the pictures that are there. */
export async function film(
  viewer: Viewer,
  moments: readonly Moment[],
  pixels: number,
  done: (pictures: number) => void,
  stopped: AbortSignal,
): Promise<Blob | null> {
  const { recording } = viewer;
  const painter = createPainter(h("canvas"));
  let gif: Gif | null = null;
  try {
    for (const [i, { shown, stays }] of moments.entries()) {
      if (viewer.recording !== recording) refuse("the experiment became another one meanwhile");
      viewer.paint(painter, pixels, shown);
      const seen = painter.pixels();
      gif ??= new Gif(seen.width, seen.height);
      gif.add(seen, stays);
      done(i + 1);
      await new Promise((resolve) => window.setTimeout(resolve));
      if (stopped.aborted) return null;
    }
  } finally {
    painter.destroy();
  }
  return gif?.file() ?? null;
}
