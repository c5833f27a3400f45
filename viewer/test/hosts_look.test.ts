import { describe, expect, it } from "vitest";
import { type Look, read, written } from "../src/hosts/look";

const base: Look = {
  step: 400,
  depth: 0,
  order: "together",
  view: "auto",
  yaw: null,
  pitch: null,
  zoom: 1,
  grid: true,
  points: true,
  regions: true,
  confidence: false,
  marks: true,
  tour: null,
};

const link = (pairs: [string, string][]) => new URLSearchParams(pairs);

describe("a link to what is shown", () => {
  it("holds what differs, and gives it back exactly", () => {
    const look: Look = { ...base, step: 10, depth: 0.3333, yaw: -0.1, grid: false, view: "space" };
    const pairs = written(look, base, "");
    expect(pairs.map(([key]) => key)).toEqual(["step", "depth", "view", "yaw", "grid"]);
    expect({ ...base, ...read(link(pairs), "") }).toEqual(look);
  });

  it("holds where a thousand layers are", () => {
    const deep: Look = { ...base, depth: 953.5 };
    expect(read(link(written(deep, base, "")), "")).toEqual({ depth: 953.5 });
  });

  it("is empty where nothing differs", () => {
    expect(written(base, { ...base }, "")).toEqual([]);
  });

  it("says that an angle is the viewer's own again", () => {
    const turned: Look = { ...base, yaw: 2 };
    expect(read(link(written(base, turned, "")), "")).toEqual({ yaw: null });
  });

  it("tells several viewers apart", () => {
    const pairs = [
      ...written({ ...base, depth: 1 }, base, "one."),
      ...written({ ...base, depth: 2 }, base, "two."),
    ];
    expect(read(link(pairs), "one.")).toEqual({ depth: 1 });
    expect(read(link(pairs), "two.")).toEqual({ depth: 2 });
    expect(read(link(pairs), "")).toEqual({});
  });

  it.each([
    "depth=x",
    "depth=-1",
    "depth=1e9",
    "step=1.5",
    "order=both",
    "grid=2",
    "yaw=",
    "depth=",
  ])("leaves out %s, which cannot be used, and keeps the rest", (bad) => {
    expect(read(new URLSearchParams(`${bad}&zoom=2&unknown=3`), "")).toEqual({ zoom: 2 });
  });
});
