// Which network: layer by layer.

import { h, write } from "../../viewer/dom";
import { whole } from "../../viewer/format";
import type { Desk } from "../desk";
import { button, keyed } from "../elements";
import { selectField } from "../fields";
import { diagram } from "./diagram";
import { type Layer, layerRow } from "./layer";
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
  const { catalogue } = desk;
  const picture = h("div", { class: "diagram" });
  const chain = h("p", { class: "chain" });
  const layers = h("ol", { class: "layers" });
  const showLayers = keyed(
    layers,
    (_: Layer, index) => index,
    (_, index) =>
      layerRow(index, catalogue, {
        change(layer) {
          const { hidden, activation } = shape();
          put({
            hidden: hidden.with(index, layer.width ?? hidden[index]),
            activation: activation.with(index, layer.activation ?? activation[index]),
          });
        },
        move: (by) => rearrange((list) => swapped(list, index, index + by)),
        remove: () => rearrange((list) => list.toSpliced(index, 1)),
      }),
  );
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

  function rearrange(change: <T>(list: readonly T[]) => readonly T[]): void {
    const { hidden, activation } = shape();
    put({ hidden: change(hidden), activation: change(activation) });
  }

  function render(): void {
    const { hidden, activation } = shape();
    const { experiment } = desk;
    const inputs = experiment.recording?.inputs ?? 2;
    const outputs = experiment.recording?.about.classes.length ?? 2;
    const loss = desk.run.loss ?? (outputs === 2 ? "logistic" : "softmax");
    const ends = loss === "logistic" ? 1 : outputs;
    const free = experiment.about?.parameters;
    write(parameters, free === undefined ? "" : `${whole(free)} parameters`);
    const now = JSON.stringify([hidden, activation, inputs, ends]);
    if (now === shown) return;
    shown = now;
    write(chain, chainOf(inputs, hidden, activation, ends));
    picture.replaceChildren(diagram([inputs, ...hidden, ends]));
    const count = hidden.length;
    showLayers(hidden.map((width, i) => ({ width, activation: activation[i], count })));
    add.disabled = count >= catalogue.limits.depth;
    const like = presets.findIndex((each) => String(each.hidden) === String(hidden));
    preset.set(like < 0 ? "" : String(like));
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
