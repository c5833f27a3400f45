// The path of an activation from the identity: z ↦ (1 − s)·z + s·σ(z).

import type { Blend } from "./types";

const MOST_ITERATIONS = 64;
const TOLERANCE = 4 * Number.EPSILON;

/** The z with (1 − s)·z + s·σ(z) = y, NaN where there is none; σ must be increasing. */
export function inverse(blend: Blend, y: number): number {
  return inverseNear(blend, y, NaN);
}

/** The same, found sooner from a good `guess`; NaN for none. */
export function inverseNear(blend: Blend, y: number, guess: number): number {
  const { activation: sigma, amount: s } = blend;
  if (s === 0) return y;
  if (s === 1) return sigma.inverse ? sigma.inverse(y) : NaN;
  // The blend h has slope at least 1 − s, so the root lies within |h(y) − y| / (1 − s) of y: a
  // bracket for Newton's method, safeguarded by bisection. The slack is for rounding.
  const reach = ((s * (y - sigma.f(y))) / (1 - s)) * (1 + 1e-12);
  const slack = 1e-12 * Math.abs(y) + 1e-300;
  let low = Math.min(y, y + reach) - slack;
  let high = Math.max(y, y + reach) + slack;
  let z = guess >= low && guess <= high ? guess : y + reach / 2;
  for (let i = 0; i < MOST_ITERATIONS; i++) {
    const error = (1 - s) * z + s * sigma.f(z) - y;
    if (error < 0) low = z;
    if (error > 0) high = z;
    const step = error / (1 - s + s * sigma.derivative(z));
    const newton = z - step;
    z = newton >= low && newton <= high ? newton : (low + high) / 2;
    if (Math.abs(step) <= TOLERANCE * (1 + Math.abs(z))) break;
  }
  return z;
}

/**
 * The inverse at `size` numbers, evenly from `low` to `high`, for a shader that interpolates; NaN
 * where there is none.
 */
export function inverseTable(
  blend: Blend,
  low: number,
  high: number,
  size: number,
): { values: Float64Array; low: number; high: number } {
  const values = new Float64Array(size);
  const spacing = size > 1 ? (high - low) / (size - 1) : 0;
  for (let i = 0; i < size; i++) {
    const guess = i > 1 ? 2 * values[i - 1] - values[i - 2] : NaN;
    values[i] = inverseNear(blend, low + i * spacing, guess);
  }
  return { values, low, high };
}
