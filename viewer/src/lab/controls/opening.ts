// Opening files: a table, or what the lab saved (recording, recipe, page); by a button or by dropping.

import { h } from "../../viewer/dom";
import type { Desk } from "../desk";
import { button } from "../elements";
import { failing, problemLine } from "../fields";
import type { Opened, TableAnswer } from "../protocol";
import type { Tables } from "../tables";

interface Listener {
  table(table: TableAnswer): void;
  opened(opened: Opened): void;
}

export function opener(desk: Desk, tables: Tables, listener: Listener) {
  const { files } = desk.catalogue;
  const endings = [...files.tables, ...files.packed, ".safetensors", ".html"];
  const input = h("input", {
    type: "file",
    class: "visually-hidden",
    accept: endings.join(","),
    "aria-label": "Open a file",
    tabindex: -1,
  });
  const choose = button("Open a file …", () => input.click(), {
    title: "A table, a recording, a recipe or a page; or drop one anywhere here",
  });
  const problem = problemLine(choose);
  input.addEventListener("change", () => {
    if (input.files?.[0]) send(input.files[0]);
    input.value = "";
  });
  acceptDrops(send);

  async function send(file: File): Promise<void> {
    failing(choose, problem, null);
    choose.disabled = true;
    const sent = await tables.send(file);
    choose.disabled = false;
    if (sent.kind === "table") listener.table(sent.table);
    else if (sent.kind === "opened") listener.opened(sent.opened);
    else failing(choose, problem, sent.sentence);
  }

  const about = h(
    "details",
    { class: "fold" },
    h("summary", {}, "What can be opened"),
    h(
      "p",
      { class: "hint" },
      "A table: a row for each point, a column for each feature, and one for the class ",
      `(${files.tables.join(" ")}; also packed: ${files.packed.join(" ")}). `,
      "Or what Export saved: a recording, a recipe or a web page, whose recording is read and whose ",
      "scripts are not run. Drop the file anywhere on this page.",
    ),
  );
  return { button: choose, element: h("div", {}, input, problem, about) };
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
