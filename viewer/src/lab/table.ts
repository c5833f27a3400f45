// What a person may say of a table's columns, without a single element: roles, and the options
// that say them to the server.

import type { Column, TableAnswer } from "./protocol";

/** What a column is used as. */
export type Role = "label" | "feature" | "encode" | "out";

/** Between the names of columns. */
const LIST = "+";

export type Options = Readonly<Record<string, string>>;

/** What becomes of rows that lack a value. */
export interface Gaps {
  /** "" asks, "drop" leaves rows out, "mean" fills in, "mean+drop" does both. */
  action: string;
  /** The texts that mean missing; empty: the usual ones. */
  words: string;
}

/** The role of each column: as it was read, as the proposal would have it, or as it was said. */
export function rolesOf({ columns, options, reading }: TableAnswer): Map<string, Role> {
  const said = (name: string) => named(options[name] ?? "", columns);
  const label = named(reading?.label ?? options.label ?? "", columns);
  const encoded = new Set(reading ? Object.keys(reading.encoded) : said("encode"));
  const features = reading ? new Set(reading.features) : said("features");
  const dropped = said("drop");
  const role = ({ name, is_index }: Column): Role => {
    if (label.has(name)) return "label";
    if (encoded.has(name) && !dropped.has(name)) return "encode";
    if (reading || features.size) return features.has(name) ? "feature" : "out";
    return is_index || dropped.has(name) ? "out" : "feature";
  };
  return new Map(columns.map((column) => [column.name, role(column)]));
}

/** The options that give a column another role. */
export function withRole(table: TableAnswer, name: string, role: Role): Options {
  const roles = rolesOf(table);
  const said = saysLabel(table) || roles.get(name) === "label" || role === "label";
  if (role === "label") {
    // There is one label; a column that was it before may be a feature if it holds numbers.
    for (const { name: other, kind } of table.columns) {
      if (roles.get(other) !== "label") continue;
      roles.set(other, kind === "number" || kind === "boolean" ? "feature" : "out");
    }
  }
  roles.set(name, role);
  return optionsOf(table, roles, said, role === "feature" && isIndex(table, name));
}

/** The options that keep the columns which a question would leave out. */
export function keeping(table: TableAnswer, names: readonly string[]): Options {
  const roles = rolesOf(table);
  for (const name of names) roles.set(name, "feature");
  return optionsOf(table, roles, saysLabel(table), true);
}

/** Columns of numbers that a question proposes to leave out, and that may be kept. */
export function keepable({ columns, question, options }: TableAnswer): string[] {
  const proposed = named(question?.options?.drop ?? "", columns);
  const dropped = named(options.drop ?? "", columns);
  return columns
    .filter(({ name, kind }) => proposed.has(name) && !dropped.has(name) && kind === "number")
    .map(({ name }) => name);
}

/** The options with one more; empty ones are left out. */
export function withOption(options: Options, name: string, value: string): Options {
  return filled({ ...options, [name]: value });
}

export function gapsOf({ missing = "" }: Options): Gaps {
  const parts = missing.split(LIST).filter((part) => part.trim());
  const has = (action: string) => parts.some((part) => part.trim().toLowerCase() === action);
  const action = [has("mean") && "mean", has("drop") && "drop"].filter(Boolean).join(LIST);
  const words = parts.filter((part) => !/^\s*(mean|drop)\s*$/i.test(part));
  return { action, words: words.join(", ") };
}

export function missingOf({ action, words }: Gaps): string {
  const texts = words.split(",").map((word) => word.trim());
  return [action, ...texts].filter((part) => part).join(LIST);
}

/** The parts of a text that asks several things, each of which begins with the file's name. */
export function questionsIn(text: string, file: string): string[] {
  const parts = text.split(`${file}, `).filter((part) => part.trim());
  return parts.map((part) => `${part[0].toUpperCase()}${part.slice(1)}`.trim());
}

/** What options say, in words: "label: kind; left out: id, day". */
export function inWords(options: Options): string {
  const list = (text: string) => text.split(LIST).join(", ");
  const { action, words } = gapsOf(options);
  const gaps: Record<string, string> = {
    drop: "rows without a value are left out",
    mean: "missing values become the mean",
    "mean+drop": "missing values become the mean, rows without a label are left out",
  };
  const parts = [
    options.label && `label: ${list(options.label)}`,
    options.features && `features: ${list(options.features)}`,
    options.drop && `left out: ${list(options.drop)}`,
    options.encode && `as 0/1 columns: ${list(options.encode)}`,
    gaps[action],
    words && (words === "empty" ? "only blanks are missing" : `missing: ${words}`),
    options.header && (options.header === "yes" ? "the first row names columns" : "no header"),
    options.sep && `columns end at a ${options.sep}`,
    options.decimal && `decimals after a ${options.decimal}`,
  ];
  return parts.filter((part) => part).join("; ");
}

/** Whether the label was said, or is taken from a proposal that a person goes on from. */
function saysLabel({ options, question, reading }: TableAnswer): boolean {
  return !!options.label || (question !== null && reading !== null);
}

function optionsOf(
  table: TableAnswer,
  roles: ReadonlyMap<string, Role>,
  labelled: boolean,
  saysFeatures: boolean,
): Options {
  const of = (role: Role) => table.columns.filter(({ name }) => roles.get(name) === role);
  const names = (columns: readonly Column[]) => columns.map(({ name }) => name).join(LIST);
  const explicit = saysFeatures || !!table.options.features;
  const used = table.columns.filter(({ name }) => /feature|encode/.test(roles.get(name) ?? ""));
  return filled({
    ...table.options,
    label: labelled ? names(of("label")) : "",
    features: explicit ? names(used) : "",
    // What the file marks as numbers of its rows is left out by itself.
    drop: explicit ? "" : names(of("out").filter(({ is_index }) => !is_index)),
    encode: names(of("encode")),
  });
}

function isIndex({ columns }: TableAnswer, name: string): boolean {
  return columns.some((column) => column.name === name && column.is_index);
}

/** The columns that a text names: names may hold a plus themselves, so the longest run counts. */
function named(text: string, columns: readonly Column[]): Set<string> {
  const known = new Set(columns.map(({ name }) => name));
  const found = new Set<string>();
  const parts = text.split(LIST);
  for (let at = 0; at < parts.length; ) {
    let end = parts.length;
    while (end > at && !known.has(parts.slice(at, end).join(LIST))) end--;
    if (end > at) found.add(parts.slice(at, end).join(LIST));
    at = Math.max(end, at + 1);
  }
  return found;
}

function filled(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== ""));
}
