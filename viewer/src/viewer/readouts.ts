// The numbers beside a picture, each with a word on what it means.

import type { ReadOut } from "../nets/deform";
import { nameOf } from "../nets/layers";
import type { Deformation, Exchange } from "../nets/types";
import { HELD_OUT } from "./crowd";
import { h, write } from "./dom";
import { number, percent, whole } from "./format";
import { explained } from "./journey";
import type { Moment } from "./moment";
import { layerAt, measuredAt, type View } from "./view";

interface Row {
  readonly name: string;
  readonly why: string;
  /**
   * Of the frame and the points that are drawn. Null where there is no such number: the row is then
   * left out. Blank where it is not known (yet): a number of another frame would be a lie.
   */
  readonly value: (view: View, moment: Moment) => string | null;
}

const LAYER: readonly Row[] = [
  {
    name: "Layer",
    why: "The layer under way: its place, its activation, and from how many units to how many.",
    value: ({ state }, { network: { layers, widths } }) => {
      const index = layerAt(state.depth);
      if (!layers[index]) return "none: the head reads the data";
      return `${index + 1}, ${nameOf(layers[index])}, ${widths[index]} → ${widths[index + 1]}`;
    },
  },
  {
    name: "Path",
    why:
      "What the layer does to space. An isotopy or embedding moves it without tearing or gluing; " +
      "a collapse or fold brings different points together.",
    value: ({ state }, { journey }) => {
      const path = journey.path.paths[layerAt(state.depth)];
      return path ? `${path.kind}: ${path.why}` : null;
    },
  },
  singular(
    "det W",
    "Factor by which W changes areas or volumes; negative where it reflects.",
    (of) => (of.determinant === null ? null : number(of.determinant)),
  ),
  singular(
    "Condition",
    "Largest over smallest singular value of W: how unequally it stretches.",
    (of) => number(of.condition),
  ),
  singular("Stretch", "Largest singular value of W: no direction is stretched more.", (of) =>
    number(of.largest),
  ),
  singular("Least stretch", "Smallest singular value of W: 0 where W is singular.", (of) =>
    number(of.smallest),
  ),
  {
    name: "Drawn",
    why: "How many dimensions are seen, and how much of the points' variance lies in them.",
    value: ({ state, crowd }, { journey }) => {
      const width = journey.width(state.depth);
      if (width <= journey.dimension) return null;
      const seen = `${journey.dimension} of ${width} dimensions`;
      // Between two layers two projections are blended, which keep different parts.
      if (!Number.isInteger(state.depth)) return seen;
      const places = journey.path.represent(state.depth, crowd.points);
      const share = explained(places, journey.drawn(state.depth, places));
      return `${seen}: ${percent(share)} of the variance`;
    },
  },
];

const NETWORK: readonly Row[] = [
  {
    name: "Step",
    why: "Gradient steps done.",
    value: ({ step, recording }) => (recording.about.trained ? whole(step) : null),
  },
  measured("Loss", "Mean loss over the training points.", ({ loss }) => number(loss)),
  measured(
    "Accuracy",
    "Share of the points that are right, without those kept apart.",
    ({ accuracy }) => percent(accuracy),
    ({ crowd }, moment) => drawnRight(moment, crowd, 0),
  ),
  ...HELD_OUT.map(
    ({ name, fill, title, why }): Row => ({
      name: title,
      why,
      value: ({ step, recording, crowd }, moment) => {
        const measured = name === "validation" ? measuredAt(recording, step)?.validation : null;
        if (measured != null && Number.isFinite(measured)) return percent(measured);
        if (!recording.heldOut.some((set) => set.name === name)) return null;
        return drawnRight(moment, crowd, fill);
      },
    }),
  ),
  {
    name: "Margin",
    why:
      "By how much the right class's score leads at the worst of the points drawn; negative " +
      "while a point is wrong.",
    value: ({ crowd }, moment) => {
      const facts = moment.facts(crowd);
      return facts && number(facts.margin);
    },
  },
  {
    name: "Units",
    why: "A layer that reflects cannot be reached from the identity; exchanging two units mends it.",
    value: (_, { journey }) => exchanges(journey.path.exchanges),
  },
];

/** "the first two exchanged after layers 2 and 4", or null. */
function exchanges(of: Deformation["exchanges"]): string | null {
  const after = (kind: Exchange) => of.flatMap((one, i) => (one === kind ? [i + 1] : []));
  const said = [
    { what: "first two exchanged", layers: after("swap") },
    { what: "sign changed", layers: after("sign") },
  ];
  const parts = said.filter(({ layers }) => layers.length > 0);
  return (
    parts.map(({ what, layers }) => `${what} after layer ${layers.join(", ")}`).join("; ") || null
  );
}

/** Two short lists: the layer under way, and the network as a whole. */
export class ReadOuts {
  readonly element: HTMLElement;
  private readonly rows: { row: Row; entry: HTMLElement; value: HTMLElement }[] = [];
  private readonly details: HTMLDetailsElement;
  private readonly resized: ResizeObserver;
  private wide: boolean | null = null;

  /** `besideFrom`: the width of the viewer from which there is room beside the stage. */
  constructor(viewer: HTMLElement, besideFrom: number) {
    this.details = h(
      "details",
      { class: "numbers", open: true },
      h("summary", {}, "Numbers"),
      this.list("Layer under way", LAYER),
      this.list("Network", NETWORK),
    );
    this.element = h("aside", { class: "readouts", "aria-label": "Numbers" }, this.details);
    // Open where there is room; a person may think otherwise until the room changes.
    this.resized = new ResizeObserver(([{ contentRect }]) => {
      const wide = contentRect.width >= besideFrom;
      if (wide !== this.wide) this.details.open = wide;
      this.wide = wide;
    });
    this.resized.observe(viewer);
  }

  update(view: View): void {
    const { moment } = view;
    for (const { row, entry, value } of this.rows) {
      if (!moment) {
        entry.hidden = true;
        continue;
      }
      const text = row.value(view, moment);
      entry.hidden = text === null;
      if (text !== null) write(value, text);
    }
  }

  destroy(): void {
    this.resized.disconnect();
  }

  private list(title: string, rows: readonly Row[]): HTMLElement {
    const entries = rows.map((row) => {
      const value = h("dd", {});
      const why = h("p", { class: "why", hidden: true }, row.why);
      const ask = h("button", { type: "button", class: "ask", "aria-expanded": "false" }, "i");
      ask.setAttribute("aria-label", `What is ${row.name}?`);
      ask.title = row.why;
      ask.addEventListener("click", () => {
        why.hidden = !why.hidden;
        ask.setAttribute("aria-expanded", String(!why.hidden));
      });
      const entry = h("div", { class: "entry" }, h("dt", {}, row.name, ask), value, why);
      this.rows.push({ row, entry, value });
      return entry;
    });
    return h("section", {}, h("h3", {}, title), h("dl", {}, ...entries));
  }
}

function singular(name: string, why: string, value: (of: ReadOut) => string | null): Row {
  return {
    name,
    why,
    value: ({ state, rest }, { network, numbers }) => {
      const index = layerAt(state.depth);
      const layer = network.layers[index];
      if (!layer || layer.kind === "opaque") return null;
      const found = numbers(index, rest);
      return found ? value(found) : "";
    },
  };
}

function measured(
  name: string,
  why: string,
  value: (of: NonNullable<ReturnType<typeof measuredAt>>) => string | null,
  untrained: Row["value"] = () => null,
): Row {
  return {
    name,
    why,
    value: (view, moment) => {
      if (!view.recording.about.trained) return untrained(view, moment);
      const at = measuredAt(view.recording, view.step);
      return at ? value(at) : "";
    },
  };
}

/** The share of the points of one filling that are right, of those in the picture. */
function drawnRight(moment: Moment, crowd: View["crowd"], fill: number): string | null {
  const share = moment.facts(crowd)?.right[fill];
  return share === undefined ? null : `${percent(share)} of those drawn`;
}
