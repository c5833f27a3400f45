// The deformation in the browser is the deformation in Python.

import { describe, expect, test } from "vitest";
import { activation } from "../src/nets/activations";
import { deform } from "../src/nets/deform";
import { classify, decide, evaluate, scores } from "../src/nets/network";
import type { Deformation, HeadKind, Network, Order, Rows } from "../src/nets/types";
import near from "./vectors/near.json";
import networks from "./vectors/networks.json";

interface Part {
  weight: number[][];
  bias: number[];
}

interface Written {
  layers: (Part & { kind: string; activation: string })[];
  head: (Part & { kind: string }) | null;
}

function affineOf({ weight, bias }: Part) {
  return {
    rows: weight.length,
    columns: weight[0].length,
    weight: Float64Array.from(weight.flat()),
    bias: Float64Array.from(bias),
  };
}

function networkOf({ layers, head }: Written): Network {
  const first = layers[0] ?? head;
  return {
    layers: layers.map((layer) => {
      if (layer.kind !== "dense") throw new Error(`Teach this test the layer ${layer.kind}.`);
      return {
        kind: layer.kind,
        affine: affineOf(layer),
        activation: activation(layer.activation),
      };
    }),
    head: head && { kind: head.kind as HeadKind, affine: affineOf(head) },
    widths: [first.weight[0].length, ...layers.map(({ bias }) => bias.length)],
  };
}

function rowsOf(table: (number | null)[][]): Rows {
  return {
    width: table[0].length,
    values: Float64Array.from(table.flat(), (value) => value ?? Number.NaN),
  };
}

function expectClose(rows: Rows, table: (number | null)[][], tolerance: number, what: string) {
  expect(rows.width, what).toBe(table[0].length);
  const expected = table.flat();
  expect(rows.values.length, what).toBe(expected.length);
  for (const [i, value] of expected.entries()) {
    const found = rows.values[i];
    if (value === null) expect(found, what).toBeNaN();
    else if (!(Math.abs(found - value) <= tolerance * (1 + Math.abs(value)))) {
      expect.fail(`${what}: number ${i} is ${found}, but should be ${value}.`);
    }
  }
}

/** Where directions are free to choose, they are the same only as far as rounding lets them. */
function toleranceOf(name: string): number {
  return /singular|narrowing|bottle|down|zeros|widening from/.test(name) ? 1e-6 : 1e-9;
}

describe.each(networks)("$name", (entry) => {
  const network = networkOf(entry.network);
  const points = rowsOf(entry.points);
  const tolerance = toleranceOf(entry.name);

  test("is the same function", () => {
    expectClose(scores(network, points), entry.scores, 1e-12, "scores");
    if (entry.classes) expect([...decide(scores(network, points))]).toEqual(entry.classes);
  });

  describe.each(entry.orders)("$order", (expected) => {
    const path = deform(network, expected.order as Order);

    test("says the same of itself", () => {
      expect(path.paths.map(({ kind }) => kind)).toEqual(expected.kinds);
      expect(path.paths.map(({ why }) => why)).toEqual(expected.whys);
      expect(path.notes).toEqual(expected.notes);
      expect(path.paths.every(({ exact }) => exact)).toBe(true);
    });

    test.each(expected.depths)("takes points to the same places at $t", ({ t, places }) => {
      expectClose(path.represent(t, points), places, tolerance, `places at ${t}`);
    });

    test.each(expected.depths)("gives the space the same scores at $t", ({ t, space, scores }) => {
      const pullback = path.pullback(t);
      if (!network.head || !scores) {
        expect(pullback).toBeNull();
        return;
      }
      const found = classify(pullback!, rowsOf(space));
      expectClose(found.scores, scores, tolerance, `scores at ${t}`);
      expect([...found.known]).toEqual(scores.map((row) => (row[0] === null ? 0 : 1)));
    });

    test("ends as the network with units exchanged", () => {
      const last = path.represent(path.paths.length, points);
      expect(last).toEqual(evaluate(path.network, points));
    });
  });
});

describe.each(near)("turning in training: $name", ({ frames, points, t }) => {
  test("takes the branch that is nearest", () => {
    let path: Deformation | null = null;
    for (const [frame, { network, places }] of frames.entries()) {
      path = deform(networkOf(network), "together", path);
      expectClose(path.represent(t, rowsOf(points)), places, 1e-9, `frame ${frame}`);
    }
  });

  test("jumps without a path to be near to", () => {
    const { network, places } = frames[frames.length - 1];
    const path = deform(networkOf(network), "together");
    const found = path.represent(t, rowsOf(points)).values;
    const moved = places.flat().map((value, i) => Math.abs(value - found[i]));
    expect(Math.max(...moved)).toBeGreaterThan(0.1);
  });
});
