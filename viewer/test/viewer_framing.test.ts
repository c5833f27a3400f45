import { describe, expect, it } from "vitest";
import { type Extent, extentOf, Framing } from "../src/viewer/framing";
import { Easing } from "../src/viewer/sight";

/** Contents that wander and pulsate, with a sudden jump at depth 1.5. */
function contents(depth: number): Extent {
  const centre = depth < 1.5 ? depth : depth + 3;
  const half = 1 + 0.5 * Math.sin(5 * depth);
  const low = [centre - half, -half, 0] as const;
  const high = [centre + half, half, 0] as const;
  return { low, high, radius: half };
}

const depths = Array.from({ length: 301 }, (_, i) => i / 100);

describe("framing", () => {
  it("holds the contents wherever they were measured", () => {
    const framing = new Framing(contents, 3);
    for (let sample = 0; sample <= 72; sample++) {
      const { centre, radius } = framing.at(sample / 24);
      const { low, high } = contents(sample / 24);
      for (const axis of [0, 1]) {
        expect(low[axis]).toBeGreaterThanOrEqual(centre[axis] - radius - 1e-9);
        expect(high[axis]).toBeLessThanOrEqual(centre[axis] + radius + 1e-9);
      }
    }
  });

  it("changes smoothly even where the contents jump", () => {
    const framing = new Framing(contents, 3);
    for (const depth of depths.slice(1)) {
      const [now, before] = [framing.at(depth), framing.at(depth - 0.01)];
      expect(Math.abs(now.centre[0] - before.centre[0])).toBeLessThan(0.5);
      expect(Math.abs(now.radius - before.radius)).toBeLessThan(0.5);
    }
  });

  it("is the same whatever was looked at before", () => {
    const [one, other] = [new Framing(contents, 3), new Framing(contents, 3)];
    const forth = depths.map((depth) => one.at(depth));
    const back = [...depths].reverse().map((depth) => other.at(depth));
    expect(back.reverse()).toEqual(forth);
  });

  it("measures only near the depth that is looked at", () => {
    const measured: number[] = [];
    const framing = new Framing((depth) => {
      measured.push(depth);
      return contents(depth);
    }, 6);
    framing.at(2);
    expect(measured.length).toBeGreaterThan(0);
    expect(measured.every((depth) => Math.abs(depth - 2) < 0.5)).toBe(true);
  });

  it("works without layers", () => {
    expect(new Framing(contents, 0).at(0).radius).toBeGreaterThan(0);
  });
});

describe("the extent of positions", () => {
  it("passes over what is not finite, and is never empty", () => {
    const extent = extentOf(Float32Array.of(0, 0, 0, Number.NaN, 0, 0, 2, 1, 0), true);
    expect(extent).toEqual({ low: [0, 0, 0], high: [2, 1, 0], radius: 1 });
    expect(extentOf(Float32Array.of(5, 5, 0), true).radius).toBe(1);
    expect(extentOf(Float32Array.of(Number.NaN, Number.NaN, Number.NaN), true).radius).toBe(1);
  });
});

describe("easing", () => {
  const sight = (x: number, radius: number) => {
    return { centre: [x, 0, 0] as const, radius, yaw: 0, pitch: 0 };
  };

  it("follows one network exactly", () => {
    const easing = new Easing();
    easing.follow(sight(0, 1), "network", 0.02);
    expect(easing.follow(sight(5, 3), "network", 0.02)).toEqual(sight(5, 3));
    expect(easing.active).toBe(false);
  });

  it("does not jump to another network, and ends exactly at what the state decides", () => {
    const easing = new Easing();
    easing.follow(sight(0, 1), "before", 0.02);
    const first = easing.follow(sight(5, 3), "after", 0.02);
    expect(first.centre[0]).toBeLessThan(2);
    expect(easing.active).toBe(true);
    let last = first;
    for (let i = 0; i < 100 && easing.active; i++) {
      const next = easing.follow(sight(5, 3), "after", 0.02);
      expect(next.centre[0]).toBeGreaterThanOrEqual(last.centre[0]);
      last = next;
    }
    expect(easing.active).toBe(false);
    expect(easing.follow(sight(5, 3), "after", 0.02)).toEqual(sight(5, 3));
  });

  it("can be ended at once", () => {
    const easing = new Easing();
    easing.follow(sight(0, 1), "before", 0.02);
    easing.follow(sight(5, 3), "after", 0.02);
    easing.rest();
    expect(easing.follow(sight(5, 3), "after", 0)).toEqual(sight(5, 3));
  });
});
