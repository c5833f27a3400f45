import { describe, expect, it } from "vitest";
import type { Column, TableAnswer, TableReading } from "../src/lab/protocol";
import {
  gapsOf,
  inWords,
  keepable,
  keeping,
  missingOf,
  questionsIn,
  rolesOf,
  withOption,
  withRole,
} from "../src/lab/table";

const column = (name: string, kind: Column["kind"] = "number", is_index = false): Column => ({
  name,
  kind,
  distinct: 3,
  missing: 0,
  examples: [],
  is_index,
});

const columns = [
  column("row", "number", true),
  column("width"),
  column("a+b"),
  column("colour", "text"),
  column("kind", "text"),
];

const reading: TableReading = {
  lines: [],
  label: "kind",
  features: ["width", "a+b"],
  left_out: { row: "the file gives it no name", colour: "asked for" },
  encoded: {},
};

const table = (more: Partial<TableAnswer> = {}): TableAnswer => ({
  handle: "upload:1",
  file: "t.csv",
  source: "upload:1",
  name: "t",
  options: { drop: "colour" },
  columns,
  points: 9,
  features: ["width", "a+b"],
  classes: ["x", "y"],
  counts: [4, 5],
  reading,
  question: null,
  error: null,
  ...more,
});

const roles = (of: TableAnswer) => Object.fromEntries(rolesOf(of));

describe("the roles of a table's columns", () => {
  it("are those in which it was read", () => {
    expect(roles(table())).toEqual({
      row: "out",
      width: "feature",
      "a+b": "feature",
      colour: "out",
      kind: "label",
    });
  });

  it("are what was said where it could not be read", () => {
    const unread = table({ reading: null, options: { label: "colour", drop: "a+b" } });
    expect(roles(unread)).toMatchObject({ row: "out", colour: "label", "a+b": "out" });
    expect(roles(unread).kind).toBe("feature");
  });

  it("may be several labels together", () => {
    const options = { label: "width+a+b" };
    expect(roles(table({ reading: null, options }))).toMatchObject({
      width: "label",
      "a+b": "label",
    });
  });

  it("come back as they were set", () => {
    for (const role of ["label", "feature", "encode", "out"] as const) {
      const options = withRole(table(), "colour", role);
      expect(roles(table({ reading: null, options })).colour).toBe(role);
    }
  });
});

describe("the options for another role", () => {
  it("leave a column out and take it back", () => {
    const options = withRole(table(), "width", "out");
    expect(options).toEqual({ drop: "width+colour" });
    const without = table({
      options,
      reading: { ...reading, features: ["a+b"] },
    });
    expect(withRole(without, "width", "feature")).toEqual({ drop: "colour" });
  });

  it("make another label; a text that was it before is no feature", () => {
    expect(withRole(table(), "colour", "label")).toEqual({ label: "colour", drop: "kind" });
    const numbered = table({ reading: { ...reading, label: "width", features: ["a+b"] } });
    const options = withRole(numbered, "kind", "label");
    expect(options).toEqual({ label: "kind", drop: "colour" });
  });

  it("turn a text into 0/1 columns", () => {
    expect(withRole(table(), "colour", "encode")).toEqual({ encode: "colour" });
  });

  it("name all features to take what the file marks as numbers of its rows", () => {
    expect(withRole(table(), "row", "feature")).toEqual({ features: "row+width+a+b" });
  });

  it("keep what was said of other things", () => {
    const options = { drop: "colour", missing: "drop+?", sep: "tab" };
    expect(withRole(table({ options }), "width", "out")).toMatchObject({
      missing: "drop+?",
      sep: "tab",
    });
  });
});

describe("what a question would leave out", () => {
  const asked = table({
    points: null,
    question: { sentence: "", options: { drop: "colour+width" } },
    reading: { ...reading, features: ["a+b"] },
  });

  it("may be kept if it holds numbers and was not left out before", () => {
    expect(keepable(asked)).toEqual(["width"]);
    expect(keepable(table())).toEqual([]);
  });

  it("is what a person goes on from", () => {
    expect(withRole(asked, "colour", "encode")).toEqual({
      label: "kind",
      drop: "width",
      encode: "colour",
    });
  });

  it("is kept by naming all features", () => {
    expect(keeping(asked, ["width"])).toEqual({ label: "kind", features: "width+a+b" });
  });
});

describe("missing values", () => {
  it.each([
    ["", "", ""],
    ["drop", "drop", ""],
    ["mean", "mean", ""],
    ["drop+mean", "mean+drop", ""],
    ["drop+?+-9", "drop", "?, -9"],
    ["empty", "", "empty"],
  ])("are read from %s", (missing, action, words) => {
    expect(gapsOf({ missing })).toEqual({ action, words });
    expect(gapsOf({ missing: missingOf({ action, words }) })).toEqual({ action, words });
  });
});

describe("options", () => {
  it("are left out where they are empty", () => {
    expect(withOption({ sep: "tab", label: "a" }, "sep", "")).toEqual({ label: "a" });
  });

  it("are said in words, without those of the command line", () => {
    const said = inWords({ label: "kind", drop: "id+day", encode: "c", missing: "drop+?" });
    expect(said).toBe(
      "label: kind; left out: id, day; as 0/1 columns: c; rows without a value are left out; " +
        "missing: ?",
    );
    expect(inWords({ missing: "empty", header: "no", sep: "tab", decimal: "comma" })).not.toMatch(
      /=/,
    );
  });
});

describe("a sentence that asks several things", () => {
  it("is cut where the file is named", () => {
    expect(
      questionsIn("t.csv, line 2 is odd. Say so. t.csv, column 'x' is empty.", "t.csv"),
    ).toEqual(["Line 2 is odd. Say so.", "Column 'x' is empty."]);
    expect(questionsIn("Decide below.", "t.csv")).toEqual(["Decide below."]);
  });
});
