import { describe, expect, it } from "vitest";
import { formatSource, parseSource } from "../src/lab/source";

describe("a data source", () => {
  it.each([
    ["spirals:turns=2,noise=0.02", "spirals", { turns: "2", noise: "0.02" }],
    ["spirals: turns=2, noise=0.02", "spirals", { turns: "2", noise: "0.02" }],
    ['"a:b=c.csv":label="my, class"', "a:b=c.csv", { label: "my, class" }],
    ['t.csv:label="say ""so"""', "t.csv", { label: 'say "so"' }],
    ["upload:0123456789abcdef", "upload:0123456789abcdef", {}],
    [
      "drawn:strokes=A*0_0_9_0_0_9;B.5_5,points=10",
      "drawn",
      { strokes: "A*0_0_9_0_0_9;B.5_5", points: "10" },
    ],
    ["moons", "moons", {}],
  ])("reads %s", (text, head, options) => {
    const source = parseSource(text);
    expect(source.head).toBe(head);
    expect(Object.fromEntries(source.options)).toEqual(options);
    expect(parseSource(formatSource(source.head, source.options))).toEqual(source);
  });

  it("leaves out what is empty", () => {
    expect(formatSource("mnist", new Map([["folder", ""]]))).toBe("mnist");
    expect(formatSource("mnist", new Map([["folder", "/a,b"]]))).toBe('mnist:folder="/a,b"');
  });
});
