import { describe, expect, it } from "vitest";
import { largestShare, learntNothing, unlikeScales } from "../src/lab/scales";

function data(rows: readonly (readonly number[])[], labels: readonly number[] = []) {
  const features = rows[0].map((_, index) => `f${index}`);
  const values = Float64Array.from(rows.flat());
  return {
    points: { values, rows: rows.length, columns: features.length },
    labels,
    about: { features },
  } as never;
}

const spread = (count: number, ...scales: number[]) =>
  Array.from({ length: count }, (_, row) => scales.map((scale, k) => scale * Math.sin(row + k)));

describe("scales of features", () => {
  it("are unlike from a hundredfold on", () => {
    expect(unlikeScales(data(spread(50, 1, 20)))).toBeNull();
    expect(unlikeScales(data(spread(50, 1, 500)))).toMatch(/“f1”.*“f0”/);
  });

  it("count what lies far from 0", () => {
    const years = spread(50, 3).map(([x]) => [2010 + x]);
    expect(unlikeScales(data(years))).toMatch(/“f0” are about 2,010 in size, and they vary by 2/);
  });

  it("do not count what is the same in every row", () => {
    expect(unlikeScales(data(spread(50, 1, 2).map((row) => [...row, 1e-6])))).toBeNull();
    expect(unlikeScales(data([[3], [3]]))).toBeNull();
  });

  it("may differ where most of many are alike: pixels at the edge are nearly 0", () => {
    const pixels = spread(50, ...Array.from({ length: 64 }, (_, k) => (k < 5 ? 1e-4 : 1)));
    expect(unlikeScales(data(pixels))).toBeNull();
  });
});

describe("a run", () => {
  const three = data(spread(6, 1), [0, 0, 0, 1, 1, 2]);

  it("learns nothing where it is as good as always saying the same", () => {
    expect(largestShare(three)).toBe(0.5);
    expect(learntNothing(three, 5000, 0.5)).toBe(true);
    expect(learntNothing(three, 5000, 0.6)).toBe(false);
  });

  it("is given time", () => {
    expect(learntNothing(three, 100, 0.5)).toBe(false);
  });
});
