import { describe, expect, it } from "vitest";
import { activation } from "../src/nets/activations";
import type { Affine, Blend, Pullback } from "../src/nets/types";
import {
  chainOf,
  fragmentOf,
  isDrawable,
  keyOf,
  numbersOf,
  rangeOf,
  uniformsOf,
  vectorsOf,
} from "../src/paint/region";
import type { Region } from "../src/paint/scene";

const WINDOW = { x: 1, y: -2, halfWidth: 3, halfHeight: 4 };

function affine(rows: number, columns: number, first = 0.1): Affine {
  const weight = Float64Array.from({ length: rows * columns }, (_, i) => first + 0.1 * i);
  const bias = Float64Array.from({ length: rows }, (_, i) => -i);
  return { rows, columns, weight, bias };
}

function blend(name: string, units: number, amount = 1): Blend {
  return { activation: activation(name), amount, units };
}

function regionOf(pullback: Pullback): Region {
  const { width } = pullback;
  const axes = [Float64Array.of(1, 0).slice(0, width), Float64Array.of(0, 1).slice(0, width)];
  return {
    pullback,
    opacity: 1,
    origin: new Float64Array(width),
    axes: axes as [Float64Array, Float64Array],
    boundary: 1,
  };
}

function tanhs(layers: number, undo: number, first = 0.1, classes = 1): Pullback {
  const rest = Array.from({ length: layers }, () => ({
    affine: affine(2, 2, first),
    blend: blend("tanh", 2),
  }));
  const head = { kind: "softmax" as const, affine: affine(classes, 2, first) };
  return { width: 2, undo: undo > 0 ? blend("tanh", 2, undo) : null, rest, head };
}

const chain = (pullback: Pullback) => chainOf(regionOf(pullback), WINDOW);

describe("the key of a region's shader", () => {
  it("does not depend on weights, and the source depends on nothing else", () => {
    const [one, other] = [chain(tanhs(3, 0.5)), chain(tanhs(3, 0.7, -2))];
    expect(keyOf(one)).toBe(keyOf(other));
    expect(fragmentOf(one, 2, true)).toBe(fragmentOf(other, 2, true));
  });

  it("tells apart whatever changes the source", () => {
    const half = tanhs(2, 0);
    const partly = {
      ...half,
      rest: [{ ...half.rest[0], blend: blend("tanh", 2, 0.5) }, half.rest[1]],
    };
    const relu = { ...half, rest: [{ ...half.rest[0], blend: blend("relu", 2) }, half.rest[1]] };
    const bare = { ...half, rest: [{ ...half.rest[0], blend: null }, half.rest[1]] };
    const all = [half, partly, relu, bare, tanhs(3, 0), tanhs(2, 0.5), tanhs(2, 0, 0.1, 3)].map(
      chain,
    );
    const keys = new Set(all.map(keyOf));
    expect(keys.size).toBe(all.length);
    expect(new Set(all.map((each) => fragmentOf(each, 2, true))).size).toBe(all.length);
  });
});

describe("the numbers of a region's shader", () => {
  it("fill a vector for each row of two weights and a bias", () => {
    expect(vectorsOf(chain(tanhs(6, 0)))).toBe(6 * 2 + 1);
    expect(vectorsOf(chain(tanhs(6, 0.5)))).toBe(7 * 2 + 1); // and the plane
    expect(uniformsOf(chain(tanhs(6, 0)), 2)).toBe(13 + 2 + 4);
  });

  it("are as many as the source declares", () => {
    for (const each of [chain(tanhs(4, 0.5)), chain(tanhs(1, 0, 0.1, 7))]) {
      const source = fragmentOf(each, 2, true);
      expect(source).toContain(`uniform vec4 numbers[${vectorsOf(each)}];`);
      const used = [...source.matchAll(/w\((\d+)\)/g)].map(([, i]) => Number(i));
      expect(new Set(used).size).toBe(vectorsOf(each));
      expect(Math.max(...used)).toBe(vectorsOf(each) - 1);
    }
  });

  it("hold the plane and the first map as one where nothing is undone", () => {
    const numbers = new Float32Array(4 * vectorsOf(chain(tanhs(1, 0))));
    numbersOf(chain(tanhs(1, 0)), numbers);
    // 0.1·(1 + 3u) + 0.2·(−2 + 4v)
    expect([...numbers.subarray(0, 3)].map((x) => Number(x.toFixed(6)))).toEqual([0.3, 0.8, -0.3]);
  });

  it("stay finite in single precision", () => {
    const numbers = new Float32Array(4 * vectorsOf(chain(tanhs(1, 0))));
    numbersOf(chain(tanhs(1, 0, 1e300)), numbers);
    expect(numbers.every(Number.isFinite)).toBe(true);
  });
});

describe("a region", () => {
  it("knows which values of a blend can be seen", () => {
    expect(rangeOf(chain(tanhs(1, 0.5)))).toEqual([-6, 4]);
  });

  it("may be of a line", () => {
    const head = { kind: "logistic" as const, affine: affine(1, 1) };
    const line = chain({ width: 1, undo: blend("tanh", 1, 0.5), rest: [], head });
    expect(rangeOf(line)).toEqual([-2, 4]);
  });

  it("is drawn by a shader up to 64 units, whatever the width of the space", () => {
    const through = (width: number, hidden: number) =>
      chainOf(
        {
          ...regionOf(tanhs(0, 0)),
          origin: new Float64Array(width),
          axes: [new Float64Array(width), new Float64Array(width)],
          pullback: {
            ...{ width, undo: null },
            rest: [{ affine: affine(hidden, width), blend: blend("relu", hidden) }],
            head: { kind: "softmax", affine: affine(26, hidden) },
          },
        },
        WINDOW,
      );
    expect(isDrawable(through(784, 64))).toBe(true);
    expect(isDrawable(through(2, 65))).toBe(false);
  });
});
