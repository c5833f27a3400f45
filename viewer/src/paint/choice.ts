// The class with the largest score, and its colour: for regions and for sheets.

import { clamp } from "../maths/clamp";
import type { Context } from "./context";
import type { Scene, Theme } from "./scene";

/** What `chosen` needs before `main`. */
export const CHOICE = `
int winner = 0;
float best = -1e38, second = -1e38;
void rank(float score, int k) {
  if (score > best) second = best, best = score, winner = k;
  else if (score > second) second = score;
}`;

/**
 * Statements that set `winner` to the class with the largest of the scores (one score: class 1
 * where it is positive), and `best` and `second` to the two largest.
 */
export function chosen(scores: readonly string[]): string {
  const all = scores.length === 1 ? ["0.0", scores[0]] : scores;
  return all.map((score, k) => `  rank(${score}, ${k});`).join("\n");
}

/** How strong a colour is by the lead of a class over the next: where it is shaded, not everywhere. */
export const SURE = `
uniform bool shaded;
float sure(float lead) {
  return shaded ? tanh(clamp(0.5 * lead, 0.0, 15.0)) : 1.0;
}`;

/** How many colours the classes of so many scores have. */
export function tintsOf(scores: number, { tints }: Theme): number {
  return clamp(scores, 2, tints.length);
}

/** Sets so many colours of classes, the paper, and whether they are shaded, in the program in use. */
export function setTints(context: Context, { theme, shaded }: Scene, count: number): void {
  const { tints, paper } = theme;
  context.setAll("tints", 3, tints.slice(0, count).flat());
  context.set({ paper, shaded });
}
