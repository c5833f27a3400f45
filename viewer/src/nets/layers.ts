// What the viewer asks of a layer, answered by its kind. A new kind is added to `Layer` in
// `types.ts` and to the table here; what else it lacks, the compiler says.

import { refuse } from "../errors";
import { dense } from "./dense";
import type { LayerKind } from "./kind";
import type { Head, Layer, Network, Opaque } from "./types";

const kinds: { readonly [K in Layer["kind"]]: LayerKind<Extract<Layer, { kind: K }>> } = { dense };

export function kindOf(layer: Layer): LayerKind<Layer> {
  return kinds[layer.kind];
}

/** A network's layers, each with an exact motion; of others Python wrote out the path. */
export function exactLayers({ layers }: Network): readonly Layer[] {
  return layers.map((layer) => {
    if (layer.kind === "opaque") refuse(`A layer ${layer.name} is not computed here.`);
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
