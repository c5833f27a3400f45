// Which data: a set of the catalogue with its parameters, a drawing, or a person's own table.

import { h, write } from "../../viewer/dom";
import { whole } from "../../viewer/format";
import type { Desk } from "../desk";
import { button, refill } from "../elements";
import { checkField, type Field, numberField, selectField, textField } from "../fields";
import { pictureOf } from "../picture";
import type { DataEntry, Opened, Parameter } from "../protocol";
import { unlikeScales } from "../scales";
import { DRAWN, formatSource, parseSource } from "../source";
import { decodeStrokes, type Stroke } from "../strokes";
import { isUpload, Tables } from "../tables";
import { opener } from "./opening";
import { framedSection, type Section } from "./section";
import { tablePanel } from "./table";

/** The parameters of drawn data, where the catalogue does not list them. */
const drawnParameters: Parameter[] = [
  parameter("points", "number of points", 400, "int", 2, 20_000),
  parameter("noise", "standard deviation of what is added to each coordinate", 0, "float", 0, 10),
  parameter("seed", "of the random choice of points", 0, "int", 0, 2 ** 31 - 1),
];

interface Listener {
  /** Opens the pad. */
  draw(): void;
  /** A recording or a recipe was opened. */
  opened(opened: Opened): void;
}

export function dataSection(desk: Desk, { draw, opened }: Listener): Section {
  const { datasets } = desk.catalogue;
  const tables = new Tables(desk.catalogue.limits);

  const chosen = selectField({
    label: "Data set",
    choices: [
      ...datasets.filter(({ name }) => name !== DRAWN).map(({ name }) => ({ value: name })),
      { value: DRAWN, label: "a drawing of your own …" },
    ],
    change(name) {
      const table = tables.all.get(name);
      if (name === DRAWN) draw();
      else if (table) panel.take(table);
      else {
        panel.drop();
        if (name !== parseSource(desk.run.data).head) desk.edit({ data: started(entry(name)) });
      }
      render(true);
    },
  });
  const select = chosen.element.querySelector("select") as HTMLSelectElement;
  const summary = h("p", { class: "summary" });
  const parameters = h("div", { class: "parameters" });
  const picture = h("div", { class: "thumbnail" });
  const standardise = checkField({
    label: "Standardise: every feature to mean 0, deviation 1",
    change: (value) => desk.edit({ standardise: value }),
  });
  const scales = h("p", { class: "hint scales" });
  const panel = tablePanel(desk, tables, () => render(true));
  const open = opener(desk, tables, {
    table(table) {
      desk.set({ mode: "full" });
      panel.receive(table);
    },
    opened,
  });

  let fields = new Map<string, Field<never>>();
  let shown = "";

  function entry(head: string): DataEntry | null {
    const known = datasets.find(({ name }) => name === head);
    if (known || head !== DRAWN) return known ?? null;
    return { name: DRAWN, summary: "a drawing of your own", parameters: drawnParameters };
  }

  function render(again = false): void {
    const { data } = desk.run;
    standardise.set(desk.run.standardise);
    advise();
    panel.follow(data);
    if (data === shown && !again) return;
    const { head, options } = parseSource(data);
    const found = entry(head);
    if (parseSource(shown).head !== head || !found || again) rebuild(head, data, found);
    shown = data;
    for (const each of found?.parameters ?? []) {
      fields.get(each.name)?.set((readParameter(each, options.get(each.name)) ?? null) as never);
    }
    picture.hidden = head !== DRAWN || panel.table !== null;
    if (head === DRAWN) refill(picture, pictureOf(strokesOf(data)));
  }

  function rebuild(head: string, data: string, found: DataEntry | null): void {
    fields = new Map();
    for (const each of found?.parameters ?? []) {
      if (each.name === "strokes" || each.name === "folder") continue;
      fields.set(
        each.name,
        parameterField(each, (text) => change(head, each, text)),
      );
    }
    refill(parameters, ...[...fields.values()].map((field) => field.element));
    parameters.hidden = summary.hidden = panel.table !== null;
    write(summary, found ? about(found) : foreign(data));
    const name = panel.table?.file ?? (isUpload(data) ? "your table" : undefined);
    choose(panel.table?.handle ?? (found ? head : data), name);
  }

  function choose(value: string, label: string | undefined): void {
    chosen.set(value);
    select.value = value;
    if (label) write(select.selectedOptions[0], label);
  }

  /** Says where features are of unlike scale, unless that is taken off. */
  function advise(): void {
    const { recording } = desk.experiment;
    // The recording is not of a table that is still to be decided about.
    const other = desk.run.standardise || panel.table?.points === null;
    const unlike = other || !recording ? null : unlikeScales(recording);
    write(scales, unlike ? `${unlike} Networks learn better on standardised features.` : "");
    scales.hidden = !unlike;
  }

  function change(head: string, which: Parameter, text: string): void {
    const options = new Map(parseSource(desk.run.data).options);
    if (text === String(which.default)) options.delete(which.name);
    else options.set(which.name, text);
    desk.edit({ data: formatSource(head, options) });
  }

  const edit = button("Draw …", draw, { class: "draw" });
  const frame = framedSection(
    "Data",
    chosen.element,
    summary,
    panel.element,
    picture,
    parameters,
    h("div", {}, standardise.element, scales),
    h("div", { class: "row" }, edit, open.button),
    open.element,
  );
  return {
    element: frame,
    render: () => render(),
    fail(name, sentence) {
      if (name === "standardise") standardise.fail(sentence);
      else if (name === "data") chosen.fail(sentence);
      else return false;
      return true;
    },
  };
}

/** The source of a set as the page begins with it. */
function started(found: DataEntry | null): string {
  const options = new Map<string, string>();
  for (const { name, start, default: value } of found?.parameters ?? []) {
    if (start !== undefined && start !== value) options.set(name, String(start));
  }
  return formatSource(found?.name ?? "", options);
}

function about({ summary, parameters }: DataEntry): string {
  const finite = parameters.find(({ name, default: value }) => name === "points" && value === 0);
  const { high, of } = finite ?? {};
  if (!high || !of || of <= high) return sentence(summary);
  return `${sentence(summary)} At most ${whole(high)} of the ${whole(of)} are trained on live.`;
}

/** The strokes of a drawn source; none if it is another source or cannot be read. */
export function strokesOf(data: string): Stroke[] {
  const { head, options } = parseSource(data);
  if (head !== DRAWN) return [];
  try {
    return decodeStrokes(options.get("strokes") ?? "");
  } catch {
    return [];
  }
}

/** The source with these strokes, and with the other options of a drawing before it. */
export function drawnSource(strokes: string, before: string): string {
  const { head, options } = parseSource(before);
  const kept = head === DRAWN ? options : new Map<string, string>();
  return formatSource(DRAWN, new Map([...kept, ["strokes", strokes]]));
}

function parameter(
  name: string,
  description: string,
  value: number,
  type: "int" | "float",
  low: number,
  high: number,
): Parameter {
  return { name, description, default: value, type, low, high, choices: [] };
}

function parameterField(which: Parameter, change: (text: string) => void): Field<never> {
  const { name, description, type, low, high } = which;
  const common = { label: name, hint: description };
  if (type === "bool") {
    return checkField({ ...common, label: description, change: (value) => change(String(value)) });
  }
  if (type === "choice") {
    const choices = which.choices.map((value) => ({ value }));
    return selectField({ ...common, choices, change });
  }
  if (type === "str") return textField({ ...common, change });
  return numberField({
    ...common,
    whole: type === "int",
    low,
    high,
    change: (value: number) => change(String(value)),
  });
}

function readParameter(which: Parameter, text: string | undefined) {
  if (text === undefined) return which.default;
  if (which.type === "bool") return text === "true";
  return which.type === "int" || which.type === "float" ? Number(text) : text;
}

function foreign(data: string): string {
  return isUpload(data)
    ? "A table that was opened on this server."
    : `${data} is not in the catalogue.`;
}

function sentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}
