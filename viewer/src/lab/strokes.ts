// Drawn data as text: `A*-50_-50_50_-50_0_60;B.120_0`, coordinates in hundredths.

import { refuse } from "../errors";
import { clamp } from "../maths/clamp";
import { times } from "../maths/times";
import { simplified } from "../viewer/simplify";
export type StrokeKind = "open" | "closed" | "region" | "points";

/** A coordinate pair in hundredths: whole numbers from −150 to 150. */
export type Vertex = readonly [x: number, y: number];

export interface Stroke {
  /** 0…9, written A…J. */
  readonly label: number;
  readonly kind: StrokeKind;
  readonly vertices: readonly Vertex[];
}

export const REACH = 150;
export const MOST_CLASSES = 10;
export const MOST_VERTICES = 60;

const marks: Record<StrokeKind, string> = { open: "-", closed: "o", region: "*", points: "." };
export const fewestVertices: Record<StrokeKind, number> = {
  open: 2,
  closed: 3,
  region: 3,
  points: 1,
};
const names: Record<StrokeKind, string> = {
  open: "an open curve",
  closed: "a closed curve",
  region: "a filled region",
  points: "points",
};

export function letter(label: number): string {
  return String.fromCharCode(65 + label);
}

export function encodeStrokes(strokes: readonly Stroke[]): string {
  return strokes
    .map(({ label, kind, vertices }) => letter(label) + marks[kind] + vertices.flat().join("_"))
    .join(";");
}

/** Reads strokes; throws an Error that says which stroke is wrong, and how. */
export function decodeStrokes(text: string): Stroke[] {
  const parts = text.split(/[;\n]/).map((part) => part.replace(/\s/g, ""));
  return parts.filter(Boolean).map((part, index) => decodeStroke(part, `Stroke ${index + 1}`));
}

function decodeStroke(part: string, who: string): Stroke {
  const label = part.charCodeAt(0) - 65;
  if (!(label >= 0 && label < MOST_CLASSES)) {
    refuse(`${who} begins with ${part[0]}; expected the letter of a class, A to J.`);
  }
  const kind = (Object.keys(marks) as StrokeKind[]).find((each) => marks[each] === part[1]);
  if (!kind) {
    refuse(
      `${who}: after ${part[0]} comes ${part[1] ?? "nothing"}; expected - (open curve), ` +
        "o (closed curve), * (filled region) or . (points).",
    );
  }
  const numbers = part.slice(2).split("_");
  const wrong = numbers.find((each) => !/^-?\d+$/.test(each) || Math.abs(+each) > REACH);
  if (wrong !== undefined) {
    refuse(
      `${who} has the coordinate ${wrong || "(nothing)"}; expected whole numbers from ` +
        `−${REACH} to ${REACH} (hundredths) with _ between.`,
    );
  }
  if (numbers.length % 2) refuse(`${who} has ${numbers.length} coordinates; expected pairs x_y.`);
  const vertices = pairs(numbers.map(Number));
  if (vertices.length < fewestVertices[kind]) {
    refuse(
      `${who} has ${vertices.length} vertices; ${names[kind]} needs at least ` +
        `${fewestVertices[kind]}.`,
    );
  }
  return { label, kind, vertices };
}

function pairs(numbers: readonly number[]): Vertex[] {
  return times(numbers.length / 2, (i) => [numbers[2 * i], numbers[2 * i + 1]]);
}

/** The nearest vertex of the drawing's raster. */
export function onRaster(x: number, y: number): Vertex {
  const clip = (value: number) => Math.round(clamp(value, -REACH, REACH)) + 0;
  return [clip(x), clip(y)];
}

/** Distance between two vertices, hundredths. */
export function distance(p: Vertex, q: Vertex): number {
  return Math.hypot(p[0] - q[0], p[1] - q[1]);
}

/**
 * A line with at most `most` vertices that stays near the given one (Douglas and Peucker, 1973):
 * the tolerance grows from a hundredth until it is short enough.
 */
export function simplify(line: readonly Vertex[], most = MOST_VERTICES): Vertex[] {
  let tolerance = 1;
  let short = withoutNear(line, tolerance);
  while (short.length > most) {
    tolerance *= 1.25;
    short = withoutNear(line, tolerance);
  }
  return short;
}

/** Drops vertices that lie within the tolerance of the line between those kept. */
function withoutNear(line: readonly Vertex[], tolerance: number): Vertex[] {
  const positions = Float32Array.from(line.flatMap(([x, y]) => [x, y, 0]));
  const few = simplified({ positions, starts: Uint32Array.of(0, line.length) }, tolerance);
  return times(few.positions.length / 3, (i) => [few.positions[3 * i], few.positions[3 * i + 1]]);
}

export function distanceToSegment(p: Vertex, a: Vertex, b: Vertex): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const squared = dx * dx + dy * dy;
  const along = squared ? ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / squared : 0;
  const t = clamp(along, 0, 1);
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

/** What a stroke is, in words. */
export function describe({ label, kind, vertices }: Stroke): string {
  const count = vertices.length === 1 ? "1 vertex" : `${vertices.length} vertices`;
  return `${letter(label)}: ${names[kind]}, ${count}`;
}
