import { describe, expect, it } from "vitest";
import {
  decodeStrokes,
  distanceToSegment,
  encodeStrokes,
  onRaster,
  type Stroke,
  simplify,
  type Vertex,
} from "../src/lab/strokes";

const triangle: Stroke = {
  label: 0,
  kind: "region",
  vertices: [
    [-50, -50],
    [50, -50],
    [0, 60],
  ],
};
const points: Stroke = {
  label: 1,
  kind: "points",
  vertices: [
    [120, 0],
    [-120, 0],
  ],
};

describe("strokes as text", () => {
  it("is what the specification says", () => {
    expect(encodeStrokes([triangle, points])).toBe("A*-50_-50_50_-50_0_60;B.120_0_-120_0");
  });

  it("reads back what was written", () => {
    const all: Stroke[] = [
      triangle,
      points,
      { ...triangle, kind: "open", label: 9 },
      { ...triangle, kind: "closed", label: 4 },
    ];
    expect(decodeStrokes(encodeStrokes(all))).toEqual(all);
    expect(decodeStrokes(" A* -50_-50_50_-50_0_60\n\nB.120_0_-120_0\n")).toEqual([
      triangle,
      points,
    ]);
    expect(decodeStrokes("")).toEqual([]);
  });

  it.each([
    ["K-0_0_1_1", "A to J"],
    ["a-0_0_1_1", "A to J"],
    ["A+0_0_1_1", "open curve"],
    ["A", "nothing"],
    ["A-0_0_1", "pairs"],
    ["A-0_0_1_151", "151"],
    ["A-0_0_1_1.5", "1.5"],
    ["A-0_0_1_", "(nothing)"],
    ["A-0_0", "at least 2"],
    ["A*0_0_1_1", "at least 3"],
    ["Ao0_0_1_1", "at least 3"],
    ["A.0_0;B-1_1", "Stroke 2"],
  ])("explains what is wrong with %s", (text, why) => {
    expect(() => decodeStrokes(text)).toThrow(why);
  });
});

describe("simplifying a line", () => {
  const wave: Vertex[] = Array.from({ length: 500 }, (_, i) =>
    onRaster(-150 + 0.6 * i, 100 * Math.sin(i / 15)),
  );

  it("keeps at most so many vertices, the ends among them", () => {
    for (const most of [60, 25, 10]) {
      const short = simplify(wave, most);
      expect(short.length).toBeLessThanOrEqual(most);
      expect(short[0]).toEqual(wave[0]);
      expect(short.at(-1)).toEqual(wave.at(-1));
    }
  });

  it("stays near the line", () => {
    const short = simplify(wave);
    const away = wave.map((at) =>
      Math.min(...short.slice(1).map((to, i) => distanceToSegment(at, short[i], to))),
    );
    expect(Math.max(...away)).toBeLessThan(6);
  });

  it("drops what lies on a straight line, and keeps corners and loops", () => {
    const corner: Vertex[] = [
      [0, 0],
      [10, 0],
      [20, 0],
      [20, 10],
      [20, 20],
    ];
    expect(simplify(corner)).toEqual([corner[0], corner[2], corner[4]]);
    const square: Vertex[] = [
      [0, 0],
      [20, 0],
      [20, 20],
      [0, 20],
      [0, 0],
    ];
    expect(simplify(square)).toEqual(square);
    expect(simplify([[3, 4]])).toEqual([[3, 4]]);
  });

  it("is bounded to the square", () => {
    expect(onRaster(151, -1e9)).toEqual([150, -150]);
    expect(Object.is(onRaster(-0.2, 0)[0], 0)).toBe(true);
  });
});
