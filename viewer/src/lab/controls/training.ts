// How it is trained: speed, seeds, and everything about the optimiser.

import { h, write } from "../../viewer/dom";
import { whole } from "../../viewer/format";
import type { Desk } from "../desk";
import { type Field, numberField, selectField } from "../fields";
import type { Spec } from "../state";
import { framedSection, type Section } from "./section";

/** The slider's ends are 10^0 and 10^5 steps a second. */
const DECADES = 5;

export function trainingSection(desk: Desk): Section {
  const { catalogue } = desk;
  const speed = speedField(desk);
  const choices = (values: readonly string[]) => values.map((value) => ({ value }));

  const fields: Partial<{ [K in keyof Spec]: Field<Spec[K]> }> = {
    seed: numberField({
      label: "First seed",
      hint: "The same seed, the same initial weights",
      whole: true,
      low: 0,
      high: 2 ** 31 - 1,
      change: (seed: number) => desk.edit({ seed }),
    }),
    seeds: numberField({
      label: "Seeds raced at once",
      whole: true,
      low: 1,
      high: catalogue.limits.seeds,
      change: (seeds: number) => desk.edit({ seeds }),
    }),
    optimiser: selectField({
      label: "Optimiser",
      choices: choices(catalogue.optimisers),
      change: (optimiser) => desk.edit({ optimiser }),
    }),
    learning_rate: numberField({
      label: "Learning rate",
      low: 1e-6,
      high: 100,
      change: (learning_rate: number) => desk.edit({ learning_rate }),
    }),
    momentum: numberField({
      label: "Momentum (of SGD)",
      low: 0,
      high: 0.9999,
      change: (momentum: number) => desk.edit({ momentum }),
    }),
    weight_decay: numberField({
      label: "Weight decay",
      low: 0,
      high: 1,
      change: (weight_decay: number) => desk.edit({ weight_decay }),
    }),
    schedule: selectField({
      label: "Learning rate over time",
      choices: choices(catalogue.schedules),
      change: (schedule) => desk.edit({ schedule }),
    }),
    steps: numberField({
      label: "Steps until the end",
      whole: true,
      low: 1,
      high: 1e8,
      late: true,
      change: (steps: number) => desk.edit({ steps }),
    }),
    batch: numberField({
      label: "Points in a batch",
      whole: true,
      low: 1,
      high: 1e6,
      empty: "all",
      change: (batch) => desk.edit({ batch }),
    }),
    loss: selectField({
      label: "Loss",
      choices: [{ value: "", label: "by the classes" }, ...choices(catalogue.losses)],
      change: (loss) => desk.edit({ loss: loss || null }),
    }) as Field<string | null>,
    initial: selectField({
      label: "Initial weights",
      choices: choices(catalogue.initials),
      change: (initial) => desk.edit({ initial }),
    }),
    validation: numberField({
      label: "Share kept for validation",
      low: 0,
      high: 0.9,
      late: true,
      change: (validation: number) => desk.edit({ validation }),
    }),
  };
  const names = Object.keys(fields) as (keyof typeof fields)[];
  const momentum = fields.momentum?.element;
  const grid = h("div", { class: "parameters" });
  grid.append(...names.map((name) => (fields[name] as Field<unknown>).element));

  return {
    element: framedSection("Train", speed.element, grid),
    render() {
      const { run } = desk;
      speed.set(run.speed);
      for (const name of names) {
        const value = name === "loss" ? (run.loss ?? "") : run[name];
        (fields[name] as Field<unknown>).set(value);
      }
      if (momentum) momentum.hidden = run.optimiser !== "sgd";
    },
    fail(name, sentence) {
      const field = fields[name as keyof typeof fields] as Field<unknown> | undefined;
      field?.fail(sentence);
      return field !== undefined;
    },
  };
}

/** Steps a second, on a logarithmic slider, or as many as the machine can. */
function speedField(desk: Desk): { element: HTMLElement; set(speed: number | null): void } {
  const slider = h("input", {
    type: "range",
    id: "speed",
    min: 0,
    max: DECADES,
    step: 0.05,
  });
  const value = h("output", { for: "speed" });
  const most = h("input", { type: "checkbox" });
  slider.addEventListener("input", () => desk.edit({ speed: rounded(10 ** slider.valueAsNumber) }));
  most.addEventListener("change", () => {
    desk.edit({ speed: most.checked ? null : rounded(10 ** slider.valueAsNumber) });
  });
  return {
    element: h(
      "div",
      { class: "field speed" },
      h("label", { for: "speed" }, "Speed"),
      value,
      slider,
      h("label", { class: "check" }, most, h("span", {}, "as fast as it goes")),
    ),
    set(speed) {
      most.checked = speed === null;
      slider.disabled = speed === null;
      if (speed !== null && rounded(10 ** slider.valueAsNumber) !== speed) {
        slider.value = String(Math.log10(speed));
      }
      const said = speed === null ? "no limit" : `${whole(speed)} steps a second`;
      write(value, said);
      slider.setAttribute("aria-valuetext", said);
    },
  };
}

/** Two significant digits, and whole. */
function rounded(speed: number): number {
  return Math.max(1, Number(speed.toPrecision(2)));
}
