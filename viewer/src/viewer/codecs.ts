// How single values are written in a link: short, readable, and exact both ways.

import { refuse } from "../errors";
import { inWords, type Range, within } from "./range";

/** A value as text. `read` throws an Error whose message says what was expected. */
export interface Codec<T> {
  write(value: T): string;
  read(text: string): T;
}

/** A number in a range. */
export function inRange(range: Range): Codec<number> {
  return {
    write: String,
    read(text) {
      const value = text.trim() === "" ? NaN : Number(text);
      if (!within(value, range)) refuse(`expected ${inWords(range)}`);
      return value;
    },
  };
}

/** Four decimals are finer than a pixel, and keep a link short. */
export function rounded(codec: Codec<number>): Codec<number> {
  return { ...codec, write: (value) => String(Number(value.toFixed(4))) };
}

export function choice<T extends string>(choices: readonly T[]): Codec<T> {
  return {
    write: (value) => value,
    read(text) {
      const found = choices.find((each) => each === text);
      if (found === undefined) refuse(`expected ${choices.join(" or ")}`);
      return found;
    },
  };
}

export const flag: Codec<boolean> = {
  write: (value) => (value ? "1" : "0"),
  read(text) {
    if (text === "1" || text === "true") return true;
    if (text === "0" || text === "false") return false;
    refuse("expected 1 or 0");
  },
};

/** Null has a word of its own, such as `speed=max`. */
export function orNull<T>(codec: Codec<T>, word: string): Codec<T | null> {
  return {
    write: (value) => (value === null ? word : codec.write(value)),
    read: (text) => (text === word ? null : codec.read(text)),
  };
}
