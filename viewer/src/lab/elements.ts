// Parts of the page that are made over and over.

import { h, write } from "../viewer/dom";

type Attributes = Record<string, string | number | boolean | undefined>;

export function button(
  label: string,
  act: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  return h("button", { type: "button", onclick: act, ...attributes }, label);
}

/** An element that stays, and shows one item after the other. */
export interface Kept<T> {
  readonly element: Element;
  /** Shows an item; it changes only what is another. */
  set(item: T, index: number): void;
}

/**
 * A list on the page: returns how to show other items. An element stays as long as its key does,
 * so that focus, scrolling and what is being typed are never lost to what a server answers.
 */
export function keyed<T>(
  parent: Element,
  key: (item: T, index: number) => string | number,
  make: (item: T, index: number) => Kept<T>,
): (items: readonly T[]) => void {
  let kept = new Map<string | number, Kept<T>>();
  return (items) => {
    const rows = new Map<string | number, Kept<T>>();
    for (const [index, item] of items.entries()) {
      const name = key(item, index);
      rows.set(name, kept.get(name) ?? make(item, index));
    }
    for (const [name, { element }] of kept) if (!rows.has(name)) element.remove();
    kept = rows;
    for (const [index, row] of [...rows.values()].entries()) {
      // What stands in its place is not touched: an element that is moved loses the focus.
      const there = parent.children[index];
      if (there !== row.element) parent.insertBefore(row.element, there ?? null);
      row.set(items[index], index);
    }
  };
}

/** A list of texts, each in an element of its own. */
export function texts(parent: Element, tag: "li" | "p"): (items: readonly string[]) => void {
  const make = () => {
    const element = h(tag);
    return { element, set: (text: string) => write(element, text) };
  };
  return keyed(parent, (_, index) => index, make);
}

export interface Choice {
  value: string;
  label?: string;
}

/** What a select offers; what is selected stays so as long as it is offered. */
export function choices(select: HTMLSelectElement): (items: readonly Choice[]) => void {
  const make = ({ value }: Choice) => {
    const element = h("option", { value });
    return {
      element,
      set: ({ label }: Choice) => write(element, label ?? value),
    };
  };
  return keyed(select, ({ value }) => value, make);
}
