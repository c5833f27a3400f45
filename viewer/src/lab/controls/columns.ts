// The columns of a table: what each is used as.

import { h, write } from "../../viewer/dom";
import { whole } from "../../viewer/format";
import { choices, type Kept, keyed } from "../elements";
import type { Column, TableAnswer } from "../protocol";
import { type Role, rolesOf } from "../table";

const roleNames: readonly { value: Role; label: string }[] = [
  { value: "label", label: "label" },
  { value: "feature", label: "feature" },
  { value: "encode", label: "0/1 columns" },
  { value: "out", label: "left out" },
];

interface Used {
  column: Column;
  role: Role;
}

/** `use` gets the name of a column and another role for it. */
export function columnList(use: (name: string, role: Role) => void): Kept<TableAnswer> {
  const legend = h("legend", {});
  const list = h("ul", { class: "columns" });
  const show = keyed(
    list,
    ({ column }: Used) => column.name,
    ({ column }) => row(column.name, use),
  );
  const element = h("fieldset", {}, legend, list);
  return {
    element,
    set(table) {
      const { columns } = table;
      const roles = rolesOf(table);
      element.hidden = columns.length === 0;
      write(legend, `Columns (${columns.length})`);
      show(columns.map((column) => ({ column, role: roles.get(column.name) ?? "out" })));
    },
  };
}

function row(name: string, use: (name: string, role: Role) => void): Kept<Used> {
  const select = h("select", {
    "aria-label": `${name}: used as`,
    onchange: () => use(name, select.value as Role),
  });
  const offer = choices(select);
  const about = h("span", { class: "hint" });
  const element = h("li", {}, h("span", { class: "name" }, name), select, about);
  return {
    element,
    set({ column, role }) {
      const encodes = column.kind === "text" || role === "encode";
      offer(roleNames.filter(({ value }) => value !== "encode" || encodes));
      if (select.value !== role) select.value = role;
      element.className = role;
      write(about, describe(column));
    },
  };
}

function describe({ kind, distinct, missing, examples }: Column): string {
  const parts = [
    kind,
    `${whole(distinct)} different`,
    missing ? `${whole(missing)} missing` : "",
    examples.length ? `such as ${examples.slice(0, 2).join(", ")}` : "",
  ];
  return parts.filter((part) => part).join(" · ");
}
