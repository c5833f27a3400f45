// Which class is taken for which: rows are the points' own classes, columns what the network says.

import { decide } from "../../nets/network";
import type { Rows } from "../../nets/types";
import { h, write } from "../../viewer/dom";
import { whole } from "../../viewer/format";
import type { Desk } from "../desk";
import { mapsOf, type Touchable, touchable } from "../units/maps";
import { framedSection, type Section } from "./section";

const APART = 250; // ms between two counts
const MOST = 12; // classes

export function confusionSection(desk: Desk): Section {
  const tables = h("div", { class: "confusion" });
  const frame = framedSection("Confusion", tables);
  frame.open = false;
  frame.addEventListener("toggle", () => count());
  let seen: unknown = null;
  let last = 0;
  let waiting = 0;

  function count(): void {
    waiting = 0;
    const { recording } = desk.experiment;
    if (!recording || frame.hidden || !frame.open) return;
    const raw = recording.network(recording.frameAt(desk.run.step));
    const network = touchable(raw);
    if (!network || raw === seen) return;
    [seen, last] = [raw, performance.now()];
    const { classes } = recording.about;
    const sets = [{ name: "training", ...pointsOf(recording) }, ...recording.heldOut];
    tables.replaceChildren(
      ...sets.map(({ name, points, labels }) =>
        table(`Points for ${name}`, classes, confusion(network, points, labels, classes.length)),
      ),
    );
  }

  return {
    element: frame,
    render() {
      const { recording } = desk.experiment;
      const classes = recording?.about.classes.length ?? 0;
      const network = recording && touchable(recording.network(0));
      frame.hidden = !network || classes < 3 || classes > MOST;
      if (frame.hidden || !frame.open) return;
      const wait = last + APART - performance.now();
      if (wait <= 0) count();
      else if (!waiting) waiting = window.setTimeout(count, wait);
    },
  };
}

/** How many points of each class (rows) are taken for each class (columns). */
export function confusion(
  network: Touchable,
  points: Rows,
  labels: ArrayLike<number>,
  classes: number,
): readonly (readonly number[])[] {
  const found = decide(mapsOf(network, points).at(-1)!);
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) counts[labels[i]][found[i]]++;
  return counts;
}

function pointsOf({ points, labels }: { points: Rows; labels: Uint8Array }) {
  return { points, labels };
}

function table(
  title: string,
  classes: readonly string[],
  counts: readonly (readonly number[])[],
): HTMLElement {
  const heads = classes.map((name) => h("th", { scope: "col" }, name));
  const rows = counts.map((row, own) => {
    const all = Math.max(
      1,
      row.reduce((sum, n) => sum + n, 0),
    );
    const cells = row.map((n, said) => {
      const cell = h("td", { class: own === said ? "right" : n ? "wrong" : "" });
      cell.style.setProperty("--share", `${Math.round((100 * n) / all)}%`);
      write(cell, n ? whole(n) : "·");
      return cell;
    });
    return h("tr", {}, h("th", { scope: "row" }, classes[own]), ...cells);
  });
  const corner = h("td", { class: "corner" }, "is ↓ taken for →");
  const head = h("thead", {}, h("tr", {}, corner, ...heads));
  return h("table", {}, h("caption", {}, title), head, h("tbody", {}, ...rows));
}
