import { describe, expect, it } from "vitest";
import { activation } from "../src/nets/activations";
import type { Affine, Blend, Pullback } from "../src/nets/types";
import type { Region } from "../src/paint/scene";
import {
  fitsUniforms,
  regionKey,
  regionNumbers,
  regionSource,
  sheetSource,
} from "../src/paint/shaders";

interface Shape {
  widths: number[];
  classes?: number;
  sigma?: string;
  amount?: number;
  undo?: number;
  seed?: number;
}

function affine(rows: number, columns: number, seed: number): Affine {
  const weight = Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(seed + i));
  return { rows, columns, weight, bias: new Float64Array(rows).fill(seed) };
}

function pullback({ widths, classes = 1, sigma = "tanh", amount = 1, undo, seed = 1 }: Shape) {
  const blend = (part: number, units: number): Blend => {
    return { activation: activation(sigma), amount: part, units };
  };
  const rest = widths.slice(1).map((width, k) => ({
    affine: affine(width, widths[k], seed),
    blend: blend(k === 0 ? amount : 1, width),
  }));
  const head = { kind: "softmax" as const, affine: affine(classes, widths.at(-1)!, seed) };
  const undone = undo === undefined ? null : blend(undo, widths[0]);
  return { width: widths[0], undo: undone, rest, head } satisfies Pullback;
}

function region(of: Pullback): Region {
  const axis = (k: number) => Float64Array.from({ length: of.width }, (_, i) => (i === k ? 1 : 0));
  const axes = [axis(0), axis(1)] as const;
  return { pullback: of, opacity: 1, origin: new Float64Array(of.width), axes, boundary: 1 };
}

/** The places of all numbers that an unrolled source reads, in order. */
function read(source: string): number[] {
  const found = source.matchAll(/numbers\[(\d+)\]\.([xyzw])/g);
  const places = [...found].map(([, vector, part]) => 4 * Number(vector) + "xyzw".indexOf(part));
  return [...new Set(places)]; // how far a layer is under way is read for each of its units
}

const shapes: [string, Shape][] = [
  ["no layer", { widths: [2] }],
  ["one unit", { widths: [1, 1] }],
  ["six layers", { widths: [2, 2, 2, 2, 2, 2, 2] }],
  ["a layer under way", { widths: [2, 2, 2], amount: 0.4, undo: 0.6 }],
  ["three units, ten classes", { widths: [3, 3], classes: 10 }],
];

describe("a region's shader", () => {
  it.each(shapes)("reads all numbers that it is given, in their order: %s", (_, shape) => {
    const of = pullback(shape);
    const places = read(regionSource(of, true).fragment);
    expect(places).toEqual([...places.keys()]);
    const given = regionNumbers(region(of));
    expect(given.length).toBe(4 * Math.ceil(places.length / 4));
    expect(regionSource(of, true).fragment).toContain(`vec4 numbers[${given.length / 4}]`);
  });

  it.each(shapes)("depends on the structure and not on weights: %s", (_, shape) => {
    const [one, other] = [pullback(shape), pullback({ ...shape, seed: 2 })];
    expect(regionKey(one)).toBe(regionKey(other));
    expect(regionSource(one, true)).toEqual(regionSource(other, true));
    expect(regionSource(one, false)).toEqual(regionSource(other, false));
  });

  it("does not depend on how far a layer is, but on whether it is under way", () => {
    const at = (amount: number) => regionKey(pullback({ widths: [2, 2], amount, undo: amount }));
    expect(at(0.3)).toBe(at(0.8));
    expect(at(0.3)).not.toBe(at(1));
  });

  it("is another for another structure", () => {
    const others = [
      { widths: [2, 2] },
      { widths: [2, 2, 2] },
      { widths: [2, 3] },
      { widths: [2, 2], sigma: "relu" },
      { widths: [2, 2], sigma: "leaky-relu:0.1" },
      { widths: [2, 2], sigma: "leaky-relu:0.2" },
      { widths: [2, 2], classes: 3 },
      { widths: [2, 2], undo: 0.5 },
    ];
    expect(new Set(others.map((shape) => regionKey(pullback(shape)))).size).toBe(others.length);
  });

  it("gives numbers in the order in which they are read", () => {
    const of = pullback({ widths: [2, 1], amount: 0.25 });
    of.rest[0].affine.weight.set([5, 6]);
    of.rest[0].affine.bias.set([7]);
    of.head.affine.weight.set([8]);
    of.head.affine.bias.set([9]);
    expect([...regionNumbers(region(of))]).toEqual([0, 1, 0, 0, 0, 1, 5, 6, 7, 0.25, 8, 9]);
  });

  it("is given no infinite number", () => {
    const of = pullback({ widths: [2, 2] });
    of.rest[0].affine.weight[0] = 1e300;
    expect(regionNumbers(region(of)).every(Number.isFinite)).toBe(true);
  });

  it("takes a texture where uniforms do not suffice", () => {
    expect(fitsUniforms(pullback({ widths: [2, 2, 2] }), 160)).toBe(true);
    expect(fitsUniforms(pullback({ widths: [2, ...new Array(120).fill(2)] }), 160)).toBe(false);
    expect(fitsUniforms(pullback({ widths: [2, 20, 20] }), 160)).toBe(false);
    const { fragment } = regionSource(pullback({ widths: [2, 20, 20] }), false);
    expect(fragment).not.toContain("vec4 numbers");
    expect(fragment).toContain("texelFetch(numbers");
  });

  it("never claims uniforms that it then exceeds", () => {
    for (let depth = 1; depth < 120; depth++) {
      const of = pullback({ widths: new Array(depth + 1).fill(2), amount: 0.5 });
      if (fitsUniforms(of, 160)) expect(regionNumbers(region(of)).length / 4).toBeLessThan(161);
    }
  });

  it("has ten colours at most, however many classes", () => {
    const { fragment } = regionSource(pullback({ widths: [2, 2], classes: 200 }), true);
    expect(fragment).toContain("uniform vec3 tints[10]");
    expect(fragment).toContain("float shares[200]");
  });
});

it("computes in high precision everywhere", () => {
  const source = regionSource(pullback({ widths: [2, 2] }), true);
  for (const text of [source.vertex, source.fragment, sheetSource(3).fragment]) {
    expect(text.startsWith("#version 300 es\nprecision highp float;")).toBe(true);
    expect(text).not.toMatch(/mediump|lowp/);
  }
});

it.each([1, 2, 4, 5, 28])("a sheet of %i scores takes them in vectors of four", (count) => {
  const { vertex, fragment } = sheetSource(count);
  expect(vertex.match(/in vec4 scores\d/g)).toHaveLength(Math.ceil(count / 4));
  expect(fragment).toContain(`uniform vec3 tints[${Math.max(2, count)}]`);
});
