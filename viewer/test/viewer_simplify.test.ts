import { describe, expect, it } from "vitest";
import { simplified } from "../src/viewer/simplify";

/** A spiral and, after it, a straight line. */
const turn = Array.from({ length: 200 }, (_, i) => i / 30);
const spiral = turn.flatMap((t) => [t * Math.cos(t), t * Math.sin(t), 0.1 * t]);
const straight = turn.flatMap((t) => [t, 2 * t, 3 * t]);
const positions = Float32Array.from([...spiral, ...straight]);
const starts = Uint32Array.of(0, 200, 400);

describe("simplified lines", () => {
  it("keep straight lines as their two ends", () => {
    const few = simplified({ positions, starts }, 1e-3);
    expect(few.starts[2] - few.starts[1]).toBe(2);
    expect([...few.positions.slice(-3)]).toEqual([...positions.slice(-3)]);
  });

  it.each([0.1, 0.03, 0.01])("stay within %d of every point", (tolerance) => {
    const few = simplified({ positions, starts }, tolerance);
    expect(few.starts[1]).toBeLessThan(200);
    for (let i = 0; i < 200; i++) {
      const point = positions.subarray(3 * i, 3 * i + 3);
      let least = Infinity;
      for (let k = 0; k + 1 < few.starts[1]; k++) {
        const a = few.positions.subarray(3 * k, 3 * k + 3);
        const b = few.positions.subarray(3 * k + 3, 3 * k + 6);
        for (let share = 0; share <= 1; share += 0.01) {
          const at = point.map((x, axis) => x - a[axis] - share * (b[axis] - a[axis]));
          least = Math.min(least, Math.hypot(...at));
        }
      }
      expect(least).toBeLessThan(1.05 * tolerance + 1e-3);
    }
  });

  it("leave nothing out without tolerance, and pass over what is not finite", () => {
    expect(
      simplified({ positions: positions.slice(0, 600), starts: Uint32Array.of(0, 200) }, 0)
        .starts[1],
    ).toBe(200);
    const broken = Float32Array.of(0, 0, 0, Number.NaN, 0, 0, 1, 0, 0, 2, 0, 0);
    expect(
      simplified({ positions: broken, starts: Uint32Array.of(0, 4) }, 1).starts[1],
    ).toBeGreaterThan(2);
  });
});
