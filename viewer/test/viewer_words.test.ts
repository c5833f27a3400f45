import { describe, expect, it } from "vitest";
import { number, percent, places, whole } from "../src/viewer/format";
import { captionOf, summaryOf } from "../src/viewer/summary";
import type { View } from "../src/viewer/view";

describe("numbers", () => {
  it.each([
    [0, "0"],
    [1, "1"],
    [0.003123, "0.00312"],
    [-1.25, "−1.25"],
    [14300, "14,300"],
    [1234567, "1.2e6"],
    [2.1e-7, "2.1e−7"],
    [100, "100"],
    [Number.NaN, "not a number"],
    [-Infinity, "−∞"],
  ])("writes %d as %s", (value, text) => {
    expect(number(value)).toBe(text);
  });

  it("calls only all of them 100 %", () => {
    expect([1, 0.99999, 0.9575, 0.00001, 0].map(percent)).toEqual([
      "100 %",
      "99.9 %",
      "95.8 %",
      "0.1 %",
      "0 %",
    ]);
  });

  it("writes whole numbers and depths", () => {
    expect([whole(4000), whole(12), places(2.499999), places(3)]).toEqual([
      "4,000",
      "12",
      "2.5",
      "3",
    ]);
  });
});

const curve = { steps: [0, 300, 4000], losses: [0.7, 0.003, 0.001], accuracies: [0.5, 1, 1] };
const recording = {
  about: { name: "Spirals", trained: true, features: ["x", "y"] },
  points: { width: 2, values: new Float64Array([-1, 0.5, 1, 2]) },
  depth: 4,
  frames: 3,
  step: (frame: number) => curve.steps[frame],
  labels: new Uint8Array(400),
  curve: { ...curve, validation: null },
};
const layer = { activation: { name: "tanh" } };
const path = { kind: "isotopy", why: "its matrix is regular" };
const fold = { kind: "fold", why: "sin is not monotone" };

function view(depth: number, step: number, moment = true, kind = path): View {
  const journey = { dimension: 2, width: () => 2, path: { paths: [path, path, kind, path] } };
  const network = { layers: [layer, layer, layer, layer] };
  return {
    state: { depth, step },
    step,
    recording,
    moment: moment ? { journey, network, facts: () => ({ right: [0.95] }) } : null,
  } as unknown as View;
}

describe("the summary", () => {
  it("says where one is and what the network can do there", () => {
    expect(summaryOf(view(2.5, 300))).toBe(
      "Spirals at depth 2.5 of 4 (layer 3, tanh, isotopy). Training step 300 of 4,000: 100 % of " +
        "400 points right, loss 0.003.",
    );
  });

  it("says no numbers of another step", () => {
    expect(summaryOf(view(2.5, 310))).toMatch(/Training step 310 of 4,000\.$/);
  });

  it("tells whole depths and the data apart", () => {
    expect(summaryOf(view(2, 0))).toContain("at depth 2 of 4 (after layer 2, tanh, isotopy)");
    expect(summaryOf(view(0, 0))).toContain("at depth 0 of 4 (the data)");
  });

  it("says of a model without a training how many points are right", () => {
    const shown = view(2, 0);
    const untrained = { ...recording, about: { ...recording.about, trained: false } };
    expect(summaryOf({ ...shown, recording: untrained } as unknown as View)).toBe(
      "Spirals at depth 2 of 4 (after layer 2, tanh, isotopy). 95 % of the points drawn are right.",
    );
  });

  it("says in words that training diverged", () => {
    expect(summaryOf(view(1, 310, false))).toContain("not finite numbers");
  });
});

describe("the caption", () => {
  it("names the layer and how far it has come", () => {
    expect(captionOf(view(0, 0))).toBe("data\n→ x\n↑ y");
    expect(captionOf(view(2.5, 0))).toBe("layer 3 · tanh, 50 %");
    expect(captionOf(view(3, 0))).toBe("layer 3 · tanh");
  });

  it("names the phase of a layer whose phases are shown one by one", () => {
    const at = (depth: number) => {
      const shown = view(depth, 0);
      const dense = { ...layer, kind: "dense" };
      const network = { layers: [dense, dense, dense, dense] };
      const state = { ...shown.state, order: "phases" };
      return captionOf({
        ...shown,
        state,
        moment: { ...shown.moment, network },
      } as unknown as View);
    };
    expect([2.1, 2.5, 2.9].map((depth) => at(depth).split("\n")[1])).toEqual([
      "1 of 3: the matrix turns and stretches",
      "2 of 3: the bias shifts",
      "3 of 3: tanh bends",
    ]);
  });

  it("says where points are folded together", () => {
    expect(captionOf(view(2.5, 0, true, fold))).toBe(
      "layer 3 · tanh, 50 %\nfold: sin is not monotone",
    );
  });
});
