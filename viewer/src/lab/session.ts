// The experiments of one page over one connection: whose message is this?

import type { Recording } from "../recording/recording";
import { Connection } from "./connection";
import { Experiment, type Wire } from "./experiment";
import type { Frame, RecordingPayload } from "./frames";
import type { Command, Message } from "./protocol";

export class Session implements Wire {
  private readonly connection: Connection;
  private readonly experiments = new Set<Experiment>();
  /** Who waits for an answer; only the first has asked, so the next new handle is its own. */
  private line: Experiment[] = [];
  private asked: { id: number; command: Command } | null = null;

  /** `changed` is called when the connection is lost or found, `error` for what is nobody's. */
  constructor(
    address: string,
    readonly read: (bytes: Uint8Array) => Recording,
    private readonly changed: (connected: boolean) => void,
    private readonly error: (sentence: string) => void,
  ) {
    this.connection = new Connection(address, {
      connected: () => this.connected(),
      lost: () => this.lost(),
      message: (message) => this.message(message),
      binary: (message) => this.binary(message),
    });
  }

  create(): Experiment {
    const experiment = new Experiment(this);
    this.experiments.add(experiment);
    return experiment;
  }

  remove(experiment: Experiment): void {
    experiment.close();
    this.experiments.delete(experiment);
    // The first of the line stays until its answer came, so that nobody else takes it.
    this.line = this.line.filter((each, index) => each !== experiment || (!index && this.asked));
  }

  send(command: Command): number | null {
    return this.connection.send(command);
  }

  ask(experiment: Experiment): void {
    const waiting = this.asked ? this.line.indexOf(experiment, 1) : this.line.indexOf(experiment);
    if (waiting < 0) this.line.push(experiment);
    this.next();
  }

  private next(): void {
    while (!this.asked && this.line.length && this.connection.open) {
      const command = this.line[0].takeRequest();
      const id = command && this.connection.send(command);
      if (command && id) this.asked = { id, command };
      else this.line.shift();
    }
  }

  private answered(): Experiment | undefined {
    this.asked = null;
    return this.line.shift();
  }

  private connected(): void {
    this.line = [];
    this.asked = null;
    this.changed(true);
    for (const experiment of this.experiments) experiment.rejoin();
  }

  private lost(): void {
    this.asked = null;
    for (const experiment of this.experiments) experiment.lost();
    this.changed(false);
  }

  private message(message: Message): void {
    if (message.type === "error" && message.id === this.asked?.id && this.asked) {
      const { command } = this.asked;
      this.answered()?.refused(command, message);
      this.next();
      return;
    }
    if (message.type === "hello") return;
    const known = this.find(message.experiment);
    const first = this.asked && this.line[0];
    if (message.type === "experiment" && !known) {
      this.answered();
      if (first && this.experiments.has(first)) first.receive(message);
      else this.send({ do: "close", experiment: message.experiment });
      this.next();
    } else if (message.type === "error") {
      if (known) known.fail(message);
      else this.error(message.error);
    } else {
      known?.receive(message);
    }
  }

  private binary(message: RecordingPayload | Frame): void {
    this.find(message.experiment)?.receiveBinary(message);
  }

  private find(handle: number | undefined): Experiment | undefined {
    return [...this.experiments].find((each) => each.handle !== null && each.handle === handle);
  }
}
