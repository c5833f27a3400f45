// What the viewer asks of a layer, answered by its kind. A new kind is added to `Layer` in
// `types.ts` and to the table here; what else it lacks, the compiler says.

import { dense } from "./dense";
import type { Step } from "./step";
import type {
  Affine,
  Blend,
  Exchange,
  Head,
  Layer,
  LayerPath,
  Network,
  Opaque,
  Order,
} from "./types";

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

const kinds: { readonly [K in Layer["kind"]]: LayerKind<Extract<Layer, { kind: K }>> } = { dense };

export function kindOf(layer: Layer): LayerKind<Layer> {
  return kinds[layer.kind];
}

/** A network's layers, each with an exact motion; of others Python wrote out the path. */
export function exactLayers({ layers }: Network): readonly Layer[] {
  return layers.map((layer) => {
    if (layer.kind === "opaque") throw new Error(`A layer ${layer.name} is not computed here.`);
    return layer;
  });
}

/** What a layer is called. */
export function nameOf(layer: Layer | Opaque): string {
  return layer.kind === "opaque" ? layer.name : layer.activation.name;
}

/** The head, if it is an affine map; null if there is none, or neighbours decide. */
export function affineHead({ head }: Network): Head | null {
  return head && head.kind !== "neighbours" ? head : null;
}
