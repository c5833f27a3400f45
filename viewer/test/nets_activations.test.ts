// Activations are Python's; their inverses invert.

import { describe, expect, test } from "vitest";
import { erf } from "../src/maths/erf";
import { activation, activationNames, reflected } from "../src/nets/activations";
import { inverse, inverseTable } from "../src/nets/blend";
import type { Blend } from "../src/nets/types";
import vectors from "./vectors/activations.json";

function expectClose(found: number, expected: number | null, tolerance: number, what: string) {
  if (expected === null) expect(found, what).toBeNaN();
  else if (!(Math.abs(found - expected) <= tolerance * (1 + Math.abs(expected)))) {
    expect.fail(`${what} is ${found}, but should be ${expected}.`);
  }
}

describe.each(vectors)("$name", (entry) => {
  const sigma = activation(entry.name);

  test("is described as in Python", () => {
    expect(sigma.name).toBe(entry.called);
    expect(sigma.monotone).toBe(entry.monotone);
    const image = sigma.image.map((end) => (Number.isFinite(end) ? end + 0 : null));
    expect(image).toEqual(entry.image.map((end) => (end === null ? null : end + 0)));
    expect(sigma.inverse !== null).toBe(entry.monotone === "strictly");
  });

  test("has Python's values and slopes", () => {
    for (const [i, x] of entry.x.entries()) {
      expectClose(sigma.f(x), entry.f[i], 1e-12, `f(${x})`);
      expectClose(sigma.derivative(x), entry.derivative[i], 1e-12, `f′(${x})`);
    }
  });

  test.each(entry.inverses)("has Python's inverse of the blend at $amount", ({ amount, y, z }) => {
    const blend: Blend = { activation: sigma, amount, units: 1 };
    for (const [i, value] of y.entries()) {
      expectClose(inverse(blend, value), z[i], 1e-9, `the inverse of ${value}`);
    }
  });

  test("is written in GLSL with floats alone", () => {
    expect(sigma.glsl).toMatch(/return [^;]+;$/);
    expect(sigma.glsl.replaceAll(/[A-Za-z_]\w*|\d+\.\d+|\d+(\.\d+)?e-?\d+/g, "")).not.toMatch(/\d/);
  });
});

test("every activation is held to Python", () => {
  const held = new Set(vectors.map(({ name }) => name));
  expect(activationNames.filter((name) => !held.has(name))).toEqual([]);
  expect(activationNames).toHaveLength(23);
});

test("the same name gives the same object", () => {
  expect(activation("Leaky_ReLU:0.2")).toBe(activation(" leaky-relu:0.2 "));
  expect(reflected(activation("tanh"))).toBe(activation("tanh"));
  expect(reflected(activation("sigmoid"))).toBe(activation("reflected-sigmoid"));
});

test.each([
  ["tan", /There is no activation "tan".*softsign, tanh/],
  ["tanh:2", /takes no parameter, but got "2"/],
  ["leaky-relu:-1", /between 0 and 1000000 \(exclusive\), but got "-1".*leaky-relu:0.01/],
  ["elu:0x10", /must be a number/],
  ["elu:", null],
  ["constructor", /There is no activation/],
])("the name %s is judged", (name, error) => {
  if (error) expect(() => activation(name)).toThrow(error);
  else expect(activation(name).f(-1)).toBeCloseTo(Math.expm1(-1), 14);
});

/** GLSL's functions as far as the bodies use them, in double precision. */
function shader(body: string): (x: number) => number {
  const names = "abs,atan,clamp,exp,log,max,min,sin,tanh";
  const clamp = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);
  const { abs, atan, exp, log, max, min, sin, tanh } = Math;
  const code = new Function(...names.split(","), "x", body.replaceAll(/\bfloat /g, "let "));
  return (x) => code(abs, atan, clamp, exp, log, max, min, sin, tanh, x);
}

test.each(vectors.map(({ name }) => name))("the GLSL of %s is the same function", (name) => {
  const sigma = activation(name);
  const glsl = shader(sigma.glsl);
  for (let x = -30; x <= 30; x += 0.37) {
    expect(Math.abs(glsl(x) - sigma.f(x)) / (1 + Math.abs(sigma.f(x)))).toBeLessThan(1e-6);
  }
  for (const x of [-3e19, 3e19]) expect(glsl(x)).not.toBeNaN();
});

test("the error function is right to rounding", () => {
  // From its Taylor series, which is exact enough up to 2.
  for (let x = -2; x <= 2; x += 0.01) {
    let [term, sum] = [x, x];
    for (let n = 1; n < 60; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    expect(Math.abs(erf(x) - (2 / Math.sqrt(Math.PI)) * sum)).toBeLessThan(5e-15);
  }
  expect([erf(0), erf(7), erf(-7), erf(Number.NEGATIVE_INFINITY)]).toEqual([0, 1, -1, -1]);
  expect(erf(3)).toBeCloseTo(0.9999779095030014, 15);
  expect(erf(Number.NaN)).toBeNaN();
});

describe("tables of inverses", () => {
  const increasing = activationNames.filter((name) => activation(name).monotone !== "no");
  const cases = increasing.flatMap((name) => [0, 0.2, 0.9, 0.999].map((s) => [name, s] as const));

  test.each(cases)("%s at %f is inverted at every entry", (name, amount) => {
    const blend: Blend = { activation: activation(name), amount, units: 2 };
    const { values, low, high } = inverseTable(blend, -3, 4, 257);
    expect([low, high, values.length]).toEqual([-3, 4, 257]);
    for (const [i, z] of values.entries()) {
      const y = -3 + (7 * i) / 256;
      expect((1 - amount) * z + amount * blend.activation.f(z)).toBeCloseTo(y, 10);
    }
  });

  test("have no number outside of the image", () => {
    const blend: Blend = { activation: activation("tanh"), amount: 1, units: 2 };
    const { values } = inverseTable(blend, -2, 2, 5);
    expect([...values]).toEqual([Number.NaN, Number.NaN, 0, Number.NaN, Number.NaN]);
    const flat: Blend = { activation: activation("relu"), amount: 1, units: 2 };
    expect(inverseTable(flat, 1, 2, 3).values.every(Number.isNaN)).toBe(true);
  });
});
