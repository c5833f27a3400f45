// All data sets as small pictures, to choose one by what it looks like.

import { h, svg } from "../../viewer/dom";
import { button } from "../elements";
import { dot } from "../picture";

/** Points are within ±100. */
const SIDE = 108;

export interface Gallery {
  readonly element: HTMLElement;
  /** Which set is shown. */
  set(name: string): void;
}

/** Points of every set, as `pictures.json` gives them: x, y and the label. */
type Pictures = Record<string, [number, number, number][]>;

/** `choose` is told the name of a set; pictures are asked for when they are first looked at. */
export function gallery(choose: (name: string) => void): Gallery {
  const pictures = h("div", { class: "pictures" });
  const element = h(
    "details",
    { class: "gallery fold" },
    h("summary", {}, "Choose by picture"),
    pictures,
  );
  let shown = "";
  let asked = false;

  element.addEventListener("toggle", () => {
    if (element.open && !asked) void ask();
  });

  async function ask(): Promise<void> {
    asked = true;
    try {
      const found = (await (await fetch("/pictures.json")).json()) as Pictures;
      pictures.replaceChildren(
        ...Object.entries(found).map(([name, points]) => pictured(name, points)),
      );
      mark();
    } catch {
      asked = false;
      pictures.replaceChildren("The server gives no pictures; open this again to ask once more.");
    }
  }

  function pictured(name: string, points: Pictures[string]): HTMLElement {
    const chosen = button("", () => choose(name), { "data-name": name });
    chosen.append(
      svg(
        "svg",
        { viewBox: `${-SIDE} ${-SIDE} ${2 * SIDE} ${2 * SIDE}`, "aria-hidden": "true" },
        ...points.map(([x, y, label]) => dot([x, y], label, 5)),
      ),
      h("span", {}, name),
    );
    return chosen;
  }

  function mark(): void {
    for (const each of pictures.querySelectorAll("button"))
      each.setAttribute("aria-pressed", String(each.dataset.name === shown));
  }

  return {
    element,
    set(name) {
      if (name === shown) return;
      shown = name;
      mark();
    },
  };
}
