// Parts of the page that are made over and over.

import { h } from "../viewer/dom";

type Attributes = Record<string, string | number | boolean | undefined>;

export function button(
  label: string,
  act: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  return h("button", { type: "button", onclick: act, ...attributes }, label);
}

/** Puts other children in, and keeps the focus on the child with the same `data-key`. */
export function refill(parent: Element, ...children: readonly Node[]): void {
  const key = (document.activeElement as HTMLElement | null)?.dataset?.key;
  const inside = parent.contains(document.activeElement);
  parent.replaceChildren(...children);
  if (inside && key) parent.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
}
