import { describe, expect, it } from "vitest";
import { type KeyActions, keyAction } from "../src/viewer/keys";
import { initialState } from "../src/viewer/state";

/** What a key does, as the calls it makes. */
function pressed(key: string, shiftKey = false, depth = 1.5, turnable = false): unknown[] {
  const calls: unknown[] = [];
  const note =
    (name: string) =>
    (...rest: unknown[]) =>
      calls.push([name, ...rest]);
  const recording = { depth: 3, frames: 1, step: () => 0 };
  const actions = {
    state: { ...initialState(recording), depth },
    turnable: () => turnable,
    ...Object.fromEntries(
      ["change", "play", "skip", "reset", "follow", "help", "turn"].map((name) => [
        name,
        note(name),
      ]),
    ),
  } as unknown as KeyActions;
  keyAction({ key, shiftKey }, actions)?.();
  return calls;
}

describe("keys", () => {
  it.each([
    ["ArrowRight", false, ["change", { depth: 1.55 }]],
    ["ArrowLeft", false, ["change", { depth: 1.45 }]],
    ["ArrowRight", true, ["change", { depth: 2 }]],
    ["ArrowLeft", true, ["change", { depth: 1 }]],
    ["[", false, ["skip", -1]],
    ["}", true, ["skip", 10]],
    [" ", false, ["play", "depth"]],
    ["T", true, ["play", "training"]],
    ["3", false, ["change", { depth: 3 }]],
    ["0", false, ["change", { depth: 0 }]],
    ["g", false, ["change", { grid: false }]],
    ["o", false, ["change", { order: "phases" }]],
    ["v", false, ["change", { view: "flat" }]],
    ["-", false, ["change", { zoom: 1 / 1.2 }]],
    ["?", true, ["help"]],
  ])("%s (with Shift: %s)", (key, shift, call) => {
    expect(pressed(key, shift)).toEqual([call]);
  });

  it("moves on by whole layers from a whole layer", () => {
    expect(pressed("ArrowRight", true, 1)).toEqual([["change", { depth: 2 }]]);
    expect(pressed("ArrowLeft", true, 1)).toEqual([["change", { depth: 0 }]]);
  });

  it("turns a chosen stage in space with Shift", () => {
    expect(pressed("ArrowUp", true, 1, true)[0]).toEqual(["turn", 0, expect.any(Number)]);
    expect(pressed("ArrowUp", true, 1, false)).toEqual([]);
  });

  it("leaves all other keys alone", () => {
    for (const key of ["Tab", "Enter", "x", "constructor", "Escape"]) {
      expect(pressed(key)).toEqual([]);
    }
  });
});
