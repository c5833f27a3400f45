// What a person changes in a training by hand, and how a link says it.

import { refuse } from "../errors";
import type { Codec } from "../viewer/codecs";
import type { Spec } from "./spec";

type Part = number | string | null;

/** The step, what is changed, and how; as the server has it. */
export type Edit = readonly [step: number, kind: string, ...values: Part[]];

/** An edit that is made now. */
export type Change = readonly [kind: string, ...values: Part[]];

/** Settings that may change while a network trains; all others begin again from step 0. */
export const changeable = [
  "learning_rate",
  "momentum",
  "weight_decay",
  "penalty",
  "batch",
  "optimiser",
] as const satisfies readonly (keyof Spec)[];

/** Whether it changes the points. */
export function ofData([, kind]: Edit): boolean {
  return kind === "add" || kind === "move" || kind === "erase";
}

/** Edits that still hold where training begins again: of the points, and from the beginning. */
export function fromStart(edits: readonly Edit[]): readonly Edit[] {
  return edits.filter(ofData).map(([, ...change]) => [0, ...change]);
}

/** `120~weight~0~7~0.5`, with semicolons between several. */
export const editsCodec: Codec<readonly Edit[]> = {
  write: (edits) => edits.map((edit) => edit.map((part) => part ?? "none").join("~")).join(";"),
  read(text) {
    return text
      .split(";")
      .filter(Boolean)
      .map((one) => {
        const [step, kind, ...values] = one.split("~");
        if (!/^\d+$/.test(step) || !kind) refuse("expected changes such as 120~weight~0~7~0.5");
        return [Number(step), kind, ...values.map(value)];
      });
  },
};

function value(text: string): Part {
  if (text === "none") return null;
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
