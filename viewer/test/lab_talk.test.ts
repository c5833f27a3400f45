import { describe, expect, it } from "vitest";
import type { TableAnswer } from "../src/lab/protocol";
import { parseSource } from "../src/lab/source";
import { type Options, withOption } from "../src/lab/table";
import type { Sent } from "../src/lab/tables";
import { Talk } from "../src/lab/talk";

const start = answer("upload:1");

function answer(source: string): TableAnswer {
  const { head, options } = parseSource(source);
  return { handle: head, source, options: Object.fromEntries(options) } as TableAnswer;
}

/** A server that answers when, and in the order in which, a test wants it. */
function talking() {
  const asked = new Map<string, (sent: Sent) => void>();
  const heard: [source: string, refused: string | null][] = [];
  const waits: boolean[] = [];
  const talk = new Talk(
    (source) => new Promise((settle) => asked.set(source, settle)),
    ({ source }, refused) => heard.push([source, refused]),
    (waiting) => waits.push(waiting),
  );
  talk.begin(start);
  const settle = async (source: string, sent: Sent) => {
    await rest();
    asked.get(source)?.(sent);
    await rest();
  };
  return {
    talk,
    heard,
    waits,
    asked,
    reply: (source: string) => settle(source, { kind: "table", table: answer(source) }),
    refuse: (source: string) => settle(source, { kind: "refused", sentence: "No." }),
  };
}

const rest = () => new Promise((settle) => setTimeout(settle));
const say = (name: string, value: string) => (from: { options: Options }) =>
  withOption(from.options, name, value);

describe("what is said of a table", () => {
  it("is heard as it is answered", async () => {
    const { talk, heard, waits, reply } = talking();
    void talk.say(say("header", "no"), "header");
    expect(waits.at(-1)).toBe(true);
    await reply("upload:1:header=no");
    expect(heard).toEqual([["upload:1:header=no", null]]);
    expect(waits.at(-1)).toBe(false);
  });

  it.each([
    ["a late answer to the first", [2, 1]],
    ["answers in their order", [1, 2]],
  ])("in one place twice is what was said there last, by %s", async (_, order) => {
    const { talk, heard, reply } = talking();
    void talk.say((from) => ({ ...from.options, label: "price" }), "column price");
    void talk.say(say("drop", "price"), "column price");
    const sources = ["", "upload:1:label=price", "upload:1:drop=price"];
    for (const number of order) await reply(sources[number]);
    expect(heard).toEqual([["upload:1:drop=price", null]]);
  });

  it("in one place twice leaves no trace of the first, even if that was answered", async () => {
    const { talk, heard, reply } = talking();
    void talk.say((from) => ({ ...from.options, label: "price" }), "column price");
    await reply("upload:1:label=price");
    void talk.say(say("drop", "price"), "column price");
    await reply("upload:1:drop=price");
    expect(heard.map(([source]) => source)).toEqual([
      "upload:1:label=price",
      "upload:1:drop=price",
    ]);
  });

  it("in two places is both, though the second is said before the first is answered", async () => {
    const { talk, heard, asked, reply } = talking();
    void talk.say(say("header", "no"), "header");
    void talk.say(say("sep", "tab"), "sep");
    await rest();
    expect([...asked.keys()]).toEqual(["upload:1:header=no"]);
    await reply("upload:1:header=no");
    expect(heard).toEqual([]);
    await reply("upload:1:header=no,sep=tab");
    expect(heard).toEqual([["upload:1:header=no,sep=tab", null]]);
  });

  it("nowhere in particular goes from what was said before", async () => {
    const { talk, heard, reply } = talking();
    void talk.say(say("drop", "id"));
    await reply("upload:1:drop=id");
    void talk.say(say("missing", "mean"));
    await reply("upload:1:drop=id,missing=mean");
    expect(heard.at(-1)).toEqual(["upload:1:drop=id,missing=mean", null]);
  });

  it("and refused leaves the table with what was said before", async () => {
    const { talk, heard, reply, refuse } = talking();
    void talk.say(say("header", "no"), "header");
    void talk.say(say("sep", "tab"), "sep");
    await reply("upload:1:header=no");
    await refuse("upload:1:header=no,sep=tab");
    expect(heard).toEqual([["upload:1:header=no", "No."]]);
    void talk.say(say("decimal", "comma"), "decimal");
    await reply("upload:1:header=no,decimal=comma");
    expect(heard.at(-1)).toEqual(["upload:1:header=no,decimal=comma", null]);
  });

  it("is not heard of a table that was put away", async () => {
    const { talk, heard, waits, reply } = talking();
    void talk.say(say("header", "no"), "header");
    talk.begin(null);
    expect(waits.at(-1)).toBe(false);
    await reply("upload:1:header=no");
    void talk.say(say("sep", "tab"), "sep");
    await rest();
    expect(heard).toEqual([]);
  });
});

describe("another question to the server", () => {
  it("is answered only if nothing was asked since", async () => {
    const { talk, heard, reply } = talking();
    const other = talk.latest(Promise.resolve("late"));
    void talk.say(say("header", "no"), "header");
    expect(await other).toBeNull();
    await reply("upload:1:header=no");
    expect(heard).toHaveLength(1);
    expect(await talk.latest(Promise.resolve("now"))).toBe("now");
  });
});
