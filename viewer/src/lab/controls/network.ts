// Which network: layer by layer.

import { h, write } from "../../viewer/dom";
import { whole } from "../../viewer/format";
import type { Desk } from "../desk";
import { button, keyed } from "../elements";
import { checkField, selectField, textField } from "../fields";
import { featuresOf, layersOf, layersText, withFeatures } from "../layers";
import { ruleOf } from "../rule";
import { specFields } from "../spec";
import { headControls } from "./head";
import { type Layer, layerRow } from "./layer";
import { framedSection, type Section } from "./section";

interface Preset {
  name: string;
  hidden?: readonly number[];
  /** As text, where not all layers are dense. */
  layers?: string;
  /** Whether it needs points that are images. */
  images?: boolean;
}

const presets: readonly Preset[] = [
  { name: "no hidden layer", hidden: [] },
  { name: "one layer of 2", hidden: [2] },
  { name: "one layer of 3", hidden: [3] },
  { name: "two layers of 2", hidden: [2, 2] },
  { name: "four layers of 2", hidden: [2, 2, 2, 2] },
  { name: "six layers of 2", hidden: [2, 2, 2, 2, 2, 2] },
  { name: "two layers of 8", hidden: [8, 8] },
  { name: "wide, then 3", hidden: [16, 16, 3] },
  { name: "six vector fields", layers: "field:32*6" },
  { name: "six fields that cannot fold", layers: "field:32,max-lipschitz=0.9*6" },
  { name: "eight shears", layers: "shear:8*8" },
  { name: "convolution, pooling, 16 units", layers: "conv:8,3/pool:2/relu:16", images: true },
];

/** Features of the input that a first layer may make beside the coordinates. */
const features: readonly { term: string; label: string }[] = [
  { term: "square", label: "x², y² …" },
  { term: "product", label: "xy …" },
  { term: "sine", label: "sin x, sin y …" },
];

/** What may be written, and what it is. */
const kinds: readonly (readonly [string, string])[] = [
  ["tanh:2", "a dense layer: an activation and its units"],
  ["field:32", "a vector field learned at 32 anchors; at most so steep with max-lipschitz=0.9"],
  ["shear:8", "a shear with 8 knots: never folds"],
  ["conv:16,5", "of images: 16 filters of 5 × 5"],
  ["pool:2", "of images: the largest of patches of 2 × 2"],
  ["features:linear,square", "first: x and x²; also product, sine"],
  ["*6", "after a layer: six of the kind"],
];

interface Shape {
  hidden: readonly number[];
  /** One for each layer. */
  activation: readonly string[];
}

export function networkSection(desk: Desk): Section {
  const { catalogue } = desk;
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
      if (!value) return;
      const { hidden, layers: text } = presets[+value];
      if (text) desk.edit(layersOf(text));
      else put({ hidden: hidden ?? [], activation: [first] });
    },
  });
  const written = textField({
    label: "All layers as text",
    name: "layers",
    hint: specFields.layers.about,
    placeholder: "none",
    change: (text) => desk.edit(layersOf(text)),
  });
  const help = h(
    "details",
    { class: "kinds" },
    h("summary", {}, "What may be written"),
    h("dl", {}, ...kinds.flatMap(([text, what]) => [h("dt", {}, text), h("dd", {}, what)])),
  );
  const makes = features.map(({ term, label }) => ({
    term,
    field: checkField({
      label,
      hint: "The coordinates stay: an embedding into more dimensions. Begins again at step 0.",
      change(on) {
        const terms = featuresOf(desk.run);
        const chosen = features.map((each) => each.term);
        const wanted = chosen.filter((each) => (each === term ? on : terms.has(each)));
        desk.edit(withFeatures(desk.run, wanted));
      },
    }),
  }));
  const input = h(
    "fieldset",
    { class: "input-features restarts" },
    h("legend", {}, "Features of the input, besides its coordinates"),
    ...makes.map(({ field }) => field.element),
  );
  const head = headControls(desk);
  const add = button("Add a layer", () => {
    if (desk.run.layers) return desk.edit(layersOf(`${layersText(desk.run)} tanh:2`));
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
    desk.edit({ layers: null, hidden, activation: same ? [first] : activation });
  }

  function rearrange(change: <T>(list: readonly T[]) => readonly T[]): void {
    const { hidden, activation } = shape();
    put({ hidden: change(hidden), activation: change(activation) });
  }

  function render(): void {
    const { run, experiment } = desk;
    const { recording } = experiment;
    head.render();
    const text = layersText(run);
    written.set(text);
    const made = featuresOf(run);
    for (const { term, field } of makes) field.set(made.has(term));
    const inputs = recording?.inputs ?? 2;
    const outputs = recording?.about.classes.length ?? 2;
    const loss = run.loss ?? (outputs === 2 ? "logistic" : "softmax");
    const neighbours = ruleOf(run.head) !== null;
    const ends = loss === "logistic" && !neighbours ? 1 : outputs;
    const free = experiment.about?.parameters;
    write(
      parameters,
      free === undefined
        ? ""
        : `${whole(free)} parameters. Another network begins again at step 0.`,
    );
    const { hidden, activation } = shape();
    const now = JSON.stringify([text, run.layers !== null, inputs, ends]);
    if (now === shown) return;
    shown = now;
    const names = run.layers ?? hidden.map((width, i) => `${width} ${activation[i]}`);
    write(chain, [inputs, ...names, ends].join(" → "));
    const count = hidden.length;
    layers.hidden = run.layers !== null;
    showLayers(
      run.layers ? [] : hidden.map((width, i) => ({ width, activation: activation[i], count })),
    );
    add.disabled = !run.layers && count >= catalogue.limits.depth;
    offer(inputs);
    const like = presets.findIndex((each) => text === presetText(each, activation[0] ?? "tanh"));
    preset.set(like < 0 ? "" : String(like));
  }

  /** Layers of images only where points may be some. */
  function offer(inputs: number): void {
    const images = inputs > 3 && Number.isInteger(Math.sqrt(inputs));
    const fit = presets.map(({ name, images: needs }, index) =>
      needs && !images ? [] : [{ value: String(index), label: name }],
    );
    preset.offer([{ value: "", label: "a common shape …" }, ...fit.flat()]);
  }

  return {
    element: framedSection(
      "Network",
      chain,
      input,
      layers,
      problem,
      h("div", { class: "row" }, add, preset.element),
      h("div", {}, written.element, help),
      parameters,
      head.element,
    ),
    render,
    fail(field, sentence) {
      if (field === "layers") written.fail(sentence);
      else if (field === "head") head.fail(sentence);
      else if (field === "hidden" || field === "activation") write(problem, sentence ?? "");
      else return false;
      return true;
    },
  };
}

/** A preset as text, to be known by; dense ones with one activation. */
function presetText({ hidden, layers }: Preset, activation: string): string {
  const line = layers
    ? layersOf(layers)
    : { layers: null, hidden: hidden ?? [], activation: [activation] };
  return layersText(line);
}

function swapped<T>(list: readonly T[], i: number, j: number): readonly T[] {
  return list.with(i, list[j]).with(j, list[i]);
}
