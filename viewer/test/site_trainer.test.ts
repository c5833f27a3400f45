// Gradient descent in the browser takes Python's steps.

import { describe, expect, it } from "vitest";
import { activation } from "../src/nets/activations";
import { scores } from "../src/nets/network";
import type { AffineKind, Network, Rows } from "../src/nets/types";
import { uniform } from "../src/site/start";
import { Trainer } from "../src/site/trainer";
import trained from "./vectors/trained.json";

type Parts = (typeof trained)[number]["parts"][number];

function networkOf(parts: Parts, names: readonly string[], head: string): Network {
  const affines = parts.map(({ weight, bias }) => ({
    rows: bias.length,
    columns: weight[0].length,
    weight: Float64Array.from(weight.flat()),
    bias: Float64Array.from(bias),
  }));
  const last = affines[affines.length - 1];
  return {
    layers: names.map((name, k) => ({
      kind: "dense",
      affine: affines[k],
      activation: activation(name),
    })),
    head: { kind: head as AffineKind, affine: last },
    widths: [affines[0].columns, ...affines.slice(0, -1).map(({ rows }) => rows)],
  } as Network;
}

const flat = (parts: Parts) => parts.flatMap(({ weight, bias }) => [...weight.flat(), ...bias]);

describe.each(trained)("training on $data", (one) => {
  const points: Rows = {
    width: one.points[0].length,
    values: Float64Array.from(one.points.flat()),
  };
  const labels = Uint8Array.from(one.labels);
  const made = () =>
    new Trainer(networkOf(one.parts[0], one.layers, one.head), points, labels, one.rate);

  it("has the same weights after the same steps, to 1e-5", () => {
    const trainer = made();
    one.steps.forEach((step, at) => {
      while (trainer.steps < step) trainer.step();
      flat(one.parts[at]).forEach((weight, i) => {
        expect(Math.abs(trainer.weights[i] - weight)).toBeLessThan(1e-5);
      });
      expect(Math.abs(trainer.look().loss - one.losses[at])).toBeLessThan(1e-5);
    });
  });

  it("has the gradient of its loss", () => {
    const trainer = made();
    trainer.look(true);
    const slope = (trainer as unknown as { slope: Float64Array }).slope.slice();
    for (let i = 0; i < trainer.weights.length; i++) {
      const weight = trainer.weights[i];
      const at = (by: number) => {
        trainer.weights[i] = weight + by;
        return trainer.look().loss;
      };
      const measured = (at(1e-6) - at(-1e-6)) / 2e-6;
      trainer.weights[i] = weight;
      expect(Math.abs(measured - slope[i])).toBeLessThan(1e-6);
    }
  });

  it("counts as right what the network decides", () => {
    const network = networkOf(one.parts.at(-1)!, one.layers, one.head);
    const found = new Trainer(network, points, labels, one.rate).look();
    const { width, values } = scores(network, points);
    const right = one.labels.filter((label, row) => {
      const own = [...values.subarray(row * width, (row + 1) * width)];
      return width === 1 ? own[0] > 0 === (label === 1) : own.indexOf(Math.max(...own)) === label;
    });
    expect(found.accuracy).toBeCloseTo(right.length / one.labels.length, 12);
  });
});

it("draws numbers evenly between 0 and 1, the same of the same seed", () => {
  const [one, other] = [uniform(7), uniform(7)];
  const drawn = Array.from({ length: 4000 }, one);
  expect(drawn.slice(0, 5)).toEqual(Array.from({ length: 5 }, other));
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn)).toBeLessThan(1);
  expect(drawn.reduce((a, b) => a + b) / 4000).toBeCloseTo(0.5, 1);
});
