// What decides after the last layer: a linear map, or the nearest training points.

import { h } from "../../viewer/dom";
import type { Desk } from "../desk";
import type { Choice } from "../elements";
import { checkField, type Field, numberField, selectField } from "../fields";
import { headOf, type Rule, ruleOf, ruleWith } from "../rule";
import { specFields } from "../spec";

const LINEAR = "linear";
const NEIGHBOURS = "neighbours";

const heads: readonly Choice[] = [
  { value: LINEAR, label: "a linear map" },
  { value: NEIGHBOURS, label: "nearest neighbours" },
];
const kernels: readonly Choice[] = [
  { value: "soft", label: "exp(−d²/t)" },
  { value: "inverse", label: "1/dᵖ" },
];
const measures: readonly Choice[] = [
  { value: "log", label: "−log share" },
  { value: "share", label: "1 − share" },
];

export interface HeadControls {
  readonly element: HTMLElement;
  render(): void;
  fail(sentence: string | null): void;
}

export function headControls(desk: Desk): HeadControls {
  // What a person set while neighbours decided is there again when they do.
  let last: Rule = new Map();
  const kind = selectField({
    label: "What reads the last layer",
    hint: specFields.head.about,
    choices: heads,
    change(value) {
      // A loss of a linear head says nothing where neighbours decide.
      if (value === NEIGHBOURS) desk.edit({ head: headOf(last), loss: null });
      else desk.edit({ head: LINEAR });
    },
  });
  const set = (option: string) => (value: number | string | boolean | null) => {
    const text = value === null || value === false ? null : String(value);
    desk.edit({ head: headOf(ruleWith(last, option, text)) });
  };
  const positive = { above: 0, late: true };
  const fields = {
    kernel: selectField({
      label: "Weight at distance d",
      hint: "How much a neighbour counts.",
      choices: kernels,
      change: (value) => set("kernel")(value === "soft" ? null : value),
    }),
    k: numberField({
      label: "Neighbours that count",
      hint: "The nearest so many, and the nearest of every class.",
      whole: true,
      low: 1,
      empty: "all",
      change: set("k"),
    }),
    temperature: numberField({
      label: "t, temperature",
      hint: "In squared units of the last layer.",
      ...positive,
      change: (value: number) => set("temperature")(value === 1 ? null : value),
    }),
    power: numberField({
      label: "p, power",
      hint: "Of the distance.",
      ...positive,
      change: (value: number) => set("power")(value === 1 ? null : value),
    }),
    measure: selectField({
      label: "What is minimised",
      hint: "Of the share that the right class has of all weight.",
      choices: measures,
      change: (value) => set("measure")(value === "log" ? null : value),
    }),
    normalise: checkField({
      label: "Bring the last layer to length 1 first",
      change: set("normalise"),
    }),
  };
  const grid = h("div", { class: "parameters" });
  grid.append(...Object.values(fields).map(({ element }) => element));

  function render(): void {
    const rule = ruleOf(desk.run.head);
    kind.set(rule ? NEIGHBOURS : desk.run.head);
    grid.hidden = !rule;
    if (!rule) return;
    last = rule;
    const number = (option: string) => Number(rule.get(option) ?? 1);
    const kernel = rule.get("kernel") ?? "soft";
    fields.kernel.set(kernel);
    (fields.k as Field<number | null>).set(rule.has("k") ? number("k") : null);
    fields.temperature.set(number("temperature"));
    fields.power.set(number("power"));
    fields.measure.set(rule.get("measure") ?? "log");
    fields.normalise.set(rule.has("normalise"));
    fields.temperature.element.hidden = kernel === "inverse";
    fields.power.element.hidden = kernel !== "inverse";
  }

  return {
    element: h("div", { class: "head" }, kind.element, grid),
    render,
    fail: kind.fail,
  };
}
