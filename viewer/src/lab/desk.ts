// The page's model, without a single element: its state, its experiments, what a person can do.

import { readRecording } from "../recording/recording";
import type { ViewerState } from "../viewer/types";
import { type Change, changeable, fromStart } from "./edits";
import type { Experiment } from "./experiment";
import { Hand } from "./hand";
import { layersFrom } from "./layers";
import type { Catalogue, TourStop } from "./protocol";
import { Session } from "./session";
import {
  defaultRun,
  defaultState,
  type LabState,
  type Look,
  lookOf,
  pick,
  type RunState,
  type Spec,
  sameEdits,
  sameSpec,
  specKeys,
  specOf,
} from "./state";

export type Side = "a" | "b";

/** Runs that are watched by the page's parts. */
export interface Watcher {
  /** Something that is shown may have changed. */
  changed(): void;
  /** An experiment has another recording to show, or more frames of it. */
  recorded(side: Side, fresh: boolean): void;
  /** The look of a run was set from outside of its viewer. */
  looked(side: Side, look: Partial<Look>, playing: ViewerState["playing"] | null): void;
  refused(side: Side, sentence: string, field: string | null): void;
  /** A person is about to change something, which *back* takes back; what follows at once is part of it. */
  editing(what: string): void;
  /** A sentence for the status line. */
  said(sentence: string): void;
}

/** Milliseconds of peace after an edit before the experiment is opened. */
const PEACE = 350;

/** Where these are other ones, points that were drawn by hand are not kept. */
const redraws: readonly (keyof Spec)[] = ["data", "standardise", "validation"];

export class Desk {
  state: LabState = defaultState;
  /** The run that the rail is about. */
  current: Side = "a";
  /** Whether the connection broke and is not back yet. */
  cut = false;
  readonly experiments: { a: Experiment; b: Experiment | null };
  private readonly session: Session;
  private readonly timers = new Map<Side, number>();
  /** The setting of a run whose last change was refused while it trained. */
  private readonly refusals = new Map<Side, keyof Spec>();
  private readonly hand = new Hand((changes) => this.experiment.edit(changes));

  constructor(
    readonly catalogue: Catalogue,
    address: string,
    private readonly watcher: Watcher,
    /** Whether things may move before a person asks for it. */
    private readonly lively: boolean,
  ) {
    this.session = new Session(
      address,
      readRecording,
      (connected) => {
        this.cut = !connected;
        watcher.changed();
      },
      (sentence) => watcher.refused(this.current, sentence, null),
    );
    this.experiments = { a: this.create("a"), b: null };
  }

  get run(): RunState {
    return this.runOf(this.current);
  }

  get experiment(): Experiment {
    return this.experiments[this.current] ?? this.experiments.a;
  }

  get sides(): readonly Side[] {
    return this.state.b ? ["a", "b"] : ["a"];
  }

  runOf(side: Side): RunState {
    return this.state[side] ?? this.state.a;
  }

  get stop(): TourStop | null {
    return this.catalogue.tour.find(({ name }) => name === this.state.stop) ?? null;
  }

  /** The state without a setting that was refused: what links and *back* lead to. */
  get accepted(): LabState {
    let { state } = this;
    for (const [side, field] of this.refusals) {
      const [run, spec] = [state[side], this.experiments[side]?.about?.spec];
      if (run && spec) state = { ...state, [side]: { ...run, ...pick(spec, [field]) } };
    }
    return state;
  }

  /** Takes a whole state, say from a link; experiments are opened where theirs is another. */
  load(state: LabState, train = false): void {
    const before = this.state;
    this.state = state;
    this.refusals.clear();
    if (!state.b) this.drop();
    for (const side of this.sides) {
      const run = this.runOf(side);
      const had = before[side];
      const known = had && this.experiments[side]?.begun;
      const same = known && sameSpec(had, run) && sameEdits(had, run);
      if (!same || !this.reached(side, run.step) || train) this.open(side, run.step, train);
      else this.watcher.looked(side, lookOf(run), null);
    }
    this.watcher.changed();
  }

  /** Changes settings of the current run. Another recipe is another experiment, from its start. */
  edit(change: Partial<RunState>): void {
    const side = this.current;
    const before = this.runOf(side);
    const run = { ...before, ...change };
    const names = specKeys.filter((key) => key in change);
    if (names.length) this.watcher.editing(names.join());
    if (names.some((name) => name === this.refusals.get(side))) this.refusals.delete(side);
    this.put(side, run);
    if ("speed" in change) this.experiment.setSpeed(run.speed);
    if (names.length && !sameSpec(before, run)) {
      if (names.every((name) => this.changes(name))) {
        for (const name of names) this.byHand([name, run[name] as Change[1]], PEACE);
      } else {
        const others = names.some((name) => redraws.includes(name));
        const edits = others ? [] : fromStart(run.edits);
        this.put(side, { ...run, step: 0, shown: null, edits });
        this.hand.forget();
        this.soon(side);
      }
    }
    this.watcher.changed();
  }

  /** Whether a field of the recipe may change now without a new start. */
  changes(name: keyof Spec): boolean {
    const there = this.experiment.handle !== null && !this.opening(this.current);
    return there && changeable.some((each) => each === name);
  }

  /** Whether the newest step is shown, so that what is seen is what would be changed. */
  get newest(): boolean {
    return this.run.step >= this.experiment.step && !this.opening(this.current);
  }

  /** Sets a parameter of the network that is shown, by its place among all. */
  weigh(index: number, value: number): void {
    const seed = this.experiment.state?.shown ?? 0;
    this.watcher.editing(`weight ${index}`);
    this.byHand(["weight", seed, index, value]);
  }

  /** Adds, moves or erases a training point. */
  draw(change: Change, stroke: string): void {
    this.watcher.editing(stroke);
    this.byHand(change);
  }

  private byHand(change: Change, wait?: number): void {
    this.watcher.looked(this.current, { step: Infinity }, null);
    this.hand.change(change, wait);
  }

  /** Asks again for what was refused: what it lacked may be there now. */
  retry(): void {
    if (this.experiment.error) this.open(this.current, 0, this.experiment.training);
  }

  /** Whether what a viewer shows is still another experiment than the state's. */
  opening(side: Side): boolean {
    return this.timers.has(side) || (this.experiments[side]?.opening ?? false);
  }

  /** What a viewer shows now; from a person, or from frames that arrive. */
  look(side: Side, look: Look): void {
    if (!this.state[side] || this.opening(side)) return;
    this.put(side, { ...this.runOf(side), ...look });
    this.watcher.changed();
  }

  set(change: Partial<Pick<LabState, "mode" | "linked">>): void {
    this.state = { ...this.state, ...change };
    this.watcher.changed();
  }

  select(side: Side): void {
    this.current = this.state.b ? side : "a";
    this.watcher.changed();
  }

  toggle(): void {
    if (this.experiment.training) this.pause();
    else this.train();
  }

  /** Trains both of two runs, or pauses both if one trains. */
  toggleBoth(): void {
    const { current } = this;
    const pause = this.sides.some((side) => this.experiments[side]?.training);
    for (const side of this.sides) {
      this.current = side;
      if (pause) this.pause();
      else this.train();
    }
    this.select(current);
  }

  train(): void {
    this.hurry();
    this.watcher.looked(this.current, { step: Infinity }, null);
    this.experiment.train();
    this.watcher.said("Training started.");
  }

  pause(): void {
    this.hurry();
    this.experiment.pause();
    this.watcher.said("Training paused.");
  }

  step(): void {
    this.hurry();
    this.watcher.looked(this.current, { step: Infinity }, null);
    this.experiment.step1();
    this.watcher.said("One step.");
  }

  /** Back to the same initial weights. */
  reset(): void {
    this.hurry();
    this.put(this.current, { ...this.run, step: 0 });
    this.experiment.reset();
    this.watcher.said(`Back to step 0 of seed ${this.run.seed}: the same initial weights.`);
    this.watcher.changed();
  }

  /** Other initial weights: the seeds after those that were raced. */
  newSeed(): void {
    const seed = (this.run.seed + this.run.seeds) % 2 ** 31;
    this.edit({ seed });
    this.hurry();
    this.watcher.said(`New initial weights: seed ${seed}.`);
  }

  /** Shows one of the seeds that are raced; null: whichever is best. */
  show(seed: number | null): void {
    this.put(this.current, { ...this.run, shown: seed });
    this.experiment.show(seed);
    this.watcher.said(
      seed === null ? "The best seed is shown." : `Seed ${this.run.seed + seed} is shown.`,
    );
    this.watcher.changed();
  }

  /** Opens a stop of the tour: it sets everything. */
  visit(stop: TourStop): void {
    const { playing, ...view } = stop.view;
    const spec = { ...defaultRun, ...view, ...stop.spec };
    const run: RunState = {
      ...spec,
      ...layersFrom(spec),
      step: stop.step ?? 0,
      speed: stop.speed,
    };
    this.drop();
    this.state = { ...this.state, a: run, b: null, stop: stop.name };
    this.open("a", run.step, stop.train && this.lively);
    if (playing && playing !== "nothing" && this.lively) this.watcher.looked("a", {}, playing);
    this.watcher.said(`${stop.title}.`);
    this.watcher.changed();
  }

  leaveTour(): void {
    this.state = { ...this.state, stop: null };
    this.watcher.changed();
  }

  /** Puts a second run beside the first, as it stands. */
  compare(): void {
    const { a } = this.experiments;
    this.state = { ...this.state, b: { ...this.state.a } };
    this.open("b", a.step, a.training);
    this.select("b");
    this.watcher.said("Two runs side by side. The settings are now those of run B.");
  }

  /** Ends the comparison and keeps one of the two. */
  keep(side: Side): void {
    const kept = this.state[side] ?? this.state.a;
    const { a, b } = this.experiments;
    if (side === "b" && b) {
      // The listeners of an experiment belong to its side, so B's recipe moves into A.
      const { step, training } = b;
      this.drop();
      this.state = { ...this.state, a: kept, b: null };
      this.open("a", step, training);
    } else {
      this.drop();
      this.state = { ...this.state, a: { ...kept, step: a.step }, b: null };
    }
    this.watcher.said(`Run ${side.toUpperCase()} was kept.`);
    this.watcher.changed();
  }

  private drop(): void {
    if (this.experiments.b) this.session.remove(this.experiments.b);
    this.experiments.b = null;
    this.current = "a";
    if (this.state.b) this.state = { ...this.state, b: null };
    window.clearTimeout(this.timers.get("b"));
    this.timers.delete("b");
  }

  private put(side: Side, run: RunState): void {
    this.state = { ...this.state, [side]: run };
  }

  /** Takes layers over as Python writes them, unless a person writes others already; and edits. */
  private adopt(side: Side, { about, request }: Experiment): void {
    const run = this.state[side];
    if (!about || request || this.timers.has(side) || !run) return;
    const { edits = [], spec } = about;
    const layers = run.layers ? layersFrom(spec) : {};
    const settled = this.hand.waits ? {} : pick(spec, changeable);
    this.put(side, { ...run, ...layers, ...settled, edits });
  }

  private reached(side: Side, step: number): boolean {
    const experiment = this.experiments[side];
    return !!experiment?.recording && step <= experiment.step;
  }

  private soon(side: Side): void {
    window.clearTimeout(this.timers.get(side));
    const open = () => this.open(side, 0, this.experiments[side]?.training ?? false);
    this.timers.set(side, window.setTimeout(open, PEACE));
  }

  /** An edit that waits, or was refused, is carried out before the next command. */
  private hurry(): void {
    if (this.timers.has(this.current) || this.experiment.error)
      this.open(this.current, 0, this.experiment.training);
  }

  private open(side: Side, step: number, train: boolean): void {
    window.clearTimeout(this.timers.get(side));
    this.timers.delete(side);
    this.experiments[side] ??= this.create(side);
    const run = this.runOf(side);
    const spec: Spec = specOf(run);
    this.experiments[side]?.open({
      spec,
      step,
      train,
      speed: run.speed,
      shown: run.shown,
      edits: run.edits,
    });
  }

  private create(side: Side): Experiment {
    const experiment = this.session.create();
    let told = experiment.state;
    experiment.on((event) => {
      if (event === "opened" || event === "edits") this.adopt(side, experiment);
      if (event === "recording") this.watcher.recorded(side, true);
      if (event === "frame") this.watcher.recorded(side, false);
      if (event === "error" && experiment.error) {
        this.watcher.refused(side, experiment.error.error, experiment.error.field);
      }
      const { state } = experiment;
      if (state !== told && state?.field) {
        this.refusals.set(side, state.field as keyof Spec);
        this.watcher.refused(side, state.message ?? "", state.field);
      }
      told = state;
      this.watcher.changed();
    });
    return experiment;
  }
}
