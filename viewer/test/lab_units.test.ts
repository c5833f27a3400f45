import { describe, expect, it } from "vitest";
import { confusion } from "../src/lab/controls/confusion";
import { type Edit, editsCodec, fromStart } from "../src/lab/edits";
import { givenIn, setTo } from "../src/lab/units/given";
import { layout, MOST, sample } from "../src/lab/units/layout";
import { mapsOf, pixelsOf, squareOf, touchable } from "../src/lab/units/maps";
import { decide, evaluate, scores } from "../src/nets/network";
import { recordingOf } from "./viewer_fixture";

const recording = recordingOf({ widths: [2, 3, 2], scores: 3 });
const network = recording.network(recording.frames - 1);
const touched = touchable(network)!;

describe("the diagram of units", () => {
  it("names, for every line, the parameter that it sets", () => {
    const places = layout(touched.widths, 800, 180);
    const before = givenIn(touched, recording, places);
    expect(new Set(before.map(({ index }) => index)).size).toBe(before.length);
    const flat = [...network.layers, network.head!].flatMap((part) => {
      const { affine } = part as { affine: { weight: Float64Array; bias: Float64Array } };
      return [...affine.weight, ...affine.bias];
    });
    for (const given of before) expect(setTo(touched, given)).toBe(flat[given.index]);
    expect(before.length).toBe(flat.length);
    expect(before[0].name).toBe("feature 1 → unit 1 of layer 1");
  });

  it("shows of every unit what the network computes", () => {
    const rows = pixelsOf(squareOf(recording), 2, 5);
    const maps = mapsOf(touched, rows);
    for (let i = 0; i <= network.layers.length; i++) {
      expect(maps[i].values).toEqual(evaluate(network, rows, i).values);
    }
    expect(maps.at(-1)).toEqual(scores(network, rows));
    expect(mapsOf(touched, rows, 1)).toHaveLength(2);
  });

  it("takes a sample of wide layers, ends included, and keeps all in the box", () => {
    expect(sample(4)).toEqual([0, 1, 2, 3]);
    expect(sample(64)).toHaveLength(MOST);
    expect(sample(64).at(-1)).toBe(63);
    for (const widths of [
      [2, 1],
      [2, 64, 3, 1],
      [2, ...new Array(16).fill(2), 1],
    ]) {
      const { size, columns } = layout(widths, 380, 180);
      for (const { x, y } of columns.flat()) {
        expect(x - size / 2).toBeGreaterThanOrEqual(0);
        expect(x + size / 2).toBeLessThanOrEqual(380);
        expect(y - size / 2).toBeGreaterThanOrEqual(0);
        expect(y + size / 2).toBeLessThanOrEqual(185);
      }
    }
  });
});

it("counts which class is taken for which", () => {
  const { points, labels } = recording;
  const counts = confusion(touched, points, labels, 3);
  const said = decide(scores(network, points));
  const right = [...labels].filter((label, i) => said[i] === label).length;
  expect(counts[0][0] + counts[1][1] + counts[2][2]).toBe(right);
  expect(counts.map((row) => row.reduce((sum, n) => sum + n))).toEqual([20, 20, 20]);
});

describe("changes by hand", () => {
  const edits: Edit[] = [
    [120, "weight", 0, 7, -0.5],
    [121, "penalty", null, "contractive:0.1,per=layer"],
    [130, "add", 1, 0.25, 1e-7],
  ];

  it("are written in a link and read again", () => {
    expect(editsCodec.read(editsCodec.write(edits))).toEqual(edits);
    expect(editsCodec.read("")).toEqual([]);
    expect(() => editsCodec.read("weight~3")).toThrow("expected changes");
  });

  it("of points hold from the beginning when training begins again", () => {
    expect(fromStart(edits)).toEqual([[0, "add", 1, 0.25, 1e-7]]);
  });
});
