import { describe, expect, it } from "vitest";
import { flatCamera, spaceCamera } from "../src/paint/camera";
import { distanceTo } from "../src/paint/markers";
import {
  drawingOrder,
  lineIndices,
  lineVertices,
  Scratch,
  sheetVertices,
} from "../src/paint/vertices";

describe("lines", () => {
  const starts = Uint32Array.of(0, 3, 5);
  const positions = Float32Array.from({ length: 15 }, (_, i) => Math.floor(i / 3));
  const pen = { width: 1, colour: [0, 0, 0], opacity: 1 } as const;
  const vertices = lineVertices({ positions, starts, ...pen }, new Scratch());

  it("have each point on two sides, and their ends once more", () => {
    const rows = Array.from({ length: vertices.length / 6 }, (_, i) => vertices[6 * i]);
    expect(rows).toEqual([0, 0, 1, 2, 2, 3, 3, 4, 4]);
  });

  it("join no point to another line", () => {
    const indices = [...lineIndices(starts)];
    expect(indices).toHaveLength(6 * 3);
    // A vertex reads its own place two vertices on.
    const rows = indices.map((i) => vertices[3 * (i + 2)]);
    const joined = [0, 6, 12].map((at) => [...new Set(rows.slice(at, at + 6))].sort());
    expect(joined).toEqual([
      [0, 1],
      [1, 2],
      [3, 4],
    ]);
  });
});

describe("points", () => {
  const points = {
    positions: Float32Array.of(0, 0, 1, 0, 0, -1, 0, 0, 0),
    labels: Uint8Array.of(0, 1, 2),
    wrong: Uint8Array.of(1, 0, 0),
    fills: null,
    size: 8,
  };

  it("are drawn with the ringed ones last in the plane, the nearest last in space", () => {
    expect([...drawingOrder(points, flatCamera([0, 0], 1, 1))]).toEqual([1, 2, 0]);
    const above = spaceCamera([0, 0, 0], 1, 0, Math.PI / 2, 1, 1);
    expect([...drawingOrder({ ...points, wrong: null }, above)]).toEqual([1, 2, 0]);
  });

  it("are so far from the outlines of their markers", () => {
    const square = [
      [1, 1],
      [-1, 1],
      [-1, -1],
      [1, -1],
    ] as const;
    expect(distanceTo(square, 0.5, 0)).toBeCloseTo(-0.5);
    expect(distanceTo(square, 4, 5)).toBeCloseTo(5);
    expect(distanceTo(null, 0, 3)).toBeCloseTo(2);
  });
});

describe("a sheet", () => {
  it("has the normals of its triangles and its scores", () => {
    const positions = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0);
    const sheet = { positions, scores: Float32Array.of(5, 6, 7), scoreCount: 1, opacity: 1 };
    const vertices = sheetVertices({ ...sheet, triangles: Uint32Array.of(0, 1, 2) }, new Scratch());
    expect([...vertices.subarray(7, 14)]).toEqual([1, 0, 0, 0, 0, 1, 6]);
  });
});
