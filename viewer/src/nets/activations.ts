// Pointwise activations by name, the same as the Python side's.

import { refuse } from "../errors";
import { remembered } from "../remembered";
import type { Formula } from "./formula";
import { families } from "./formulas";
import type { Activation } from "./types";

const REFLECTED = "reflected-";
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/;

/** The names of all activations, in the order of the Python side. */
export const activationNames: readonly string[] = [...families.keys()];

interface Known {
  readonly activation: Activation;
  readonly formula: Formula;
}

const known = new Map<string, Known>();

/**
 * Returns the activation of this name, e.g. "tanh", "leaky-relu:0.2" or "reflected-sigmoid", which
 * is z ↦ −sigmoid(−z). The same name gives the same object.
 */
export function activation(name: string): Activation {
  return lookUp(name.trim().toLowerCase().replaceAll("_", "-")).activation;
}

/** Returns z ↦ −σ(−z), which is increasing where σ is (σ itself if σ is odd). */
export function reflected(sigma: Activation): Activation {
  return activation(REFLECTED + sigma.name);
}

function lookUp(name: string): Known {
  return remembered(known, name, () => parse(name));
}

function parse(name: string): Known {
  if (!name.startsWith(REFLECTED)) return named(name, formula(name));
  const plain = lookUp(name.slice(REFLECTED.length));
  return plain.formula.odd ? plain : named(name, reflection(plain.formula));
}

function formula(text: string): Formula {
  const colon = text.indexOf(":");
  const name = colon < 0 ? text : text.slice(0, colon);
  const parameter = colon < 0 ? "" : text.slice(colon + 1);
  const family = families.get(name);
  if (!family) {
    refuse(
      `There is no activation ${JSON.stringify(name)}. There are: ${activationNames.join(", ")}.`,
    );
  }
  if ("f" in family) {
    if (!parameter) return family;
    refuse(
      `The activation ${JSON.stringify(name)} takes no parameter, but got ` +
        `${JSON.stringify(parameter)}.`,
    );
  }
  const value = parameter ? numberOf(parameter) : family.standard;
  if (value > 0 && value < family.most) return family.formula(value);
  refuse(
    `The parameter of the activation ${JSON.stringify(name)} must be a number between 0 and ` +
      `${family.most} (exclusive), but got ${JSON.stringify(parameter)}. Write for example ` +
      `${name}:${family.standard}.`,
  );
}

function numberOf(text: string): number {
  return NUMBER.test(text.trim()) ? Number(text) : NaN;
}

function named(name: string, formula: Formula): Known {
  const { monotone, image, f, derivative, inverse, glsl, prelude } = formula;
  const [low, high] = image ?? [-Infinity, Infinity];
  const activation: Activation = {
    name,
    monotone,
    image: [low, high],
    f,
    derivative,
    inverse: inverse ? (y) => (y > low && y < high ? inverse(y) : NaN) : null,
    glsl: `${prelude ?? ""}return ${glsl};`,
  };
  return { activation, formula };
}

function reflection(formula: Formula): Formula {
  const { image, f, derivative, inverse } = formula;
  return {
    ...formula,
    ...(image && { image: [-image[1], -image[0]] as const }),
    f: (x) => -f(-x),
    derivative: (x) => derivative(-x),
    ...(inverse && { inverse: (y: number) => -inverse(-y) }),
    prelude: `x = -x; ${formula.prelude ?? ""}`,
    glsl: `-(${formula.glsl})`,
  };
}
