// Taking the experiment away: files, a command line, Python.

import type { Recording } from "../../recording/recording";
import { h, write } from "../../viewer/dom";
import type { Viewer } from "../../viewer/types";
import type { Desk } from "../desk";
import { button } from "../elements";
import { selectField } from "../fields";
import { film, type Moment, picture, throughDepth, throughTraining } from "../film";
import type { Recipe } from "../protocol";
import { svgOf } from "../svg";

interface Kind {
  suffix: string;
  name: string;
  what: string;
  /** Which file it is, where there are several with this suffix. */
  mark?: string;
  /** Makes it of what the stage shows; the server makes the others. */
  make?(viewer: Viewer, size: number, done: (part: string) => void): Promise<Blob | null>;
}

const SIZES = [480, 960, 1920]; // pixels
const FILM = 720; // pixels at most: larger films are large files

/** What makes a film of these moments; pressed again meanwhile, it stops. */
function filmOf(moments: (recording: Recording) => Moment[]): NonNullable<Kind["make"]> {
  let making: AbortController | null = null;
  return async (viewer, size, done) => {
    if (making) {
      making.abort();
      return null;
    }
    making = new AbortController();
    const all = moments(viewer.recording);
    const said = (pictures: number) =>
      done(`${pictures} of ${all.length} pictures. Press again to stop.`);
    try {
      return await film(viewer, all, Math.min(size, FILM), said, making.signal);
    } finally {
      making = null;
    }
  };
}

const kinds: readonly Kind[] = [
  {
    suffix: "png",
    name: "Picture (PNG)",
    what: "what the stage shows now",
    make: (viewer, size) => picture(viewer, size),
  },
  {
    suffix: "svg",
    name: "Drawing (SVG)",
    what: "what the stage shows now, as lines",
    make: async (viewer, size) => new Blob([svgOf(viewer, size)], { type: "image/svg+xml" }),
  },
  {
    suffix: "gif",
    name: "Film (GIF)",
    what: "from the data to the last layer, at this step",
    make: filmOf(({ depth }) => throughDepth(depth)),
  },
  {
    suffix: "gif",
    mark: "training",
    name: "Training (GIF)",
    what: "a film of all steps that are recorded, at this depth",
    make: filmOf(throughTraining),
  },
  { suffix: "html", name: "Web page", what: "everything in one file that opens anywhere" },
  { suffix: "safetensors", name: "Recording", what: "weights over training, data and recipe" },
  {
    suffix: "json",
    name: "Recipe (JSON)",
    what: "to open here again, or for Spec.model_validate_json",
  },
];

/** A menu that opens below its button; `said` gets what came of it. */
export function exportMenu(
  desk: Desk,
  seen: () => Viewer | null,
  said: (sentence: string) => void,
): HTMLElement {
  let size = SIZES[1];
  const width = selectField({
    label: "Width of pictures",
    choices: SIZES.map((each) => ({ value: String(each), label: `${each} pixels` })),
    change: (value) => {
      size = Number(value);
    },
  });
  width.set(String(size));
  const feedback = h("p", { class: "status", "aria-live": "polite" });
  const files = kinds.map((kind) =>
    h(
      "li",
      {},
      button(kind.name, () => save(kind), { "data-export": kind.mark ?? kind.suffix }),
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
      width.element,
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

  async function save({ suffix, name, mark, make }: Kind): Promise<void> {
    const { handle } = desk.experiment;
    const viewer = seen();
    if (handle === null || !viewer) return tell("There is no experiment yet.");
    tell(`${name}: being made …`);
    if (make) {
      try {
        const blob = await make(viewer, size, (part) => write(feedback, `${name}: ${part}`));
        if (!blob) return tell(`${name}: stopped.`);
        const file = `unknot${mark ? `-${mark}` : ""}.${suffix}`;
        download(blob, file);
        return tell(`${file} is saved (${bytes(blob.size)}).`);
      } catch (error) {
        return tell(`${name}: ${(error as Error).message}.`);
      }
    }
    const state = { ...viewer.state, step: desk.run.step, playing: "nothing" };
    const query = `state=${encodeURIComponent(JSON.stringify(state))}`;
    try {
      const answer = await fetch(`/export/${handle}.${suffix}?${query}`);
      if (!answer.ok) return tell(`${name}: ${await reason(answer)}`);
      const blob = await answer.blob();
      const file = fileName(answer) ?? `unknot.${suffix}`;
      download(blob, file);
      tell(`${file} is saved (${bytes(blob.size)}).`);
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

function bytes(count: number): string {
  return count < 1e6 ? `${Math.ceil(count / 1000)} kB` : `${(count / 1e6).toFixed(1)} MB`;
}
