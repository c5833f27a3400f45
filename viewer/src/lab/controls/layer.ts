// One hidden layer: its units, its activation, and its place among the others.

import { h, write } from "../../viewer/dom";
import { button, choices, type Kept, keyed } from "../elements";
import { numberField } from "../fields";
import type { ActivationEntry, Limits } from "../protocol";

export interface Layer {
  width: number;
  activation: string;
  /** Of all layers. */
  count: number;
}

interface Acts {
  change(layer: Partial<Layer>): void;
  /** Swaps it with the one so far ahead. */
  move(by: number): void;
  remove(): void;
}

interface Offer {
  activations: readonly ActivationEntry[];
  limits: Limits;
}

export function layerRow(index: number, { activations, limits }: Offer, acts: Acts): Kept<Layer> {
  const name = `Layer ${index + 1}`;
  let width = 0;
  const small = (label: string, title: string, act: () => void) =>
    button(label, act, { class: "icon", "aria-label": `${name}: ${title}`, title });
  const less = small("−", "one unit less", () => acts.change({ width: width - 1 }));
  const more = small("+", "one unit more", () => acts.change({ width: width + 1 }));
  const units = h("output");
  const activation = activationPicker(name, activations, (sigma) =>
    acts.change({ activation: sigma }),
  );
  const up = small("↑", "move towards the input", () => acts.move(-1));
  const down = small("↓", "move towards the output", () => acts.move(1));
  const element = h(
    "li",
    { "aria-label": name },
    h(
      "div",
      { class: "stepper", role: "group", "aria-label": `${name}: units` },
      less,
      units,
      more,
    ),
    activation.element,
    h("div", { class: "order" }, up, down, small("×", "remove this layer", acts.remove)),
  );
  return {
    element,
    set(layer) {
      width = layer.width;
      write(units, String(width));
      units.setAttribute("aria-label", `${width} units`);
      less.disabled = width <= 1;
      more.disabled = width >= limits.width;
      activation.set(layer.activation, index);
      up.disabled = index === 0;
      down.disabled = index === layer.count - 1;
    },
  };
}

/** A choice of activation, with its parameter if it has one. */
function activationPicker(
  layer: string,
  activations: readonly ActivationEntry[],
  change: (value: string) => void,
): Kept<string> {
  const select = h("select", { "aria-label": `${layer}: activation` });
  const offer = choices(select);
  const parameter = h("div");
  const names = activations.map((each) => each.name);
  select.addEventListener("change", () => change(select.value));
  const show = keyed(
    parameter,
    ({ family }: Member) => family.name,
    ({ family }) => parameterField(layer, family, change),
  );
  return {
    element: h("div", { class: "activation" }, select, parameter),
    set(value) {
      const [name, given] = value.split(":");
      const offered = names.includes(name) ? names : [...names, name];
      offer(offered.map((each) => ({ value: each })));
      if (select.value !== name) select.value = name;
      const family = activations.find((each) => each.name === name);
      show(family?.parameter ? [{ family, given }] : []);
    },
  };
}

/** An activation of a family, and its parameter as it is written. */
interface Member {
  family: ActivationEntry;
  given: string | undefined;
}

function parameterField(
  layer: string,
  { name, parameter }: ActivationEntry,
  change: (value: string) => void,
): Kept<Member> {
  const field = numberField({
    label: "parameter",
    low: parameter?.low,
    high: parameter?.high,
    late: true,
    change: (number: number) => change(`${name}:${number}`),
  });
  const input = field.element.querySelector("input");
  input?.setAttribute("aria-label", `${layer}: parameter of ${name}`);
  return {
    element: field.element,
    set: ({ given }) => field.set(given === undefined ? (parameter?.default ?? 0) : Number(given)),
  };
}
