import { describe, expect, it } from "vitest";
import { Player } from "../src/viewer/playing";
import { initialState } from "../src/viewer/state";

const recording = { depth: 2, frames: 1, step: () => 0, frameAt: () => 0 };

describe("a loop through the layers", () => {
  it("goes to the end, stays, and comes back, again and again", () => {
    const player = new Player();
    let state = { ...initialState(recording), playing: "loop" as const };
    const seen: number[] = [];
    for (let i = 0; i < 4000; i++) {
      state = { ...state, ...player.advance(state, recording, 1 / 60, false), playing: "loop" };
      seen.push(state.depth);
    }
    expect(Math.min(...seen)).toBe(0);
    expect(Math.max(...seen)).toBe(2);
    const ends = seen.filter((depth, i) => depth % 2 === 0 && depth !== seen[i - 1]);
    expect(ends.slice(0, 5)).toEqual([0, 2, 0, 2, 0]);
    expect(seen.filter((depth) => depth === 2).length).toBeGreaterThan(60);
  });

  it("stays where there are no layers", () => {
    const flat = { ...recording, depth: 0 };
    const state = { ...initialState(flat), playing: "loop" as const };
    const player = new Player();
    for (let i = 0; i < 5; i++) expect(player.advance(state, flat, 1, false)).toEqual({});
  });
});

describe("very many layers", () => {
  it("are played in as much time as a few", () => {
    const seconds = (depth: number) => {
      const player = new Player();
      const many = { ...recording, depth };
      let [at, passed] = [0, 0];
      while (at < depth && passed < 100) {
        at =
          player.advance({ ...initialState(many), depth: at, playing: "depth" }, many, 0.05, false)
            .depth ?? at;
        passed += 0.05;
      }
      return passed;
    };
    expect(seconds(15)).toBeCloseTo(39, 0);
    expect(seconds(1000)).toBeCloseTo(40, 0);
  });
});
