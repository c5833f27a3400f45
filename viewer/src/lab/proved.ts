// What is proved of a run: asked of the server whenever the run comes to rest.

import type { Finding } from "../viewer/finding";
import type { Desk, Side } from "./desk";
import { ofData } from "./edits";
import { button } from "./elements";
import type { VerdictAnswer } from "./protocol";
import type { RunState } from "./state";

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth"];

type About = Finding["about"];

export class Proved {
  /** Of what it was asked last: the experiment, and at rest the network. */
  private key = "";
  private asked = "";
  /** Whether the architecture was asked about. */
  private known = false;
  private asking: AbortController | null = null;
  private readonly found: Record<About, readonly Finding[]> = { architecture: [], network: [] };

  /** `told` is called when something else is proved. */
  constructor(
    private readonly desk: Desk,
    private readonly side: Side,
    private readonly told: () => void,
  ) {}

  get findings(): readonly Finding[] {
    return [...this.found.architecture, ...this.found.network];
  }

  /** Asks, if the run is another one, or rests at another network, than when it was asked last. */
  update(): void {
    const { handle, about, state, step, training } = this.experiment ?? {};
    const opening = this.desk.opening(this.side);
    const edits = about?.edits ?? [];
    const points = edits.filter(ofData).length;
    const key = handle != null && about && !opening ? `${about.key} ${points}` : "";
    if (key !== this.key) this.begin(key);
    if (key === "" || !state || state.phase === "compiling") return;
    const rests = !training && state.phase !== "running" && state.step === step;
    const asked = rests ? `${key} ${step} ${state.shown} ${edits.length}` : key;
    if (asked === this.asked) return;
    this.asked = asked;
    if (this.found.network.length) this.say("network", []);
    // What is asked of a network is of no use any more when the next one comes.
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    void this.askAll(handle as number, rests, asking.signal);
  }

  destroy(): void {
    this.asking?.abort();
  }

  private get experiment() {
    return this.desk.experiments[this.side];
  }

  private begin(key: string): void {
    this.asking?.abort();
    this.key = key;
    this.asked = "";
    this.known = false;
    const proof = key === "" ? null : this.experiment?.proof;
    this.found.network = [];
    this.say("architecture", proof ? [proof.finding] : []);
  }

  private say(about: About, findings: readonly Finding[]): void {
    this.found[about] = findings;
    this.told();
  }

  /** Of the network first: that is quick, and what a person has just changed. */
  private async askAll(handle: number, rests: boolean, signal: AbortSignal): Promise<void> {
    if (rests) await this.ask(handle, "network", signal);
    if (!this.known) this.known = await this.ask(handle, "architecture", signal);
  }

  private async ask(handle: number, about: About, signal: AbortSignal): Promise<boolean> {
    try {
      const reply = await fetch(`/verdict/${handle}.json?of=${about}`, { signal });
      // Nothing is answered of a run that was replaced, or of a network that has trained on.
      const answer: VerdictAnswer | null = reply.status === 200 ? await reply.json() : null;
      if (answer && !signal.aborted) this.say(about, answer.findings);
      return answer !== null;
    } catch {
      return false; // no server, which is said elsewhere; or nobody waits any more
    }
  }
}

/** A button that gives a run's layers the units that are enough; null where nothing is known to be. */
export function remedyOf(desk: Desk, side: Side, { cure }: Finding): HTMLElement | null {
  if (cure === null) return null;
  const run = desk.runOf(side);
  const act = () => {
    desk.select(side);
    desk.edit(remedied(run, cure));
    desk.train();
  };
  return button(remedyText(run, cure), act, { class: "button" });
}

/** What such a button says. */
export function remedyText({ hidden }: Pick<RunState, "hidden">, cure: number): string {
  if (hidden.length === 0) return `Add a layer of ${cure} units`;
  const next = ORDINALS[cure - 1];
  const one = hidden.length === 1 && hidden[0] === cure - 1 && next;
  return one ? `Add a ${next} unit` : `Give every layer ${cure} units`;
}

/** The run's layers with so many units at least. */
export function remedied(
  { hidden, activation }: Pick<RunState, "hidden" | "activation">,
  cure: number,
): Partial<RunState> {
  if (hidden.length === 0) return { hidden: [cure], activation: activation.slice(0, 1) };
  return { hidden: hidden.map((width) => Math.max(width, cure)) };
}
