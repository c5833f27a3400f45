import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import widget, { type Model } from "../src/hosts/widget";
import type { ViewerOptions, ViewerState } from "../src/viewer/types";

const shown = vi.hoisted(() => ({ viewers: [] as FakeViewer[] }));

/** A viewer that bounds the depth to 2, as the real one bounds it to the layers. */
class FakeViewer {
  state: ViewerState;
  destroyed = false;
  recordings: unknown[];
  theme: string | undefined;
  sets: Partial<ViewerState>[] = [];
  private listeners = new Set<(state: ViewerState) => void>();

  constructor(
    readonly element: unknown,
    recording: unknown,
    readonly options: ViewerOptions,
  ) {
    this.recordings = [recording];
    this.state = bounded(options.state as ViewerState);
  }

  set(change: Partial<ViewerState>): void {
    this.sets.push(change);
    this.state = bounded({ ...this.state, ...change });
    for (const listener of this.listeners) listener(this.state);
  }

  on(listener: (state: ViewerState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  show(recording: unknown): void {
    this.recordings.push(recording);
  }

  setTheme(theme: string): void {
    this.theme = theme;
  }

  destroy(): void {
    this.destroyed = true;
  }
}

function bounded(state: ViewerState): ViewerState {
  return { ...state, depth: Math.min(Math.max(state.depth, 0), 2) };
}

vi.mock("../src/viewer/viewer", () => ({
  createViewer: (element: unknown, recording: unknown, options: ViewerOptions) => {
    const viewer = new FakeViewer(element, recording, options);
    shown.viewers.push(viewer);
    return viewer;
  },
}));

vi.mock("../src/recording/recording", () => ({
  readRecording: (bytes: Uint8Array) => `recording of ${[...bytes]}`,
}));

/** Traits as a notebook holds them; `python` is what the other side was told. */
class FakeModel implements Model {
  python: Record<string, unknown>[] = [];
  private readonly listeners = new Map<string, Set<() => void>>();
  private unsaved: Record<string, unknown> = {};

  constructor(readonly traits: Record<string, unknown>) {}

  get(name: string): unknown {
    return this.traits[name];
  }

  set(name: string, value: unknown): void {
    if (this.traits[name] === value) return;
    this.traits[name] = value;
    this.unsaved[name] = value;
    for (const listener of this.listeners.get(`change:${name}`) ?? []) listener();
  }

  save_changes(): void {
    this.python.push(this.unsaved);
    this.unsaved = {};
  }

  on(event: string, listener: () => void): void {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event)?.add(listener);
  }

  off(event: string, listener: () => void): void {
    this.listeners.get(event)?.delete(listener);
  }

  get listening(): number {
    return [...this.listeners.values()].reduce((sum, each) => sum + each.size, 0);
  }
}

const traits = () => ({
  ...{ recording: new DataView(new Uint8Array([0, 7, 8, 9]).buffer, 1, 2), title: "Curves" },
  ...{ step: 40, depth: 1, order: "together", view: "auto", yaw: null, pitch: null, zoom: 1 },
  ...{ grid: true, points: true, regions: true, confidence: false, marks: true },
  ...{ playing: "depth", tour: null },
  ...{ controls: "full", theme: "auto" },
});

function opened(change: Record<string, unknown> = {}) {
  const model = new FakeModel({ ...traits(), ...change });
  const el = {} as HTMLElement;
  const close = widget.render({ model, el });
  return { model, el, close, viewer: shown.viewers[shown.viewers.length - 1] };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("the notebook widget", () => {
  it("shows the recording's bytes, which may lie anywhere in a buffer", () => {
    const { viewer, el } = opened();
    expect(viewer.recordings).toEqual(["recording of 7,8"]);
    expect(viewer.element).toBe(el);
    expect(viewer.options.title).toBe("Curves");
    expect(viewer.options.state).toMatchObject({ step: 40, depth: 1, playing: "depth" });
  });

  it("tells Python once, after a movement has come to rest", () => {
    const { model, viewer } = opened();
    for (const depth of [1.1, 1.2, 1.3]) viewer.set({ depth });
    expect(model.python).toEqual([]);
    vi.runAllTimers();
    expect(model.python).toEqual([{ depth: 1.3 }]);
  });

  it("hears of Python, without an echo", () => {
    const { model, viewer } = opened();
    model.set("depth", 0.5);
    expect(viewer.state.depth).toBe(0.5);
    expect(viewer.sets).toEqual([{ depth: 0.5 }]);
    vi.runAllTimers();
    expect(model.python).toEqual([]);
  });

  it("corrects Python where a value does not fit the recording", () => {
    const { model } = opened({ depth: 9 });
    vi.runAllTimers();
    expect(model.python).toEqual([{ depth: 2 }]);
  });

  it("gives Python whole steps", () => {
    const { model, viewer } = opened();
    viewer.set({ step: 12.7 });
    vi.runAllTimers();
    expect(model.python).toEqual([{ step: 12 }]);
    expect(viewer.state.step).toBe(12.7);
  });

  it("takes another recording and another theme", () => {
    const { model, viewer } = opened();
    model.set("recording", new Uint8Array([5]));
    model.set("theme", "dark");
    expect(viewer.recordings[1]).toBe("recording of 5");
    expect(viewer.theme).toBe("dark");
  });

  it("cleans up, and saves what was not yet said", () => {
    const { model, viewer, close } = opened();
    viewer.set({ depth: 0 });
    close();
    expect(model.python).toEqual([{ depth: 0 }]);
    expect(viewer.destroyed).toBe(true);
    expect(model.listening).toBe(0);
    vi.runAllTimers();
    expect(model.python).toHaveLength(1);
  });
});
