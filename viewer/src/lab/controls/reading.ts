// How a table is written: its header, what is missing, what separates and what decimals look like.

import { h } from "../../viewer/dom";
import type { Choice } from "../elements";
import { type Field, numberField, selectField, textField } from "../fields";
import type { TableAnswer } from "../protocol";
import { type Gaps, gapsOf, missingOf, type Options, withOption } from "../table";

type Kind = "text" | "grid" | "workbook" | "npz" | "other";

interface Part {
  name: string;
  of: readonly Kind[];
  /** Whether few people need it. */
  rare?: boolean;
  field: Field<never>;
  /** What it shows of a table's options. */
  value(options: Options): string | number;
}

const all: readonly Kind[] = ["text", "grid", "workbook", "npz", "other"];
const choices = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** `change` gets the name of a field, and what becomes of a table's options by it. */
export function readingFields(change: (name: string, options: (said: Options) => Options) => void) {
  const say = (name: string, value: string) =>
    change(name, (said) => withOption(said, name, value.trim()));
  const sayMissing = (gaps: Partial<Gaps>) =>
    change(Object.keys(gaps)[0], (said) =>
      withOption(said, "missing", missingOf({ ...gapsOf(said), ...gaps })),
    );
  const parts: Part[] = [
    select("header", "First row", ["text", "grid", "workbook"], {
      "": "automatic",
      yes: "names the columns",
      no: "is data",
    }),
    {
      name: "missing",
      of: all,
      field: selectField({
        label: "Missing values",
        choices: choices({
          "": "ask",
          drop: "drop rows",
          mean: "fill in means",
          "mean+drop": "means, else drop",
        }),
        change: (action) => sayMissing({ action }),
      }),
      value: (said) => gapsOf(said).action,
    },
    select("sep", "Columns are separated by", ["text"], {
      "": "automatic",
      comma: "commas",
      semicolon: "semicolons",
      tab: "tabs",
      pipe: "upright bars |",
      space: "blanks",
    }),
    select("decimal", "Decimals", ["text", "grid", "workbook"], {
      "": "automatic",
      point: "after a point",
      comma: "after a comma",
    }),
    {
      name: "sheet",
      of: ["workbook"],
      field: textField({ label: "Sheet", change: (value) => say("sheet", value) }),
      value: (said) => said.sheet ?? "",
    },
    select("part", "Points", ["npz"], {
      "": "automatic",
      train: "to train on",
      test: "to test on",
    }),
    {
      name: "words",
      of: all,
      rare: true,
      field: textField({
        label: "Texts that mean missing",
        placeholder: "?, NA, -9",
        hint: "With commas between. The usual ones are known; “empty”: only blanks.",
        change: (words) => sayMissing({ words }),
      }),
      value: (said) => gapsOf(said).words,
    },
    {
      name: "encoding",
      of: ["text"],
      rare: true,
      field: textField({
        label: "Encoding",
        placeholder: "UTF-8",
        change: (value) => say("encoding", value),
      }),
      value: (said) => said.encoding ?? "",
    },
    {
      name: "skip",
      of: ["text", "workbook"],
      rare: true,
      field: numberField({
        label: "Lines above the table",
        whole: true,
        low: 0,
        high: 10_000,
        late: true,
        change: (value: number) => say("skip", value ? String(value) : ""),
      }) as Field<never>,
      value: (said) => Number(said.skip ?? 0),
    },
  ];
  const group = (rare: boolean) =>
    h(
      "div",
      { class: "parameters" },
      ...parts.filter((part) => !!part.rare === rare).map(({ field }) => field.element),
    );
  const more = h(
    "details",
    { class: "fold" },
    h("summary", {}, "More about how it is written"),
    group(true),
  );
  const element = h("div", { class: "reading" }, group(false), more);

  function select(
    name: string,
    label: string,
    of: readonly Kind[],
    labels: Readonly<Record<string, string>>,
  ): Part {
    const field = selectField({
      label,
      choices: choices(labels),
      change: (value) => say(name, value),
    });
    return { name, of, field, value: (said) => said[name] ?? "" };
  }

  return {
    element,
    set(table: TableAnswer) {
      if (table.error) more.open = true;
      const kind = kindOf(table.file);
      for (const { of, field, value } of parts) {
        field.element.hidden = !of.includes(kind);
        field.set(value(table.options) as never);
      }
    },
  };
}

function kindOf(file: string): Kind {
  const [, inner] = /\.(\w+)(?:\.(?:gz|xz|bz2))?$/.exec(file.toLowerCase()) ?? [];
  if (/^xls/.test(inner)) return "workbook";
  if (/^(json|npy)$/.test(inner)) return "grid";
  if (inner === "npz") return "npz";
  return /^(parquet|feather|arrow|jsonl|ndjson|svm|libsvm|svmlight)$/.test(inner)
    ? "other"
    : "text";
}
