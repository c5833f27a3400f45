// What a kind of layer has to know.

import type { Step } from "./step";
import type { Affine, Blend, Exchange, LayerPath, Order } from "./types";

/** What is known of one kind of layer. */
export interface LayerKind<L> {
  /** All of it at once. */
  step(layer: L): Step;
  /**
   * A layer that preserves orientation, and how its units were exchanged for that. The next layer
   * takes the same exchange in, so that the network's function is the same.
   */
  oriented(layer: L): { layer: L; exchange: Exchange | null };
  /** The layer x ↦ layer(exchanged x). */
  after(layer: L, exchange: Exchange): L;
  /** `near` is the path of the same layer a moment ago in training; of turns the nearest is taken. */
  path(layer: L, order: Order, near: LayerPath | null): LayerMotion;
}

/** A layer's own path from the identity (or an inclusion) to itself. */
export interface LayerMotion extends LayerPath {
  /** The layer at s in (0, 1); null if every point goes straight from where it is to its image. */
  at(s: number): Step | null;
  /** Back from `at(s)`: undo the blend, then an affine map. Null where there is no way back. */
  back(s: number): { readonly undo: Blend | null; readonly affine: Affine } | null;
}
