import { describe, expect, it } from "vitest";
import { borders, joined } from "../src/paint/raster";

/** Classes of a small grid, from the top; "?" is unknown. */
function grid(...rows: string[]) {
  const cells = rows.join("");
  return {
    width: rows[0].length,
    height: rows.length,
    labels: Uint8Array.from(cells, (cell) => (cell === "?" ? 0 : Number(cell))),
    leads: new Float64Array(cells.length).fill(1),
    known: Uint8Array.from(cells, (cell) => (cell === "?" ? 0 : 1)),
  };
}

describe("borders on a grid", () => {
  it("are where neighbours differ", () => {
    const lines = joined(borders(grid("001", "001", "001")));
    expect(lines).toHaveLength(1);
    expect([...new Set(lines[0].filter((_, i) => i % 2 === 0))]).toEqual([1.5]);
    expect(lines[0].filter((_, i) => i % 2 === 1)).toEqual([0, 1, 2]);
  });

  it("are nearer to the class that leads by less", () => {
    const leads = Float64Array.of(3, 1, 3, 1);
    expect(borders({ ...grid("01", "01"), leads })[0]).toBeCloseTo(0.75);
  });

  it("close round an island, and meet where three classes do", () => {
    const [island] = joined(borders(grid("000", "010", "000")));
    expect(island.slice(0, 2)).toEqual(island.slice(-2));
    expect(joined(borders(grid("01", "22")))).toHaveLength(3);
  });

  it("are not drawn where nothing differs, or nothing is known", () => {
    expect(borders(grid("11", "11"))).toHaveLength(0);
    expect(borders(grid("0?", "0?"))).toHaveLength(0);
  });
});
