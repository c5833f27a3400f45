// Which data: a set of the catalogue with its parameters, a drawing, or a person's own table.

import { h, write } from "../../viewer/dom";
import { whole } from "../../viewer/format";
import type { Desk } from "../desk";
import { button, refill } from "../elements";
import {
  checkField,
  type Field,
  failing,
  numberField,
  problemLine,
  selectField,
  textField,
} from "../fields";
import { pictureOf } from "../picture";
import type { DataEntry, Parameter, Uploaded } from "../protocol";
import { DRAWN, formatSource, parseSource } from "../source";
import { decodeStrokes, type Stroke } from "../strokes";
import { framedSection, type Section } from "./section";

const UPLOAD = "upload";

/** The parameters of drawn data, where the catalogue does not list them. */
const drawnParameters: Parameter[] = [
  parameter("points", "number of points", 400, "int", 2, 20_000),
  parameter("noise", "standard deviation of what is added to each coordinate", 0, "float", 0, 10),
  parameter("seed", "of the random choice of points", 0, "int", 0, 2 ** 31 - 1),
];

export function dataSection(desk: Desk, draw: () => void): Section {
  const { datasets } = desk.catalogue;
  const uploads = new Map<string, Uploaded>();

  const chosen = selectField({
    label: "Data set",
    choices: [
      ...datasets.filter(({ name }) => name !== DRAWN).map(({ name }) => ({ value: name })),
      { value: DRAWN, label: "a drawing of your own …" },
    ],
    change(name) {
      if (name === DRAWN) draw();
      else if (uploads.has(name)) desk.edit({ data: name });
      else if (name !== parseSource(desk.run.data).head) desk.edit({ data: name });
      render(true);
    },
  });
  const summary = h("p", { class: "summary" });
  const parameters = h("div", { class: "parameters" });
  const picture = h("div", { class: "thumbnail" });
  const standardise = checkField({
    label: "Standardise: every feature to mean 0, deviation 1",
    change: (value) => desk.edit({ standardise: value }),
  });
  const upload = uploader(desk, (table) => {
    uploads.set(table.source, table);
    desk.edit({ data: table.source });
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
    const { head, options } = parseSource(data);
    standardise.set(desk.run.standardise);
    if (data === shown && !again) return;
    const found = entry(head);
    if (parseSource(shown).head !== head || !found || again) rebuild(head, data, found);
    shown = data;
    for (const each of found?.parameters ?? []) {
      fields.get(each.name)?.set((readParameter(each, options.get(each.name)) ?? null) as never);
    }
    picture.hidden = head !== DRAWN;
    if (head === DRAWN) refill(picture, pictureOf(strokesOf(data)));
  }

  function rebuild(head: string, data: string, found: DataEntry | null): void {
    const table = uploads.get(data);
    fields = new Map();
    for (const each of found?.parameters ?? []) {
      if (each.name === "strokes" || each.name === "folder") continue;
      fields.set(
        each.name,
        parameterField(each, (text) => change(head, each, text)),
      );
    }
    refill(parameters, ...[...fields.values()].map((field) => field.element));
    write(summary, found ? sentence(found.summary) : table ? describe(table) : foreign(data));
    chosen.set(found ? head : data);
    const select = chosen.element.querySelector("select");
    if (select) {
      select.value = found ? head : data;
      const option = select.selectedOptions[0];
      if (table && option) option.textContent = table.name;
    }
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
    picture,
    parameters,
    standardise.element,
    h("div", { class: "row" }, edit, upload.button),
    upload.element,
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

function describe({ points, features, classes }: Uploaded): string {
  return (
    `${whole(points)} points in ${features.length} ` +
    `${features.length === 1 ? "dimension" : "dimensions"}; classes ${classes.join(", ")}. ` +
    "A link to it works as long as this server runs."
  );
}

function foreign(data: string): string {
  return data.startsWith(UPLOAD)
    ? "A table that was opened earlier on this server."
    : `${data} is not in the catalogue.`;
}

function sentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

/** Opening a table: a button, a place to drop it, and the label's column. */
function uploader(desk: Desk, opened: (table: Uploaded) => void) {
  const input = h("input", {
    type: "file",
    class: "visually-hidden",
    accept: ".csv,.tsv,.npz,.parquet",
    "aria-label": "Open a table",
    tabindex: -1,
  });
  let last: File | null = null;
  const label = textField({
    label: "Column of the class",
    placeholder: "chosen by itself",
    hint: "The name of the column that says the class of each row.",
    change: () => last && send(last),
  });
  const choose = button("Open a file …", () => input.click(), {
    title: "CSV, TSV, NPZ or Parquet; or drop one anywhere on the page",
  });
  const problem = problemLine(choose);
  input.addEventListener("change", () => {
    if (input.files?.[0]) send(input.files[0]);
    input.value = "";
  });
  acceptDrops(send);

  async function send(file: File): Promise<void> {
    last = file;
    failing(choose, problem, null);
    const { upload } = desk.catalogue.limits;
    if (file.size > upload) {
      const size = (file.size / 1e6).toFixed(1);
      refuse(`${file.name} has ${size} MB; at most ${upload / 1e6} MB are taken.`);
      return;
    }
    const column = label.element.querySelector("input")?.value.trim() ?? "";
    const query = new URLSearchParams({ name: file.name, ...(column && { label: column }) });
    try {
      const answer = await fetch(`/data?${query}`, { method: "POST", body: file });
      const table = await answer.json();
      if (answer.ok) opened(table as Uploaded);
      else refuse(table.error);
    } catch {
      refuse(`${file.name} could not be sent. Is the server still running?`);
    }
  }

  const about = h(
    "details",
    { class: "table" },
    h("summary", {}, "About your own table"),
    h(
      "p",
      {},
      "A row for each point, a column for each feature, and one column for the class. ",
      "Drop the file anywhere on this page, or open it here.",
    ),
    label.element,
  );
  return { button: choose, element: h("div", {}, input, problem, about) };

  function refuse(sentence: string): void {
    failing(choose, problem, sentence);
    about.open = true;
  }
}

function acceptDrops(take: (file: File) => void): void {
  const files = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragover", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!files(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
}
