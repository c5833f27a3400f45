// Two viewers whose scrubbers move together: by shares, as their depths and steps differ.

import type { Viewer } from "unknot-viewer";

/** Moves `follower` to the same share of its depth and of its training as `leader`. */
export function follow(leader: Viewer, follower: Viewer): void {
  const depth = share(leader.state.depth, leader.recording.depth) * follower.recording.depth;
  const end = last(leader);
  const ended = leader.state.step >= end;
  const step = ended ? last(follower) : Math.round(share(leader.state.step, end) * last(follower));
  const change: { depth?: number; step?: number } = {};
  if (Math.abs(depth - follower.state.depth) > 1e-6) change.depth = depth;
  if (shown(follower, step) !== shown(follower, follower.state.step)) change.step = step;
  if (change.depth !== undefined || change.step !== undefined) follower.set(change);
}

function share(value: number, most: number): number {
  return most > 0 ? value / most : 0;
}

function last({ recording }: Viewer): number {
  return recording.frames ? recording.step(recording.frames - 1) : 0;
}

/** The frame that is seen at a step. */
function shown({ recording }: Viewer, step: number): number {
  return recording.frames ? recording.frameAt(step) : 0;
}
