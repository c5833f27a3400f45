// What Python declares of a recipe's field, and what links make of it.

import { type Codec, choice, flag, inRange, orNull } from "../viewer/codecs";
import type { Range } from "../viewer/range";
import { list, words } from "./codecs";

type Kind =
  | { readonly kind: "text" | "flag" }
  | ({ readonly kind: "number" } & Range)
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  | {
      readonly kind: "list";
      readonly of: Declared;
      readonly most?: number;
      readonly between: string;
    };

export type Declared = Kind & {
  readonly about?: string;
  /** What links call null, where that is a value. */
  readonly none?: string;
};

/** How links write each of the fields. */
export function codecsOf<T>(fields: { readonly [K in keyof T]: Declared }) {
  const codecs = Object.entries<Declared>(fields).map(([name, field]) => [name, codecOf(field)]);
  return Object.fromEntries(codecs) as { readonly [K in keyof T]-?: Codec<T[K]> };
}

function codecOf(field: Declared): Codec<never> {
  const codec = plain(field) as Codec<never>;
  return field.none === undefined ? codec : (orNull(codec, field.none) as Codec<never>);
}

function plain(field: Declared): object {
  switch (field.kind) {
    case "text":
      return words;
    case "flag":
      return flag;
    case "number":
      return inRange(field);
    case "choice":
      return choice(field.choices);
    case "list":
      return list(codecOf(field.of), field.most, field.between);
  }
}
