// Where units stand in the diagram, and which of a wide layer's.

import { times } from "../../maths/times";

/** Wider layers are drawn by a sample. */
export const MOST = 6;
const LARGEST = 60; // CSS pixels of a unit's picture
const SMALLEST = 16;
const SHARE = 0.6; // of the width, at most: lines need the rest
const GAP = 5;
const LABEL = 18; // above the columns

export interface Place {
  /** 0: the inputs; then the layers, and the scores last. */
  readonly column: number;
  readonly unit: number;
  /** The centre. */
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly size: number;
  readonly columns: readonly (readonly Place[])[];
}

/** Units evenly spread over a layer. */
export function sample(width: number): readonly number[] {
  if (width <= MOST) return times(width, (i) => i);
  return times(MOST, (i) => Math.round((i * (width - 1)) / (MOST - 1)));
}

/** Columns from left to right, in a box of so many pixels. */
export function layout(widths: readonly number[], width: number, height: number): Layout {
  const samples = widths.map(sample);
  const most = Math.max(...samples.map((units) => units.length));
  const across = (SHARE * width) / widths.length;
  const down = (height - LABEL) / most - GAP;
  const size = Math.floor(Math.max(SMALLEST, Math.min(LARGEST, across, down)));
  const inner = width - size - 2 * GAP;
  const columns = samples.map((units, column) => {
    const x = GAP + size / 2 + (widths.length > 1 ? (inner * column) / (widths.length - 1) : 0);
    const apart = size + Math.min(GAP + 6, Math.max(2, (height - LABEL) / most - size));
    const top = LABEL + (height - LABEL) / 2 - (apart * (units.length - 1)) / 2;
    return units.map((unit, i) => ({ column, unit, x, y: top + i * apart }));
  });
  return { size, columns };
}

/** The way of a line between two units. */
export function way(from: Place, to: Place, size: number): string {
  const [a, b] = [from.x + size / 2, to.x - size / 2];
  const bend = (b - a) / 2;
  return `M${a} ${from.y}C${a + bend} ${from.y} ${b - bend} ${to.y} ${b} ${to.y}`;
}

/** Where a weight or bias stands among all parameters; `from` null: the bias. */
export function parameterAt(
  widths: readonly number[],
  column: number,
  unit: number,
  from: number | null,
): number {
  let at = 0;
  for (let i = 1; i < column; i++) at += widths[i] * (widths[i - 1] + 1);
  const [rows, columns] = [widths[column], widths[column - 1]];
  return from === null ? at + rows * columns + unit : at + unit * columns + from;
}
