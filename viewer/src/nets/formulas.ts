// What is known of each activation, in JavaScript and in GLSL; `activations.ts` gives them names.

import { erf } from "../maths/erf";
import type { Activation } from "./types";

/** One activation. */
export interface Formula {
  readonly monotone: Activation["monotone"];
  /** The open interval of values; all numbers if left out. */
  readonly image?: readonly [number, number];
  /** Whether σ(−x) = −σ(x). */
  readonly odd?: boolean;
  readonly f: (x: number) => number;
  readonly derivative: (x: number) => number;
  /** On the image; only if strictly increasing. */
  readonly inverse?: (y: number) => number;
  /** f as a GLSL expression in the variable x, which may be as large as a float can be … */
  readonly glsl: string;
  /** … after these statements. */
  readonly prelude?: string;
}

/** Activations with a parameter between 0 and `most`, both exclusive. */
export interface Family {
  readonly standard: number;
  readonly most: number;
  readonly formula: (parameter: number) => Formula;
}

const INFINITY = Number.POSITIVE_INFINITY;
const { PI, SQRT1_2, abs, atan, cos, exp, expm1, log, log1p, max, min, sin, tan, tanh } = Math;

const sigmoid = (x: number) => 0.5 * tanh(0.5 * x) + 0.5;
const softplus = (x: number) => max(x, 0) + log1p(exp(-abs(x)));

// Some drivers return NaN for the tanh of large numbers; beyond 15 it is 1 in single precision.
const GLSL_SIGMOID = "(0.5 * tanh(clamp(0.5 * x, -15.0, 15.0)) + 0.5)";
const GLSL_SOFTPLUS = "(max(x, 0.0) + log(1.0 + exp(-abs(x))))";
// erfc(|x|/√2)/2 by Abramowitz and Stegun 1964, 7.1.26: its error is below 1e-7.
const GLSL_GELU_TAIL = `
  float a = min(abs(x) * ${SQRT1_2}, 9.0);
  float t = 1.0 / (1.0 + 0.3275911 * a);
  float tail = 0.5 * exp(-a * a) * t * (0.254829592 + t * (-0.284496736 +
    t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  `;

/** A number as GLSL writes it, with a point or an exponent. */
const literal = (x: number) => (Number.isInteger(x) ? x.toFixed(1) : String(x));

const identity: Formula = {
  monotone: "strictly",
  odd: true,
  f: (x) => x,
  derivative: () => 1,
  inverse: (y) => y,
  glsl: "x",
};

const hyperbolicTangent: Formula = {
  monotone: "strictly",
  image: [-1, 1],
  odd: true,
  f: tanh,
  derivative: (x) => 1 - tanh(x) ** 2,
  inverse: Math.atanh,
  // Without hardware for tanh this is faster; exp does not overflow before the quotient is 0.
  glsl: "1.0 - 2.0 / (exp(2.0 * min(x, 15.0)) + 1.0)",
};

const softsign: Formula = {
  monotone: "strictly",
  image: [-1, 1],
  odd: true,
  f: (x) => x / (1 + abs(x)),
  derivative: (x) => 1 / (1 + abs(x)) ** 2,
  inverse: (y) => y / (1 - abs(y)),
  glsl: "x / (1.0 + abs(x))",
};

const logistic: Formula = {
  monotone: "strictly",
  image: [0, 1],
  f: sigmoid,
  derivative: (x) => sigmoid(x) * sigmoid(-x),
  inverse: (y) => log(y) - log1p(-y),
  glsl: GLSL_SIGMOID,
};

const arctan: Formula = {
  monotone: "strictly",
  image: [-PI / 2, PI / 2],
  odd: true,
  f: atan,
  derivative: (x) => 1 / (1 + x * x),
  inverse: tan,
  glsl: "atan(x)",
};

const softPlus: Formula = {
  monotone: "strictly",
  image: [0, INFINITY],
  f: softplus,
  derivative: sigmoid,
  inverse: (y) => y + log(-expm1(-y)),
  glsl: GLSL_SOFTPLUS,
};

/** x ↦ scale·(x if x > 0, else α(eˣᐟʳᵃᵗᵉ − 1)): ELU (scale 1), SELU, CELU (rate α). */
function exponential(alpha: number, scale: number, rate: number): Formula {
  const [a, s, r] = [literal(alpha), literal(scale), literal(rate)];
  return {
    monotone: "strictly",
    image: [-scale * alpha, INFINITY],
    f: (x) => scale * (x > 0 ? x : alpha * expm1(x / rate)),
    derivative: (x) => scale * (x > 0 ? 1 : (alpha / rate) * exp(x / rate)),
    inverse: (y) => (y > 0 ? y / scale : rate * log1p(y / scale / alpha)),
    glsl: `${s} * (x > 0.0 ? x : ${a} * (exp(min(x, 0.0) / ${r}) - 1.0))`,
  };
}

function leaky(slope: number): Formula {
  return {
    monotone: "strictly",
    odd: slope === 1,
    f: (x) => (x > 0 ? x : slope * x),
    derivative: (x) => (x > 0 ? 1 : slope),
    inverse: (y) => (y > 0 ? y : y / slope),
    glsl: `x > 0.0 ? x : ${literal(slope)} * x`,
  };
}

/** x ↦ slope·x + offset, clipped to the interval: ReLU, ReLU6, hard tanh, hard sigmoid. */
function clipped(slope: number, offset: number, low: number, high: number): Formula {
  const line = `${literal(slope)} * x + ${literal(offset)}`;
  return {
    monotone: "weakly",
    image: [low, high],
    odd: low === -high,
    f: (x) => min(max(slope * x + offset, low), high),
    derivative: (x) => {
      const z = slope * x + offset;
      return z > low && z < high ? slope : 0;
    },
    glsl:
      high === INFINITY
        ? `max(${line}, ${literal(low)})`
        : `clamp(${line}, ${literal(low)}, ${literal(high)})`,
  };
}

const share = (x: number) => 0.5 * (1 + erf(x * SQRT1_2));

const gelu: Formula = {
  monotone: "no",
  f: (x) => x * share(x),
  derivative: (x) => share(x) + (x * exp(-0.5 * x * x)) / Math.sqrt(2 * PI),
  prelude: GLSL_GELU_TAIL,
  glsl: "max(x, 0.0) - abs(x) * tail",
};

const silu: Formula = {
  monotone: "no",
  f: (x) => x * sigmoid(x),
  derivative: (x) => {
    const s = sigmoid(x);
    return s + x * s * (1 - s);
  },
  glsl: `x * ${GLSL_SIGMOID}`,
};

const mish: Formula = {
  monotone: "no",
  f: (x) => x * tanh(softplus(x)),
  derivative: (x) => {
    const t = tanh(softplus(x));
    return t + x * (1 - t * t) * sigmoid(x);
  },
  glsl: `x * tanh(min(${GLSL_SOFTPLUS}, 15.0))`,
};

const hardSwish: Formula = {
  monotone: "no",
  f: (x) => (x * min(max(x + 3, 0), 6)) / 6,
  derivative: (x) => (x >= 3 ? 1 : x <= -3 ? 0 : (2 * x + 3) / 6),
  glsl: "x * (clamp(x + 3.0, 0.0, 6.0) / 6.0)",
};

const sine: Formula = { monotone: "no", odd: true, f: sin, derivative: cos, glsl: "sin(x)" };

const square: Formula = {
  monotone: "no",
  f: (x) => x * x,
  derivative: (x) => 2 * x,
  glsl: "x * x",
};

const gaussian: Formula = {
  monotone: "no",
  f: (x) => exp(-x * x),
  derivative: (x) => -2 * x * exp(-x * x),
  glsl: "exp(-min(x * x, 80.0))",
};

const MOST = 1e6;

/** Every activation, or family of them with a parameter, in the order of the Python side. */
export const families: ReadonlyMap<string, Formula | Family> = new Map<string, Formula | Family>([
  ["identity", identity],
  ["tanh", hyperbolicTangent],
  ["softsign", softsign],
  ["sigmoid", logistic],
  ["arctan", arctan],
  ["softplus", softPlus],
  ["elu", { standard: 1, most: MOST, formula: (a) => exponential(a, 1, 1) }],
  // Klambauer, Unterthiner, Mayr, Hochreiter 2017, eq. 14.
  ["selu", exponential(1.6732632423543772, 1.0507009873554805, 1)],
  ["celu", { standard: 1, most: MOST, formula: (a) => exponential(a, 1, a) }],
  ["leaky-relu", { standard: 0.01, most: MOST, formula: leaky }],
  ["prelu", { standard: 0.25, most: MOST, formula: leaky }],
  ["relu", clipped(1, 0, 0, INFINITY)],
  ["relu6", clipped(1, 0, 0, 6)],
  ["hard-tanh", clipped(1, 0, -1, 1)],
  ["hard-sigmoid", clipped(1 / 6, 0.5, 0, 1)],
  ["gelu", gelu],
  ["silu", silu],
  ["mish", mish],
  ["hard-swish", hardSwish],
  ["sin", sine],
  ["square", square],
  ["gaussian", gaussian],
]);
