// A page of a static site on which small networks are trained by the browser itself.

import { lastStep, type Recording, readRecording } from "../recording/recording";
import { h, write } from "../viewer/dom";
import { number, percent, whole } from "../viewer/format";
import type { Viewer, ViewerState } from "../viewer/types";
import { createViewer } from "../viewer/viewer";
import { started } from "./start";
import { Trainer } from "./trainer";

/** An experiment, as `stops.json` lists it. */
interface Stop {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly try: string;
  /** A recording beside the page. */
  readonly file: string;
  /** Steps of gradient descent that the browser does: their length; null where it cannot. */
  readonly rate: number | null;
  readonly hidden: readonly number[];
  readonly view: Partial<ViewerState>;
}

const BUSY = 12; // ms of a frame that training may take
const MOST = { layers: 8, units: 16 };

class Page {
  private readonly title = h("h1", {});
  private readonly text = h("div", { class: "text" });
  private readonly list = h("select", { id: "stop" });
  private readonly train = this.button("Train", () => this.toggle());
  private readonly once = this.button("One step", () => this.pause(() => this.advance(1)));
  private readonly reset = this.button("Reset", () => this.pause(() => this.begin(this.first)));
  private readonly other = this.button("New start", () => this.pause(() => this.restart()));
  private readonly layers = h("input", { id: "layers", autocomplete: "off", spellcheck: "false" });
  private readonly rate = h("input", { id: "rate", inputmode: "decimal", autocomplete: "off" });
  private readonly said = h("p", { class: "said", role: "status" });
  private readonly panel = h("section", { class: "panel", "aria-label": "Training" });
  private readonly place = h("div", { class: "place" });
  private viewer: Viewer | null = null;
  private recording: Recording | null = null;
  private trainer: Trainer | null = null;
  /** Where a reset leads back to. */
  private first: Recording | null = null;
  private running = false;
  private seed = 0;

  constructor(
    root: HTMLElement,
    private readonly stops: readonly Stop[],
  ) {
    this.list.append(...stops.map(({ name, title }) => h("option", { value: name }, title)));
    this.list.addEventListener("change", () => {
      location.hash = `stop=${this.list.value}`;
    });
    this.layers.addEventListener("change", () => this.pause(() => this.restart()));
    this.rate.addEventListener("change", () => {
      const rate = Number(this.rate.value);
      if (!(rate > 0 && rate < Infinity)) {
        const { value } = this.rate;
        write(this.said, `A learning rate is a number above 0, such as 0.01, and not “${value}”.`);
      } else if (this.trainer) {
        this.trainer.rate = rate;
        this.tell();
      }
    });
    this.panel.append(
      h("div", { class: "row" }, this.train, this.once, this.reset, this.other),
      h("label", { for: "layers" }, "Units of each hidden layer"),
      this.layers,
      h("label", { for: "rate" }, "Learning rate"),
      this.rate,
      this.said,
    );
    const choice = h("label", { for: "stop" }, "Experiment");
    const about = h("div", { class: "about" }, choice, this.list, this.title, this.text);
    root.replaceChildren(h("main", {}, about, this.place, this.panel));
    addEventListener("hashchange", () => void this.open());
    void this.open();
  }

  /** What the address asks for: a stop, and other layers than its own. */
  private get asked(): URLSearchParams {
    return new URLSearchParams(location.hash.slice(1));
  }

  private get stop(): Stop {
    const name = this.asked.get("stop");
    return this.stops.find((stop) => stop.name === name) ?? this.stops[0];
  }

  private async open(): Promise<void> {
    const { stop } = this;
    this.running = false;
    this.panel.hidden = true; // until there is a picture to train, which would push it away
    this.list.value = stop.name;
    write(this.title, stop.title);
    this.text.replaceChildren(
      ...stop.text.split("\n\n").map((part) => h("p", {}, part)),
      h("p", {}, h("strong", {}, "Try: "), stop.try),
    );
    this.layers.value = stop.hidden.join(",");
    this.rate.value = String(stop.rate ?? "");
    const bytes = await fetched(stop.file);
    if (stop !== this.stop) return;
    if (!bytes) {
      this.miss(stop);
      return;
    }
    this.first = readRecording(bytes);
    this.show(readRecording(bytes), stop.view);
    const layers = this.asked.get("hidden");
    if (layers === null || stop.rate === null) return;
    this.layers.value = layers;
    this.restart();
  }

  private miss({ file }: Stop): void {
    const words = `${file} could not be fetched from this page's host. Load the page again.`;
    this.text.append(h("p", { role: "alert" }, words));
    this.viewer?.destroy();
    this.viewer = this.recording = this.first = this.trainer = null;
  }

  private show(recording: Recording, look: Partial<ViewerState> = {}): void {
    this.recording = recording;
    this.viewer?.destroy();
    this.viewer = createViewer(this.place, recording, { state: look, follow: true });
    const network = recording.network(recording.frames - 1);
    this.panel.hidden = this.stop.rate === null;
    this.trainer = null;
    if (this.stop.rate !== null) {
      const rate = Number(this.rate.value) || this.stop.rate;
      this.trainer = new Trainer(network, recording.points, recording.labels, rate);
    }
    this.tell();
  }

  /** Back to weights before training; they are trained from there. */
  private begin(from: Recording | null): void {
    if (!from) return;
    from.truncate(0);
    this.origins.delete(from);
    const { depth, order } = this.viewer?.state ?? {};
    this.show(from, { depth: Math.min(depth ?? 0, from.depth), order: order ?? "together" });
  }

  private restart(): void {
    const { first } = this;
    const hidden = this.layers.value
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(Number);
    const fits = (units: number) => Number.isInteger(units) && units >= 1 && units <= MOST.units;
    if (!first || hidden.length > MOST.layers || !hidden.every(fits)) {
      write(
        this.said,
        `Layers are whole numbers of units with commas between, such as 2,2: at most ` +
          `${MOST.layers} layers of at most ${MOST.units} units.`,
      );
      return;
    }
    this.first = started(first, hidden, ++this.seed);
    this.begin(this.first);
  }

  private toggle(): void {
    this.running = !this.running;
    this.tell();
    if (this.running) this.tick();
  }

  private pause(then: () => void): void {
    this.running = false;
    this.tell();
    then();
  }

  private tick(): void {
    if (!this.running) return;
    const end = performance.now() + BUSY;
    let count = 0;
    do this.advance(1, false);
    while (++count < 20 && performance.now() < end);
    this.note();
    requestAnimationFrame(() => this.tick());
  }

  private advance(count: number, note = true): void {
    for (let i = 0; i < count; i++) this.trainer?.step();
    if (note) this.note();
  }

  /** Puts the weights as they are behind the recording's frames. */
  private note(): void {
    const { trainer, recording } = this;
    if (!trainer || !recording) return;
    const { loss, accuracy } = trainer.look();
    const step = this.origin + trainer.steps;
    recording.append(step, Float32Array.from(trainer.weights), loss, accuracy);
    this.tell(loss, accuracy);
  }

  private get origin(): number {
    const { recording } = this;
    const known = this.origins.get(recording as Recording);
    if (known !== undefined) return known;
    const last = recording ? lastStep(recording) : 0;
    if (recording) this.origins.set(recording, last);
    return last;
  }

  private readonly origins = new WeakMap<Recording, number>();

  private tell(loss?: number, accuracy?: number): void {
    write(this.train, this.running ? "Pause" : "Train");
    const { recording } = this;
    if (!recording) return;
    const parts = [`step ${whole(lastStep(recording))}`];
    if (loss !== undefined) parts.push(`loss ${number(loss)}`);
    if (accuracy !== undefined) parts.push(`${percent(accuracy)} right`);
    write(this.said, parts.join(" · "));
  }

  private button(name: string, onclick: () => void): HTMLButtonElement {
    return h("button", { type: "button", onclick }, name);
  }
}

/** Returns what a file beside the page holds; null if it does not come. */
async function fetched(file: string): Promise<ArrayBuffer | null> {
  try {
    const answer = await fetch(file);
    return answer.ok ? await answer.arrayBuffer() : null;
  } catch {
    return null;
  }
}

const root = document.getElementById("site");
if (root) {
  void fetch("stops.json")
    .then((answer) => answer.json())
    .then((stops) => {
      Object.assign(globalThis, { unknotSite: new Page(root, stops) });
    });
}
