// Two viewers whose scrubbers move together: by shares, as their depths and steps differ.

import { lastStep } from "../recording/recording";
import type { Viewer } from "../viewer/types";

/** What the scrubbers of a viewer say. */
interface Place {
  readonly depth: number;
  readonly step: number;
}

export class Link {
  private readonly places = new WeakMap<Viewer, Place>();
  private moving = false;

  /** Remembers where a viewer is, without moving another one. */
  note(viewer: Viewer): void {
    const { depth, step } = viewer.state;
    this.places.set(viewer, { depth, step });
  }

  /** Moves `follower` as `leader` has moved: to the same share of its depth or of its training. */
  follow(leader: Viewer, follower: Viewer): void {
    const before = this.places.get(leader);
    this.note(leader);
    if (this.moving || !before) return;
    const { depth, step } = leader.state;
    this.moving = true;
    if (depth !== before.depth) {
      const share = leader.recording.depth ? depth / leader.recording.depth : 0;
      follower.set({ depth: share * follower.recording.depth });
    }
    if (step !== before.step) {
      const wish = stepAs(leader, follower);
      // A follower that shows this frame already may be following its own training.
      if (frame(follower, wish) !== frame(follower, follower.state.step)) {
        follower.set({ step: wish });
      }
    }
    this.moving = false;
  }
}

function stepAs(leader: Viewer, follower: Viewer): number {
  const end = lastStep(leader.recording);
  const share = end ? leader.state.step / end : 1;
  return Math.round(Math.min(1, share) * lastStep(follower.recording));
}

/** The step of the frame that is seen. */
export function seenStep({ recording, state }: Viewer): number {
  return recording.step(recording.frameAt(state.step));
}

function frame({ recording }: Viewer, step: number): number {
  return recording.frameAt(step);
}
