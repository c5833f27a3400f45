// What a layer shows of itself: arrows, circles and lines, where it begins and on the way through.

import type { Marks, Rows } from "../nets/types";
import type { Camera, Lines, Theme } from "../paint/scene";
import { startsOf } from "./geometry";
import type { Journey } from "./journey";
import { along, cross, dot, unit, type Vector } from "./vectors";

const CORNERS = 72; // of a circle
const HEAD = 9; // CSS pixels
const BARB = 0.42; // of the head's length
const SHORTEST = 1.5; // CSS pixels

/** What is needed of a picture. */
export interface Marked {
  readonly journey: Journey;
  readonly theme: Theme;
  readonly small: boolean;
}

/** The marks of the layer that follows a depth, or is under way; null if it has none. */
export function marksOf(journey: Journey, depth: number): Marks | null {
  return journey.path.network.written?.marks[Math.floor(depth)] ?? null;
}

/**
 * Their lines. On the way through a layer its arrows are what is left of the way, so that points
 * ride on them, and all of it fades before the end. `pixel` is a CSS pixel in the drawing's units.
 */
export function marksAt(of: Marked, depth: number, pixel: number, camera: Camera): Lines[] {
  const marks = marksOf(of.journey, depth);
  if (!marks) return [];
  const part = depth - Math.floor(depth);
  const strength = Math.min(1, 2 * (1 - part));
  const { ink, paper } = of.theme;
  const thin = of.small ? 0.5 : 1;
  const place = (rows: Rows) => vectors(of.journey.drawn(depth, rows));
  const arrows = arrowLines(place(left(marks.arrows, part)), pixel * thin, camera);
  const circles = circleLines(place(marks.circles), marks.radii, camera);
  const bends = chunks(place(marks.lines), marks.pointsOfALine);
  const pens: [Vector[][], number, Theme["ink"], number][] = [
    [circles, 1, ink, 0.4],
    [bends, 1.2, ink, 0.6],
    // A light border parts arrows from what they cross.
    [arrows, 4, paper, 0.8],
    [arrows, 1.8, ink, 1],
  ];
  return pens.flatMap(([lines, width, colour, opacity]) =>
    linesOf(lines, { width: thin * width, colour, opacity: strength * opacity }),
  );
}

/** Polylines to be painted, of those all of whose places are known; none, if there are none. */
export function linesOf(
  lines: readonly Vector[][],
  pen: Pick<Lines, "width" | "colour" | "opacity">,
): Lines[] {
  const known = lines.filter((line) => line.every((point) => point.every(Number.isFinite)));
  if (known.length === 0) return [];
  const positions = Float32Array.from(known.flat(2));
  return [{ positions, starts: startsOf(known.map((line) => line.length)), ...pen }];
}

/** Arrows that begin after a share of their way. */
function left({ width, values }: Rows, share: number): Rows {
  const moved = values.slice();
  for (let at = 0; at < values.length; at += 2 * width) {
    for (let j = 0; j < width; j++) {
      moved[at + j] += share * (values[at + width + j] - values[at + j]);
    }
  }
  return { width, values: moved };
}

function arrowLines(ends: Vector[], pixel: number, camera: Camera): Vector[][] {
  const towards: Vector = [...camera.towards];
  return chunks(ends, 2).flatMap(([from, to]) => {
    const way: Vector = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
    // As it is seen: without what leads towards the eye.
    const seen = along(way, towards, -dot(way, towards));
    const length = Math.hypot(...seen);
    if (!(length > SHORTEST * pixel)) return [];
    const ahead = unit(seen);
    const aside = cross(towards, ahead);
    const head = Math.min(HEAD * pixel, 0.6 * length);
    const neck = along(to, ahead, -head);
    const barbs = [-1, 1].map((side) => along(neck, aside, side * BARB * head));
    return [
      [from, to],
      [barbs[0], to, barbs[1]],
    ];
  });
}

/** Circles that face the eye: of a sphere, its outline. */
export function circleLines(centres: Vector[], radii: Float64Array, camera: Camera): Vector[][] {
  const towards: Vector = [...camera.towards];
  const upright: Vector = Math.abs(towards[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  const first = unit(cross(towards, upright));
  const second = cross(towards, first);
  return centres.map((centre, i) =>
    Array.from({ length: CORNERS + 1 }, (_, k) => {
      const angle = (2 * Math.PI * k) / CORNERS;
      const edge = along(centre, first, radii[i] * Math.cos(angle));
      return along(edge, second, radii[i] * Math.sin(angle));
    }),
  );
}

export function vectors(positions: Float32Array): Vector[] {
  return Array.from(
    { length: positions.length / 3 },
    (_, i): Vector => [positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]],
  );
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: items.length / size }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
