// The list of keys.

import { h } from "./dom";

const KEYS: readonly [string, string][] = [
  ["← →", "depth, a little at a time"],
  ["Shift ← →", "a whole layer"],
  ["[ ]", "training, frame by frame; with Shift, ten"],
  ["Space", "play or pause the layers"],
  ["T", "play or pause training"],
  ["1 … 9, 0", "after that layer; 0: the data"],
  ["G, P, R", "grid, points, regions"],
  ["C", "confidence: regions the paler the less sure the network is"],
  ["M", "a layer's own arrows, circles and lines, if it has any"],
  ["O", "order: all at once, or matrix, shift, bend"],
  ["V", "view: automatic, flat, in space"],
  ["+ −", "zoom; double click: everything"],
  ["Shift ← → ↑ ↓", "turn the stage in space, once it is chosen"],
  ["?", "these keys; Esc closes them"],
];

export class Help {
  readonly element: HTMLDialogElement;

  constructor() {
    const close = h("button", { type: "button", class: "button" }, "Close");
    this.element = h(
      "dialog",
      { class: "help", "aria-label": "Keys" },
      h("h2", {}, "Keys"),
      h("dl", {}, ...KEYS.flatMap(([key, what]) => [h("dt", {}, key), h("dd", {}, what)])),
      close,
    );
    close.addEventListener("click", () => this.element.close());
    this.element.addEventListener("click", (event) => {
      if (event.target === this.element) this.element.close();
    });
  }

  toggle(): void {
    if (this.element.open) this.element.close();
    else this.element.showModal();
  }
}
