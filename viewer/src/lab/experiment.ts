// One run on the server as the page knows it: its recording, which grows, and how it stands.

import type { LayerPath } from "../nets/types";
import { projection } from "../recording/contents";
import { lastStep, type Recording } from "../recording/recording";
import { pathOf } from "../recording/written";
import { type Change, type Edit, ofData } from "./edits";
import type { Frame, RecordingPayload } from "./frames";
import type {
  Command,
  ErrorMessage,
  ExperimentMessage,
  Message,
  ProjectionsMessage,
  ProofMessage,
  StateMessage,
} from "./protocol";
import type { Spec } from "./state";

/** What happened to an experiment. */
export type Event = "opened" | "recording" | "frame" | "state" | "proof" | "edits" | "error";

/** A command to one experiment, whichever it is. */
type Order =
  Exclude<Command, { do: "open" | "join" }> extends infer C
    ? C extends unknown
      ? Omit<C, "experiment">
      : never
    : never;

export interface Start {
  spec: Spec;
  /** Train to this step before anything else. */
  step: number;
  train: boolean;
  speed: number | null;
  /** Index of the seed to show; null: the best. */
  shown: number | null;
  /** What was changed by hand on the way to the step. */
  edits: readonly Edit[];
}

/** How an experiment reaches the server. */
export interface Wire {
  send(command: Command): number | null;
  /** Wants `experiment.request` sent as soon as nobody else waits for an answer. */
  ask(experiment: Experiment): void;
  /** Reads a recording's file. */
  read(bytes: Uint8Array): Recording;
}

export class Experiment {
  /** The server's number for it; null until it is opened (and after a loss of connection). */
  handle: number | null = null;
  about: ExperimentMessage | null = null;
  recording: Recording | null = null;
  /** What the server last said of it. */
  state: StateMessage | null = null;
  proof: ProofMessage | null = null;
  error: ErrorMessage | null = null;
  /** The newest frame's. */
  loss = NaN;
  accuracy = NaN;
  /** Whether it trains, or will as soon as it can. */
  training = false;
  /** Whether the recording goes on with the run that was shown before it. */
  continued = false;
  /** What is still to be asked of the server. */
  request: "open" | "join" | null = null;

  /** What is wanted; what a person changes while the server sets it up included. */
  private wish: Start | null = null;
  /** What was asked for and is not answered yet. */
  private asked: Start | null = null;
  /** The key of the run that the recording is of. */
  private recorded: string | null = null;
  private awaitsRecording = false;
  /** What the next frame's paths are. */
  private told: { frame: number; paths: readonly LayerPath[] } | null = null;
  /** The step that the server trains to at once; 0 when it is reached, or a person stepped in. */
  private goal = 0;
  private listeners = new Set<(event: Event) => void>();

  constructor(private readonly wire: Wire) {}

  on(listener: (event: Event) => void): void {
    this.listeners.add(listener);
  }

  /** The last step that was trained and arrived. */
  get step(): number {
    return this.recording ? lastStep(this.recording) : 0;
  }

  /** Whether anything was ever asked for. */
  get begun(): boolean {
    return this.wish !== null;
  }

  /** Whether the recording is still another one than what was asked for, or on its way there. */
  get opening(): boolean {
    const { request, asked, awaitsRecording, goal } = this;
    return request === "open" || asked !== null || awaitsRecording || this.step < goal;
  }

  /** Starts another experiment in the place of this one. */
  open(start: Start): void {
    this.wish = start;
    this.goal = start.step;
    this.training = start.train;
    this.error = null;
    this.proof = null;
    this.request = "open";
    this.wire.ask(this);
  }

  /** The request as a command, to be sent now. */
  takeRequest(): Command | null {
    const { request, wish, about, handle } = this;
    this.request = null;
    if (request === "join" && about) return { do: "join", key: about.key };
    if (request !== "open" || !wish) return null;
    this.asked = wish;
    const { spec, step, train, speed, edits } = wish;
    return { do: "open", spec, step, train, speed, follows: handle, edits };
  }

  train(): void {
    this.go(true);
    this.tell({ do: "train" });
  }

  pause(): void {
    this.go(false);
    this.tell({ do: "pause" });
  }

  reset(): void {
    this.go(false);
    this.tell({ do: "reset" });
  }

  step1(): void {
    this.go(false);
    this.tell({ do: "step", count: 1 });
  }

  setSpeed(value: number | null): void {
    if (this.wish) this.wish = { ...this.wish, speed: value };
    this.tell({ do: "speed", value });
  }

  show(seed: number | null): void {
    if (this.wish) this.wish = { ...this.wish, shown: seed };
    this.tell({ do: "show", seed });
  }

  /** Changes weights, settings or points by hand; it goes on training if it did. */
  edit(edits: readonly Change[]): void {
    this.tell({ do: "edit", edits });
  }

  close(): void {
    if (this.handle !== null) this.wire.send({ do: "close", experiment: this.handle });
    this.handle = null;
    this.request = null;
    this.listeners.clear();
  }

  /** The connection was lost: handles mean nothing any more. */
  lost(): void {
    this.handle = null;
    if (this.asked) this.request = "open";
    this.asked = null;
  }

  /** The connection is back: rejoin, or ask again for what was never answered. */
  rejoin(): void {
    if (this.about) this.request ??= "join";
    if (this.request) this.wire.ask(this);
  }

  /** The server refused the request; a lost experiment is opened anew at the step it had. */
  refused(command: Command, error: ErrorMessage): void {
    if (command.do === "join" && this.wish) {
      this.open({ ...this.wish, step: this.step, train: this.training });
      return;
    }
    this.asked = null;
    this.goal = 0;
    this.training = false;
    this.fail(error);
  }

  fail(error: ErrorMessage): void {
    this.error = error;
    this.emit("error");
  }

  receive(message: Message): void {
    if (message.type === "experiment") {
      this.about = message;
      this.handle = message.experiment;
      this.awaitsRecording = true;
      this.catchUp();
      this.emit("opened");
    } else if (message.type === "state") {
      this.state = message;
      // What the one before it does says nothing of an experiment that is being set up.
      const settled = !this.asked && !this.request && message.phase !== "compiling";
      if (settled) this.training = message.phase === "running";
      if (settled && !this.training) this.goal = 0;
      this.emit("state");
    } else if (message.type === "projections") {
      this.project(message.depths);
    } else if (message.type === "paths") {
      const paths = message.paths.map(({ kind, why }) => pathOf(kind, why));
      this.told = { frame: message.frame, paths };
    } else if (message.type === "edits") {
      this.about = { ...message, type: "experiment" };
      if (this.wish) this.wish = { ...this.wish, spec: message.spec, edits: message.edits ?? [] };
      // What was proved was proved of other points.
      if (message.edits?.some(ofData)) this.proof = null;
      this.emit("edits");
    } else if (message.type === "proof") {
      this.proof = message;
      this.emit("proof");
    }
  }

  receiveBinary(message: RecordingPayload | Frame): void {
    if (message.kind === "recording") {
      this.recording = this.wire.read(message.bytes);
      this.continued = this.recorded === this.about?.key;
      this.recorded = this.about?.key ?? null;
      const { losses, accuracies } = this.recording.curve;
      this.loss = losses.at(-1) ?? NaN;
      this.accuracy = accuracies.at(-1) ?? NaN;
      this.awaitsRecording = false;
      this.emit("recording");
    } else if (this.recording && !this.awaitsRecording) {
      // A frame from before a reset may still have been on its way.
      if (message.step < this.step) return;
      const { number, step, weights, loss, accuracy, validation } = message;
      const paths = this.told?.frame === number ? this.told.paths : null;
      this.recording.append(step, weights, loss, accuracy, validation, paths);
      this.loss = message.loss;
      this.accuracy = message.accuracy;
      this.emit("frame");
    }
  }

  private project(depths: ProjectionsMessage["depths"]): void {
    for (const [depth, { axes, origin, explained, along_head }] of Object.entries(depths)) {
      const found = projection(origin, axes.flat(), explained, along_head);
      this.recording?.project(Number(depth), found);
    }
  }

  /** Tells a new experiment what was changed while the server set it up. */
  private catchUp(): void {
    const { asked, wish } = this;
    this.asked = null;
    if (!asked || !wish || this.request) return;
    if (wish.train !== asked.train) this.tell({ do: wish.train ? "train" : "pause" });
    if (wish.speed !== asked.speed) this.tell({ do: "speed", value: wish.speed });
    if (wish.shown !== null) this.tell({ do: "show", seed: wish.shown });
  }

  private go(train: boolean): void {
    this.training = train;
    this.goal = 0;
    if (this.wish) this.wish = { ...this.wish, train };
  }

  private tell(order: Order): void {
    if (this.handle !== null) this.wire.send({ ...order, experiment: this.handle });
    this.emit("state");
  }

  private emit(event: Event): void {
    for (const listener of this.listeners) listener(event);
  }
}
