// Two runs side by side: which one the rail is about, and whether their scrubbers are linked.

import { h, write } from "../../viewer/dom";
import { number, percent, whole } from "../../viewer/format";
import type { Desk, Side } from "../desk";
import { button } from "../elements";
import { checkField } from "../fields";
import { lossChart } from "./losses";
import type { Section } from "./section";

export function compareBar(desk: Desk): Section {
  const sides: readonly Side[] = ["a", "b"];
  const choose = sides.map((side) =>
    button(`Run ${side.toUpperCase()}`, () => desk.select(side), { class: `side ${side}` }),
  );
  const linked = checkField({
    label: "Link the scrubbers",
    change: (value) => desk.set({ linked: value }),
  });
  const both = button("Train both", () => desk.toggleBoth(), { class: "primary" });
  const numbers = sides.map(() => h("tr"));
  const chart = lossChart();
  const frame = h(
    "div",
    { class: "compare", role: "group", "aria-label": "Two runs" },
    h("div", { class: "segments", role: "group", "aria-label": "Settings of" }, ...choose),
    both,
    h(
      "table",
      { class: "run-numbers" },
      h("thead", {}, h("tr", {}, ...["run", "step", "loss", "right", "parameters"].map(heading))),
      h("tbody", {}, ...numbers),
    ),
    chart.element,
    linked.element,
    h(
      "div",
      { class: "row" },
      button("Keep A", () => desk.keep("a")),
      button("Keep B", () => desk.keep("b")),
    ),
  );
  return {
    element: frame,
    render() {
      frame.hidden = desk.state.b === null;
      linked.set(desk.state.linked);
      if (frame.hidden) return;
      chart.show(sides.map((side) => desk.experiments[side]?.recording?.curve));
      const trains = sides.some((side) => desk.experiments[side]?.training);
      write(both, trains ? "Pause both" : "Train both");
      for (const [index, side] of sides.entries()) {
        const {
          step = 0,
          loss = NaN,
          accuracy = NaN,
          about,
          recording,
        } = desk.experiments[side] ?? {};
        const known = recording !== undefined && recording !== null;
        const right = known ? percent(accuracy) : "–";
        const free = about ? whole(about.parameters) : "–";
        const cells = [side.toUpperCase(), whole(step), known ? number(loss) : "–", right, free];
        const row = numbers[index];
        if (!row.children.length) row.append(...cells.map(() => h("td")));
        for (const [at, text] of cells.entries()) write(row.children[at], text);
        choose[index].setAttribute("aria-pressed", String(side === desk.current));
      }
    },
  };
}

function heading(name: string): HTMLElement {
  return h("th", { scope: "col" }, name);
}
