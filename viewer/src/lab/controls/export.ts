// Taking the experiment away: files, a command line, Python.

import { h, write } from "../../viewer/dom";
import type { Desk } from "../desk";
import { button } from "../elements";
import type { Recipe } from "../protocol";

interface Kind {
  suffix: string;
  name: string;
  what: string;
}

const kinds: readonly Kind[] = [
  { suffix: "html", name: "Web page", what: "everything in one file that opens anywhere" },
  { suffix: "png", name: "Picture (PNG)", what: "what is seen now" },
  { suffix: "svg", name: "Drawing (SVG)", what: "what is seen now, as lines" },
  { suffix: "gif", name: "Film (GIF)", what: "the deformation from the data to the last layer" },
  { suffix: "safetensors", name: "Recording", what: "weights over training, data and recipe" },
  {
    suffix: "json",
    name: "Recipe (JSON)",
    what: "to open here again, or for Spec.model_validate_json",
  },
];

/** A menu that opens below its button; `said` gets what came of it. */
export function exportMenu(desk: Desk, said: (sentence: string) => void): HTMLElement {
  const feedback = h("p", { class: "status", "aria-live": "polite" });
  const files = kinds.map((kind) =>
    h(
      "li",
      {},
      button(kind.name, () => save(kind), { "data-export": kind.suffix }),
      h("span", { class: "hint" }, kind.what),
    ),
  );
  const menu = h(
    "details",
    { class: "menu export" },
    h("summary", { class: "button" }, "Export"),
    h(
      "div",
      { class: "sheet" },
      h("ul", {}, ...files),
      h(
        "div",
        { class: "row" },
        button("Copy command line", () => copy("command", "The command line is copied.")),
        button("Copy Python", () => copy("python", "The Python is copied.")),
      ),
      feedback,
    ),
  );
  closing(menu);

  function tell(sentence: string): void {
    write(feedback, sentence);
    said(sentence);
  }

  async function save({ suffix, name }: Kind): Promise<void> {
    const { handle } = desk.experiment;
    if (handle === null) return tell("There is no experiment yet.");
    const { depth, step, order } = desk.run;
    const query = `depth=${depth}&step=${step}&order=${order}`;
    tell(`${name}: being made …`);
    try {
      const answer = await fetch(`/export/${handle}.${suffix}?${query}`);
      if (!answer.ok) return tell(`${name}: ${await reason(answer)}`);
      const blob = await answer.blob();
      const file = fileName(answer) ?? `unknot.${suffix}`;
      download(blob, file);
      tell(`${file} is saved (${size(blob.size)}).`);
    } catch {
      tell(`${name}: the server did not answer.`);
    }
  }

  /** Copies what trains the very network that is shown: at its step, of its seed. */
  async function copy(which: "command" | "python", done: string): Promise<void> {
    const { handle, state } = desk.experiment;
    if (handle === null) return tell("There is no experiment yet.");
    const query = `step=${desk.run.step}&seed=${desk.run.shown ?? state?.shown ?? 0}`;
    let recipe: Recipe;
    try {
      const answer = await fetch(`/recipe/${handle}?${query}`);
      if (!answer.ok) return tell(await reason(answer));
      recipe = await answer.json();
    } catch {
      return tell("The server did not answer.");
    }
    const note = which === "command" ? ` ${recipe.note}` : "";
    const copied = await copyText(recipe[which]);
    tell(copied ? `${done}${note}`.trim() : `Could not copy; here it is: ${recipe[which]}`);
  }

  return menu;
}

/** Copies a text; false where the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A menu closes by Escape, and by a click elsewhere. */
function closing(menu: HTMLDetailsElement): void {
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!menu.contains(target as Node)) menu.open = false;
  });
}

export async function reason(answer: Response): Promise<string> {
  try {
    return (await answer.json()).error;
  } catch {
    return `the server answered ${answer.status}.`;
  }
}

function fileName(answer: Response): string | null {
  const header = answer.headers.get("content-disposition") ?? "";
  return /filename="?([^";]+)"?/.exec(header)?.[1] ?? null;
}

export function download(blob: Blob, file: string): void {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: file }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
