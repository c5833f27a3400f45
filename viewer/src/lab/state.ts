// All state of the page, and the link that holds it: `#data=spirals&hidden=2,2&step=400`.

import { type Codec, choice, flag, inRange, orNull } from "../viewer/codecs";
import { type Look, lookCodecs, defaultLook as startingLook } from "../viewer/look";
import { words } from "./codecs";
import { codecsOf } from "./declared";
import { type Edit, editsCodec } from "./edits";
import { layersFrom } from "./layers";
import { defaultSpec, type Spec, specFields } from "./spec";

export type { Look };
export { defaultSpec, type Spec };

/** One experiment: its recipe, how fast it trains, which seed is shown, and how. */
export interface RunState extends Spec, Look {
  /** Index among the seeds; null: the best. */
  shown: number | null;
  /** Training steps in a second; null: as many as the machine can. */
  speed: number | null;
  /** What was changed by hand since step 0. */
  edits: readonly Edit[];
}

/** Everything on the page that a link reproduces. */
export interface LabState {
  a: RunState;
  /** The second run, when two are compared. */
  b: RunState | null;
  mode: "simple" | "full";
  /** The guided tour's stop that is open. */
  stop: string | null;
  /** Whether the scrubbers of two runs move together. */
  linked: boolean;
}

type Table<T> = { readonly [K in keyof T]-?: Codec<T[K]> };

const specCodecs = codecsOf<Spec>(specFields);

const run: Table<RunState> = {
  ...specCodecs,
  ...lookCodecs,
  shown: orNull(inRange({ whole: true, low: 0, high: 99_999 }), "best"),
  speed: orNull(inRange({ low: 0.1, high: 1e9 }), "max"),
  edits: editsCodec,
};

const page: Table<Omit<LabState, "a" | "b">> = {
  mode: choice(["simple", "full"]),
  stop: orNull(words, "none"),
  linked: flag,
};

export const specKeys = Object.keys(specCodecs) as readonly (keyof Spec)[];
export const lookKeys = Object.keys(lookCodecs) as readonly (keyof Look)[];

export const defaultLook: Look = { step: 0, ...startingLook };

export const defaultRun: RunState = {
  ...defaultSpec,
  ...defaultLook,
  shown: null,
  speed: 500,
  edits: [],
};

export const defaultState: LabState = {
  a: defaultRun,
  b: null,
  mode: "full",
  stop: null,
  linked: true,
};

/** The state as a fragment without `#`; what is as by default (in `b`: as in `a`) is left out. */
export function encode(state: LabState): string {
  const { a, b, ...shared } = state;
  const pairs = changed(page, shared, defaultState, "");
  pairs.push(...changed(run, a, defaultRun, ""));
  if (b) {
    const own = changed(run, b, a, "b.");
    pairs.push(...(own.length ? own : [["b.data", b.data] as const]));
  }
  return pairs.map(([key, text]) => `${key}=${escaped(text)}`).join("&");
}

/** The state that a fragment holds, and a sentence for each part that could not be used. */
export function decode(fragment: string): { state: LabState; problems: string[] } {
  const { given, problems } = pairsOf(fragment);
  const second = new Map<string, string>();
  for (const [key, text] of given) {
    if (!key.startsWith("b.")) continue;
    second.set(key.slice(2), text);
    given.delete(key);
  }
  const compared = second.size > 0;
  const shared = take(page, given, defaultState, "", problems);
  const a = fitting(take(run, given, defaultRun, "", problems), problems);
  const b = compared ? fitting(take(run, second, a, "b.", problems), problems) : null;
  for (const key of [...given.keys(), ...[...second.keys()].map((each) => `b.${each}`)]) {
    problems.push(`The link says ${key}, which this page does not know; it was left out.`);
  }
  return { state: { ...shared, a, b }, problems };
}

/** Which fields a fragment gives for the recipe of the first run. */
export function givesSpec(fragment: string): boolean {
  return [...pairsOf(fragment).given.keys()].some((key) => key in specCodecs);
}

export function specOf(state: RunState): Spec {
  return pick(state, specKeys);
}

export function lookOf(state: RunState): Look {
  return pick(state, lookKeys);
}

/** Whether two runs were changed by hand in the same way. */
export function sameEdits(one: RunState, other: RunState): boolean {
  return editsCodec.write(one.edits) === editsCodec.write(other.edits);
}

/** Whether two recipes are the same, field by field. */
export function sameSpec(one: Spec, other: Spec): boolean {
  return changed(specCodecs, one, other, "").length === 0;
}

export function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;
}

function changed<T extends object>(
  table: Table<T>,
  state: T,
  base: T,
  prefix: string,
): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (const key of Object.keys(table) as (keyof T & string)[]) {
    const text = table[key].write(state[key]);
    if (text !== table[key].write(base[key])) pairs.push([prefix + key, text]);
  }
  return pairs;
}

/** Reads what the table knows out of `given`, and removes it there. */
function take<T extends object>(
  table: Table<T>,
  given: Map<string, string>,
  base: T,
  prefix: string,
  problems: string[],
): T {
  const state = {} as T;
  for (const key of Object.keys(table) as (keyof T & string)[]) {
    state[key] = base[key];
    const text = given.get(key);
    given.delete(key);
    if (text === undefined) continue;
    try {
      state[key] = table[key].read(text);
    } catch (error) {
      const kept = table[key].write(base[key]);
      problems.push(
        `The link says ${prefix}${key}=${text}: ${(error as Error).message}. ` +
          `${kept} was taken instead.`,
      );
    }
  }
  return state;
}

/** Layers one by one, or widths with one activation for all of them, or one for each. */
function fitting(state: RunState, problems: string[]): RunState {
  const { activation, hidden, layers } = state;
  if (layers) return { ...state, ...layersFrom(state) };
  if (activation.length === 1 || activation.length === hidden.length) return state;
  if (activation.length) {
    problems.push(
      `The link gives ${activation.length} activations for ${hidden.length} hidden layers; ` +
        `${activation[0]} was taken for all.`,
    );
  }
  return { ...state, activation: [activation[0] ?? "tanh"] };
}

function pairsOf(fragment: string): { given: Map<string, string>; problems: string[] } {
  const given = new Map<string, string>();
  const problems: string[] = [];
  for (const part of fragment.replace(/^#/, "").split("&")) {
    if (!part) continue;
    const at = part.indexOf("=");
    const key = at < 0 ? part : part.slice(0, at);
    try {
      given.set(decodeURIComponent(key), decodeURIComponent(at < 0 ? "" : part.slice(at + 1)));
    } catch {
      problems.push(`A part of the link cannot be read (${part.slice(0, 40)}); it was left out.`);
    }
  }
  return { given, problems };
}

/** Percent-encoding that leaves readable what a fragment may hold. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/%(3A|2C|3D|2F|3B)/g, decodeURIComponent);
}
