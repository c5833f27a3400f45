// A control for a field of the recipe, made of what Python declares of it.

import { refuse } from "../../errors";
import type { Desk } from "../desk";
import { changeable } from "../edits";
import { checkField, type Field, numberField, selectField, textField } from "../fields";
import { specFields } from "../spec";
import type { Spec } from "../state";

interface More {
  /** What no value is called, where a select offers it. */
  none?: string;
  /** What the server limits further. */
  high?: number;
  /** Tell only when a person is done. */
  late?: boolean;
}

export function recipeField<K extends keyof Spec>(
  desk: Desk,
  name: K,
  label: string,
  more: More = {},
): Field<Spec[K]> {
  const declared = specFields[name];
  const change = (value: unknown) => desk.edit({ [name]: value });
  const common = { name, label, hint: declared.about, change };
  const field = made() as Field<never>;
  // What begins again says so before it does.
  const restarts = !changeable.some((each) => each === name);
  field.element.classList.toggle("restarts", restarts);
  if (restarts) field.element.title += " A change begins again at step 0.";
  return field;

  function made(): object {
    switch (declared.kind) {
      case "flag":
        return checkField(common);
      case "number":
        return numberField({ ...declared, ...common, ...more, empty: declared.none });
      case "choice":
        return choiceField(declared.choices);
      case "text":
        if (declared.none !== undefined) return wordsField(declared.none);
    }
    return refuse(`${name} has a control of its own.`);
  }

  function choiceField(values: readonly string[]): object {
    const none = declared.none === undefined ? [] : [{ value: "", label: more.none }];
    const choices = [...none, ...values.map((value) => ({ value }))];
    const field = selectField({ ...common, choices, change: (value) => change(value || null) });
    return { ...field, set: (value: string | null) => field.set(value ?? "") };
  }

  function wordsField(none: string): object {
    const field = textField({
      ...common,
      placeholder: none,
      change: (value) => change(value.trim() || null),
    });
    return { ...field, set: (value: string | null) => field.set(value ?? "") };
  }
}
