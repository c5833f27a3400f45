// What holds of every deformation.

import { describe, expect, test } from "vitest";
import { activation } from "../src/nets/activations";
import { deform, readOut } from "../src/nets/deform";
import { affineHead, exactLayers } from "../src/nets/layers";
import { classify, decide, evaluate, scores } from "../src/nets/network";
import type { Affine, Network, Order, Rows } from "../src/nets/types";

/** Numbers in (−1, 1) from a seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function rows(width: number, values: Iterable<number>): Rows {
  return { width, values: Float64Array.from(values) };
}

function randomRows(count: number, width: number, seed = 5): Rows {
  return rows(width, Array.from({ length: count * width }, numbers(seed)));
}

function map(outputs: number, inputs: number, draw: () => number): Affine {
  const weight = new Float64Array(outputs * inputs).map(
    (_, i) => (Math.floor(i / inputs) === i % inputs ? 1 : 0) + draw(),
  );
  const bias = new Float64Array(outputs).map(draw);
  return { rows: outputs, columns: inputs, weight, bias };
}

function network(widths: number[], name = "tanh", scores = 1, seed = 1): Network {
  const draw = numbers(seed);
  return {
    layers: widths.slice(1).map((width, i) => ({
      kind: "dense",
      affine: map(width, widths[i], draw),
      activation: activation(name),
    })),
    head: { kind: "softmax", affine: map(scores, widths[widths.length - 1], draw) },
    widths,
  };
}

function expectClose(a: Rows, b: Rows, tolerance: number) {
  expect([a.width, a.values.length]).toEqual([b.width, b.values.length]);
  const most = a.values.reduce((d, x, i) => Math.max(d, Math.abs(x - b.values[i])), 0);
  expect(most).toBeLessThan(tolerance);
}

function padded(points: Rows, width: number): Rows {
  const count = points.values.length / points.width;
  const values = Array.from({ length: count }, (_, i) => {
    const row = [...points.values.subarray(i * points.width, (i + 1) * points.width)];
    return [...row, ...Array(Math.max(width - points.width, 0)).fill(0)];
  });
  return rows(Math.max(width, points.width), values.flat());
}

const ORDERS: Order[] = ["together", "phases"];
const SHAPES = [
  [1, 1, 1],
  [2, 2, 2, 2],
  [3, 3],
  [2, 3, 2],
  [2, 1, 2],
  [5, 4, 6],
  [2, 4, 4],
];
const CASES = ORDERS.flatMap((order) =>
  SHAPES.flatMap((widths) => [1, 2, 3].map((seed) => ({ order, widths, seed }))),
);

describe.each(CASES)("$order, $widths, seed $seed", ({ order, widths, seed }) => {
  const given = network(widths, "tanh", 3, seed);
  const path = deform(given, order);
  const points = randomRows(20, widths[0]);

  test("starts where the points are", () => {
    expect(path.represent(0, points)).toBe(points);
    for (const [k, width] of widths.slice(1).entries()) {
      const start = path.represent(k, points);
      expectClose(path.represent(k + 1e-9, points), padded(start, width), 1e-7);
    }
  });

  test("passes through whole layers and ends as the network", () => {
    for (const k of widths.keys()) {
      expect(path.represent(k, points)).toEqual(evaluate(path.network, points, k));
    }
    expectClose(scores(path.network, points), scores(given, points), 1e-12);
  });

  test("arrives continuously", () => {
    for (const [k, width] of widths.slice(1).entries()) {
      const end = padded(path.represent(k + 1, points), widths[k]);
      const before = path.represent(k + 1 - 1e-9, points);
      expect(before.width).toBe(Math.max(width, widths[k]));
      expectClose(before, end, 1e-7);
    }
  });

  test("is coloured by where points came from", () => {
    for (let t = 0; t <= path.paths.length; t += 0.125) {
      const pullback = path.pullback(t);
      const places = path.represent(t, points);
      const layer = Math.min(Math.floor(t), path.paths.length - 1);
      const part = t - Math.floor(t);
      const widens = widths[layer + 1] > widths[layer] && part > 0;
      const narrowed = widths[layer + 1] < widths[layer] && order === "phases" && part > 1 / 3;
      expect(pullback === null).toBe(widens || narrowed);
      if (!pullback) continue;
      expect(pullback.width).toBe(places.width);
      const found = classify(pullback, places);
      expectClose(found.scores, scores(given, points), 1e-6);
      expect(found.known.every((known) => known === 1)).toBe(true);
    }
  });

  test("says which units were exchanged", () => {
    const mine = evaluate(given, points).values;
    const last = path.exchanges.at(-1);
    const w = widths[widths.length - 1];
    const undone = path.represent(path.paths.length, points).values.map((value, i, all) => {
      if (last === "sign") return -value;
      return last === "swap" && i % w < 2 ? all[i - (i % w) + 1 - (i % w)] : value;
    });
    expectClose(rows(w, undone), rows(w, mine), 1e-12);
    expect(path.notes).toHaveLength(path.exchanges.filter((exchange) => exchange).length);
  });
});

describe("what cannot be undone", () => {
  const at = (name: string, order: Order) => (t: number) =>
    deform(network([2, 2], name), order).pullback(t);

  test("a fold, as soon as it bends", () => {
    expect([0, 0.1, 0.9, 1].map((t) => at("gelu", "together")(t) === null)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([0.3, 0.6, 0.7].map((t) => at("gelu", "phases")(t) === null)).toEqual([
      false,
      false,
      true,
    ]);
  });

  test("nothing of ReLU until it is whole", () => {
    expect(at("relu", "together")(0.999)).not.toBeNull();
  });

  test("a singular matrix, once it has collapsed", () => {
    const singular = network([2, 2]);
    exactLayers(singular)[0].affine.weight.set([1, 2, 2, 4]);
    expect(deform(singular, "together").pullback(0.9)).not.toBeNull();
    expect(deform(singular, "phases").pullback(0.2)).not.toBeNull();
    expect(deform(singular, "phases").pullback(0.4)).toBeNull();
  });

  test("a network without head has no classes", () => {
    expect(deform({ ...network([2, 2]), head: null }, "together").pullback(1)).toBeNull();
  });
});

test("points outside the image have no class", () => {
  const head = affineHead(network([2, 2]))!;
  const blend = { activation: activation("tanh"), amount: 1, units: 2 };
  const pullback = { width: 2, undo: blend, rest: [], head };
  const { scores, known } = classify(pullback, rows(2, [0.5, 0.5, 1.5, 0, 0, -1]));
  expect([...known]).toEqual([1, 0, 0]);
  expect([...scores.values].map(Number.isNaN)).toEqual([false, true, true]);
});

describe("layers that are too wide for a path of matrices", () => {
  const wide = network([100, 97, 3], "relu", 10);
  const path = deform(wide, "phases");
  const points = randomRows(4, 100);

  test("go straight, and have no way back", () => {
    expect(path.paths.map(({ exact }) => exact)).toEqual([false, false]);
    expect(path.paths.map(({ kind }) => kind)).toEqual(["collapse", "collapse"]);
    const [start, end] = [points, padded(evaluate(wide, points, 1), 100)];
    const half = path.represent(0.5, points);
    const middle = start.values.map((x, i) => (x + end.values[i]) / 2);
    expectClose(half, rows(100, middle), 1e-12);
    expect([0.5, 1.5].map((t) => path.pullback(t))).toEqual([null, null]);
    expectClose(
      classify(path.pullback(1)!, path.represent(1, points)).scores,
      scores(wide, points),
      1e-9,
    );
  });

  test("claim nothing of their rank, and keep their units", () => {
    const square = network([97, 97]);
    exactLayers(square)[0]
      .affine.weight.subarray(0, 97)
      .forEach((w, i, row) => {
        row[i] = -w;
      });
    const straight = deform(square, "together");
    expect(straight.exchanges).toEqual([null]);
    expect(straight.paths[0].why).toBe(
      "its matrix is taken to be regular and tanh is strictly increasing",
    );
    expect(readOut(exactLayers(square)[0]).condition).toBeNaN();
  });
});

describe("what is kept", () => {
  const counted = { ...activation("tanh"), calls: 0 };
  counted.f = (x) => {
    counted.calls++;
    return Math.tanh(x);
  };
  const base = network([2, 2, 2, 2]);
  const layers = base.layers.map((layer) => ({ ...layer, activation: counted }));

  test("whole layers are passed once for the same array", () => {
    const path = deform({ ...base, layers }, "together");
    const [points, others] = [randomRows(10, 2), randomRows(10, 2)];
    const calls = (t: number, which: Rows) => {
      counted.calls = 0;
      path.represent(t, which);
      return counted.calls / 20;
    };
    expect([2.5, 2.6, 2, 1.5, 3].map((t) => calls(t, points))).toEqual([3, 1, 0, 1, 1]);
    expect([1.5, 1.5].map((t) => calls(t, others))).toEqual([2, 1]);
    expect(calls(1.5, points)).toBe(1);
  });

  test("large sets of points are forgotten but for the layers at hand", () => {
    const path = deform(network([2, 2, 2, 2]), "together");
    const points = randomRows(700_000, 2);
    const last = path.represent(3, points);
    expect(path.represent(3, points)).toBe(last);
    expect(path.represent(2, points)).toBe(path.represent(2, points));
  });
});

describe("read-outs", () => {
  const of = (rows: number, columns: number, weight: number[]) =>
    readOut({
      kind: "dense",
      affine: { rows, columns, weight: Float64Array.from(weight), bias: new Float64Array(rows) },
      activation: activation("tanh"),
    });

  test.each([
    [of(2, 2, [0, -2, 3, 0]), { determinant: 6, condition: 1.5, smallest: 2, largest: 3 }],
    [of(1, 1, [-2]), { determinant: -2, condition: 1, smallest: 2, largest: 2 }],
    [
      of(2, 2, [1, 2, 2, 4]),
      {
        determinant: 0,
        condition: expect.any(Number),
        smallest: expect.closeTo(0, 14),
        largest: expect.closeTo(5, 12),
      },
    ],
    [of(3, 1, [2, 2, 1]), { determinant: null, condition: 1, smallest: 3, largest: 3 }],
    [of(2, 2, [0, 0, 0, 0]), { determinant: 0, condition: Infinity, smallest: 0, largest: 0 }],
  ])("%#", (found, expected) => {
    expect(found).toEqual(expected);
  });

  test("of a wide layer come from a smaller matrix", () => {
    const draw = numbers(3);
    const wide = of(700, 2, Array.from({ length: 1400 }, draw));
    const narrow = of(2, 700, Array.from({ length: 1400 }, numbers(3)));
    expect(wide.largest).toBeGreaterThan(10);
    expect(narrow.largest).toBeGreaterThan(wide.smallest);
  });
});

test("the class of a row", () => {
  expect([...decide(rows(1, [-1, 0, 2, Number.NaN]))]).toEqual([0, 0, 1, 0]);
  expect([...decide(rows(3, [1, 3, 2, 5, 5, 0, -3, -2, -1]))]).toEqual([1, 0, 2]);
});

test("what makes no sense is refused", () => {
  const path = deform(network([2, 2]), "together");
  const three = randomRows(1, 3);
  expect(() => path.represent(1.1, randomRows(1, 2))).toThrow(/between 0 and 1, but got 1.1/);
  expect(() => path.pullback(Number.NaN)).toThrow(/between 0 and 1/);
  expect(() => path.represent(0.5, three)).toThrow(/3 coordinates, but .* 2/);
  expect(() => evaluate(path.network, three)).toThrow(/3 coordinates/);
  expect(() => classify(path.pullback(1)!, three)).toThrow(/3 coordinates/);
  const diverged = network([2, 2]);
  exactLayers(diverged)[0].affine.bias[1] = Number.NaN;
  expect(() => deform(diverged, "together")).toThrow(/not finite numbers/);
});

test("a frame of six layers takes well below a millisecond", () => {
  const deep = network([2, 2, 2, 2, 2, 2, 2]);
  const times = Array.from({ length: 20 }, () => {
    const start = performance.now();
    for (let i = 0; i < 50; i++) deform(deep, "together");
    return (performance.now() - start) / 50;
  });
  expect(Math.min(...times)).toBeLessThan(1); // others may be busy on the same machine
});
