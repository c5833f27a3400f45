// The geometry of an argument, carried through the layers: points ringed, lines in a class's colour.

import type { Rows } from "../nets/types";
import type { Camera, Lines, Theme } from "../paint/scene";
import type { EvidenceMark } from "./finding";
import { startsOf } from "./geometry";
import type { Journey } from "./journey";
import { circleLines, linesOf, vectors } from "./marks";
import type { Vector } from "./vectors";

const PARTS = 24; // of a segment, which layers bend
const ROWS = 6000;
const CROWD = 60; // lines from which they are thin and without a name
const RINGS = { main: [8, 13], other: [6.5] }; // CSS pixels

/** A word beside a mark, at a place of the drawing. */
export interface Label {
  readonly at: Vector;
  readonly words: string;
  /** Of the border, where it belongs there. */
  readonly side?: "above" | "beside";
}

interface Prepared {
  readonly mark: EvidenceMark;
  readonly rows: Rows;
  readonly starts: Uint32Array;
}

export class Evidence {
  private readonly prepared: readonly Prepared[];
  /** The place to look at, a row of the input. */
  readonly place: Rows | null;

  constructor(marks: readonly EvidenceMark[], inputs: number) {
    const fitting = marks.filter(({ parts }) => parts[0]?.[0]?.length === inputs);
    this.prepared = fitting.map(prepared);
    const main = this.prepared.find(({ mark }) => mark.main);
    this.place = main ? { width: inputs, values: main.rows.values.slice(0, inputs) } : null;
  }

  drawn(
    journey: Journey,
    depth: number,
    theme: Theme,
    pixel: number,
    camera: Camera,
  ): { lines: Lines[]; labels: Label[] } {
    const labels: Label[] = [];
    const lines = this.prepared.flatMap(({ mark, rows, starts }) => {
      const places = vectors(journey.place(depth, rows));
      const crowd = mark.parts.length > CROWD;
      const { matrix } = camera;
      const height = (at: Vector) => matrix[1] * at[0] + matrix[5] * at[1] + matrix[9] * at[2];
      const at = places.reduce((top, one) => (height(one) > height(top) ? one : top));
      if (!crowd && at.every(Number.isFinite)) labels.push({ at, words: mark.label });
      const rings = mark.main ? RINGS.main : RINGS.other;
      const drawn =
        mark.kind === "lines"
          ? Array.from({ length: starts.length - 1 }, (_, i) =>
              places.slice(starts[i], starts[i + 1]),
            )
          : rings.flatMap((size) =>
              circleLines(places, new Float64Array(places.length).fill(size * pixel), camera),
            );
      const { inks, ink, paper } = theme;
      const colour = mark.of === undefined ? ink : inks[mark.of % inks.length];
      return [
        ...(crowd ? [] : linesOf(drawn, { width: 6, colour: paper, opacity: 0.85 })),
        ...linesOf(drawn, { width: crowd ? 1 : 3, colour, opacity: crowd ? 0.7 : 1 }),
      ];
    });
    return { lines, labels };
  }
}

/** Rows of a mark's parts; its segments are cut so that they can bend. */
function prepared(mark: EvidenceMark): Prepared {
  const { kind, parts } = mark;
  const width = parts[0][0].length;
  const segments = parts.reduce((sum, part) => sum + part.length - 1, 0);
  const cuts = kind === "points" ? 1 : Math.max(1, Math.min(PARTS, Math.round(ROWS / segments)));
  const lines = parts.map((part) =>
    part.flatMap((row, i) =>
      i === 0 || kind === "points"
        ? [row]
        : Array.from({ length: cuts }, (_, k) =>
            row.map((x, j) => part[i - 1][j] + ((k + 1) / cuts) * (x - part[i - 1][j])),
          ),
    ),
  );
  const values = Float64Array.from(lines.flat(2));
  return { mark, rows: { width, values }, starts: startsOf(lines.map((line) => line.length)) };
}
