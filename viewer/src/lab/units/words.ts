// What units, weights and biases are called.

import type { Recording } from "../../recording/recording";

import { MOST } from "./layout";
import type { Touchable } from "./maps";

type Named = Pick<Recording, "about">;

/** "x", "unit 2 of layer 1", "the score of B". */
export function unitName({ widths }: Touchable, { about }: Named, column: number, unit: number) {
  if (column === 0) return about.features[unit] ?? `feature ${unit + 1}`;
  if (column < widths.length - 1) return `unit ${unit + 1} of layer ${column}`;
  const one = widths[column] === 1;
  return `the score of ${about.classes[one ? 1 : unit] ?? `class ${unit}`}`;
}

/** What stands above a column. */
export function columnName({ widths, layers }: Touchable, column: number): string {
  if (column === 0) return "data";
  const { name } = layers[column - 1]?.activation ?? { name: "scores" };
  return widths[column] > MOST ? `${name}, ${MOST} of ${widths[column]}` : name;
}
