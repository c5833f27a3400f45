import { expect, it } from "vitest";
import { chartOf } from "../src/lab/controls/losses";

it("draws two curves on the same axes, with both ends of each", () => {
  const long = Array.from({ length: 10_001 }, (_, i) => i);
  const a = { steps: long, losses: long.map((i) => 10 ** (-i / 5000)) };
  const b = { steps: [0, 10, 5000], losses: [0.1, NaN, 0.01] };
  const chart = chartOf([a, b] as Parameters<typeof chartOf>[0]);
  expect(chart?.last).toBe(10_000);
  expect([chart?.low, chart?.high]).toEqual([0.01, 1]);
  const [first, second] = chart?.paths ?? [];
  expect(first).toMatch(/^M4 14L.*L296 94$/);
  expect(first.split("L").length).toBeLessThan(260);
  expect(second).toBe("M4 54L150 94");
  expect(chartOf([undefined, undefined])).toBeNull();
});
