// All seeds of a race as bars of their accuracies: a list box, so that arrows choose.

import { clamp } from "../../maths/clamp";
import { h, write } from "../../viewer/dom";
import { whole } from "../../viewer/format";
import type { Desk } from "../desk";
import { button, type Kept, keyed } from "../elements";

/** Bars begin at half of the points: what a coin gets of two classes. */
const FLOOR = 0.5;

export function seedStrip(desk: Desk): { element: HTMLElement; render(): void } {
  const title = h("p", { class: "summary", id: "seeds-title" });
  const list = h("div", {
    class: "seeds",
    role: "listbox",
    tabindex: 0,
    "aria-labelledby": "seeds-title",
  });
  const best = button("Show the best", () => desk.show(null));
  const frame = h("div", { class: "race" }, title, list, best);
  const showBars = keyed(
    list,
    (_: Raced, index) => index,
    (_, index) => bar(index),
  );
  let drawn: readonly number[] | null = null;
  let chosen = -1;

  list.addEventListener("click", ({ target }) => {
    const index = [...list.children].indexOf((target as Element).closest(".seed") as Element);
    if (index >= 0) desk.show(index);
  });
  list.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    const moves: Record<string, number> = {
      ArrowRight: Math.min(chosen + 1, last),
      ArrowDown: Math.min(chosen + 1, last),
      ArrowLeft: Math.max(chosen - 1, 0),
      ArrowUp: Math.max(chosen - 1, 0),
      Home: 0,
      End: last,
    };
    const move = moves[event.key];
    if (move === undefined || event.altKey) return;
    event.preventDefault();
    desk.show(move);
  });

  function render(): void {
    const { state } = desk.experiment;
    const { seeds, seed, shown } = desk.run;
    frame.hidden = seeds < 2;
    if (frame.hidden || !state) return;
    write(title, `${whole(state.solved)} of ${whole(state.seeds)} seeds have every point right.`);
    best.disabled = shown === null;
    if (state.accuracies !== drawn) bars(state.accuracies, seed);
    drawn = state.accuracies;
    const now = shown ?? state.shown;
    if (now !== chosen || !list.hasAttribute("aria-activedescendant")) choose(now);
  }

  function bars(accuracies: readonly number[], first: number): void {
    const columns = clamp(accuracies.length, 16, 32);
    list.style.setProperty("--columns", String(columns));
    showBars(accuracies.map((accuracy, index) => ({ accuracy, seed: first + index })));
  }

  function choose(index: number): void {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = index;
    const each = list.children[index];
    each?.setAttribute("aria-selected", "true");
    if (each) list.setAttribute("aria-activedescendant", each.id);
    else list.removeAttribute("aria-activedescendant");
  }

  return { element: frame, render };
}

interface Raced {
  seed: number;
  accuracy: number;
}

function bar(index: number): Kept<Raced> {
  const element = h("div", {
    class: "seed",
    role: "option",
    id: `seed-${index}`,
    "aria-selected": "false",
  });
  return {
    element,
    set({ seed, accuracy }) {
      const height = Math.max(0, (accuracy - FLOOR) / (1 - FLOOR));
      element.style.setProperty("--height", height.toFixed(3));
      element.classList.toggle("solved", accuracy === 1);
      element.title = `Seed ${seed}: ${(100 * accuracy).toFixed(1)} % right`;
      element.setAttribute("aria-label", element.title);
    },
  };
}
