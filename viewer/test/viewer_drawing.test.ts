import { describe, expect, it } from "vitest";
import { decide, evaluate, scores } from "../src/nets/network";
import { light } from "../src/paint/palette";
import type { Scene } from "../src/paint/scene";
import type { Recording } from "../src/recording/recording";
import { Drawing } from "../src/viewer/drawing";
import { Paths } from "../src/viewer/paths";
import { changed, initialState } from "../src/viewer/state";
import type { ViewerState } from "../src/viewer/types";
import { noise, recordingOf } from "./viewer_fixture";

const SIZE = { width: 400, height: 400 };

const drawings = new WeakMap<Recording, Drawing>();

function sceneAt(recording: Recording, change: Partial<ViewerState>): Scene {
  const drawing = drawings.get(recording) ?? new Drawing(recording);
  drawings.set(recording, drawing);
  const state = changed(initialState(recording), change, recording);
  const scene = drawing.scene(state, light, SIZE, true, 0)!;
  if (!drawing.moving) return scene;
  drawing.rest();
  return drawing.scene(state, light, SIZE, true, 0)!;
}

const depthsOf = (recording: Recording) =>
  Array.from({ length: 10 * recording.depth + 1 }, (_, i) => i / 10);

/** The largest difference of two pictures' points, in radii of what is seen. */
function moved(one: Scene, other: Scene): number {
  const [a, b] = [one.points!.positions, other.points!.positions];
  const most = a.reduce((far, x, i) => Math.max(far, Math.abs(x - b[i])), 0);
  return most / one.camera.window.halfHeight;
}

/** Axes at random, and an origin that is not 0. */
function projection(width: number, rows: number, alongHead = false) {
  const random = noise(width);
  const axes = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) axes[i * width + ((3 * i + 1) % width)] = 1;
  const origin = Float64Array.from({ length: width }, () => 0.3 * random());
  return { origin, axes, rows, shares: [], alongHead };
}

describe.each([
  ["the plane", { widths: [2, 2, 2] }],
  ["space", { widths: [2, 3, 2] }],
  ["a line that is bent into the plane", { widths: [1, 2, 1] }],
  ["three inputs", { widths: [3, 3] }],
  ["folds", { widths: [2, 2], activation: "gelu" }],
  ["collapses", { widths: [2, 2], activation: "relu" }],
  ["three classes", { widths: [2, 2], scores: 3 }],
  ["no head", { widths: [2, 2], scores: 0 }],
  [
    "wide layers",
    { widths: [2, 6, 6], projections: new Map([1, 2].map((k) => [k, projection(6, 5, k === 2)])) },
  ],
  ["wide inputs, without recorded projections", { widths: [5, 2] }],
])("a drawing of %s", (_, plan) => {
  const recording = recordingOf(plan);

  it.each(["auto", "flat", "space"] as const)(
    "has every point in sight at each depth (%s)",
    (view) => {
      for (const depth of depthsOf(recording)) {
        const { camera, points } = sceneAt(recording, { depth, view });
        const { positions } = points!;
        expect(positions.every(Number.isFinite)).toBe(true);
        for (let i = 0; i < positions.length; i += 3) {
          const [x, y, z] = positions.subarray(i, i + 3);
          const m = camera.matrix;
          const at = (row: number) => m[row] * x + m[row + 4] * y + m[row + 8] * z + m[row + 12];
          expect(Math.abs(at(0) / at(3))).toBeLessThan(1.001);
          expect(Math.abs(at(1) / at(3))).toBeLessThan(1.001);
        }
      }
    },
  );

  it("moves without a jump", () => {
    for (const order of ["together", "phases"] as const) {
      for (const depth of depthsOf(recording).slice(1)) {
        for (const end of [depth, depth - 0.1]) {
          const inner = end === depth ? end - 1e-5 : end + 1e-5;
          const [here, near] = [end, inner].map((t) =>
            sceneAt(recording, { depth: t, order, grid: false, regions: false }),
          );
          expect(moved(here, near)).toBeLessThan(1e-2);
        }
      }
    }
  });

  it("is the same by whatever way one comes to it", () => {
    const state = changed(initialState(recording), { depth: 0.4, step: 10 }, recording);
    const [direct, late] = [new Drawing(recording), new Drawing(recording)];
    for (const step of [20, 0, 20]) {
      for (const depth of [0, recording.depth, 0.7]) {
        late.scene({ ...state, step, depth }, light, SIZE, false, 0.02);
      }
    }
    late.rest();
    late.scene(state, light, SIZE, true, 0);
    late.rest();
    expect(late.scene(state, light, SIZE, true, 0)).toEqual(
      direct.scene(state, light, SIZE, true, 0),
    );
  });
});

describe("a scene", () => {
  it("has the representation itself at whole depths", () => {
    const recording = recordingOf({ widths: [2, 2, 2] });
    const network = new Paths(recording).at(2, "together")!.network;
    const { values } = evaluate(network, recording.points, 1);
    const { positions } = sceneAt(recording, { depth: 1 }).points!;
    for (let i = 0; i < values.length / 2; i++) {
      expect(positions[3 * i]).toBeCloseTo(values[2 * i], 5);
      expect(positions[3 * i + 1]).toBeCloseTo(values[2 * i + 1], 5);
      expect(positions[3 * i + 2]).toBe(0);
    }
  });

  it("colours pixels where they have a preimage, and the sheet where they have none", () => {
    const fold = recordingOf({ widths: [2, 2], activation: "gelu" });
    const under = sceneAt(fold, { depth: 0.5 });
    expect([under.region, under.sheet?.opacity]).toEqual([null, 0.94]);
    const isotopy = recordingOf({ widths: [2, 2] });
    const flat = sceneAt(isotopy, { depth: 0.5 });
    expect([flat.region?.opacity, flat.sheet]).toEqual([1, null]);
    const space = sceneAt(isotopy, { depth: 0.5, view: "space" });
    expect([space.region, space.sheet?.opacity]).toEqual([null, 0.94]);
  });

  it("fades from the sheet to the region towards a whole depth", () => {
    const fold = recordingOf({ widths: [2, 2], activation: "gelu" });
    const shares = [0.9, 0.95, 0.99, 1].map((depth) => sceneAt(fold, { depth }).region!.opacity);
    expect(shares).toEqual([...shares].sort());
    expect(shares[3]).toBe(1);
  });

  it("lays a number line out as bands with points beside each other", () => {
    const scene = sceneAt(recordingOf({ widths: [1, 2] }), { depth: 0 });
    expect(scene.region!.pullback.width).toBe(1);
    const heights = scene.points!.positions.filter((_, i) => i % 3 === 1);
    expect(Math.max(...heights)).toBeGreaterThan(0.02);
    expect(Math.max(...heights)).toBeLessThan(0.2 * scene.camera.window.halfHeight);
  });

  it("colours a line in the plane by its classes, without gaps", () => {
    const recording = recordingOf({ widths: [1, 2] });
    recording.append(30, Float32Array.of(2, 1, 0, 0, 1, 0, 0), 0.1, 0.5);
    const scene = sceneAt(recording, { depth: 0.5 });
    const runs = scene.lines.filter(({ width }) => width === 8);
    const ends = runs.flatMap(({ positions, starts }) =>
      [...starts.slice(0, -1)].flatMap((start, i) => [
        positions.slice(3 * start, 3 * start + 3).join(),
        positions.slice(3 * starts[i + 1] - 3, 3 * starts[i + 1]).join(),
      ]),
    );
    // Every end but the first and the last is where the next run begins.
    const alone = ends.filter((end) => ends.filter((other) => other === end).length === 1);
    expect(ends.length).toBeGreaterThanOrEqual(4);
    expect(alone.length).toBe(2);
  });

  it("has a separating plane in space for two classes, and none for three", () => {
    const two = recordingOf({ widths: [2, 3] });
    // Without biases the plane goes through the image of the middle.
    two.append(30, Float32Array.of(1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, -1, 0), 0.1, 0.5);
    const { planes } = sceneAt(two, { depth: 1 });
    expect(planes.length).toBe(1);
    for (let i = 0; i < 12; i += 3)
      expect(planes[0].corners[i]).toBeCloseTo(planes[0].corners[i + 2]);
    expect(sceneAt(two, { depth: 0.5 }).planes).toEqual([]);
    expect(sceneAt(recordingOf({ widths: [2, 3], scores: 3 }), { depth: 1 }).planes).toEqual([]);
  });

  it("rings what is wrong at every depth, and while something moves", () => {
    const recording = recordingOf({ widths: [2, 2] });
    const wrong = sceneAt(recording, { depth: 1 }).points!.wrong!;
    const said = decide(scores(recording.network(2), recording.points));
    expect([...wrong]).toEqual([...said].map((label, i) => Number(label !== recording.labels[i])));
    expect(wrong.some((flag) => flag === 1)).toBe(true);
    for (const depth of [0, 0.4, 0.9]) {
      expect(sceneAt(recording, { depth }).points!.wrong).toEqual(wrong);
      const state = changed(initialState(recording), { depth }, recording);
      const draft = new Drawing(recording).scene(state, light, SIZE, false, 0.01)!;
      expect(draft.points!.wrong).toEqual(wrong);
    }
  });

  it("holds points that were kept apart, each kind filled in a way of its own", () => {
    const kept = (name: "validation" | "test", count: number) => ({
      name,
      points: { width: 2, values: new Float64Array(2 * count) },
      labels: new Uint8Array(count),
    });
    const recording = recordingOf({
      ...{ widths: [2, 2], points: 4 },
      heldOut: [kept("test", 1), kept("validation", 2)],
    });
    const { positions, fills, wrong } = sceneAt(recording, { depth: 1 }).points!;
    expect([...fills!]).toEqual([0, 0, 0, 0, 1, 1, 2]);
    expect([positions.length, wrong!.length]).toEqual([21, 7]);
  });

  it("leaves out what is not wanted", () => {
    const recording = recordingOf({ widths: [2, 2] });
    const bare = sceneAt(recording, { depth: 0.5, grid: false, points: false, regions: false });
    expect([bare.lines, bare.points, bare.region, bare.sheet]).toEqual([[], null, null, null]);
  });

  it("works without a layer", () => {
    const scene = sceneAt(recordingOf({ widths: [2] }), { depth: 0 });
    expect(scene.region).not.toBeNull();
  });

  it("is none where weights are not finite, and there is one again after", () => {
    const recording = recordingOf({ widths: [2, 2] });
    recording.append(30, new Float32Array(9).fill(Number.NaN), Number.NaN, 0.5);
    const drawing = new Drawing(recording);
    const state = initialState(recording);
    expect(drawing.scene(state, light, SIZE, true, 0)).toBeNull();
    expect(drawing.scene({ ...state, step: 20 }, light, SIZE, true, 0)).not.toBeNull();
  });
});

describe("wide layers", () => {
  it("are seen along the recorded axes, whatever units the deformation exchanges", () => {
    const projections = new Map([[1, projection(6, 3)]]);
    const recording = recordingOf({ widths: [6, 6], projections, frames: 12 });
    const { origin, axes } = projections.get(1)!;
    for (let frame = 0; frame < 12; frame++) {
      const step = recording.step(frame);
      const { positions } = sceneAt(recording, { depth: 1, step, view: "space" }).points!;
      const { values } = evaluate(recording.network(frame), recording.points);
      for (let k = 0; k < 3; k++) {
        let sum = 0;
        for (let j = 0; j < 6; j++) sum += axes[6 * k + j] * (values[j] - origin[j]);
        expect(positions[k]).toBeCloseTo(sum, 5);
      }
    }
  });
});

describe("the chain of deformations", () => {
  it("is the same however frames are visited", () => {
    const recording = recordingOf({ widths: [2, 2, 2], frames: 40 });
    const [forth, back] = [new Paths(recording), new Paths(recording)];
    const ends = Array.from({ length: 40 }, (_, frame) => forth.at(frame, "together")!);
    back.at(39, "together");
    ends.forEach((end, frame) => {
      const other = back.at(frame, "together")!;
      for (const t of [0.3, 1.6]) {
        const [one, two] = [end, other].map((path) => path.represent(t, recording.points));
        expect(one.values).toEqual(two.values);
      }
    });
  });
});
