// Recordings are read as Python wrote them, grow, and never break on damaged files.

import { beforeEach, describe, expect, test } from "vitest";
import { affineHead, exactLayers, nameOf } from "../src/nets/layers";
import { Architecture } from "../src/recording/architecture";
import { Recording, readRecording } from "../src/recording/recording";
import vectors from "./vectors/recordings.json";

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

describe.each(vectors)("$name", (expected) => {
  const recording = readRecording(bytesOf(expected.file));

  test("says what it is of", () => {
    expect(recording.about).toMatchObject(expected.about);
    expect(recording.about.structure.layers).toHaveLength(recording.depth);
    expect(recording.widths).toEqual(expected.widths);
    expect(recording.inputs).toBe(expected.widths[0]);
  });

  test("holds the data", () => {
    expect(recording.points.width).toBe(recording.inputs);
    for (const [i, value] of expected.points.flat().entries()) {
      expect(recording.points.values[i]).toBeCloseTo(value, 12);
    }
    expect([...recording.labels]).toEqual(expected.labels);
  });

  test("holds the networks", () => {
    expect(recording.frames).toBe(expected.steps.length);
    for (const [frame, { layers, head }] of expected.networks.entries()) {
      expect(recording.step(frame)).toBe(expected.steps[frame]);
      const network = recording.network(frame);
      expect(network.head?.kind).toBe(head.kind);
      const parts = [...exactLayers(network), affineHead(network)!];
      for (const [i, { weight, bias }] of [...layers, head].entries()) {
        const { affine } = parts[i];
        expect([affine.rows, affine.columns]).toEqual([weight.length, weight[0].length]);
        const numbers = [...affine.weight, ...affine.bias];
        for (const [j, value] of [...weight.flat(), ...bias].entries()) {
          expect(numbers[j]).toBeCloseTo(value, 12);
        }
      }
      expect(network.layers.map(nameOf)).toEqual(layers.map(({ activation }) => activation));
    }
  });

  test("holds the curve of the best seed, the crossings and the projections", () => {
    expect(recording.curve).toEqual(expected.curve);
    expect(recording.crossings).toEqual(expected.crossings);
    expect([...recording.projections.keys()].map(String)).toEqual(
      Object.keys(expected.projections),
    );
    for (const [depth, written] of Object.entries(expected.projections)) {
      const found = recording.projections.get(Number(depth))!;
      expect(found.rows).toBe(written.axes.length);
      expect(found.alongHead).toBe(written.along_head);
      expect(found.shares).toHaveLength(found.rows);
      for (const [numbers, table] of [
        [found.origin, written.origin],
        [found.axes, written.axes.flat()],
        [found.shares, written.explained],
      ] as const) {
        expect(numbers).toHaveLength(table.length);
        for (const [i, value] of table.entries()) expect(numbers[i]).toBeCloseTo(value, 9);
      }
    }
  });
});

test("the vectors hold something of everything", () => {
  expect(vectors.some(({ crossings }) => crossings.length > 0)).toBe(true);
  expect(vectors.some(({ curve }) => curve.validation)).toBe(true);
  expect(vectors.some(({ about }) => !about.trained)).toBe(true);
  expect(vectors.some(({ projections }) => Object.keys(projections).length > 1)).toBe(true);
});

describe("a recording that grows", () => {
  let recording: Recording;
  let calls: number;
  const turned = Float32Array.of(1, 0, 0, -1, 0, 0, 1, 1, 0);
  const upright = Float32Array.of(1, 0, 0, 1, 0, 0, 1, 1, 0);

  function fresh(validation: number[] | null = null, weights = [upright]): Recording {
    const structure = {
      layers: [{ kind: "dense", name: "tanh" }] as const,
      head: "logistic" as const,
    };
    const sizes = [
      { rows: 2, columns: 2 },
      { rows: 1, columns: 2 },
    ];
    return new Recording({
      about: { ...readRecording(bytesOf(vectors[0].file)).about, structure },
      points: { width: 2, values: new Float64Array(2) },
      labels: new Uint8Array(1),
      heldOut: [],
      architecture: new Architecture(structure, sizes),
      projections: new Map(),
      steps: weights.map((_, i) => i),
      weights,
      curve: { steps: [0], losses: [1], accuracies: [0.5], validation },
    });
  }

  beforeEach(() => {
    recording = fresh();
    calls = 0;
    recording.on(() => calls++);
  });

  test("finds frames by step", () => {
    for (const step of [10, 20, 30]) recording.append(step, upright, 0, 1);
    expect([-5, 0, 9, 10, 29.5, 30, 99].map((step) => recording.frameAt(step))).toEqual([
      0, 0, 0, 1, 2, 3, 3,
    ]);
    expect(() => recording.network(4)).toThrow(/no frame 4 of 4/);
  });

  test("copies weights and tells listeners", () => {
    const weights = upright.slice();
    recording.append(5, weights, 0.25, 0.75);
    weights.fill(9);
    expect(recording.network(1)).toEqual({ ...recording.network(0) });
    expect(recording.network(1)).toBe(recording.network(1));
    expect(recording.curve).toEqual({
      steps: [0, 5],
      losses: [1, 0.25],
      accuracies: [0.5, 0.75],
      validation: null,
    });
    expect(calls).toBe(1);
    const stop = recording.on(() => calls++);
    recording.append(6, weights, 0, 1);
    stop();
    recording.append(7, weights, 0, 1);
    expect(calls).toBe(4);
  });

  test("keeps crossings up to date", () => {
    expect(recording.crossings).toEqual([]);
    recording.append(1, turned, 0, 1);
    recording.append(2, turned, 0, 1);
    recording.append(3, upright, 0, 1);
    expect(recording.crossings).toEqual([
      { frame: 1, step: 1, layer: 0 },
      { frame: 3, step: 3, layer: 0 },
    ]);
    recording.truncate(2);
    expect(recording.crossings).toEqual([{ frame: 1, step: 1, layer: 0 }]);
  });

  test("replaces the last frame, and refuses what does not follow", () => {
    recording.append(3, upright, 0.5, 1);
    recording.append(3, turned, 0.4, 1);
    expect([recording.frames, recording.step(1), recording.curve.losses]).toEqual([2, 3, [1, 0.4]]);
    expect(exactLayers(recording.network(1))[0].affine.weight[3]).toBe(-1);
    expect(() => recording.append(2, upright, 0, 1)).toThrow(/step 2 cannot follow one of step 3/);
    expect(() => recording.append(Number.NaN, upright, 0, 1)).toThrow(/cannot follow/);
    expect(() => recording.append(4, new Float32Array(8), 0, 1)).toThrow(/8 weights, but .* has 9/);
    expect(recording.frames).toBe(2);
  });

  test("goes back after a reset, at most to the first frame", () => {
    for (const step of [1, 2, 3]) recording.append(step, upright, step, 1);
    recording.truncate(1.5);
    expect([recording.frames, recording.curve.steps]).toEqual([2, [0, 1]]);
    recording.truncate(-1);
    expect([recording.frames, recording.curve.steps]).toEqual([1, [0]]);
  });

  test("takes the validation of frames that come one by one, if there is any", () => {
    const validated = fresh([0.5]);
    validated.append(1, upright, 0, 1, 0.75);
    validated.append(2, upright, 0, 1);
    expect(validated.curve.validation).toEqual([0.5, 0.75, Number.NaN]);
  });

  test("thins out, and keeps both ends", () => {
    for (let step = 1; step <= 9000; step++) {
      recording.append(step, step % 2 ? turned : upright, step, 1);
      expect(recording.frames).toBeLessThanOrEqual(1024);
      expect(recording.curve.steps.length).toBeLessThanOrEqual(4096);
      expect(recording.step(recording.frames - 1)).toBe(step);
    }
    expect([recording.step(0), recording.curve.steps[0], recording.curve.steps.at(-1)]).toEqual([
      0, 0, 9000,
    ]);
    expect(recording.frames).toBeGreaterThan(500);
    expect(recording.curve.steps.length).toBeGreaterThan(2000);
    const { steps, losses } = recording.curve;
    expect(losses.slice(1)).toEqual(steps.slice(1));
    for (let frame = 1; frame < recording.frames; frame++) {
      expect(steps).toContain(recording.step(frame));
      const reversed = recording.step(frame) % 2 === 1;
      expect(exactLayers(recording.network(frame))[0].affine.weight[3]).toBe(reversed ? -1 : 1);
    }
  });

  test("takes a new projection", () => {
    const facts = { shares: [0.9], alongHead: false };
    const axes = Float64Array.of(1, 0);
    recording.project(1, { origin: new Float64Array(2), axes, rows: 1, ...facts });
    expect(recording.projections.get(1)?.axes).toBe(axes);
    expect(calls).toBe(1);
  });
});

describe("a damaged file", () => {
  const whole = bytesOf(vectors[0].file);

  /** The file with its JSON changed. */
  function changed(change: (header: Header, about: About) => void): Uint8Array {
    const length = new DataView(whole.buffer).getUint32(0, true);
    const header = JSON.parse(new TextDecoder().decode(whole.subarray(8, 8 + length)));
    const about = JSON.parse(header.__metadata__.unknot);
    change(header, about);
    header.__metadata__.unknot &&= JSON.stringify(about);
    const text = new TextEncoder().encode(JSON.stringify(header));
    const bytes = new Uint8Array(8 + text.length + whole.length - 8 - length);
    new DataView(bytes.buffer).setUint32(0, text.length, true);
    bytes.set(text, 8);
    bytes.set(whole.subarray(8 + length), 8 + text.length);
    return bytes;
  }

  // biome-ignore lint/suspicious/noExplicitAny: damaged on purpose
  type Header = any;
  // biome-ignore lint/suspicious/noExplicitAny: damaged on purpose
  type About = any;

  test.each<[string, (header: Header, about: About) => void, RegExp]>([
    [
      "no metadata",
      (h) => {
        h.__metadata__ = {};
      },
      /no key “unknot”/,
    ],
    [
      "a later format",
      (_, a) => {
        a.format = 3;
      },
      /format 3; this viewer reads formats 1 and 2/,
    ],
    [
      "no network",
      (_, a) => {
        delete a.network;
      },
      /does not say its network/,
    ],
    [
      "another layer",
      (_, a) => {
        a.network.layers[1].kind = "spiral";
      },
      /layer of kind "spiral", only dense/,
    ],
    [
      "a layer of Object",
      (_, a) => {
        a.network.layers[1].kind = "toString";
      },
      /cannot compute/,
    ],
    [
      "another activation",
      (_, a) => {
        a.network.layers[0].activation = "tan";
      },
      /no activation "tan"/,
    ],
    [
      "no activation",
      (_, a) => {
        a.network.layers[0].activation = 3;
      },
      /should be text, but is 3/,
    ],
    [
      "another head",
      (_, a) => {
        a.network.head = "hydra";
      },
      /structure of the network/,
    ],
    [
      "nothing at all",
      (_, a) => {
        a.network = { layers: [], head: null };
      },
      /no layers and no head/,
    ],
    [
      "more layers than weights",
      (_, a) => {
        a.network.layers.push(a.network.layers[0]);
      },
      /"networks\/2\/weight" is missing/,
    ],
    [
      "another best seed",
      (_, a) => {
        a.best = 2;
      },
      /best seed is 2, of 2/,
    ],
    [
      "a best seed of text",
      (_, a) => {
        a.best = "1";
      },
      /best should be a whole number/,
    ],
    [
      "fewer classes",
      (_, a) => {
        a.data.classes = ["one"];
      },
      /whole numbers from 0 to 0/,
    ],
    [
      "classes that are no names",
      (_, a) => {
        a.data.classes = [1, 2];
      },
      /list of names/,
    ],
    [
      "a unit of zero",
      (_, a) => {
        a.data.unit = 0;
      },
      /unit of the points must be/,
    ],
    [
      "no steps",
      (h) => {
        delete h.steps;
      },
      /"steps" is missing/,
    ],
    [
      "steps that do not increase",
      (h) => {
        h.steps = { ...h.stopped, dtype: "I32", shape: [4] };
      },
      /steps must increase/,
    ],
    [
      "weights of another shape",
      (h) => {
        h["networks/1/weight"].shape = [4, 4, 1];
      },
      /"networks\/1\/weight" has shape \(4, 4, 1\), but \(4, any, 2\)/,
    ],
    [
      "a bias of another shape",
      (h) => {
        h["networks/0/bias"].shape = [2, 4];
      },
      /"networks\/0\/bias" has shape/,
    ],
    [
      "points of another dimension",
      (h) => {
        h["data/points"].shape = [2, 7];
      },
      /"data\/points" has shape \(2, 7\), but \(any, 2\)/,
    ],
  ])("with %s", (_, damage, message) => {
    expect(() => readRecording(changed(damage))).toThrow(message);
    expect(() => readRecording(changed(damage))).toThrow(/^The recording cannot be read\. /);
  });

  test("may be cut off anywhere", () => {
    for (let length = 0; length < whole.length; length += 7) {
      expect(() => readRecording(whole.subarray(0, length))).toThrow(
        /^The recording cannot be read/,
      );
    }
  });

  test("may have any byte changed, and is read or refused", () => {
    let refused = 0;
    for (let at = 0; at < whole.length; at += 3) {
      const bytes = whole.slice();
      bytes[at] ^= 1 << (at % 8);
      try {
        const recording = readRecording(bytes);
        for (let frame = 0; frame < recording.frames; frame++) recording.network(frame);
        expect(recording.crossings).toBeDefined();
      } catch (error) {
        expect((error as Error).message).toMatch(/^The recording cannot be read\. ./);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
  });
});
