// The classes of a grid of pixels without a graphics card, and the lines where they meet.

import { classify, decide, lead } from "../nets/network";
import type { Camera, Region, Scene } from "./scene";

/** The class at the middle of every pixel; rows go from the top. */
export interface Classes {
  readonly width: number;
  readonly height: number;
  readonly labels: Uint8Array;
  /** By how much its class leads the best other one. */
  readonly leads: Float64Array;
  /** 0 where there is no class. */
  readonly known: Uint8Array;
}

/** Classifies the middles of `width` × `height` pixels. */
export function rasterize(
  { pullback, origin, axes }: Region,
  { window }: Pick<Camera, "window">,
  width: number,
  height: number,
): Classes {
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
  const leads = Float64Array.from(labels, (label, i) => lead(scores, i, label));
  return { width, height, labels, leads, known };
}

/** How strong, 0 … 1, the colour of a class is that leads the next by so much, where it is shaded. */
export function sureness(lead: number): number {
  return Math.tanh(lead / 2) || 0; // where there is no class, nor is there a lead
}

/** The colours of classes, faded towards the paper where `opacity` is below 1; RGBA, downwards. */
export function colourTexels(
  { labels, leads, known }: Classes,
  { theme: { tints, paper }, shaded }: Pick<Scene, "theme" | "shaded">,
  opacity: number,
): Uint8ClampedArray<ArrayBuffer> {
  const texels = new Uint8ClampedArray(4 * labels.length);
  for (let i = 0; i < labels.length; i++) {
    const tint = tints[labels[i] % tints.length];
    const share = known[i] * opacity * (shaded ? sureness(leads[i]) : 1);
    for (let c = 0; c < 3; c++) {
      texels[4 * i + c] = Math.round(255 * (paper[c] + share * (tint[c] - paper[c])));
    }
    texels[4 * i + 3] = 255;
  }
  return texels;
}

/**
 * Where neighbouring pixels have different classes: segments, four numbers each, from middles of
 * pixels counted from the first one. Within every four neighbours the places where classes change,
 * by linear interpolation of their leads, are joined with the middle of these places.
 */
export function borders({ width, height, labels, leads, known }: Classes): Float32Array {
  const segments: number[] = [];
  const places: number[] = [];
  const cut = (p: number, q: number, x: number, y: number, across: number, down: number) => {
    if (labels[p] === labels[q] || !known[p] || !known[q]) return;
    const sum = leads[p] + leads[q];
    const share = sum > 0 && Number.isFinite(sum) ? leads[p] / sum : 0.5;
    places.push(x + share * across, y + share * down);
  };
  for (let y = 0; y + 1 < height; y++) {
    for (let x = 0; x + 1 < width; x++) {
      const a = y * width + x;
      const b = a + 1;
      const c = a + width;
      const d = c + 1;
      if (labels[a] === labels[b] && labels[a] === labels[c] && labels[a] === labels[d]) continue;
      places.length = 0;
      cut(a, b, x, y, 1, 0);
      cut(c, d, x, y + 1, 1, 0);
      cut(a, c, x, y, 0, 1);
      cut(b, d, x + 1, y, 0, 1);
      if (places.length === 4) {
        segments.push(places[0], places[1], places[2], places[3]);
        continue;
      }
      let [middleX, middleY] = [0, 0];
      for (let i = 0; i < places.length; i += 2) {
        middleX += (2 * places[i]) / places.length;
        middleY += (2 * places[i + 1]) / places.length;
      }
      for (let i = 0; i < places.length; i += 2) {
        segments.push(places[i], places[i + 1], middleX, middleY);
      }
    }
  }
  return Float32Array.from(segments);
}

/** Joins segments that end at one place to lines of x, y, x, y …; they end where three or more meet. */
export function joined(segments: Float32Array): number[][] {
  const count = segments.length / 2; // ends: two of each segment
  const place = (end: number) => `${segments[2 * end]} ${segments[2 * end + 1]}`;
  const meeting = new Map<string, number[]>();
  for (let end = 0; end < count; end++) {
    const there = meeting.get(place(end));
    if (there) there.push(end);
    else meeting.set(place(end), [end]);
  }
  const used = new Uint8Array(count / 2);
  /** Goes on from an end that is not taken yet, and says what is passed. */
  const walk = (from: number, line: number[]) => {
    for (let end: number | undefined = from; end !== undefined && !used[end >> 1]; ) {
      used[end >> 1] = 1;
      const far: number = end ^ 1;
      line.push(segments[2 * far], segments[2 * far + 1]);
      const there: number[] = meeting.get(place(far)) ?? [];
      end = there.length === 2 ? there.find((other) => other !== far) : undefined;
    }
    return line;
  };
  const start = (end: number) => walk(end, [segments[2 * end], segments[2 * end + 1]]);
  const lines: number[][] = [];
  const begin = (open: boolean) => {
    for (let end = 0; end < count; end++) {
      if (used[end >> 1]) continue;
      if (!open || meeting.get(place(end))?.length !== 2) lines.push(start(end));
    }
  };
  begin(true); // then only closed lines are left
  begin(false);
  return lines;
}
