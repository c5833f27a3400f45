import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Pace } from "../src/lab/pace";

let waiting: FrameRequestCallback[] = [];

/** The page's frames at these times. */
function frames(...times: number[]): void {
  for (const now of times) {
    const due = waiting;
    waiting = [];
    for (const callback of due) callback(now);
  }
}

beforeEach(() => {
  waiting = [];
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) =>
    waiting.push(callback),
  );
});
afterEach(() => vi.unstubAllGlobals());

describe("what stands beside a picture", () => {
  it("follows at once, then in every fourth frame, and rests when nobody asks", () => {
    const act = vi.fn();
    const pace = new Pace(act);
    pace.ask();
    pace.ask();
    frames(1000);
    expect(act).toHaveBeenCalledTimes(1);
    expect(waiting).toHaveLength(0);
    pace.ask();
    frames(1016, 1032, 1048);
    expect(act).toHaveBeenCalledTimes(1);
    frames(1064);
    expect(act).toHaveBeenCalledTimes(2);
    expect(waiting).toHaveLength(0);
  });

  it("does not wait for a fourth frame where frames take long", () => {
    const act = vi.fn();
    const pace = new Pace(act);
    pace.ask();
    frames(1000);
    pace.ask();
    frames(1200, 1400);
    expect(act).toHaveBeenCalledTimes(2);
  });
});
