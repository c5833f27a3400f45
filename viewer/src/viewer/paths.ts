// The deformations of a recording's networks, one chain through its training.

import { deform, hasFiniteWeights } from "../nets/deform";
import type { Deformation, Order } from "../nets/types";
import type { Recording } from "../recording/recording";
import { keep, remembered } from "../remembered";

const WIDEST_CHAINED = 8;
const FEW = 8; // frames whose deformations are kept where none depends on the one before

/**
 * Finds the deformation at each frame. A turn by θ is also one by θ − 2π; of these, every frame
 * takes the one nearest to the frame before, all the way from the first frame. So nothing flips
 * while training plays, and what is seen at a step does not depend on how one came there.
 */
export class Paths {
  private readonly known = new Map<Order, Map<number, Deformation>>();
  private readonly chained: boolean;

  constructor(private readonly recording: Recording) {
    this.chained = Math.max(...recording.widths) <= WIDEST_CHAINED;
  }

  /** The deformation at a frame; null if weights are not finite numbers. */
  at(frame: number, order: Order): Deformation | null {
    const known = remembered(this.known, order, () => new Map());
    const { recording } = this;
    let near: Deformation | null = null;
    let first = frame;
    if (this.chained) {
      while (first > 0 && !known.has(recording.step(first))) first--;
    }
    for (let i = first; i <= frame; i++) {
      const step = recording.step(i);
      let path = known.get(step) ?? null;
      if (!path) {
        const network = recording.network(i);
        path = hasFiniteWeights(network) ? deform(network, order, near) : null;
        if (path) keep(known, this.chained ? Infinity : FEW, step, path);
      }
      near = path ?? near;
    }
    return known.get(recording.step(frame)) ?? null;
  }

  /** Forgets the frames that a recording no longer has, those from a step on. */
  forget(step: number): void {
    for (const known of this.known.values()) {
      for (const one of known.keys()) if (one >= step) known.delete(one);
    }
  }
}
