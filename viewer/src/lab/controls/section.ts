// A part of the rail.

import { h } from "../../viewer/dom";

export interface Section {
  readonly element: HTMLElement;
  /** Shows the desk as it is now; called often, so it changes only what is another. */
  render(): void;
  /** Says what is wrong with a field of the recipe; false if the field is not here. */
  fail?(field: string, sentence: string | null): boolean;
}

/** A section with a heading, which folds on narrow pages as everywhere. */
export function framedSection(name: string, ...parts: readonly Node[]): HTMLDetailsElement {
  const frame = h(
    "details",
    { class: `section ${name.toLowerCase()}`, open: true },
    h("summary", {}, h("h2", {}, name)),
  );
  frame.append(h("div", { class: "body" }, ...parts));
  return frame;
}
