// Labelled form fields that say what is wrong next to the place where it was given.

import { h, write } from "../viewer/dom";
import { inWords, type Range, within } from "../viewer/range";
import { type Choice, choices } from "./elements";

let count = 0;

/** One field of a form; `set` shows a value that came from elsewhere. */
export interface Field<T> {
  readonly element: HTMLElement;
  set(value: T): void;
  /** Says what is wrong with the value; null: nothing. */
  fail(sentence: string | null): void;
}

interface Options<T> {
  label: string;
  /** The name of the field of the recipe that it is. */
  name?: string;
  /** What is said of it where a pointer rests. */
  hint?: string;
  change(value: T): void;
}

export interface NumberOptions<T> extends Options<T>, Range {
  step?: number;
  /** What an empty field means; without it, a number is needed. */
  empty?: string;
  /** Tell only when a person is done, not at every digit. */
  late?: boolean;
}

/** A number in a range. With `empty`, no number is null. */
export function numberField(options: NumberOptions<number>): Field<number>;
export function numberField(
  options: NumberOptions<number | null> & { empty: string },
): Field<number | null>;
export function numberField(options: NumberOptions<never>): Field<number | null> {
  const { whole, low, above, high, below, empty } = options;
  const input = h("input", {
    type: "number",
    inputmode: whole ? "numeric" : "decimal",
    min: low ?? above ?? undefined,
    max: high ?? below ?? undefined,
    step: options.step ?? (whole ? 1 : "any"),
    placeholder: empty,
  });
  const field = framed<number | null>(input, options, (value) => {
    const shown = input.value === "" ? null : Number(input.value);
    if (shown !== value || input.validity.badInput) input.value = value === null ? "" : tidy(value);
  });
  input.addEventListener(options.late ? "change" : "input", () => {
    const blank = input.value.trim() === "" && !input.validity.badInput;
    const value = blank ? null : input.valueAsNumber;
    const good = value === null ? empty !== undefined : within(value, options);
    if (!good) return field.fail(`Expected ${inWords(options)}.`);
    field.took(value);
    options.change(value as never);
  });
  input.addEventListener("change", () => {
    // A field that is left empty without leave shows its last good value again.
    if (input.value === "" && empty === undefined) field.restore();
  });
  return field;
}

export interface SelectField extends Field<string> {
  /** Offers other choices. */
  offer(choices: readonly Choice[]): void;
}

/** A choice; a value that is not offered is shown as it is. */
export function selectField(
  options: Options<string> & { choices: readonly Choice[] },
): SelectField {
  const select = h("select");
  const show = choices(select);
  let offered = options.choices;
  select.addEventListener("change", () => options.change(select.value));
  const field = framed<string>(select, options, display);

  function display(value: string): void {
    const known = offered.some((each) => each.value === value);
    show(known ? offered : [...offered, { value }]);
    if (select.value !== value) select.value = value;
  }

  show(offered);
  return {
    ...field,
    set(value) {
      field.set(value);
      // Unlike a text, a choice is never half made: it is always what holds.
      display(value);
    },
    offer(given) {
      offered = given;
      display(select.value);
    },
  };
}

export function textField(options: Options<string> & { placeholder?: string }): Field<string> {
  const input = h("input", { type: "text", placeholder: options.placeholder });
  const field = framed<string>(input, options, (value) => {
    input.value = value;
  });
  input.addEventListener("change", () => {
    field.took(input.value);
    options.change(input.value);
  });
  return field;
}

export function checkField(options: Options<boolean>): Field<boolean> {
  const input = h("input", { type: "checkbox", name: options.name });
  input.addEventListener("change", () => options.change(input.checked));
  const problem = problemLine(input);
  return {
    element: h(
      "div",
      { class: "field check", title: options.hint },
      h("label", {}, input, h("span", {}, options.label)),
      problem,
    ),
    set(value) {
      input.checked = value;
    },
    fail: (sentence) => failing(input, problem, sentence),
  };
}

/** A place near a control for what is wrong; it is announced when it fills. */
export function problemLine(control: Element): HTMLElement {
  const line = h("p", { class: "problem", role: "alert", id: `problem-${++count}` });
  control.setAttribute("aria-describedby", line.id);
  return line;
}

export function failing(control: Element, line: HTMLElement, sentence: string | null): void {
  write(line, sentence ?? "");
  if (sentence) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

interface Framed<T> extends Field<T> {
  /** A person gave this value: it is shown, and they may be typing the next one already. */
  took(value: T): void;
  /** Shows the last good value again. */
  restore(): void;
}

function framed<T>(
  control: HTMLInputElement | HTMLSelectElement,
  options: { label: string; name?: string; hint?: string },
  display: (value: T) => void,
): Framed<T> {
  control.id = `field-${++count}`;
  if (options.name) control.name = options.name;
  const problem = problemLine(control);
  let last: T | undefined;
  return {
    element: h(
      "div",
      { class: "field", title: options.hint },
      h("label", { for: control.id }, options.label),
      control,
      problem,
    ),
    set(value) {
      // What a person is typing is theirs, and a complaint stays, until the value changes.
      if (value === last) return;
      last = value;
      display(value);
      failing(control, problem, null);
    },
    fail: (sentence) => failing(control, problem, sentence),
    took(value) {
      last = value;
      failing(control, problem, null);
    },
    restore() {
      if (last !== undefined) display(last);
      failing(control, problem, null);
    },
  };
}

function tidy(value: number): string {
  return String(Number(value.toPrecision(12)));
}
