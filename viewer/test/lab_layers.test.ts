// Layers and heads as the form and links write them.

import { describe, expect, test } from "vitest";
import { featuresOf, layersFrom, layersOf, layersText, withFeatures } from "../src/lab/layers";
import { headOf, ruleOf, ruleWith } from "../src/lab/rule";
import { decode, defaultRun, defaultState, encode } from "../src/lab/state";

const dense = { layers: null, hidden: [2, 2, 3], activation: ["tanh"] };

describe("layers", () => {
  test("are one line, several of a kind as one", () => {
    expect(layersText(dense)).toBe("tanh:2*2 tanh:3");
    expect(layersText({ ...dense, activation: ["tanh", "relu", "relu"] })).toBe(
      "tanh:2 relu:2 relu:3",
    );
    expect(layersText({ ...dense, hidden: [] })).toBe("");
    expect(layersText({ ...dense, layers: ["field:32", "field:32", "tanh:2"] })).toBe(
      "field:32*2 tanh:2",
    );
  });

  test("are read with spaces or slashes between", () => {
    const said = { layers: ["conv:16,5", "pool:2"], hidden: defaultRun.hidden };
    expect(layersOf(" conv:16,5 / pool:2")).toMatchObject(said);
    expect(layersOf("conv:16,5/pool:2")).toMatchObject(said);
    expect(layersOf("  ")).toEqual({ layers: null, hidden: [], activation: ["tanh"] });
  });

  test("are taken over as Python writes them", () => {
    const six = Array.from({ length: 6 }, () => "field:32");
    const written = layersFrom({ layers: six, hidden: [], activation: ["tanh"] });
    expect(written).toMatchObject({ layers: ["field:32*6"], hidden: defaultRun.hidden });
    expect(layersFrom(dense)).toEqual(dense);
  });

  test("have features of the input before them, or none", () => {
    const made = withFeatures(dense, ["square", "sine"]);
    expect(layersText(made)).toBe("features:linear,square,sine tanh:2*2 tanh:3");
    expect([...featuresOf(made)]).toEqual(["square", "sine"]);
    expect(layersText(withFeatures(made, ["product"]))).toBe(
      "features:linear,product tanh:2*2 tanh:3",
    );
    expect(layersText(withFeatures(made, []))).toBe("tanh:2*2 tanh:3");
    const alone = withFeatures({ ...dense, hidden: [] }, ["square"]);
    expect(layersText(alone)).toBe("features:linear,square");
    expect(withFeatures(alone, []).layers).toBeNull();
    expect(featuresOf(dense).size).toBe(0);
  });

  test("are said in links, and widths are not said beside them", () => {
    const a = { ...defaultRun, ...layersOf("field:32*6 tanh:2"), head: "neighbours:k=5" };
    const link = encode({ ...defaultState, a });
    expect(link).toBe("layers=field:32*6/tanh:2&head=neighbours:k=5");
    expect(decode(link)).toMatchObject({ problems: [], state: { a } });
    expect(decode("hidden=3&layers=shear:8").state.a).toMatchObject(layersOf("shear:8"));
  });
});

describe("the rule of neighbours", () => {
  test.each([
    "neighbours",
    "neighbours:kernel=inverse,k=15",
    "neighbours:temperature=0.1,normalise",
  ])("%s is read and written", (head) => expect(headOf(ruleOf(head)!)).toBe(head));

  test("is that of no other head", () => {
    expect(ruleOf("linear")).toBeNull();
    expect(ruleOf("neighbors:k=3")).toBeNull();
  });

  test("changes by one option at a time", () => {
    const rule = ruleOf("neighbours:k=15,normalise")!;
    expect(headOf(ruleWith(rule, "k", null))).toBe("neighbours:normalise");
    expect(headOf(ruleWith(rule, "power", "2"))).toBe("neighbours:k=15,normalise,power=2");
  });
});
