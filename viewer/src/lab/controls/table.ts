// A person's own table: what was understood of it, and what they may say otherwise.

import { h, write } from "../../viewer/dom";
import { whole } from "../../viewer/format";
import type { Desk } from "../desk";
import { texts } from "../elements";
import type { TableAnswer } from "../protocol";
import { parseSource } from "../source";
import { withRole } from "../table";
import { isUpload, type Tables } from "../tables";
import { Talk } from "../talk";
import { columnList } from "./columns";
import { questionBox } from "./question";
import { readingFields } from "./reading";

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
  const talk = new Talk(
    (source) => tables.read(source),
    heard,
    (waits) => {
      if (waits) element.setAttribute("aria-busy", "true");
      else element.removeAttribute("aria-busy");
    },
  );
  const title = h("h3", {});
  const summary = h("p", { class: "summary" });
  const question = questionBox((options) => void talk.say(options));
  const status = h("p", { class: "visually-hidden", role: "status" });
  const lines = h("ul", { class: "lines" });
  const tell = texts(lines, "li");
  const heading = h("summary", {});
  const understood = h("details", { class: "understood fold", open: true }, heading, lines);
  const columns = columnList(
    (name, role) => void talk.say((from) => withRole(from, name, role), `column ${name}`),
  );
  const fields = readingFields(
    (name, options) => void talk.say((from) => options(from.options), name),
  );
  const element = h(
    "section",
    { class: "own-table", hidden: true, "aria-label": "Your table" },
    h("div", {}, title, summary),
    question.element,
    understood,
    columns.element,
    fields.element,
    status,
  );
  let table: TableAnswer | null = null;
  let refused: string | null = null;
  /** By handle, whether its features are standardised; nothing was said: they are. */
  const standardised = new Map<string, boolean>();
  let followed = "";

  function show(found: TableAnswer | null): void {
    table = found;
    refused = null;
    talk.begin(found);
    render();
  }

  function take(found: TableAnswer): void {
    show(found);
    use(found);
  }

  function heard(found: TableAnswer, why: string | null): void {
    const same = found === table;
    table = found;
    refused = why;
    render();
    if (!same) use(found);
  }

  /** What can be trained on becomes the run's data. */
  function use(found: TableAnswer): void {
    if (found.points !== null) {
      followed = found.source;
      const { handle, source } = found;
      const scaled = { standardise: standardised.get(handle) ?? true };
      const there = parseSource(desk.run.data).head === handle;
      desk.edit({ data: source, ...(there ? {} : scaled) });
      desk.retry();
    }
    changed();
  }

  async function receive(found: TableAnswer): Promise<void> {
    const { data } = desk.run;
    const known = parseSource(data).head === found.handle && data !== found.source;
    if (!known) return take(found);
    const sent = await talk.latest(tables.read(data));
    if (sent) take(sent.kind === "table" ? sent.table : found);
  }

  async function follow(data: string): Promise<void> {
    if (isUpload(data)) standardised.set(parseSource(data).head, desk.run.standardise);
    if (data === followed) return;
    followed = data;
    show(tables.get(data) ?? null);
    if (table || !isUpload(data)) return;
    const sent = await talk.latest(tables.read(data));
    if (sent?.kind !== "table") return;
    show(sent.table);
    changed();
  }

  function render(): void {
    element.hidden = table === null;
    if (!table) return;
    const { file, reading, points } = table;
    write(title, file);
    write(summary, describe(table));
    question.set({ table, refused }, 0);
    understood.hidden = reading === null;
    write(heading, table.question ? "The proposal" : "How it is read");
    tell(reading?.lines ?? []);
    columns.set(table, 0);
    fields.set(table);
    // Points that are kept as they are cannot be read otherwise.
    fields.element.hidden = table.columns.length === 0 && points !== null;
    write(status, points === null ? "" : `${file} is read: ${describe(table)}`);
  }

  return {
    element,
    get table() {
      return table;
    },
    receive: (found) => void receive(found),
    take,
    follow: (data) => void follow(data),
    drop() {
      followed = "";
    },
  };
}

function describe({ points, features, classes }: TableAnswer): string {
  if (points === null || !features || !classes) return "Not in use yet.";
  const width = `${features.length} ${features.length === 1 ? "dimension" : "dimensions"}`;
  const shown = classes.slice(0, 10).join(", ");
  const more = classes.length > 10 ? ` and ${classes.length - 10} more` : "";
  return `${whole(points)} points in ${width}; classes ${shown}${more}.`;
}
