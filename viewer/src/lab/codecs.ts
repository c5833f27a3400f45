// How links write what only the lab has.

import { refuse } from "../errors";
import type { Codec } from "../viewer/codecs";

export const words: Codec<string> = {
  write: (value) => value,
  read(text) {
    if (text.trim() === "") refuse("expected a text");
    return text;
  },
};

/** Several values with something between; none is the word `none`. */
export function list<T>(codec: Codec<T>, most = Infinity, between = ","): Codec<readonly T[]> {
  return {
    write: (values) => (values.length ? values.map(codec.write).join(between) : "none"),
    read(text) {
      const parts = text === "none" ? [] : text.split(between);
      if (parts.length > most) refuse(`expected at most ${most}, with ${between} between`);
      return parts.map(codec.read);
    },
  };
}
