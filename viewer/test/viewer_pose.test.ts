import { describe, expect, it } from "vitest";
import { aslant } from "../src/viewer/pose";
import { unit, type Vector } from "../src/viewer/vectors";

/** From where a pose is seen. */
function eye({ yaw, pitch }: { yaw: number; pitch: number }): Vector {
  const level = Math.cos(pitch);
  return [Math.sin(yaw) * level, -Math.cos(yaw) * level, Math.sin(pitch)];
}

const normals: Vector[] = [
  [1, 0, 0],
  [0, -1, 0],
  [0.5, 0.5, 0.3],
  [-0.2, 0.9, -0.4],
];

describe("the view of a separating plane", () => {
  it.each(normals)("sees both the plane and the distance of its sides: %f %f %f", (...given) => {
    const normal = unit(given);
    const towards = eye(aslant(normal));
    const facing = Math.abs(towards.reduce((sum, x, i) => sum + x * normal[i], 0));
    expect(facing).toBeCloseTo(Math.sin((35 * Math.PI) / 180), 5);
  });

  it("does not depend on which side the normal points to, and stays near the usual view", () => {
    for (const normal of normals) {
      const [one, other] = [
        aslant(unit(normal)),
        aslant(unit(normal.map((x) => -x) as unknown as Vector)),
      ];
      expect(Math.cos(one.yaw - other.yaw)).toBeCloseTo(1, 9);
      expect(Math.abs(one.yaw - 0.6)).toBeLessThanOrEqual(Math.PI / 2 + 1e-9);
    }
  });

  it("is the usual one of a plane that lies flat", () => {
    expect(aslant([0, 0, 1])).toEqual({ yaw: 0.6, pitch: 0.38 });
  });
});
