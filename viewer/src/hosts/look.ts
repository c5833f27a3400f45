// What is looked at in a recording, as a link says it: `step=400&depth=1.5&view=space`.

import { type Codec, choice, flag, integer, number, orNull } from "../lab/codecs";
import type { ViewerState } from "../viewer/types";

/** A viewer's state without what moves by itself. */
export type Look = Omit<ViewerState, "playing">;

export const codecs: { readonly [K in keyof Look]: Codec<Look[K]> } = {
  step: integer(0, 1e9),
  depth: number(0, 100),
  order: choice("together", "phases"),
  view: choice("auto", "flat", "space"),
  yaw: orNull(number(-1000, 1000), "auto"),
  pitch: orNull(number(-1000, 1000), "auto"),
  zoom: number(0.01, 100),
  grid: flag,
  points: flag,
  regions: flag,
  tour: orNull(number(-1e6, 1e6), "auto"),
};

const keys = Object.keys(codecs) as readonly (keyof Look)[];

/** What differs from `base`, as pairs of a link. */
export function written(look: Look, base: Look, prefix: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const key of keys) {
    const text = write(look, key);
    if (text !== write(base, key)) pairs.push([prefix + key, text]);
  }
  return pairs;
}

/** What a link says of the viewer with this prefix; what cannot be used is left out. */
export function read(link: URLSearchParams, prefix: string): Partial<Look> {
  const look: Partial<Record<keyof Look, unknown>> = {};
  for (const key of keys) {
    const text = link.get(prefix + key);
    if (text === null) continue;
    try {
      look[key] = codecs[key].read(text);
    } catch {
      // A link may be typed by hand or cut short: the rest of it still holds.
    }
  }
  return look as Partial<Look>;
}

function write<K extends keyof Look>(look: Look, key: K): string {
  return codecs[key].write(look[key]);
}
