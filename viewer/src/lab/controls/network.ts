// Which network: layer by layer.

import { h, write } from "../../viewer/dom";
import { whole } from "../../viewer/format";
import type { Desk } from "../desk";
import { button, refill } from "../elements";
import { numberField, selectField } from "../fields";
import type { ActivationEntry } from "../protocol";
import { diagram } from "./diagram";
import { framedSection, type Section } from "./section";

const presets: readonly { name: string; hidden: readonly number[] }[] = [
  { name: "no hidden layer", hidden: [] },
  { name: "one layer of 2", hidden: [2] },
  { name: "one layer of 3", hidden: [3] },
  { name: "two layers of 2", hidden: [2, 2] },
  { name: "four layers of 2", hidden: [2, 2, 2, 2] },
  { name: "six layers of 2", hidden: [2, 2, 2, 2, 2, 2] },
  { name: "two layers of 8", hidden: [8, 8] },
  { name: "wide, then 3", hidden: [16, 16, 3] },
];

interface Shape {
  hidden: readonly number[];
  /** One for each layer. */
  activation: readonly string[];
}

export function networkSection(desk: Desk): Section {
  const { activations, limits } = desk.catalogue;
  const picture = h("div", { class: "diagram" });
  const chain = h("p", { class: "chain" });
  const layers = h("ol", { class: "layers" });
  const problem = h("p", { class: "problem", role: "alert" });
  const parameters = h("p", { class: "summary" });
  const preset = selectField({
    label: "Start from",
    choices: [
      { value: "", label: "a common shape …" },
      ...presets.map(({ name }, index) => ({ value: String(index), label: name })),
    ],
    change(value) {
      const [first = "tanh"] = shape().activation;
      if (value) put({ hidden: presets[+value].hidden, activation: [first] });
      const select = preset.element.querySelector("select");
      if (select) select.value = "";
    },
  });
  const add = button("Add a layer", () => {
    const { hidden, activation } = shape();
    const width = hidden.at(-1) ?? 2;
    put({ hidden: [...hidden, width], activation: [...activation, activation.at(-1) ?? "tanh"] });
  });
  let shown = "";

  function shape(): Shape {
    const { hidden, activation } = desk.run;
    return {
      hidden,
      activation: hidden.map((_, i) => activation[activation.length > 1 ? i : 0]),
    };
  }

  /** One activation stands for all if they are the same. */
  function put({ hidden, activation }: Shape): void {
    const same = activation.every((each) => each === activation[0]);
    const first = activation[0] ?? desk.run.activation[0];
    desk.edit({ hidden, activation: same ? [first] : activation });
  }

  function render(): void {
    const { hidden, activation } = shape();
    const { experiment } = desk;
    const inputs = experiment.recording?.inputs ?? 2;
    const outputs = experiment.recording?.about.classes.length ?? 2;
    const loss = desk.run.loss ?? (outputs === 2 ? "logistic" : "softmax");
    const ends = loss === "logistic" ? 1 : outputs;
    const count = experiment.about?.parameters;
    write(parameters, count === undefined ? "" : `${whole(count)} parameters`);
    const now = JSON.stringify([hidden, activation, inputs, ends]);
    if (now === shown) return;
    shown = now;
    write(chain, chainOf(inputs, hidden, activation, ends));
    picture.replaceChildren(diagram([inputs, ...hidden, ends]));
    refill(layers, ...hidden.map((_, index) => layerRow(index)));
    add.disabled = hidden.length >= limits.depth;
  }

  function layerRow(index: number): HTMLElement {
    const { hidden, activation } = shape();
    const name = `Layer ${index + 1}`;
    const replace = (width: number, sigma: string) =>
      put({ hidden: hidden.with(index, width), activation: activation.with(index, sigma) });
    const swap = (other: number) =>
      put({ hidden: swapped(hidden, index, other), activation: swapped(activation, index, other) });
    const width = hidden[index];
    const small = (label: string, title: string, act: () => void, disabled: boolean) =>
      button(label, act, {
        class: "icon",
        "aria-label": `${name}: ${title}`,
        title,
        disabled,
        "data-key": `${title} ${index}`,
      });
    return h(
      "li",
      { "aria-label": name },
      h(
        "div",
        { class: "stepper", role: "group", "aria-label": `${name}: units` },
        small("−", "one unit less", () => replace(width - 1, activation[index]), width <= 1),
        h("output", { "aria-label": `${width} units` }, String(width)),
        small(
          "+",
          "one unit more",
          () => replace(width + 1, activation[index]),
          width >= limits.width,
        ),
      ),
      activationPicker(name, index, activation[index], activations, (sigma) =>
        replace(width, sigma),
      ),
      h(
        "div",
        { class: "order" },
        small("↑", "move towards the input", () => swap(index - 1), index === 0),
        small("↓", "move towards the output", () => swap(index + 1), index === hidden.length - 1),
        small(
          "×",
          "remove this layer",
          () =>
            put({
              hidden: hidden.toSpliced(index, 1),
              activation: activation.toSpliced(index, 1),
            }),
          false,
        ),
      ),
    );
  }

  return {
    element: framedSection(
      "Network",
      picture,
      chain,
      layers,
      problem,
      h("div", { class: "row" }, add, preset.element),
      parameters,
    ),
    render,
    fail(field, sentence) {
      if (field !== "hidden" && field !== "activation") return false;
      write(problem, sentence ?? "");
      return true;
    },
  };
}

/** `2 → 2 tanh → 2 tanh → 1`. */
function chainOf(
  inputs: number,
  hidden: readonly number[],
  activation: readonly string[],
  ends: number,
): string {
  return [inputs, ...hidden.map((width, i) => `${width} ${activation[i]}`), ends].join(" → ");
}

function swapped<T>(list: readonly T[], i: number, j: number): readonly T[] {
  return list.with(i, list[j]).with(j, list[i]);
}

/** A choice of activation, with its parameter if it has one. */
function activationPicker(
  layer: string,
  index: number,
  value: string,
  activations: readonly ActivationEntry[],
  change: (value: string) => void,
): HTMLElement {
  const [name, parameter] = value.split(":");
  const select = h("select", {
    "aria-label": `${layer}: activation`,
    "data-key": `activation ${index}`,
  });
  const names = activations.map((each) => each.name);
  for (const each of names.includes(name) ? names : [...names, name]) {
    select.append(h("option", { value: each, selected: each === name }, each));
  }
  select.addEventListener("change", () => change(select.value));
  const range = activations.find((each) => each.name === name)?.parameter;
  if (!range) return h("div", { class: "activation" }, select);
  const field = numberField({
    label: "parameter",
    low: range.low,
    high: range.high,
    late: true,
    change: (number) => change(`${name}:${number}`),
  });
  field.set(parameter === undefined ? range.default : Number(parameter));
  const input = field.element.querySelector("input");
  input?.setAttribute("data-key", `parameter ${index}`);
  input?.setAttribute("aria-label", `${layer}: parameter of ${name}`);
  return h("div", { class: "activation with" }, select, field.element);
}
