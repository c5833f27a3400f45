// Written by `python tools/declared.py` from the files of unknot/nets/activations.

import { erf } from "../maths/erf";
import { type Family, type Formula, literal, sigmoid, softplus } from "./formula";

const INFINITY = Number.POSITIVE_INFINITY;
const { PI, SQRT1_2, abs, atan, atanh, cos, exp, expm1, log, log1p, max, min, sin, sqrt, tan, tanh } = Math;

/** Every activation, or family of them with a parameter, in the order of the Python side. */
export const families: ReadonlyMap<string, Formula | Family> = new Map<string, Formula | Family>([
  ["arctan", { monotone: "strictly", image: [-1.5707963267948966, 1.5707963267948966], odd: true, f: (x) => atan(x), derivative: (x) => 1 / (1 + x * x), inverse: (y) => tan(y), glsl: "atan(x)" }],
  ["celu", { standard: 1, most: 1000000, formula: (a) => ({ monotone: "strictly", image: [-a, INFINITY], f: (x) => (x > 0 ? x : a * expm1(x / a)), derivative: (x) => (x > 0 ? 1 : (a / a) * exp(x / a)), inverse: (y) => y > 0 ? y : a * log1p(y / a), glsl: `(x > 0.0 ? x : ${literal(a)} * (exp(min(x, 0.0) / ${literal(a)}) - 1.0))` }) }],
  ["elu", { standard: 1, most: 1000000, formula: (a) => ({ monotone: "strictly", image: [-a, INFINITY], f: (x) => (x > 0 ? x : a * expm1(x)), derivative: (x) => (x > 0 ? 1 : (a) * exp(x)), inverse: (y) => y > 0 ? y : 1.0 * log1p(y / a), glsl: `(x > 0.0 ? x : ${literal(a)} * (exp(min(x, 0.0)) - 1.0))` }) }],
  ["identity", { monotone: "strictly", odd: true, f: (x) => x, derivative: () => 1, inverse: (y) => y, glsl: "x" }],
  ["leaky-relu", { standard: 0.01, most: 1000000, formula: (a) => ({ monotone: "strictly", odd: a === 1, f: (x) => x > 0 ? x : a * x, derivative: (x) => x > 0 ? 1 : a, inverse: (y) => y > 0 ? y : y / a, glsl: `x > 0.0 ? x : ${literal(a)} * x` }) }],
  ["prelu", { standard: 0.25, most: 1000000, formula: (a) => ({ monotone: "strictly", odd: a === 1, f: (x) => x > 0 ? x : a * x, derivative: (x) => x > 0 ? 1 : a, inverse: (y) => y > 0 ? y : y / a, glsl: `x > 0.0 ? x : ${literal(a)} * x` }) }],
  ["selu", { monotone: "strictly", image: [-1.0507009873554805 * 1.6732632423543772, INFINITY], f: (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * expm1(x)), derivative: (x) => 1.0507009873554805 * (x > 0 ? 1 : (1.6732632423543772) * exp(x)), inverse: (y) => y > 0 ? y / 1.0507009873554805 : 1.0 * log1p(y / 1.0507009873554805 / 1.6732632423543772), glsl: "1.0507009873554805 * (x > 0.0 ? x : 1.6732632423543772 * (exp(min(x, 0.0)) - 1.0))" }],
  ["sigmoid", { monotone: "strictly", image: [0.0, 1.0], f: (x) => sigmoid(x), derivative: (x) => sigmoid(x) * sigmoid(-x), inverse: (y) => log(y) - log1p(-y), glsl: "(0.5 * tanh(clamp(0.5 * x, -15.0, 15.0)) + 0.5)" }],
  ["softplus", { monotone: "strictly", image: [0.0, INFINITY], f: (x) => softplus(x), derivative: (x) => sigmoid(x), inverse: (y) => y + log(-expm1(-y)), glsl: "(max(x, 0.0) + log(1.0 + exp(-abs(x))))" }],
  ["softsign", { monotone: "strictly", image: [-1.0, 1.0], odd: true, f: (x) => x / (1 + abs(x)), derivative: (x) => 1 / (1 + abs(x)) ** 2, inverse: (y) => y / (1 - abs(y)), glsl: "x / (1.0 + abs(x))" }],
  ["tanh", { monotone: "strictly", image: [-1.0, 1.0], odd: true, f: (x) => tanh(x), derivative: (x) => 1 - tanh(x) ** 2, inverse: (y) => atanh(y), glsl: "1.0 - 2.0 / (exp(2.0 * min(x, 15.0)) + 1.0)" }],
  ["hard-sigmoid", { monotone: "weakly", image: [0, 1], f: (x) => min(max(0.16666666666666666 * x + 0.5, 0), 1), derivative: (x) => 0.16666666666666666 * x + 0.5 > 0 && 0.16666666666666666 * x + 0.5 < 1 ? 0.16666666666666666 : 0, glsl: "clamp(0.16666666666666666 * x + 0.5, 0.0, 1.0)" }],
  ["hard-tanh", { monotone: "weakly", image: [-1, 1], odd: true, f: (x) => min(max(x, -1), 1), derivative: (x) => x > -1 && x < 1 ? 1 : 0, glsl: "clamp(x, -1.0, 1.0)" }],
  ["relu", { monotone: "weakly", image: [0, INFINITY], f: (x) => max(x, 0), derivative: (x) => x > 0 ? 1 : 0, glsl: "max(x, 0.0)" }],
  ["relu6", { monotone: "weakly", image: [0, 6], f: (x) => min(max(x, 0), 6), derivative: (x) => x > 0 && x < 6 ? 1 : 0, glsl: "clamp(x, 0.0, 6.0)" }],
  ["gaussian", { monotone: "no", f: (x) => exp(-x * x), derivative: (x) => -2 * x * exp(-x * x), glsl: "exp(-min(x * x, 80.0))" }],
  ["gelu", { monotone: "no", f: (x) => x * 0.5 * (1 + erf(x * SQRT1_2)), derivative: (x) => 0.5 * (1 + erf(x * SQRT1_2)) + (x * exp(-0.5 * x * x)) / sqrt(2 * PI), prelude: "float a = min(abs(x) * 0.7071067811865476, 9.0);\n  float t = 1.0 / (1.0 + 0.3275911 * a);\n  float tail = 0.5 * exp(-a * a) * t * (0.254829592 + t * (-0.284496736 +\n    t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));\n  ", glsl: "max(x, 0.0) - abs(x) * tail" }],
  ["gelu-tanh", { monotone: "no", f: (x) => x * sigmoid(1.5957691216057308 * (x + 0.044715 * x ** 3)), derivative: (x) => sigmoid(1.5957691216057308 * (x + 0.044715 * x ** 3)) + min(max(x, -20.0), 20.0) * sigmoid(1.5957691216057308 * (x + 0.044715 * x ** 3)) * sigmoid(-1.5957691216057308 * (x + 0.044715 * x ** 3)) * 1.5957691216057308 * (1 + 3 * 0.044715 * min(x * x, 400.0)), prelude: "float a = clamp(x, -20.0, 20.0);\n  float u = 0.7978845608028654 * (a + 0.044715 * a * a * a);\n  ", glsl: "x * (0.5 * tanh(clamp(u, -15.0, 15.0)) + 0.5)" }],
  ["hard-swish", { monotone: "no", f: (x) => (x * min(max(x + 3, 0), 6)) / 6, derivative: (x) => x >= 3 ? 1 : x <= -3 ? 0 : (2 * x + 3) / 6, glsl: "x * (clamp(x + 3.0, 0.0, 6.0) / 6.0)" }],
  ["mish", { monotone: "no", f: (x) => x * tanh(softplus(x)), derivative: (x) => tanh(softplus(x)) + x * (1 - tanh(softplus(x)) ** 2) * sigmoid(x), glsl: "x * tanh(min((max(x, 0.0) + log(1.0 + exp(-abs(x)))), 15.0))" }],
  ["silu", { monotone: "no", f: (x) => x * sigmoid(x), derivative: (x) => sigmoid(x) * (1 + x * (1 - sigmoid(x))), glsl: "x * (0.5 * tanh(clamp(0.5 * x, -15.0, 15.0)) + 0.5)" }],
  ["sin", { monotone: "no", odd: true, f: (x) => sin(x), derivative: (x) => cos(x), glsl: "sin(x)" }],
  ["square", { monotone: "no", f: (x) => x * x, derivative: (x) => 2 * x, glsl: "x * x" }],
]);
