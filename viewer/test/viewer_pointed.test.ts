import { expect, test } from "vitest";
import { flatCamera } from "../src/paint/camera";
import { pointed } from "../src/viewer/pointed";
import type { View } from "../src/viewer/view";

const values = Float64Array.of(0, 0, 0.5, -0.25, 0.51, -0.25);
const view = {
  crowd: { points: { width: 2, values } },
  recording: {
    about: {
      classes: ["A", "B"],
      features: ["x", "y"],
      scaling: [
        [0, 1],
        [10, 4],
      ],
    },
  },
} as unknown as View;
const scene = {
  camera: flatCamera([0, 0], 1, 2),
  points: {
    positions: Float32Array.of(0, 0, 0, 0.5, -0.25, 0, 0.51, -0.25, 0),
    labels: Uint8Array.of(0, 1, 0),
    wrong: Uint8Array.of(0, 1, 0),
    fills: null,
    size: 5,
  },
};

test("the nearest point is named, with its features as they were given and whether the network is wrong there", () => {
  const at = (x: number, y: number) => pointed(view, scene, [x, y], [400, 200]);
  expect(at(200, 100)).toBe("A · x 0 · y 10");
  expect(at(249, 125)).toBe("B · x 0.5 · y 9 · the network is wrong here");
  expect(at(252, 125)).toBe("A · x 0.51 · y 9");
  expect(at(200, 113)).toBe("");
});

test("where no points are drawn none is named", () => {
  expect(pointed(view, { ...scene, points: null }, [200, 100], [400, 200])).toBe("");
});
