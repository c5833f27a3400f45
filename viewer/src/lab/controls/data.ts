// Which data: a set of the catalogue with its parameters, a drawing, or a person's own table.

import { h, write } from "../../viewer/dom";
import { whole } from "../../viewer/format";
import type { Desk } from "../desk";
import { button, type Choice, type Kept, keyed } from "../elements";
import { checkField, type Field, numberField, selectField, textField } from "../fields";
import { pictureOf } from "../picture";
import type { DataEntry, Opened, Parameter } from "../protocol";
import { unlikeScales } from "../scales";
import { DRAWN, formatSource, parseSource } from "../source";
import { decodeStrokes, type Stroke } from "../strokes";
import { isUpload, Tables } from "../tables";
import { gallery } from "./gallery";
import { opener } from "./opening";
import { recipeField } from "./recipe";
import { framedSection, type Section } from "./section";
import { tablePanel } from "./table";

interface Listener {
  /** Opens the pad. */
  draw(): void;
  /** A recording or a recipe was opened. */
  opened(opened: Opened): void;
}

const OWN_SCALE =
  "Your own table is standardised unless you say no here; its link, recipe and command say so.";

export function dataSection(desk: Desk, { draw, opened: shows }: Listener): Section {
  const { datasets } = desk.catalogue;
  const tables = new Tables(desk.catalogue.limits);

  const sets: readonly Choice[] = [
    ...datasets.filter(({ name }) => name !== DRAWN).map(({ name }) => ({ value: name })),
    { value: DRAWN, label: "a drawing of your own …" },
  ];
  const chosen = selectField({
    label: "Data set",
    choices: sets,
    change: choose,
  });
  const byPicture = gallery(choose);
  const summary = h("p", { class: "summary" });
  const parameters = h("div", { class: "parameters" });
  const showParameters = keyed(
    parameters,
    ({ head, which }: Given) => `${head} ${which.name}`,
    ({ head, which }) => parameterRow(which, (text) => change(head, which, text)),
  );
  const picture = h("div", { class: "thumbnail" });
  const standardise = recipeField(
    desk,
    "standardise",
    "Standardise: every feature to mean 0, deviation 1",
  );
  const scales = h("p", { class: "hint scales" });
  const panel = tablePanel(desk, tables, () => render());
  const open = opener(desk, tables, {
    table(table) {
      desk.set({ mode: "full" });
      panel.receive(table);
    },
    opened: shows,
  });

  let sketched = "";

  function choose(name: string): void {
    const table = tables.all.get(name);
    if (name === DRAWN) draw();
    else if (table) panel.take(table);
    else {
      panel.drop();
      const { head } = parseSource(desk.run.data);
      // That a table is standardised unasked says nothing of the sets of the catalogue.
      const plain = isUpload(head) ? { standardise: false } : {};
      if (name !== head) desk.edit({ data: started(entry(name)), ...plain });
    }
    render();
  }

  function entry(head: string): DataEntry | null {
    return datasets.find(({ name }) => name === head) ?? null;
  }

  function render(): void {
    const { data } = desk.run;
    standardise.set(desk.run.standardise);
    advise();
    panel.follow(data);
    const { head, options } = parseSource(data);
    const found = entry(head);
    const own = panel.table !== null;
    parameters.hidden = summary.hidden = own;
    picture.hidden = head !== DRAWN || own;
    write(summary, found ? about(found) : foreign(data));
    const settable = found?.parameters.filter(({ name }) => !/^(strokes|folder)$/.test(name)) ?? [];
    showParameters(settable.map((which) => ({ head, which, text: options.get(which.name) })));
    byPicture.set(panel.table ? "" : head);
    chosen.offer([...sets, ...opened()]);
    chosen.set(panel.table?.handle ?? (found ? head : data));
    sketch(head === DRAWN ? data : "");
  }

  /** The tables of this page, and one that is only in its link. */
  function opened(): Choice[] {
    const { data } = desk.run;
    const known = [...tables.all.values()].map(({ handle, file }) => ({
      value: handle,
      label: file,
    }));
    const lost = isUpload(data) && !panel.table;
    return lost ? [...known, { value: data, label: "your table" }] : known;
  }

  function sketch(data: string): void {
    if (data && data !== sketched) picture.replaceChildren(pictureOf(strokesOf(data)));
    sketched = data;
  }

  /** Says where features are of unlike scale, unless that is taken off. */
  function advise(): void {
    const { recording } = desk.experiment;
    // The recording is not of a table that is still to be decided about.
    const other = desk.run.standardise || panel.table?.points === null;
    const unlike = other || !recording ? null : unlikeScales(recording);
    const owned = panel.table?.points && desk.run.standardise ? OWN_SCALE : "";
    write(scales, unlike ? `${unlike} Networks learn better on standardised features.` : owned);
    scales.hidden = !unlike && !owned;
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
    byPicture.element,
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
    render,
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

/** A parameter of a set, and its value as a source writes it. */
interface Given {
  head: string;
  which: Parameter;
  text: string | undefined;
}

function parameterRow(which: Parameter, change: (text: string) => void): Kept<Given> {
  const field = parameterField(which, change);
  return {
    element: field.element,
    set: ({ text }) => field.set((readParameter(which, text) ?? null) as never),
  };
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
