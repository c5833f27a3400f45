import { describe, expect, it } from "vitest";
import { tourAxes } from "../src/viewer/tour";

const row = (axes: Float64Array, size: number, i: number) => axes.slice(i * size, (i + 1) * size);
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);

describe("the grand tour", () => {
  it("starts with the first axes", () => {
    expect([...tourAxes(2, 4, 0)]).toEqual([1, 0, 0, 0, 0, 1, 0, 0]);
  });

  it.each([
    [2, 3],
    [2, 6],
    [3, 4],
    [3, 6],
  ])("shows %i of %i axes, orthonormal at every angle", (seen, size) => {
    for (let angle = -7; angle < 40; angle += 1.37) {
      const axes = tourAxes(seen, size, angle);
      for (let i = 0; i < seen; i++) {
        for (let j = 0; j <= i; j++) {
          const product = dot(row(axes, size, i), row(axes, size, j));
          expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
        }
      }
    }
  });

  it("brings every axis into sight, and moves continuously", () => {
    const size = 6;
    const most = new Float64Array(size);
    for (let angle = 0; angle < 60; angle += 0.05) {
      const axes = tourAxes(2, size, angle);
      for (let k = 0; k < size; k++) {
        const seen = Math.hypot(axes[k], axes[size + k]);
        most[k] = Math.max(most[k], seen);
      }
      const next = tourAxes(2, size, angle + 1e-4);
      expect(Math.max(...next.map((x, i) => Math.abs(x - axes[i])))).toBeLessThan(1e-2);
    }
    expect(Math.min(...most)).toBeGreaterThan(0.8);
  });

  it("does the same at the same angle", () => {
    expect(tourAxes(3, 6, 2.5)).toEqual(tourAxes(3, 6, 2.5));
  });
});
