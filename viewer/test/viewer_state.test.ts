import { describe, expect, it } from "vitest";
import { Player } from "../src/viewer/playing";
import { changed, initialState } from "../src/viewer/state";

const steps = [0, 10, 20, 40, 80];
const recording = {
  depth: 3,
  frames: steps.length,
  step: (frame: number) => steps[frame],
  frameAt: (step: number) =>
    Math.max(
      0,
      steps.findLastIndex((one) => one <= step),
    ),
};
const start = initialState(recording);

describe("the state", () => {
  it("starts at the data, seen by the trained network", () => {
    expect([start.step, start.depth, start.playing]).toEqual([80, 0, "nothing"]);
  });

  it("is bounded by the recording", () => {
    const far = changed(start, { depth: 9, step: 1e9, zoom: 1e9, pitch: 7 }, recording);
    expect([far.depth, far.step, far.zoom]).toEqual([3, 80, 20]);
    expect(far.pitch).toBeCloseTo(Math.PI / 2);
    expect(changed(start, { depth: -1, step: -5 }, recording)).toMatchObject({ depth: 0, step: 0 });
    expect(changed(start, { step: Infinity }, recording).step).toBe(80);
  });

  it("ignores what is no value", () => {
    const odd = { depth: Number.NaN, order: "sideways", view: "inside", yaw: Number.NaN };
    expect(changed(start, odd as never, recording)).toEqual(start);
  });

  it("gives the view back to the viewer", () => {
    const turned = changed(start, { yaw: 1, pitch: 0.2, tour: 3 }, recording);
    expect(changed(turned, { yaw: null, pitch: null, tour: null }, recording)).toEqual(start);
  });
});

/** The states that playing goes through, sixty a second, until it ends. */
function played(what: "depth" | "training", calm: boolean) {
  const player = new Player();
  let state = changed(start, { playing: what, depth: 0, step: 0 }, recording);
  const states = [state];
  for (let i = 0; i < 6000 && state.playing !== "nothing"; i++) {
    state = changed(state, player.advance(state, recording, 1 / 60, calm), recording);
    states.push(state);
  }
  return states;
}

describe("playing", () => {
  it("goes through all layers without a jump, slowly at whole depths, and ends", () => {
    const depths = played("depth", false).map(({ depth }) => depth);
    expect(depths.at(-1)).toBe(3);
    const speeds = depths.slice(1).map((depth, i) => depth - depths[i]);
    expect(Math.max(...speeds)).toBeLessThan(0.05);
    expect(Math.min(...speeds.slice(0, -1))).toBeGreaterThan(0);
    expect(depths.length / 60).toBeCloseTo(3 * 2.6, 0);
  });

  it("goes through every frame of training, and ends", () => {
    const seen = new Set(played("training", false).map(({ step }) => step));
    expect([...seen]).toEqual(steps);
    expect(played("training", false).at(-1)?.playing).toBe("nothing");
  });

  it("moves in steps where less movement is wanted", () => {
    const states = played("depth", true);
    const depths = [...new Set(states.map(({ depth }) => depth))];
    expect(depths).toEqual(Array.from({ length: 13 }, (_, i) => i / 4));
    expect(states.length / 60).toBeGreaterThan(9);
  });

  it("turns the grand tour", () => {
    const state = changed(start, { playing: "tour" }, recording);
    const { tour } = new Player().advance(state, recording, 1, false);
    expect(tour).toBeGreaterThan(0);
  });
});
