// A network as a function of rows.

import { refuse } from "../errors";
import { BakedPath } from "./baked";
import { inverseNear } from "./blend";
import { exactLayers, kindOf } from "./layers";
import { apply, applyAffine } from "./step";
import type { Blend, Network, Pullback, Rows } from "./types";

/** The representation of rows of the input after `upTo` layers; after all of them if left out. */
export function evaluate(network: Network, rows: Rows, upTo = network.layers.length): Rows {
  requireWidth(rows, network.widths[0]);
  if (network.written) {
    return new BakedPath(network, "together", network.written).represent(upTo, rows);
  }
  return exactLayers(network)
    .slice(0, upTo)
    .reduce((x, layer) => apply(kindOf(layer).step(layer), x), rows);
}

/** The head's scores of rows of the input; the representation itself where there is no head. */
export function scores(network: Network, rows: Rows): Rows {
  const { head, written } = network;
  if (head?.kind === "neighbours") {
    const told = written && new BakedPath(network, "together", written).scores(rows);
    if (!told) refuse("What neighbours say is not written out.");
    return told;
  }
  const last = evaluate(network, rows);
  return head ? applyAffine(head.affine, last) : last;
}

/** The class of each row of scores: the sign of one, the largest of several. */
export function decide(scores: Rows): Uint8Array {
  const { width, values } = scores;
  const classes = new Uint8Array(values.length / width);
  for (let row = 0; row < classes.length; row++) {
    const at = row * width;
    if (width === 1) classes[row] = values[at] > 0 ? 1 : 0;
    else
      for (let k = 1; k < width; k++)
        if (values[at + k] > values[at + classes[row]]) classes[row] = k;
  }
  return classes;
}

/** By how much a class leads the best other one in a row of scores; negative where it loses. */
export function lead({ width, values }: Rows, row: number, label: number): number {
  if (width === 1) return label === 1 ? values[row] : -values[row];
  let best = -Infinity;
  for (let k = 0; k < width; k++) {
    if (k !== label) best = Math.max(best, values[row * width + k]);
  }
  return values[row * width + label] - best;
}

/** Scores of points of the space at a depth; `known` is 0 (and scores NaN) without preimage. */
export function classify(pullback: Pullback, rows: Rows): { scores: Rows; known: Uint8Array } {
  requireWidth(rows, pullback.width);
  const start = pullback.undo ? undone(pullback.undo, rows) : rows;
  const last = pullback.rest.reduce((x, step) => apply(step, x), start);
  const result = applyAffine(pullback.head.affine, last);
  return { scores: result, known: knownRows(start) };
}

/** The rows before a blend. Neighbours are usually near: each is the next one's guess. */
function undone(blend: Blend, rows: Rows): Rows {
  const { width } = rows;
  const values = rows.values.slice();
  for (let i = 0; i < blend.units; i++) {
    let before = NaN;
    let guess = NaN;
    for (let at = i; at < values.length; at += width) {
      const value = values[at];
      if (value !== before) guess = inverseNear(blend, value, guess);
      before = value;
      values[at] = guess;
    }
  }
  return { width, values };
}

function knownRows({ width, values }: Rows): Uint8Array {
  const known = new Uint8Array(values.length / width).fill(1);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) known[Math.floor(i / width)] = 0;
  }
  return known;
}

function requireWidth(rows: Rows, width: number): void {
  if (rows.width === width) return;
  refuse(`The points have ${rows.width} coordinates, but ${width} were expected.`);
}
