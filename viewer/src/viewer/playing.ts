// What moves by itself: how far the state gets in a moment.

import { clamp } from "../maths/clamp";
import type { Recording } from "../recording/recording";
import { TOUR_SPEED } from "./tour";
import type { ViewerState } from "./types";

const LAYER = 2.6; // seconds for one layer
const ALL = 40; // seconds for all layers, at most
const TRAINING = 12; // seconds for all frames
const FRAMES = { fewest: 4, most: 60 }; // in a second
const PULSE = 0.8; // seconds between two steps, where a person wants less movement
const GENTLY = 0.55; // of the usual speed, where a layer's phases are shown again and again
const STAY = 1.4; // seconds at both ends of a loop
const STEPS = { depth: 0.25, training: 24, tour: 0.25 }; // of a layer, in all, radians

type Shown = Pick<Recording, "depth" | "frames" | "step" | "frameAt">;

/** Plays a recording: continuously, or with `steps` in jumps with pauses between them. */
export class Player {
  /** The part of a frame, or the seconds of a pause, that have passed. */
  private passed = 0;
  private backwards = false;
  /** Seconds that a loop still stays where it is. */
  private stay = STAY;

  /** What changes in the state after some seconds. */
  advance(
    state: Readonly<ViewerState>,
    recording: Shown,
    seconds: number,
    steps: boolean,
  ): Partial<ViewerState> {
    if (steps) {
      this.passed += seconds;
      if (this.passed < PULSE) return {};
      this.passed = 0;
    }
    switch (state.playing) {
      case "depth":
        return ending(state.depth + way(state.depth, recording.depth, seconds, steps), recording);
      case "loop":
        return this.loop(state, recording.depth, seconds, steps);
      case "training":
        return this.train(state.step, recording, seconds, steps);
      case "tour":
        return { tour: (state.tour ?? 0) + (steps ? STEPS.tour : TOUR_SPEED * seconds) };
      default:
        return {};
    }
  }

  private loop({ depth, order }: ViewerState, last: number, seconds: number, steps: boolean) {
    const speed = order === "phases" ? GENTLY * phased(depth) : pace(depth);
    this.stay -= steps ? STAY : seconds;
    if (this.stay > 0 || last === 0) return {};
    if (depth >= last) this.backwards = true;
    else if (depth <= 0) this.backwards = false;
    const by = way(depth, last, seconds, steps, speed);
    const next = clamp(this.backwards ? depth - by : depth + by, 0, last);
    if (next === 0 || next === last) this.stay = STAY;
    return { depth: next };
  }

  private train(step: number, recording: Shown, seconds: number, steps: boolean) {
    const last = recording.frames - 1;
    const rate = clamp(last / TRAINING, FRAMES.fewest, FRAMES.most);
    this.passed += rate * seconds;
    const count = steps ? Math.max(1, Math.round(last / STEPS.training)) : Math.floor(this.passed);
    this.passed = steps ? 0 : this.passed - count;
    if (count === 0) return {};
    const frame = Math.min(recording.frameAt(step) + count, last);
    const change: Partial<ViewerState> = { step: recording.step(frame) };
    if (frame >= last) change.playing = "nothing";
    return change;
  }
}

/** How many layers one gets on from a depth in some seconds; of very many, evenly. */
function way(
  depth: number,
  last: number,
  seconds: number,
  steps: boolean,
  speed = pace(depth),
): number {
  const many = last * LAYER > ALL;
  if (steps) return many ? (STEPS.depth * last * LAYER) / ALL : STEPS.depth;
  return (many ? last / ALL : speed) * seconds;
}

/**
 * Layers in a second at a depth: slow at whole depths, where there is something to see. The
 * integral of 1 / (a + (1 − a) sin² πx) over one layer is 1 / √a.
 */
function pace(depth: number): number {
  const slow = 0.06;
  return (slow + (1 - slow) * Math.sin(Math.PI * depth) ** 2) / Math.sqrt(slow) / LAYER;
}

/** The same, slow between the three phases of a layer as well. */
function phased(depth: number): number {
  return pace(3 * depth) / 3 + 0.02;
}

function ending(depth: number, recording: Shown): Partial<ViewerState> {
  return depth < recording.depth ? { depth } : { depth: recording.depth, playing: "nothing" };
}
