import { describe, expect, it } from "vitest";
import { flatCamera, projectPoint, spaceCamera } from "../src/paint/camera";

const corners = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].map((z) => [x, y, z])));

describe("from above the plane", () => {
  it.each([1, 0.5, 2])("sees the corners of its window, aspect %f", (aspect) => {
    const camera = flatCamera([3, -2], 4, aspect);
    const { halfWidth, halfHeight } = camera.window;
    expect([halfWidth, halfHeight]).toEqual([4 * aspect, 4]);
    const [x, y] = projectPoint(camera, 3 + halfWidth, -2 - halfHeight, 0);
    expect(x).toBeCloseTo(1, 6);
    expect(y).toBeCloseTo(-1, 6);
    expect(projectPoint(camera, 3, -2, 0)[0]).toBeCloseTo(0, 6);
  });
});

describe("in space", () => {
  const at = (yaw: number, pitch: number, zoom = 1, aspect = 1) =>
    spaceCamera([1, 2, 3], 2, yaw, pitch, zoom, aspect);

  it.each([
    [0, 0],
    [1, 0.4],
    [-2.5, 1.5],
    [4, -1.5],
  ])("has its centre in the middle: yaw %f, pitch %f", (yaw, pitch) => {
    const [x, y, depth, away] = projectPoint(at(yaw, pitch), 1, 2, 3);
    expect(x).toBeCloseTo(0, 5);
    expect(y).toBeCloseTo(0, 5);
    expect(Math.abs(depth)).toBeLessThan(1);
    expect(away).toBeGreaterThan(0);
  });

  it("shows all of a cube inside the ball, from everywhere and in every format", () => {
    const half = 2 / Math.sqrt(3);
    let widest = 0;
    for (let yaw = -3; yaw <= 3; yaw += 0.25) {
      for (let pitch = -1.5; pitch <= 1.5; pitch += 0.25) {
        for (const aspect of [0.5, 1, 2]) {
          for (const [x, y, z] of corners) {
            const seen = projectPoint(
              at(yaw, pitch, 1, aspect),
              1 + half * x,
              2 + half * y,
              3 + half * z,
            );
            widest = Math.max(widest, Math.abs(seen[0]), Math.abs(seen[1]));
            expect(Math.abs(seen[2])).toBeLessThan(1);
          }
        }
      }
    }
    expect(widest).toBeLessThanOrEqual(1.001);
    expect(widest).toBeGreaterThan(0.9);
  });

  it("looks along y from the side, and down from above", () => {
    expect(projectPoint(at(0, 0), 2, 2, 3)[0]).toBeGreaterThan(0); // x to the right
    expect(projectPoint(at(0, 0), 1, 2, 4)[1]).toBeGreaterThan(0); // z up
    expect(at(0, 0).towards).toEqual([0, -1, 0]);
    const above = at(0, Math.PI / 2);
    expect(above.towards[2]).toBeCloseTo(1, 9);
    expect(projectPoint(above, 1, 3, 3)[1]).toBeGreaterThan(0); // y up, as in the plane
    expect(projectPoint(above, 2, 2, 3)[0]).toBeGreaterThan(0);
  });

  it("is nearer to what is on its side, and goes round the z axis by yaw", () => {
    const camera = at(0.7, 0.3);
    const [x, y, z] = camera.towards;
    const near = projectPoint(camera, 1 + x, 2 + y, 3 + z);
    const far = projectPoint(camera, 1 - x, 2 - y, 3 - z);
    expect(near[2]).toBeLessThan(far[2]);
    expect(near[3]).toBeLessThan(far[3]);
    expect(at(0.7 + 2 * Math.PI, 0.3).towards[0]).toBeCloseTo(x, 9);
    expect(at(Math.PI / 2, 0).towards[0]).toBeCloseTo(1, 9);
  });

  it("zooms by a factor", () => {
    const [x] = projectPoint(at(0.3, 0.2), 1.5, 2.2, 3.1);
    expect(projectPoint(at(0.3, 0.2, 2), 1.5, 2.2, 3.1)[0]).toBeCloseTo(2 * x, 5);
  });
});
