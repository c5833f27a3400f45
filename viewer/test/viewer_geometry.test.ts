import { describe, expect, it } from "vitest";
import { boxAround, domainOf, thinned } from "../src/viewer/geometry";

const rows = (width: number, ...values: number[]) => ({ width, values: Float64Array.from(values) });

describe("the box round points", () => {
  it("has equal sides, a little larger than the widest span", () => {
    const { centre, half } = boxAround(rows(2, 0, 0, 4, 2));
    expect(centre).toEqual([2, 1]);
    expect(half[0]).toBeCloseTo(2.24);
    expect(half[1]).toBe(half[0]);
  });

  it("has unequal sides where the spans differ wildly", () => {
    const { half } = boxAround(rows(2, 0, 0, 100, 1));
    expect(half[0] / half[1]).toBeCloseTo(100);
  });

  it("is never empty", () => {
    expect(boxAround(rows(2, 3, 3, 3, 3)).half).toEqual([1, 1]);
    expect(boxAround(rows(1, 1000)).half).toEqual([100]);
    const { half } = boxAround(rows(2, -1, 5, 1, 5));
    expect(half[1]).toBeGreaterThan(0);
  });
});

describe("the input space", () => {
  it("is a finely divided grid in the plane, with a border and a mesh", () => {
    const { grid, border, mesh, outline } = domainOf(rows(2, -1, -1, 1, 1))!;
    expect(border.starts.length - 1).toBe(4);
    expect(grid.starts.length).toBeGreaterThan(border.starts.length);
    const reach = 1.12;
    for (const { rows: some } of [grid, border, mesh!, { rows: outline }]) {
      expect(Math.max(...some.values)).toBeCloseTo(reach);
      expect(Math.min(...some.values)).toBeCloseTo(-reach);
    }
    const count = mesh!.rows.values.length / 2;
    expect(Math.max(...mesh!.triangles)).toBe(count - 1);
    expect(mesh!.triangles.length % 3).toBe(0);
  });

  it("has triangles that cover it once", () => {
    const { mesh } = domainOf(rows(2, -1, -1, 1, 1))!;
    const { values } = mesh!.rows;
    let area = 0;
    for (let t = 0; t < mesh!.triangles.length; t += 3) {
      const [a, b, c] = mesh!.triangles.subarray(t, t + 3);
      const [ux, uy] = [values[2 * b] - values[2 * a], values[2 * b + 1] - values[2 * a + 1]];
      const [vx, vy] = [values[2 * c] - values[2 * a], values[2 * c + 1] - values[2 * a + 1]];
      expect(ux * vy - uy * vx).toBeGreaterThan(0);
      area += (ux * vy - uy * vx) / 2;
    }
    expect(area).toBeCloseTo(2.24 ** 2);
  });

  it("is one line where inputs are numbers", () => {
    const { grid, border, mesh } = domainOf(rows(1, 0, 1))!;
    expect(grid.starts.length - 1).toBe(0);
    expect(border.starts).toEqual(Uint32Array.of(0, border.rows.values.length));
    expect(mesh!.triangles.length).toBe(0);
  });

  it("is the edges of a cube in space", () => {
    const { grid, border, mesh } = domainOf(rows(3, 0, 0, 0, 1, 1, 1))!;
    expect(border.starts.length - 1).toBe(12);
    expect(grid.starts.length - 1).toBe(12);
    expect(mesh).toBeNull();
  });

  it("is not drawn in more dimensions", () => {
    expect(domainOf(rows(4, 0, 0, 0, 0))).toBeNull();
  });
});

describe("thinning", () => {
  it("keeps so many rows, evenly spread, each whole", () => {
    const all = rows(2, ...Array.from({ length: 20 }, (_, i) => i));
    expect([...thinned(all, 5).values]).toEqual([0, 1, 4, 5, 8, 9, 12, 13, 16, 17]);
    expect(thinned(all, 10)).toBe(all);
  });
});
