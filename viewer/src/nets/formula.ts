// What is known of an activation in a browser, and functions that several are made of.

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

export const sigmoid = (x: number) => 0.5 * Math.tanh(0.5 * x) + 0.5;
export const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** A number as GLSL writes it, with a point or an exponent. */
export const literal = (x: number) => (Number.isInteger(x) ? x.toFixed(1) : String(x));
