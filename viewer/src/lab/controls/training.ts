// How it is trained: speed, seeds, and everything about the optimiser.

import { h, write } from "../../viewer/dom";
import { whole } from "../../viewer/format";
import type { Desk } from "../desk";
import type { Field } from "../fields";
import { ruleOf } from "../rule";
import type { Spec } from "../state";
import { recipeField } from "./recipe";
import { framedSection, type Section } from "./section";

/** The slider's ends are 10^0 and 10^5 steps a second. */
const DECADES = 5;

export function trainingSection(desk: Desk): Section {
  const speed = speedField(desk);
  const fields: Partial<{ [K in keyof Spec]: Field<Spec[K]> }> = {
    seed: recipeField(desk, "seed", "First seed"),
    seeds: recipeField(desk, "seeds", "Seeds raced at once", {
      high: desk.catalogue.limits.seeds,
    }),
    optimiser: recipeField(desk, "optimiser", "Optimiser"),
    learning_rate: recipeField(desk, "learning_rate", "Learning rate"),
    momentum: recipeField(desk, "momentum", "Momentum"),
    weight_decay: recipeField(desk, "weight_decay", "Weight decay"),
    penalty: recipeField(desk, "penalty", "Penalty"),
    schedule: recipeField(desk, "schedule", "Learning rate over time"),
    steps: recipeField(desk, "steps", "Steps until the end", { late: true }),
    batch: recipeField(desk, "batch", "Points in a batch"),
    loss: recipeField(desk, "loss", "Loss", { none: "by the classes" }),
    initial: recipeField(desk, "initial", "Initial weights"),
    validation: recipeField(desk, "validation", "Share kept for validation", { late: true }),
  };
  const names = Object.keys(fields) as (keyof typeof fields)[];
  const momentum = fields.momentum?.element;
  const loss = fields.loss?.element;
  const steps = fields.steps?.element;
  const grid = h("div", { class: "parameters" });
  grid.append(...names.map((name) => (fields[name] as Field<unknown>).element));

  return {
    element: framedSection(
      "Train",
      speed.element,
      grid,
      h("p", { class: "summary restarts-key" }, "begins again at step 0; all else changes at once"),
    ),
    render() {
      const { run } = desk;
      speed.set(run.speed);
      for (const name of names) (fields[name] as Field<unknown>).set(run[name]);
      if (momentum) momentum.hidden = run.optimiser !== "sgd";
      // A rate that stays the same has no end to come to.
      if (steps) steps.hidden = run.schedule === "constant";
      if (loss) loss.hidden = ruleOf(run.head) !== null;
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
