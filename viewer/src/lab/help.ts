// What the keys do, and what the page is.

import { h } from "../viewer/dom";
import { button } from "./elements";

const keys: readonly [key: string, does: string][] = [
  ["Alt + T", "train or pause"],
  ["Alt + R", "reset: the same initial weights"],
  ["Alt + N", "new seed: other initial weights"],
  ["← →", "in the picture: a little less or more depth"],
  ["[ ]", "in the picture: one frame of training"],
  ["Space", "in the picture: play"],
  ["1 … 9", "in the picture: that layer"],
  ["?", "in the picture: all of its keys"],
  ["Arrows, Enter", "on the drawing pad: move, put a vertex"],
  ["Escape", "on the drawing pad: end the stroke"],
  ["Backspace", "on the drawing pad: remove the last vertex"],
];

export function helpDialog(version: string): HTMLDialogElement {
  const dialog = h(
    "dialog",
    { class: "help", "aria-labelledby": "help-title" },
    h("h2", { id: "help-title" }, "The lab"),
    h(
      "p",
      {},
      "Every picture is a network as a motion of its data: at depth 0 the data as they are, at the ",
      "last depth as the last hidden layer has laid them out. The two scrubbers go through the ",
      "layers and through the training. The link in the address bar holds everything, seed ",
      "included.",
    ),
    h("h3", {}, "Keys"),
    h(
      "dl",
      { class: "keys" },
      ...keys.map(([key, does]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, does))),
    ),
    h(
      "div",
      { class: "row end" },
      h("span", { class: "hint" }, `unknot ${version}`),
      button("Close", () => dialog.close(), { class: "primary" }),
    ),
  );
  return dialog;
}
