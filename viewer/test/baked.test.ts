// Paths that Python wrote out are followed as they are, and everything that draws takes them.

import { describe, expect, test } from "vitest";
import { deform } from "../src/nets/deform";
import { scores } from "../src/nets/network";
import { light } from "../src/paint/palette";
import { readRecording } from "../src/recording/recording";
import { marksAt } from "../src/viewer/marks";
import { Moments } from "../src/viewer/moment";
import vectors from "./vectors/baked.json";

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function rows(points: number[][]) {
  return { width: points[0].length, values: Float64Array.from(points.flat()) };
}

/** Two bytes a coordinate are right to a step of the largest number there is. */
function near(found: Float64Array, expected: number[][]): void {
  const largest = Math.max(...expected.flat().map(Math.abs));
  const off = expected.flat().map((value, i) => Math.abs(found[i] - value));
  expect(found).toHaveLength(off.length);
  expect(Math.max(...off)).toBeLessThan(1e-4 * Math.max(largest, 1));
}

function close(found: Float64Array, expected: number[][], digits: number): void {
  expect(found).toHaveLength(expected.flat().length);
  for (const [i, value] of expected.flat().entries()) expect(found[i]).toBeCloseTo(value, digits);
}

describe.each(vectors)("$name", (expected) => {
  const recording = readRecording(bytesOf(expected.file));
  const { points } = recording;

  test("the layers are called as in Python", () => {
    expect(recording.about.structure.layers.map(({ name }) => name)).toEqual(expected.names);
    expect(recording.crossings).toEqual([]);
  });

  test.each([...expected.frames.entries()])("frame %i", (frame, { at, scores: won, ...of }) => {
    const network = recording.network(frame);
    const path = deform(network, "together");
    expect(path.paths.map(({ kind }) => kind)).toEqual(of.kinds);
    expect(path.exchanges).toEqual(of.exchanges);
    for (const { t, points: places } of at) {
      const found = path.represent(t, points);
      expect(found.width).toBe(places[0].length);
      near(found.values, places);
    }
    near(scores(network, points).values, won);
    if (of.inside.length > 0) near(scores(network, rows(expected.inside)).values, of.inside);
  });

  test.each([...expected.frames.entries()])("marks of frame %i", (frame, { marks: all }) => {
    const found = recording.network(frame).written!.marks;
    for (const [depth, marks] of all.entries()) {
      const here = found[depth];
      expect(here === null).toBe(marks === null);
      if (!here || !marks) continue;
      close(here.arrows.values, marks.arrows.flat(), 5);
      close(here.circles.values, marks.centres, 5);
      close(here.radii, [marks.radii], 5);
      close(here.lines.values, marks.lines.flat(), 5);
      expect(here.words).toEqual(marks.words);
      if (marks.radii.length === 0) continue; // the first arrows of a shear may have no length
      const state = { step: recording.step(frame), order: "together", view: "auto", tour: 0 };
      const moment = new Moments(recording).at({ ...state, depth } as never)!;
      const of = { journey: moment.journey, theme: light, small: false };
      const camera = { flat: true, towards: [0, 0, 1] } as never;
      // Half of the way is left, and the tips stay where they were.
      for (const part of [0, 0.5]) {
        const lines = marksAt(of, depth + part, 1e-3, camera);
        const { positions, starts } = lines.at(-1)!;
        const ends = moment.journey.drawn(depth + part, here.arrows);
        const [from, to] = [0, 1].map((end) => ends.subarray(3 * end, 3 * end + 3));
        const [start, tip] = [0, 1].map((row) => {
          const at = 3 * (starts[0] + row);
          return positions.subarray(at, at + 3);
        });
        for (let j = 0; j < 3; j++) {
          expect(tip[j]).toBeCloseTo(to[j], 5);
          expect(start[j]).toBeCloseTo(from[j] + part * (to[j] - from[j]), 5);
        }
        expect(lines.at(-1)!.opacity).toBe(1);
      }
      expect(marksAt(of, depth + 0.75, 1e-3, camera).at(-1)!.opacity).toBe(0.5);
    }
  });

  test("points that are nowhere known are not made up", () => {
    const path = deform(recording.network(0), "together");
    const far = rows([expected.points[0].map((x) => x + 1e-3)]);
    const found = path.represent(1, far).values;
    if (recording.inputs > 3) expect(found.every(Number.isNaN)).toBe(true);
    else expect(found.every(Number.isFinite)).toBe(true);
  });

  test("only the last space is classified by its pixels, and only by an affine head", () => {
    const path = deform(recording.network(0), "together");
    expect(path.pullback(0)).toBeNull();
    expect(path.pullback(0.5)).toBeNull();
    const last = path.pullback(recording.depth);
    if (expected.neighbours) expect(last).toBeNull();
    else expect(last).toMatchObject({ undo: null, rest: [] });
  });

  test("a moment is laid out and judged", () => {
    const moments = new Moments(recording);
    const state = {
      depth: 0.5,
      step: recording.step(1),
      order: "together" as const,
      view: "auto" as const,
      tour: 0,
    };
    const moment = moments.at(state as never);
    expect(moment).not.toBeNull();
    const { journey } = moment!;
    const places = journey.place(0.5, moments.crowds.all.points);
    expect(places.every(Number.isFinite)).toBe(true);
    expect(moment!.facts(moments.crowds.all)!.wrong).toHaveLength(moments.crowds.all.labels.length);
    expect(moment!.numbers(0, true)).toBeNull();
  });

  const { laid } = recording.network(0).written!;

  test.runIf(laid)("places are the coordinates of the drawing", () => {
    const { points: places } = expected.frames[1].at.at(-1)!;
    const state = {
      depth: recording.depth,
      step: recording.step(1),
      order: "together" as const,
      view: "auto" as const,
      tour: 0,
    };
    const { journey } = new Moments(recording).at(state as never)!;
    const drawn = journey.place(recording.depth, points);
    for (const [i, row] of places.entries()) {
      for (let j = 0; j < journey.dimension; j++) {
        expect(drawn[3 * i + j]).toBeCloseTo(row[j], 4);
      }
    }
  });
});
