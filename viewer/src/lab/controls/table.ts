// A person's own table: what was understood of it, and what they may say otherwise.

import { h, write } from "../../viewer/dom";
import { whole } from "../../viewer/format";
import type { Desk } from "../desk";
import { button, refill } from "../elements";
import type { Column, TableAnswer } from "../protocol";
import { formatSource, parseSource } from "../source";
import {
  inWords,
  keepable,
  keeping,
  questionsIn,
  type Role,
  rolesOf,
  withOption,
  withRole,
} from "../table";
import { isUpload, type Sent, type Tables } from "../tables";
import { readingFields } from "./reading";

const roleNames: readonly [Role, string][] = [
  ["label", "label"],
  ["feature", "feature"],
  ["encode", "0/1 columns"],
  ["out", "left out"],
];

export interface TablePanel {
  readonly element: HTMLElement;
  /** The table that is shown: a person is deciding about it, or the run is trained on it. */
  readonly table: TableAnswer | null;
  /** Shows a table that was sent, read as the run's data say if they are that table. */
  receive(table: TableAnswer): void;
  /** Shows a table; one that can be trained on becomes the run's data. */
  take(table: TableAnswer): void;
  /** Shows the table of the run's data, if they are one; what was being decided waits. */
  follow(data: string): void;
  /** Forgets what was being decided. */
  drop(): void;
}

/** `changed` is called when another table is shown. */
export function tablePanel(desk: Desk, tables: Tables, changed: () => void): TablePanel {
  const title = h("h3", {});
  const summary = h("p", { class: "summary" });
  const said = h("div", { class: "said" });
  const status = h("p", { class: "visually-hidden", role: "status" });
  const lines = h("ul", { class: "lines" });
  const understood = h(
    "details",
    { class: "understood fold", open: true },
    h("summary", {}, "How it is read"),
    lines,
  );
  const columns = h("ul", { class: "columns" });
  const legend = h("legend", {});
  const fieldset = h("fieldset", {}, legend, columns);
  const fields = readingFields(
    (name, value) => table && say(withOption(table.options, name, value)),
  );
  const element = h(
    "section",
    { class: "own-table", hidden: true, "aria-label": "Your table" },
    h("div", {}, title, summary),
    said,
    understood,
    fieldset,
    fields.element,
    status,
  );
  let table: TableAnswer | null = null;
  /** Whether what is shown is still to be decided, so that the run's data are other ones. */
  let draft = false;
  let followed = "";
  let asked = 0;

  function take(found: TableAnswer): void {
    table = found;
    draft = found.points === null;
    render();
    if (!draft) {
      followed = found.source;
      desk.edit({ data: found.source });
      desk.retry();
    }
    changed();
  }

  async function receive(found: TableAnswer): Promise<void> {
    const { data } = desk.run;
    const known = parseSource(data).head === found.handle && data !== found.source;
    const sent = known ? await latest(tables.read(data)) : null;
    take(sent?.kind === "table" ? sent.table : found);
  }

  async function say(options: Readonly<Record<string, string>>): Promise<void> {
    if (!table) return;
    const source = formatSource(table.handle, new Map(Object.entries(options)));
    const sent = await latest(tables.read(source));
    if (sent?.kind === "table") take(sent.table);
    else if (sent?.kind === "refused") refill(said, trouble(sent.sentence));
  }

  function follow(data: string): void {
    if (data === followed) return;
    followed = data;
    draft = false;
    table = tables.get(data) ?? null;
    render();
    if (table || !isUpload(data)) return;
    void latest(tables.read(data)).then((sent) => {
      if (sent?.kind !== "table" || followed !== data) return;
      table = sent.table;
      draft = sent.table.points === null;
      render();
      changed();
    });
  }

  /** Null if something else was asked for in the meantime. */
  async function latest(sent: Promise<Sent>): Promise<Sent | null> {
    const number = ++asked;
    element.setAttribute("aria-busy", "true");
    const found = await sent;
    if (number !== asked) return null;
    element.removeAttribute("aria-busy");
    return found;
  }

  function render(): void {
    element.hidden = table === null;
    if (!table) return;
    write(title, table.file);
    write(summary, describe(table));
    refill(said, ...decisions(table));
    understood.hidden = table.reading === null;
    const proposed = table.question !== null;
    write(understood.firstElementChild as Element, proposed ? "The proposal" : "How it is read");
    lines.replaceChildren(...(table.reading?.lines ?? []).map((line) => h("li", {}, line)));
    fieldset.hidden = table.columns.length === 0;
    write(legend, `Columns (${table.columns.length})`);
    const roles = rolesOf(table);
    refill(columns, ...table.columns.map((column) => row(column, roles.get(column.name))));
    fields.set(table);
    // Points that are kept as they are cannot be read otherwise.
    fields.element.hidden = table.columns.length === 0 && table.points !== null;
    write(status, table.points === null ? "" : `${table.file} is read: ${describe(table)}`);
  }

  function row(column: Column, role: Role | undefined): HTMLElement {
    const { name, kind, distinct, missing, examples } = column;
    const select = h("select", {
      "data-key": `column ${name}`,
      "aria-label": `${name}: used as`,
      onchange: () => table && say(withRole(table, name, select.value as Role)),
    });
    for (const [value, label] of roleNames) {
      if (value === "encode" && kind !== "text" && role !== "encode") continue;
      select.append(h("option", { value, selected: value === role }, label));
    }
    const about = [
      kind,
      `${whole(distinct)} different`,
      missing ? `${whole(missing)} missing` : "",
      examples.length ? `such as ${examples.slice(0, 2).join(", ")}` : "",
    ];
    return h(
      "li",
      { class: role },
      h("span", { class: "name" }, name),
      select,
      h("span", { class: "hint" }, about.filter((part) => part).join(" · ")),
    );
  }

  function decisions(of: TableAnswer): HTMLElement[] {
    if (of.error) return [trouble(of.error, before())];
    const { question } = of;
    if (!question) return [];
    const kept = keepable(of);
    const { options } = question;
    const acts = h("div", { class: "row" });
    if (options) {
      const propose = () => void say(options);
      acts.append(button("Use the proposal", propose, { class: "primary", "data-key": "propose" }));
    }
    if (kept.length) {
      const name = kept.length === 1 && kept[0].length < 16 ? kept[0] : "them";
      acts.append(button(`Keep ${name} among the features`, () => say(keeping(of, kept))));
    }
    return [
      h(
        "div",
        { class: "question", role: "alert" },
        ...sentences(question.sentence, of.file),
        options && h("p", {}, h("strong", {}, "Proposal: "), inWords(options)),
        h("p", { class: "hint" }, before()),
        acts,
      ),
    ];
  }

  function before(): string {
    return "The picture stays as it is until this is settled.";
  }

  return {
    element,
    get table() {
      return table;
    },
    receive: (found) => void receive(found),
    take,
    follow,
    drop() {
      draft = false;
      followed = "";
    },
  };
}

/** What is asked: one thing in a paragraph, several in a list. */
function sentences(text: string, file: string): HTMLElement[] {
  const asked = questionsIn(text, file);
  if (asked.length === 1) return [h("p", {}, text)];
  return [h("ul", { class: "lines" }, ...asked.map((each) => h("li", {}, each)))];
}

function trouble(sentence: string, more = ""): HTMLElement {
  return h(
    "div",
    { class: "question error", role: "alert" },
    h("p", {}, sentence),
    more && h("p", { class: "hint" }, more),
  );
}

function describe({ points, features, classes }: TableAnswer): string {
  if (points === null || !features || !classes) return "Not in use yet.";
  const width = `${features.length} ${features.length === 1 ? "dimension" : "dimensions"}`;
  const shown = classes.slice(0, 10).join(", ");
  const more = classes.length > 10 ? ` and ${classes.length - 10} more` : "";
  return `${whole(points)} points in ${width}; classes ${shown}${more}.`;
}
