// What is looked at in a recording, as a link says it: `step=400&depth=1.5&view=space`.

import { type Look, lookCodecs } from "../viewer/look";

export type { Look };

const keys = Object.keys(lookCodecs) as readonly (keyof Look)[];

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
      look[key] = lookCodecs[key].read(text);
    } catch {
      // A link may be typed by hand or cut short: the rest of it still holds.
    }
  }
  return look as Partial<Look>;
}

function write<K extends keyof Look>(look: Look, key: K): string {
  return lookCodecs[key].write(look[key]);
}
