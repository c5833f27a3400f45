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

/** Several values with commas between; none is the word `none`. */
export function list<T>(codec: Codec<T>, most = Infinity): Codec<readonly T[]> {
  return {
    write: (values) => (values.length ? values.map(codec.write).join(",") : "none"),
    read(text) {
      const parts = text === "none" ? [] : text.split(",");
      if (parts.length > most) refuse(`expected at most ${most}, with commas between`);
      return parts.map(codec.read);
    },
  };
}
