// The state of a viewer: where it starts, and how a wished change is made to fit a recording.

import { clamp } from "../maths/clamp";
import { lastStep, type Recording } from "../recording/recording";
import { defaultLook } from "./look";
import type { ViewerState } from "./types";

const ZOOM = { low: 0.2, high: 20 };

type Shown = Pick<Recording, "depth" | "frames" | "step">;

/** The state before anything is asked for: the data, coloured by the trained network. */
export function initialState(recording: Shown): ViewerState {
  return {
    step: lastStep(recording),
    ...defaultLook,
    playing: "nothing",
  };
}

/** A state after a change; what does not fit the recording is bounded, what is no value ignored. */
export function changed(
  state: ViewerState,
  change: Partial<ViewerState>,
  recording: Shown,
): ViewerState {
  return {
    step: bounded(change.step, state.step, 0, lastStep(recording)),
    depth: bounded(change.depth, state.depth, 0, recording.depth),
    order: oneOf(change.order, ["together", "phases"], state.order),
    view: oneOf(change.view, ["auto", "flat", "space"], state.view),
    yaw: angle(change.yaw, state.yaw),
    pitch: angle(change.pitch, state.pitch, Math.PI / 2),
    zoom: bounded(change.zoom, state.zoom, ZOOM.low, ZOOM.high),
    grid: change.grid ?? state.grid,
    points: change.points ?? state.points,
    regions: change.regions ?? state.regions,
    confidence: change.confidence ?? state.confidence,
    marks: change.marks ?? state.marks,
    playing: oneOf(change.playing, ["nothing", "depth", "loop", "training", "tour"], state.playing),
    tour: angle(change.tour, state.tour),
  };
}

/** Whether two states are the same in every entry. */
export function same(one: ViewerState, other: ViewerState): boolean {
  return (Object.keys(one) as (keyof ViewerState)[]).every((key) => one[key] === other[key]);
}

function bounded(wish: number | undefined, now: number, low: number, high: number): number {
  const value = wish === undefined || Number.isNaN(wish) ? now : wish;
  return clamp(value, low, high);
}

function angle(wish: number | null | undefined, now: number | null, most = Infinity) {
  if (wish === undefined) return now;
  if (wish === null) return null;
  return Number.isFinite(wish) ? clamp(wish, -most, most) : now;
}

function oneOf<T extends string>(wish: T | undefined, known: readonly T[], now: T): T {
  return wish !== undefined && known.includes(wish) ? wish : now;
}
