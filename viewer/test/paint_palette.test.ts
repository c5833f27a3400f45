import { describe, expect, it } from "vitest";
import { dark, light, markerOf, markers } from "../src/paint/palette";
import type { Rgb } from "../src/paint/scene";

function hex(colour: Rgb): string {
  return `#${colour
    .map((c) =>
      Math.round(255 * c)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB. */
const deficiencies = {
  none: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deuteranopia: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
  tritanopia: [
    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
  ],
};

/** CIELAB (D65) of a colour as it is seen with a deficiency. */
function lab(colour: Rgb, matrix: readonly number[]): number[] {
  const c = colour.map(linear);
  const [r, g, b] = [0, 3, 6].map((row) => {
    const seen = matrix[row] * c[0] + matrix[row + 1] * c[1] + matrix[row + 2] * c[2];
    return Math.min(1, Math.max(0, seen));
  });
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27) * (t / 116) + 16 / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe.each([light, dark])("the $name palette", (theme) => {
  it("has ten classes that are all different", () => {
    for (const colours of [theme.inks, theme.tints]) {
      expect(new Set(colours.map(hex)).size).toBe(10);
    }
  });

  it.each(Object.entries(deficiencies))("tells the first two regions apart: %s", (_, matrix) => {
    const [one, other] = theme.tints.slice(0, 2).map((tint) => lab(tint, matrix));
    expect(Math.hypot(...one.map((x, i) => x - other[i]))).toBeGreaterThanOrEqual(25);
  });

  it.each([...Array(10).keys()])("shows points of class %i on their own region", (k) => {
    expect(contrast(theme.inks[k], theme.tints[k])).toBeGreaterThanOrEqual(3.6);
  });

  it("shows lines and rings on the paper", () => {
    expect(contrast(theme.ink, theme.paper)).toBeGreaterThan(10);
    expect(contrast(theme.grid, theme.paper)).toBeGreaterThan(3);
  });
});

describe("markers", () => {
  it("are closed curves about the middle, as large as each other", () => {
    expect(markers).toHaveLength(10);
    for (const marker of markers) {
      if (!marker) continue;
      const reach = Math.max(...marker.map(([x, y]) => Math.hypot(x, y)));
      expect(reach).toBeGreaterThan(0.9);
      expect(reach).toBeLessThan(1.25);
      for (const axis of [0, 1]) {
        const middle = marker.reduce((sum, at) => sum + at[axis], 0) / marker.length;
        expect(Math.abs(middle)).toBeLessThan(0.05);
      }
    }
  });

  it("and colours together tell a hundred classes apart", () => {
    const pairs = Array.from({ length: 100 }, (_, k) => `${k % 10} ${markerOf(k)}`);
    expect(new Set(pairs).size).toBe(100);
    expect(markerOf(0)).toBe(0);
    expect(markerOf(9)).toBe(9);
  });
});
