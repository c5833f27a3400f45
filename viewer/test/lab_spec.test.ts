import { describe, expect, it } from "vitest";
import schema from "../../src/unknot/recording/spec.schema.json";
import { decode, type Spec, specKeys } from "../src/lab/state";

/** What Python declares of a number, a choice, or several. */
interface Declared {
  description: string;
  page: boolean;
  absent: string;
  type?: string;
  enum?: string[];
  anyOf?: Partial<Declared>[];
  items?: Partial<Declared>;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
}

const properties = schema.properties as unknown as Record<string, Declared>;
const pages = Object.keys(properties).filter((name) => properties[name].page);

function read(name: string, text: string) {
  const { state, problems } = decode(`${name}=${encodeURIComponent(text)}`);
  return problems.length ? null : state.a[name as keyof Spec];
}

/** The values just inside of a range, and just outside. */
function ends(of: Partial<Declared> = {}): { good: number[]; bad: number[] } {
  const step = of.type === "integer" ? 1 : 1e-6;
  const { minimum: low, exclusiveMinimum: above, maximum: high, exclusiveMaximum: below } = of;
  const good = [
    low,
    high,
    above !== undefined && above + step,
    below !== undefined && below - step,
  ];
  const bad = [
    above,
    below,
    low !== undefined && low - step,
    high !== undefined && high + step,
    of.type === "integer" && 1.5,
  ];
  const numbers = (list: unknown[]) => list.filter((each) => typeof each === "number");
  return { good: numbers(good), bad: numbers(bad) };
}

describe("links, and what Python declares of a recipe", () => {
  it("have the same fields", () => {
    expect([...specKeys].sort()).toEqual([...pages].sort());
  });

  const numbers = pages.flatMap((name) => {
    const field = properties[name];
    const kinds = [field, field.items, ...(field.anyOf ?? [])];
    const found = kinds.find((kind) => /^(integer|number)$/.test(kind?.type ?? ""));
    return found ? [{ name, several: field.type === "array", ...ends(found) }] : [];
  });

  it.each(numbers)("agree on the range of $name", ({ name, several, good, bad }) => {
    expect(good.length).toBeGreaterThan(0);
    for (const value of good) expect(read(name, `${value}`)).toEqual(several ? [value] : value);
    for (const value of bad) expect(read(name, `${value}`), `${value}`).toBeNull();
    expect(read(name, "many")).toBeNull();
  });

  const choices = pages.flatMap((name) => {
    const { enum: own, anyOf = [], absent } = properties[name];
    const values = own ?? anyOf.find((each) => each.enum)?.enum;
    return values ? [{ name, values, none: anyOf.length ? absent : null }] : [];
  });

  it.each(choices)("agree on what $name may be", ({ name, values, none }) => {
    expect(values.length).toBeGreaterThan(1);
    for (const value of values) expect(read(name, value)).toBe(value);
    expect(read(name, "neither")).toBeNull();
    if (none) expect(decode(`${name}=${none}`)).toMatchObject({ problems: [], state: {} });
  });
});
