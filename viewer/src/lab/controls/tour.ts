// The guided tour: one stop after the other, each a whole experiment.

import { h, write } from "../../viewer/dom";
import type { Desk } from "../desk";
import { button, texts } from "../elements";
import { DRAWN, parseSource } from "../source";
import { madeRow } from "./made";
import type { Section } from "./section";

export function tourPanel(desk: Desk, draw: () => void): Section {
  const { tour } = desk.catalogue;
  const place = h("p", { class: "place" });
  const title = h("h2", { tabindex: -1, id: "tour-title" });
  const text = h("div", { class: "text" });
  const tell = texts(text, "p");
  const hint = h("span");
  const suggestion = h("p", { class: "try" }, h("strong", {}, "Try: "), hint);
  const made = madeRow();
  const back = button("← Back", () => go(-1));
  const pen = button("Draw …", draw);
  const next = button("Next →", () => go(1), { class: "primary" });
  const stops = h("ol");
  const list = h("details", { class: "stops" }, h("summary", {}, "All stops"), stops);
  for (const stop of tour) {
    const open = button(stop.title, () => {
      desk.visit(stop);
      title.focus();
    });
    stops.append(h("li", {}, open));
  }
  const close = button("×", () => desk.leaveTour(), {
    class: "icon close",
    "aria-label": "Close the tour",
    title: "Close the tour; the experiment stays",
  });
  const frame = h(
    "section",
    { class: "tour", "aria-labelledby": title.id },
    h("div", { class: "top" }, place, close),
    title,
    text,
    suggestion,
    made.element,
    h("div", { class: "row" }, back, pen, next),
    list,
  );
  let shown = "";

  function go(by: number): void {
    const stop = tour[tour.findIndex(({ name }) => name === desk.state.stop) + by];
    if (!stop) return;
    desk.visit(stop);
    title.focus();
  }

  return {
    element: frame,
    render() {
      const { stop } = desk;
      frame.hidden = stop === null;
      pen.hidden = parseSource(desk.run.data).head !== DRAWN;
      if (!stop || stop.name === shown) return;
      shown = stop.name;
      const index = tour.indexOf(stop);
      write(place, `Stop ${index + 1} of ${tour.length}`);
      write(title, stop.title);
      tell(stop.text.split(/\n{2,}/));
      write(hint, stop.try);
      suggestion.hidden = !stop.try;
      made.show(stop.made);
      back.disabled = index === 0;
      next.disabled = index === tour.length - 1;
      list.open = false;
      for (const [i, item] of [...stops.children].entries()) {
        const open = item.firstElementChild;
        if (i === index) open?.setAttribute("aria-current", "step");
        else open?.removeAttribute("aria-current");
      }
    },
  };
}
