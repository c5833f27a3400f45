import { expect, test } from "vitest";
import { ticksOf } from "../src/viewer/ticks";

const PLAIN = [
  [0, 1],
  [0, 1],
] as const;

const words = (features: number, x: number, y: number, half: number) =>
  ticksOf(PLAIN.slice(0, features), { x, y, halfWidth: half, halfHeight: half }).map(
    ({ words }) => words,
  );

test("values stand at their places on two borders", () => {
  const ticks = ticksOf(PLAIN, { x: 0, y: 0.75, halfWidth: 1.1, halfHeight: 1.1 });
  for (const { at, words, side } of ticks) {
    expect(at[side === "above" ? 0 : 1]).toBeCloseTo(Number(words.replace("−", "-")), 12);
    expect(at[side === "above" ? 1 : 0]).toBeCloseTo(side === "above" ? 1.85 : 1.1, 12);
  }
  expect(ticks.map(({ words }) => words)).toEqual(["0", "0.5", "0", "0.5", "1", "1.5"]);
});

test("one feature has one border", () => {
  expect(words(1, 0, 0, 10)).toEqual(["0", "5"]);
});

test("they are of the data as they were before they were standardised", () => {
  const scaling = [
    [70, 12],
    [-3, 0.5],
  ] as const;
  const ticks = ticksOf(scaling, { x: 0, y: 0, halfWidth: 2, halfHeight: 2 });
  expect(ticks.map(({ words }) => words)).toEqual(["70", "80", "90", "−3.5", "−3", "−2.5"]);
  for (const { at, words, side } of ticks) {
    const axis = side === "above" ? 0 : 1;
    const [mean, scale] = scaling[axis];
    expect(mean + scale * at[axis]).toBeCloseTo(Number(words.replace("−", "-")), 9);
  }
});

test("values are told apart far from zero, and are free of noise", () => {
  expect(words(1, 2000.2, 0, 0.5)).toEqual(["2000.2", "2000.4", "2000.6"]);
  expect(words(1, -0.3, 0, 0.5)).toEqual(["−0.4", "−0.2", "0"]);
});

test("there are two to five whatever the scale", () => {
  for (let half = 1e-9; half < 1e12; half *= 1.37) {
    for (const middle of [0, 0.3 * half, -7.7 * half]) {
      const found = words(1, middle, 0, half);
      expect(found.length).toBeGreaterThanOrEqual(2);
      expect(found.length).toBeLessThanOrEqual(5);
      expect(new Set(found).size).toBe(found.length);
    }
  }
});
