import { afterEach, describe, expect, it, vi } from "vitest";
import { isUpload, Tables } from "../src/lab/tables";

const limits = { upload: 100, recording: 1000 } as never;
const answer = (source: string, more: object = {}) => ({
  handle: "upload:1",
  file: "t.csv",
  source,
  points: 3,
  ...more,
});

function serve(...answers: (object | Error)[]) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return { json: async () => next };
  });
  return asked;
}

const file = (name: string, size = 10) => new File([new Uint8Array(size)], name);

afterEach(() => vi.unstubAllGlobals());

describe("tables on the server", () => {
  it("are sent once and read again by their source", async () => {
    const asked = serve(answer("upload:1"), answer("upload:1:label=a"));
    const tables = new Tables(limits);
    expect((await tables.send(file("t.csv"))).kind).toBe("table");
    const again = await tables.read("upload:1:label=a");
    expect(again.kind).toBe("table");
    expect(asked).toEqual(["/data?name=t.csv", "/data?source=upload%3A1%3Alabel%3Da"]);
    expect(tables.get("upload:1:label=a")?.points).toBe(3);
    expect([...tables.all.values()].map(({ source }) => source)).toEqual(["upload:1:label=a"]);
  });

  it("are named where a recipe may need one", async () => {
    const asked = serve(answer("upload:1"), { fragment: "data=moons", note: "" });
    const tables = new Tables(limits);
    await tables.send(file("t.csv"));
    expect(await tables.send(file("unknot.json"))).toEqual({
      kind: "opened",
      opened: { fragment: "data=moons", note: "" },
    });
    expect(asked[1]).toContain("tables=upload%3A1");
  });

  it("are kept when they cannot be read as they were meant", async () => {
    serve(answer("upload:1", { points: null, error: "No." }));
    const sent = await new Tables(limits).send(file("t.csv"));
    expect(sent).toMatchObject({ kind: "table", table: { error: "No." } });
  });

  it("are refused with a sentence", async () => {
    serve({ error: "No table." }, new Error("gone"));
    const tables = new Tables(limits);
    expect(await tables.send(file("t.csv"))).toEqual({ kind: "refused", sentence: "No table." });
    expect(await tables.send(file("t.csv"))).toMatchObject({ kind: "refused" });
    const large = await tables.send(file("t.csv", 101));
    expect(large).toMatchObject({ sentence: expect.stringContaining("at most") });
  });

  it("may be smaller than recordings", async () => {
    const asked = serve({ fragment: "data=moons", note: "" });
    await new Tables(limits).send(file("r.safetensors", 101));
    expect(asked).toHaveLength(1);
  });
});

describe("a source", () => {
  it("is an upload by its beginning", () => {
    expect([isUpload("upload:1:label=a"), isUpload("moons")]).toEqual([true, false]);
  });
});
