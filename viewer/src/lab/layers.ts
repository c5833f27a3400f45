// A network's layers as a person writes them: `field:32*6 tanh:2`.

import { defaultSpec, type Spec } from "./spec";

type Layers = Pick<Spec, "layers" | "hidden" | "activation">;

/** Where layers are written one by one, these say nothing. */
const unsaid = { hidden: defaultSpec.hidden, activation: defaultSpec.activation };

/** All layers on one line; empty where there are none. */
export function layersText({ layers, hidden, activation }: Layers): string {
  const dense = hidden.map((width, i) => `${activation[activation.length > 1 ? i : 0]}:${width}`);
  return together(layers ?? dense).join(" ");
}

/** What a line says, its layers not looked at: Python knows what there is. */
export function layersOf(text: string): Layers {
  const parts = text.split(/[\s/]+/).filter((part) => part);
  if (parts.length === 0) return { layers: null, hidden: [], activation: unsaid.activation };
  return { layers: parts, ...unsaid };
}

/** The same layers as Python wrote them: dense ones by their widths, several of a kind as one. */
export function layersFrom({ layers, hidden, activation }: Layers): Layers {
  if (!layers) return { layers, hidden, activation };
  return { layers: together(layers), ...unsaid };
}

const FEATURES = /^features:(\S*) ?/;

/** Which features of the input the first layer makes, beside the coordinates. */
export function featuresOf(layers: Layers): ReadonlySet<string> {
  const terms = FEATURES.exec(layersText(layers))?.[1].split(",") ?? [];
  return new Set(terms.filter((term) => term !== "linear"));
}

/** The same layers behind these features, the coordinates always among them. */
export function withFeatures(layers: Layers, terms: Iterable<string>): Layers {
  const rest = layersText(layers).replace(FEATURES, "");
  const named = [...terms].join();
  return layersOf(named ? `features:linear,${named} ${rest}` : rest);
}

/** Several of a kind as one, `*6` after it. */
function together(layers: readonly string[]): string[] {
  const runs: { text: string; count: number }[] = [];
  for (const layer of layers) {
    const last = runs.at(-1);
    if (last?.text === layer) last.count++;
    else runs.push({ text: layer, count: 1 });
  }
  return runs.map(({ text, count }) => (count > 1 ? `${text}*${count}` : text));
}
