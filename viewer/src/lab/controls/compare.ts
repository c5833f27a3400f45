// Two runs side by side: which one the rail is about, and whether their scrubbers are linked.

import { h } from "../../viewer/dom";
import type { Desk, Side } from "../desk";
import { button } from "../elements";
import { checkField } from "../fields";
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
  const frame = h(
    "div",
    { class: "compare", role: "group", "aria-label": "Two runs" },
    h("div", { class: "segments", role: "group", "aria-label": "Settings of" }, ...choose),
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
      for (const [index, side] of sides.entries()) {
        choose[index].setAttribute("aria-pressed", String(side === desk.current));
      }
    },
  };
}
