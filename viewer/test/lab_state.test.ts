import { describe, expect, it } from "vitest";
import {
  decode,
  defaultLook,
  defaultRun,
  defaultState,
  encode,
  givesSpec,
  type LabState,
  type RunState,
  sameSpec,
} from "../src/lab/state";

/** Mulberry32: numbers in [0, 1) that are the same at every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function randomRun(random: () => number): RunState {
  const among = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const whole = (most: number) => Math.floor(random() * most);
  const short = (most: number) => Math.round(random() * most * 1e4) / 1e4;
  const hidden = Array.from({ length: whole(6) }, () => 1 + whole(64));
  const names = ["tanh", "leaky-relu:0.2", "reflected-sigmoid"];
  const each = hidden.length > 1 && random() < 0.5;
  const layers = among(null, ["field:32*6", "tanh:2"], ["conv:16,5", "pool:2"]);
  return {
    data: among("moons", 'mnist:folder="a,b&c#d%"', "drawn:strokes=A*-5_5_9_9_0_60;B.1_0", "ü = +"),
    standardise: among(true, false),
    validation: random() * 0.9,
    layers,
    head: among("linear", "neighbours:kernel=inverse,k=15,normalise"),
    hidden: layers ? defaultRun.hidden : hidden,
    activation: layers
      ? defaultRun.activation
      : each
        ? hidden.map(() => among(...names))
        : [among(...names)],
    initial: among("identity", "glorot"),
    loss: among(null, "hinge"),
    optimiser: among("adam", "sgd"),
    learning_rate: 10 ** (-4 * random()),
    momentum: random() * 0.99,
    weight_decay: random(),
    penalty: among(null, "contractive:0.1,per=layer"),
    schedule: among("constant", "cosine"),
    batch: among(null, 1 + whole(100)),
    steps: whole(10_000),
    patience: among(null, 1 + whole(40)),
    seeds: 1 + whole(256),
    seed: whole(2 ** 31),
    step: whole(5000),
    depth: short(6),
    order: among("together", "phases"),
    view: among("auto", "flat", "space"),
    yaw: among(null, short(6) - 3),
    pitch: among(null, short(3) - 1.5),
    zoom: 0.2 + short(3),
    grid: among(true, false),
    points: among(true, false),
    regions: among(true, false),
    confidence: among(true, false),
    marks: among(true, false),
    tour: among(null, short(100)),
    shown: among(null, whole(256)),
    edits: [
      [120, "weight", 0, 7, 0.5],
      [121, "penalty", null, "contractive:0.1,per=layer"],
    ],
    speed: among(null, 1 + whole(100_000)),
  };
}

function randomState(seed: number): LabState {
  const random = randomNumbers(seed);
  const a = randomRun(random);
  const others = [
    null,
    randomRun(random),
    { ...a, layers: null, hidden: [7], activation: ["tanh"] },
    a,
  ];
  return {
    a,
    b: others[Math.floor(random() * others.length)],
    mode: random() < 0.5 ? "simple" : "full",
    stop: random() < 0.5 ? null : "spirals-easy",
    linked: random() < 0.5,
  };
}

/** Angles and the like are kept to four decimals. */
function expectSame(state: LabState, expected: LabState): void {
  for (const side of ["a", "b"] as const) {
    const [one, other] = [state[side], expected[side]];
    if (!one || !other) {
      expect(one).toBe(other);
      continue;
    }
    for (const key of ["depth", "yaw", "pitch", "zoom", "tour"] as const) {
      if (other[key] === null) expect(one[key]).toBeNull();
      else expect(one[key]).toBeCloseTo(other[key], 3);
    }
    const { depth, yaw, pitch, zoom, tour } = other;
    expect({ ...one, depth, yaw, pitch, zoom, tour }).toEqual(other);
  }
  expect({ ...state, a: null, b: null }).toEqual({ ...expected, a: null, b: null });
}

describe("the state in a link", () => {
  it.each(Array.from({ length: 200 }, (_, seed) => seed))("comes back whole (%i)", (seed) => {
    const state = randomState(seed);
    const { state: back, problems } = decode(`#${encode(state)}`);
    expect(problems).toEqual([]);
    expectSame(back, state);
    expect(encode(back)).toBe(encode(state));
  });

  it("is empty where everything is as by default", () => {
    expect(encode(defaultState)).toBe("");
    expect(decode("").state).toEqual(defaultState);
  });

  it("is readable", () => {
    const a = { ...defaultRun, data: "moons:noise=0.1", hidden: [2, 3], speed: null, step: 400 };
    expect(encode({ ...defaultState, a })).toBe(
      "data=moons:noise=0.1&hidden=2,3&step=400&speed=max",
    );
    expect(encode({ ...defaultState, a: { ...defaultRun, hidden: [] } })).toBe("hidden=none");
  });

  it("writes of a second run what differs from the first", () => {
    const a = { ...defaultRun, data: "moons" };
    expect(encode({ ...defaultState, a, b: { ...a, seed: 3 } })).toBe("data=moons&b.seed=3");
    expect(decode("data=moons&b.hidden=3").state.b).toEqual({ ...a, hidden: [3] });
    expect(decode(encode({ ...defaultState, a, b: a })).state.b).toEqual(a);
    expect(decode("data=moons").state.b).toBeNull();
  });

  it.each([
    ["hidden=2,x", "hidden"],
    ["learning_rate=-1", "learning_rate"],
    ["learning_rate=", "learning_rate"],
    ["seeds=1.5", "seeds"],
    ["order=sideways", "order"],
    ["grid=maybe", "grid"],
    ["b.depth=deep", "b.depth"],
    ["nonsense=1", "nonsense"],
    ["hidden=2,2&activation=tanh,relu,tanh", "activations"],
  ])("says what is wrong with %s and goes on", (fragment, field) => {
    const { state, problems } = decode(fragment);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(field);
    expect(sameSpec(state.a, defaultRun)).toBe(true);
    expect(state.a.depth).toBe(defaultLook.depth);
  });

  it.each(["%", "&&&", "=", "a=%E0%A4%A", "__proto__=1", "#####", "x".repeat(10_000)])(
    "survives junk: %.20s",
    (junk) => {
      expect(decode(junk).state.a).toEqual(defaultRun);
    },
  );

  it("knows whether a recipe is in it", () => {
    expect(givesSpec("stop=ring-two&mode=simple")).toBe(false);
    expect(givesSpec("stop=ring-two&hidden=3")).toBe(true);
  });
});
