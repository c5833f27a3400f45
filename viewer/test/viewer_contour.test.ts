import { describe, expect, it } from "vitest";
import { contour, tiesOf } from "../src/viewer/contour";

/** A row of cells over [0, n] × [0, 1] whose scores depend on x alone. */
function strip(scores: readonly (readonly number[])[]) {
  const triangles: number[] = [];
  for (let i = 0; i + 1 < scores.length; i++) {
    triangles.push(2 * i, 2 * i + 2, 2 * i + 3, 2 * i, 2 * i + 3, 2 * i + 1);
  }
  return {
    positions: Float32Array.from(scores.flatMap((_, x) => [x, 0, 0, x, 1, 0])),
    scores: {
      width: scores[0].length,
      values: Float64Array.from(scores.flatMap((row) => [...row, ...row])),
    },
    triangles: Uint32Array.from(triangles),
  };
}

const places = (scores: readonly (readonly number[])[]) => {
  const on = strip(scores);
  const { positions } = contour(tiesOf(on.scores, on.triangles), on.positions);
  return [...positions].filter((_, i) => i % 3 === 0).map((x) => Number(x.toFixed(5)));
};

describe("the border on a sheet", () => {
  it("is where the sign changes", () => {
    expect(new Set(places([[1], [3], [-1]]))).toEqual(new Set([1.75]));
  });

  it("is not where a score only falls steeply", () => {
    expect(places([[100], [0.01], [0.01]])).toEqual([]);
  });

  it("finds a class that wins at no corner", () => {
    expect(
      new Set(
        places([
          [2, 1.5, 0],
          [0, 1.5, 2],
        ]),
      ),
    ).toEqual(new Set([0.25, 0.75]));
  });
});
