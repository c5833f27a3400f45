import { describe, expect, it } from "vitest";
import { between, readingAt } from "../src/hosts/story";

describe("where a reader is", () => {
  const tops = [0, 100, 300];

  it("is at the last paragraph that has reached the line", () => {
    expect(readingAt(tops, -5)).toEqual({ beat: 0, towards: 0 });
    expect(readingAt(tops, 100)).toEqual({ beat: 1, towards: 0 });
    expect(readingAt(tops, 900)).toEqual({ beat: 2, towards: 0 });
  });

  it("goes on only in the second half of the way, up to its end", () => {
    expect(readingAt(tops, 150).towards).toBe(0);
    expect(readingAt(tops, 250).towards).toBeCloseTo(0.5);
    expect(readingAt(tops, 299.999).towards).toBeCloseTo(1, 4);
  });

  it("is known even of a single paragraph", () => {
    expect(readingAt([40], 100)).toEqual({ beat: 0, towards: 0 });
  });
});

describe("what is seen on the way", () => {
  const steps = [0, 10, 100, 1000, 5000];
  const recording = {
    frameAt: (step: number) => steps.findLastIndex((each) => each <= step),
    step: (frame: number) => steps[frame],
  };
  const from = { depth: 0, step: 0, order: "together" } as const;
  const to = { depth: 2, step: 5000, order: "phases" } as const;

  it("mixes depths, goes through frames, and moves as the next paragraph says", () => {
    expect(between(from, to, 0.5, recording)).toEqual({ depth: 1, step: 100, order: "phases" });
  });

  it("is exact at both ends", () => {
    expect(between(from, to, 0, recording)).toEqual(from);
    expect(between(from, to, 1, recording)).toEqual(to);
  });
});
