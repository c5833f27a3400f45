import { describe, expect, it } from "vitest";
import { wordsOf } from "../src/lab/controls/sweep";
import { remedied, remedyText } from "../src/lab/proved";

const cell = { width: 2, depth: 3, solved: 0, verified: 0, best: 0.925 };

describe("a cell of a sweep", () => {
  it.each([
    [
      { ...cell, theorem: "T4.4", reason: "B encloses A." },
      "3 layers of 2: impossible (T4.4). B encloses A.",
    ],
    [cell, "3 layers of 2: 0 of 16 seeds have every point right; the best has 92.5 % right"],
    [
      { ...cell, depth: 1, solved: 4, verified: 1 },
      "1 layer of 2: 4 of 16 seeds have every point right; one at least is proved right everywhere",
    ],
  ])("says what came out", (one, words) => {
    expect(wordsOf(one, { seeds: 16 })).toBe(words);
  });
});

describe("a remedy", () => {
  it.each([
    [[2], "Add a third unit", [3]],
    [[2, 2], "Give every layer 3 units", [3, 3]],
    [[1], "Give every layer 3 units", [3]],
    [[], "Add a layer of 3 units", [3]],
    [[5, 2], "Give every layer 3 units", [5, 3]],
  ])("gives %j what is enough", (hidden, words, better) => {
    expect(remedyText({ hidden }, 3)).toBe(words);
    expect(remedied({ hidden, activation: ["tanh"] }, 3).hidden).toEqual(better);
  });
});
