// Features of unlike scale, on which networks learn badly unless they are standardised.

import type { Recording } from "../recording/recording";
import { remembered } from "../remembered";
import { number } from "../viewer/format";

/** From which ratio on scales are unlike. */
const TIMES = 100;
/** Up to so many features the least one counts, beyond it the median: pixels may be nearly 0. */
const FEW = 32;
/** Steps after which something should have been learnt, and what counts as nothing. */
const PATIENCE = 500;
const NOTHING = 0.02;

interface Data {
  readonly points: Recording["points"];
  readonly labels: ArrayLike<number>;
  readonly about: { readonly features: readonly string[] };
}

const known = new WeakMap<Data, string | null>();

/** In words, how unlike the scales of the features are; null where they are not. */
export function unlikeScales(data: Data): string | null {
  return remembered(known, data, () => compared(data));
}

/** The share of the largest class: what a network gets right that always says the same. */
export function largestShare({ labels }: Data): number {
  const counts: number[] = [];
  for (let i = 0; i < labels.length; i++) counts[labels[i]] = (counts[labels[i]] ?? 0) + 1;
  return Math.max(0, ...counts.filter(Boolean)) / Math.max(1, labels.length);
}

/** Whether a run has learnt nothing though it had the time to. */
export function learntNothing(data: Data, step: number, accuracy: number): boolean {
  return step >= PATIENCE && accuracy <= largestShare(data) + NOTHING;
}

function compared({ points, about }: Data): string | null {
  const width = about.features.length;
  const rows = width ? points.values.length / width : 0;
  const sizes: { name: string; size: number; spread: number }[] = [];
  for (let column = 0; column < width; column++) {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) sum += points.values[row * width + column];
    const mean = sum / rows;
    for (let row = 0; row < rows; row++)
      squares += (points.values[row * width + column] - mean) ** 2;
    const spread = Math.sqrt(squares / rows);
    const size = Math.hypot(mean, spread);
    // A constant says nothing; its deviation may come out as rounding.
    if (spread > 1e-9 * size) sizes.push({ name: about.features[column], size, spread });
  }
  if (!sizes.length) return null;
  const wide = sizes.reduce((a, b) => (b.size > a.size ? b : a));
  sizes.sort((a, b) => a.spread - b.spread);
  const narrow = sizes[sizes.length > FEW ? sizes.length >> 1 : 0];
  if (wide.size < TIMES * narrow.spread) return null;
  const same = wide === narrow;
  return (
    `The values of “${wide.name}” are about ${number(wide.size)} in size, and ` +
    `${same ? "they vary" : `those of “${narrow.name}” vary`} by ${number(narrow.spread)} only.`
  );
}
