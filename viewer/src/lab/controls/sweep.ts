// A small sweep: which widths and depths do these data, cell by cell, while one looks.

import { h, write } from "../../viewer/dom";
import { percent } from "../../viewer/format";
import type { Desk } from "../desk";
import { button } from "../elements";
import type { SweepAbout, SweepCell } from "../protocol";
import { reason } from "./export";
import { framedSection, type Section } from "./section";

export function sweepSection(desk: Desk): Section {
  const said = h("p", { class: "status", "aria-live": "polite" });
  const table = h("table", { class: "cells", hidden: true });
  const start = button("Sweep widths and depths", () => (going ? going.abort() : void sweep()));
  const hint = h(
    "p",
    { class: "hint" },
    "Trains a few small networks of every width and depth on these data. Hatched: proved impossible. Press a cell to open it.",
  );
  const frame = framedSection("Sweep", hint, start, said, table);
  let going: AbortController | null = null;

  async function sweep(): Promise<void> {
    const { handle } = desk.experiment;
    if (handle === null) return;
    const asking = new AbortController();
    going = asking;
    write(start, "Stop");
    write(said, "The first cells take a moment …");
    let places = new Map<string, HTMLElement>();
    let about: SweepAbout | null = null;
    let done = 0;
    try {
      const reply = await fetch(`/sweep/${handle}.jsonl`, { signal: asking.signal });
      if (!reply.ok) write(said, await reason(reply));
      else {
        for await (const line of linesOf(reply)) {
          if (!about) {
            about = line as SweepAbout;
            places = empty(table, about);
            continue;
          }
          const cell = line as SweepCell;
          if (cell.error) write(said, cell.error);
          else {
            fill(places.get(`${cell.width} ${cell.depth}`), cell, about);
            done = table.querySelectorAll("button").length; // some are proved first, and told again
            const { seeds, steps, activation } = about;
            const share = `${done} of ${places.size} cells`;
            write(said, `${share}: ${seeds} seeds of ${activation}, ${steps} steps each.`);
          }
        }
      }
    } catch {
      write(said, asking.signal.aborted ? `Stopped after ${done} cells.` : "The server is gone.");
    }
    going = null;
    write(start, "Sweep widths and depths");
  }

  /** Fills a place with what came out, as a button that opens the architecture. */
  function fill(place: HTMLElement | undefined, cell: SweepCell, about: SweepAbout): void {
    const { width, depth } = cell;
    const proved = cell.theorem !== undefined;
    const share = cell.solved / about.seeds;
    const words = wordsOf(cell, about);
    const open = () =>
      desk.edit({ layers: null, hidden: Array(depth).fill(width), activation: [about.activation] });
    const chosen = button(proved ? "✕" : percent(share), open, {
      title: words,
      "aria-label": words,
    });
    chosen.classList.add(proved ? "impossible" : "trained");
    chosen.classList.toggle("verified", !proved && cell.verified > 0);
    chosen.style.setProperty("--share", String(proved ? 0 : share));
    place?.replaceChildren(chosen);
  }

  return {
    element: frame,
    render() {
      start.disabled = !going && desk.experiment.handle === null;
    },
  };
}

/** What a cell says of itself. */
export function wordsOf(cell: SweepCell, { seeds }: Pick<SweepAbout, "seeds">): string {
  const { width, depth, theorem, reason, solved, verified, best } = cell;
  const layers = `${depth} ${depth > 1 ? "layers" : "layer"} of ${width}`;
  if (theorem) return `${layers}: impossible (${theorem}). ${reason}`;
  const sure = verified > 0 ? "; one at least is proved right everywhere" : "";
  const some = solved > 0 ? sure : `; the best has ${percent(best)} right`;
  return `${layers}: ${solved} of ${seeds} seeds have every point right${some}`;
}

/** Lays out the cells; widths run to the right, depths upwards as in diagrams. */
function empty(table: HTMLTableElement, { widths, depths }: SweepAbout): Map<string, HTMLElement> {
  const places = new Map<string, HTMLElement>();
  const rows = [...depths].reverse().map((depth) => {
    const cells = widths.map((width) => {
      const place = h("td");
      places.set(`${width} ${depth}`, place);
      return place;
    });
    return h("tr", {}, h("th", { scope: "row" }, String(depth)), ...cells);
  });
  const heads = widths.map((width) => h("th", { scope: "col" }, String(width)));
  const corner = h("th", { scope: "col" }, "depth \\ width");
  table.replaceChildren(...rows, h("tr", {}, corner, ...heads));
  table.hidden = false;
  return places;
}

/** The lines of an answer that goes on, each read as JSON. */
async function* linesOf(reply: Response): AsyncGenerator<unknown> {
  const reader = (reply.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
}
