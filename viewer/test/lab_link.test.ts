import { describe, expect, it } from "vitest";
import { Link, seenStep } from "../src/lab/link";

/** A viewer of a recording with these steps and depth, as far as a link sees it. */
function viewer(steps: readonly number[], depth: number) {
  const state = { step: 0, depth: 0 };
  const sets: object[] = [];
  const recording = {
    depth,
    frames: steps.length,
    step: (frame: number) => steps[frame],
    frameAt: (step: number) =>
      Math.max(
        0,
        steps.findLastIndex((each) => each <= step),
      ),
  };
  const set = (change: object) => {
    sets.push(change);
    Object.assign(state, change);
  };
  // biome-ignore lint/suspicious/noExplicitAny: a stand-in that has only what is used
  return { recording, state, set, sets } as any;
}

describe("linked scrubbers", () => {
  const steps = [0, 100, 200, 300, 400];

  function pair() {
    const [a, b, link] = [viewer(steps, 4), viewer([0, 50, 100], 2), new Link()];
    link.note(a);
    link.note(b);
    return { a, b, link };
  }

  it("go to the same share of depth and of training", () => {
    const { a, b, link } = pair();
    a.set({ depth: 3 });
    link.follow(a, b);
    expect(b.sets).toEqual([{ depth: 1.5 }]);
    a.set({ step: 200 });
    link.follow(a, b);
    expect(b.sets).toEqual([{ depth: 1.5 }, { step: 50 }]);
  });

  it("move only what was moved", () => {
    const { a, b, link } = pair();
    b.set({ depth: 0.7 });
    a.set({ step: 400 });
    link.follow(a, b);
    expect(b.state).toEqual({ depth: 0.7, step: 100 });
  });

  it("leave a follower alone that shows the frame already", () => {
    const { a, b, link } = pair();
    b.set({ step: 100 });
    a.set({ step: 400 });
    link.follow(a, b);
    expect(b.sets).toEqual([{ step: 100 }]);
  });

  it("do nothing for what was noted, or not seen before", () => {
    const { a, b } = pair();
    const link = new Link();
    a.set({ depth: 2 });
    link.follow(a, b);
    link.follow(a, b);
    expect(b.sets).toEqual([]);
  });

  it("know the step of the frame that is seen", () => {
    const one = viewer(steps, 1);
    one.set({ step: 399 });
    expect(seenStep(one)).toBe(300);
  });
});
