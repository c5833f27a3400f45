// From a moment of a journey to the scene that a painter draws.

import { clamp } from "../maths/clamp";
import { decide, lead } from "../nets/network";
import type { Rows } from "../nets/types";
import { mixed } from "../paint/palette";
import { sureness } from "../paint/raster";
import type { Camera, Lines, Plane, Points, Region, Scene, Sheet, Theme } from "../paint/scene";
import type { About } from "../recording/contents";
import { once } from "../remembered";
import { contour, type Ties } from "./contour";
import type { Crowd } from "./crowd";
import type { Evidence, Label } from "./evidence";
import { type Domain, type Polylines, startsOf } from "./geometry";
import type { Journey } from "./journey";
import { marksAt } from "./marks";
import { separatingPlane } from "./pose";
import type { Sight } from "./sight";
import { simplified } from "./simplify";
import { ticksOf } from "./ticks";
import type { ViewerState } from "./types";
import { along, cross, dot, unit, type Vector } from "./vectors";

const SPREAD = 0.16; // of the radius: how far points of a line are set side by side
const FADE = 0.12; // of a layer: where pixels have no preimage, regions come and go beside it
const TOLERANCE = 0.12; // CSS pixels by which a line may be off
const LEVELS = 16; // of the colour of a line
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** What a scene is made of, apart from the state. */
export interface Material {
  readonly journey: Journey;
  readonly crowd: Crowd;
  readonly wrong: Uint8Array | null;
  readonly domain: Domain | null;
  /** Scores at the rows of the domain's mesh. */
  readonly scores: () => Rows;
  /** Where they tie. */
  readonly ties: () => Ties;
  readonly theme: Theme;
  readonly scaling: About["scaling"];
  /** An argument to be shown. */
  readonly evidence: Evidence | null;
  /** Small pictures have thinner lines and smaller points. */
  readonly small: boolean;
  /** Of the picture, CSS pixels. */
  readonly size: number;
}

/** A scene, and the words in it. */
export interface Picture extends Scene {
  readonly labels: readonly Label[];
}

type Shown = Pick<
  ViewerState,
  "depth" | "zoom" | "grid" | "points" | "regions" | "confidence" | "marks"
>;

/** The scene at a depth, seen by a camera. */
export function sceneOf(of: Material, shown: Shown, sight: Sight, camera: Camera): Picture {
  const { journey, domain, theme } = of;
  const { depth } = shown;
  const coloured = shown.regions && journey.path.network.head !== null;
  const flat = journey.dimension === 2;
  const region = coloured && flat ? regionAt(journey, depth, of.small) : null;
  const pixel = (2 * sight.radius) / (of.size * shown.zoom);
  const sheet = coloured ? sheetAt(of, depth, 1 - (region?.opacity ?? 0)) : null;
  const argued = of.evidence?.drawn(journey, depth, theme, pixel, camera);
  // When a painter asks for them, the card may already be at work on what lies behind.
  const lines = once(() => {
    const found: Lines[] = [];
    // A grid of a space is a cuboid itself.
    if (!flat && !(shown.grid && domain && !domain.mesh)) found.push(cuboid(of, sight, camera));
    if (coloured && domain?.mesh?.triangles.length === 0)
      found.push(...classLines(of, depth, shown.confidence ? LEVELS : 1));
    if (shown.grid && domain) found.push(...gridLines(of, domain, depth));
    if (sheet) found.push({ ...contour(of.ties(), sheet.positions), ...borderPen(of, sheet) });
    if (shown.marks) found.push(...marksAt(of, depth, pixel, camera));
    if (argued) found.push(...argued.lines);
    return found.map((one) => ({ ...one, ...simplified(one, pixel * TOLERANCE) }));
  });
  return {
    camera,
    theme,
    shaded: shown.confidence,
    labels: [
      ...(argued?.labels ?? []),
      ...(flat && depth === 0 && journey.width(0) < 3 ? ticksOf(of.scaling, camera.window) : []),
    ],
    region,
    sheet,
    get lines() {
      return lines();
    },
    points: shown.points ? pointsAt(of, depth, sight) : null,
    planes: flat || !coloured ? [] : planesAt(of, depth, sight),
  };
}

/**
 * What the pixels of a flat picture say. Where pixels have no preimage under way but have one at
 * the next whole depth, that region fades in towards it.
 */
function regionAt(journey: Journey, depth: number, small: boolean): Region | null {
  const here = regionAtExactly(journey, depth);
  const atEnd = depth === journey.depth;
  const boundary = small ? 1 : atEnd ? 2.4 : 1.6;
  if (here) return { ...here, opacity: 1, boundary };
  const whole = Math.round(depth);
  const near = 1 - Math.abs(depth - whole) / FADE;
  const beside = near > 0 ? regionAtExactly(journey, whole) : null;
  return beside && { ...beside, opacity: near * near * (3 - 2 * near), boundary: boundary * near };
}

function regionAtExactly(
  journey: Journey,
  depth: number,
): Pick<Region, "pullback" | "origin" | "axes"> | null {
  const pullback = journey.path.pullback(depth);
  if (!pullback) return null;
  const { width } = pullback;
  if (journey.width(depth) <= 2) {
    const axes = [Float64Array.of(1, 0), Float64Array.of(0, 1)].map((axis) => axis.slice(0, width));
    const origin = new Float64Array(width);
    return { pullback, origin, axes: axes as [Float64Array, Float64Array] };
  }
  const projection = journey.projections[Math.floor(depth)];
  if (depth !== Math.floor(depth) || !projection.alongHead) return null;
  const axes = [0, 1].map((i) => projection.axes.slice(i * width, (i + 1) * width));
  return { pullback, origin: projection.origin, axes: axes as [Float64Array, Float64Array] };
}

function sheetAt(of: Material, depth: number, opacity: number): Sheet | null {
  const mesh = of.domain?.mesh;
  if (!mesh || mesh.triangles.length === 0 || opacity <= 0) return null;
  const scores = of.scores();
  return {
    positions: of.journey.place(depth, mesh.rows),
    scores: new Float32Array(scores.values),
    scoreCount: scores.width,
    triangles: mesh.triangles,
    opacity: 0.94 * opacity,
  };
}

function borderPen({ small, theme }: Material, { opacity }: Sheet) {
  return { width: small ? 0.8 : 1.6, colour: theme.ink, opacity };
}

function gridLines(of: Material, domain: Domain, depth: number): Lines[] {
  const { grid, frame } = of.theme;
  const thin = of.small ? 0.4 : 0.8;
  const lines = [
    drawn(of, domain.grid, depth, { width: thin, colour: grid, opacity: 0.45 }),
    drawn(of, domain.border, depth, { width: 2 * thin, colour: frame, opacity: 0.9 }),
  ];
  return lines.filter((one) => one.starts.length > 1);
}

function drawn(
  of: Material,
  { rows, starts }: Polylines,
  depth: number,
  pen: Pick<Lines, "width" | "colour" | "opacity">,
): Lines {
  return { positions: of.journey.place(depth, rows), starts, ...pen };
}

/** An input space that is a line, in the colours of its classes; shaded in so many levels. */
function classLines(of: Material, depth: number, levels: number): Lines[] {
  const mesh = of.domain!.mesh!;
  const positions = of.journey.place(depth, mesh.rows);
  const scores = of.scores();
  const { tints, paper } = of.theme;
  const labels = Array.from(
    decide(scores),
    (label, i) => levels * label + Math.round(sureness(lead(scores, i, label)) * (levels - 1)),
  );
  const runs = new Map<number, number[][]>();
  let start = 0;
  for (let i = 1; i <= labels.length; i++) {
    if (i < labels.length && labels[i] === labels[start]) continue;
    // A run ends where the next one begins, so that no gap is left.
    const rows = Array.from(
      { length: Math.min(i + 1, labels.length) - start },
      (_, k) => start + k,
    );
    runs.set(labels[start], [...(runs.get(labels[start]) ?? []), rows]);
    start = i;
  }
  return [...runs].map(([label, parts]) => ({
    positions: Float32Array.from(
      parts.flat().flatMap((row) => [...positions.subarray(3 * row, 3 * row + 3)]),
    ),
    starts: startsOf(parts.map((part) => part.length)),
    width: of.small ? 3 : 8,
    colour: mixed(
      paper,
      tints[Math.floor(label / levels) % tints.length],
      levels > 1 ? (label % levels) / (levels - 1) : 1,
    ),
    opacity: 1,
  }));
}

function pointsAt(of: Material, depth: number, sight: Sight): Points {
  const { points, labels, fills } = of.crowd;
  const positions = of.journey.place(depth, points);
  const spread = of.journey.lineness(depth) * SPREAD * sight.radius;
  if (spread > 0) {
    for (let i = 0; 3 * i < positions.length; i++) {
      positions[3 * i + 1] += spread * (((i * GOLDEN) % 1) - 0.5);
    }
  }
  return { positions, labels, fills, wrong: of.wrong, size: pointSize(of) };
}

function pointSize({ crowd: { labels }, size, small, evidence }: Material): number {
  if (small) return 2.6;
  const crowd = clamp(1.6 - 0.33 * Math.log10(Math.max(labels.length, 1)), 0.55, 1);
  // Beside an argument they stand back.
  return (evidence ? 6 : 10) * crowd * clamp(size / 560, 0.6, 1);
}

/** The plane between two classes, which appears as the last layer is completed. */
function planesAt(of: Material, depth: number, sight: Sight): Plane[] {
  const { journey } = of;
  const shown = clamp(1 - (journey.depth - depth) / 0.25, 0, 1);
  if (shown === 0) return [];
  const tie = separatingPlane(journey.path.network, journey.projections[journey.depth]);
  if (!tie) return [];
  const away = dot(tie.normal, sight.centre) - tie.offset;
  if (Math.abs(away) > sight.radius) return [];
  const centre = along(sight.centre, tie.normal, -away);
  const upright: Vector = Math.abs(tie.normal[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  const first = unit(cross(tie.normal, upright));
  const second = cross(tie.normal, first);
  const half = 0.72 * sight.radius;
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].flatMap(([a, b]) => [...along(along(centre, first, a * half), second, b * half)]);
  const corners32 = Float32Array.from(corners);
  return [{ corners: corners32, colour: of.theme.ink, opacity: 0.2 * shown }];
}

/** The edges of a cube round everything that lie behind it, faintly, for orientation. */
function cuboid(of: Material, sight: Sight, camera: Camera): Lines {
  const half = sight.radius / Math.sqrt(3);
  const far = camera.towards.map((t) => (t > 0 ? -1 : 1));
  const positions: number[] = [];
  for (let axis = 0; axis < 3; axis++) {
    const [first, second] = [0, 1, 2].filter((k) => k !== axis);
    for (const [a, b] of [
      [1, 1],
      [1, -1],
      [-1, 1],
    ]) {
      for (const end of [-1, 1]) {
        const corner = [0, 0, 0];
        corner[axis] = end;
        corner[first] = a * far[first];
        corner[second] = b * far[second];
        positions.push(...corner.map((x, k) => sight.centre[k] + half * x));
      }
    }
  }
  return {
    positions: Float32Array.from(positions),
    starts: Uint32Array.from({ length: 10 }, (_, i) => 2 * i),
    width: 1,
    colour: of.theme.grid,
    opacity: 0.4,
  };
}
