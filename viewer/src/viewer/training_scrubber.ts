// The scrubber through training: it is the loss curve.

import { times } from "../maths/times";
import { lastStep } from "../recording/recording";
import { h, svg, write } from "./dom";
import { number, percent, places, whole } from "./format";
import { PlayButton } from "./icons";
import { Slider } from "./slider";
import { type Actions, measuredAt, type View } from "./view";

const SIZE = { width: 1000, height: 100, pad: 7 };
const MOST_POINTS = 600; // of a curve: more could not be told apart
const MOST_MARKS = 150;

export class TrainingScrubber {
  readonly element: HTMLElement;
  private readonly slider: Slider;
  private readonly play: PlayButton;
  private readonly loss = svg("path", { class: "loss" });
  private readonly accuracy = svg("path", { class: "accuracy" });
  private readonly validation = svg("path", { class: "validation" });
  private readonly marks = svg("g", { class: "marks" });
  private readonly value = h("output", { class: "value", "aria-hidden": "true" });
  private readonly validationKey = key("validation", "validation");
  private readonly marksKey = key("mark", "a layer turns over");
  private readonly live: HTMLButtonElement;
  private range = { low: 0, high: 0 };
  private frameStep = (near: number) => near;
  private drawn = "";

  constructor(actions: Actions) {
    const box = `0 0 ${SIZE.width} ${SIZE.height}`;
    const curve = svg(
      "svg",
      { class: "curve", viewBox: box, preserveAspectRatio: "none", "aria-hidden": "true" },
      this.accuracy,
      this.validation,
      this.loss,
      this.marks,
    );
    this.slider = new Slider(
      "Training step",
      {
        place: (share) => {
          const { low, high } = this.range;
          actions.change({ step: this.frameStep(low + share * (high - low)) });
        },
        nudge: (count, size) => actions.skip(size === "page" ? 10 * count : count),
      },
      curve,
    );
    this.play = new PlayButton("training", () => actions.play("training"));
    this.live = h(
      "button",
      { type: "button", class: "button live", hidden: true, onclick: () => actions.follow() },
      "Live",
    );
    this.marksKey.title = "Here det W of a layer changed its sign, so it was 0 in between";
    this.live.title = "Go to the newest step and stay with it";
    this.element = h(
      "section",
      { class: "scrubber training" },
      h(
        "div",
        { class: "heading" },
        h("span", { class: "name" }, "Training"),
        key("loss", "loss (log)"),
        key("accuracy", "accuracy"),
        this.validationKey,
        this.marksKey,
        this.live,
        this.value,
      ),
      this.play.element,
      h("div", { class: "ruler" }, this.slider.element),
    );
  }

  update({ state, step, recording, live, following }: View): void {
    this.element.hidden = !recording.about.trained;
    this.frameStep = (near) => recording.step(recording.frameAt(near));
    this.range = { low: recording.step(0), high: lastStep(recording) };
    const { low, high } = this.range;
    const measured = measuredAt(recording, step);
    const at = `step ${whole(step)} of ${whole(high)}`;
    const parts = [at];
    if (measured) {
      parts.push(`loss ${number(measured.loss)}`, `${percent(measured.accuracy)} right`);
      const { validation } = measured;
      if (Number.isFinite(validation ?? NaN)) {
        parts.push(`validation ${percent(validation as number)}`);
      }
    }
    const text = parts.join(" · ");
    this.slider.show({ low, high, value: step, text });
    this.play.show(state.playing === "training");
    write(this.value, text);
    this.live.hidden = !live || following;
    this.draw(recording);
  }

  private draw(recording: View["recording"]): void {
    const { curve, crossings } = recording;
    const drawn = [curve.steps.length, this.range.high, crossings.length, recording.frames].join();
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    // Other seeds may have trained for longer than the one that is shown.
    const shown = curve.steps.filter((step) => step <= this.range.high).length;
    const steps = curve.steps.slice(0, shown);
    const accuracies = curve.accuracies.slice(0, shown);
    const logs = curve.losses.slice(0, shown).map((loss) => (loss > 0 ? Math.log(loss) : NaN));
    this.loss.setAttribute("d", this.path(steps, logs, rangeOf(logs)));
    const validation = curve.validation?.slice(0, shown) ?? [];
    const shares: [number, number] = [rangeOf([...accuracies, ...validation])[0], 1];
    this.accuracy.setAttribute("d", this.path(steps, accuracies, shares));
    this.validation.setAttribute("d", this.path(steps, validation, shares));
    this.validationKey.hidden = !validation.some(Number.isFinite);
    this.marksKey.hidden = crossings.length === 0;
    const every = Math.max(1, Math.ceil(crossings.length / MOST_MARKS));
    const marks = crossings.filter((_, i) => i % every === 0);
    this.marks.replaceChildren(
      ...marks.map(({ step, layer }) => {
        const x = this.across(step);
        const title = `layer ${layer + 1} was singular near step ${whole(step)}`;
        // A wide invisible line makes the thin one easy to point at.
        return svg(
          "g",
          {},
          svg("title", {}, title),
          svg("path", { d: `M${x} 0V${SIZE.height}`, class: "reach" }),
          svg("path", { d: `M${x} 0V${SIZE.height}`, class: "mark" }),
        );
      }),
    );
  }

  private path(
    steps: readonly number[],
    values: readonly number[],
    range: [number, number],
  ): string {
    const [low, high] = range;
    const tall = SIZE.height - 2 * SIZE.pad;
    const scale = high > low ? tall / (high - low) : 0;
    let pen = "M";
    return sampled(values.length, MOST_POINTS)
      .map((i) => {
        if (!Number.isFinite(values[i])) {
          pen = "M";
          return "";
        }
        const y = SIZE.height - SIZE.pad - (values[i] - low) * scale;
        const point = `${pen}${this.across(steps[i])} ${places(y)}`;
        pen = "L";
        return point;
      })
      .join("");
  }

  private across(step: number): string {
    const { low, high } = this.range;
    const share = high > low ? (step - low) / (high - low) : 0;
    return places(SIZE.width * share);
  }
}

function key(kind: string, words: string): HTMLElement {
  return h("span", { class: "key" }, h("i", { class: kind }), words);
}

/** Evenly spread indices, the last one among them. */
function sampled(count: number, most: number): number[] {
  if (count <= most) return times(count, (i) => i);
  return times(most, (i) => Math.round((i * (count - 1)) / (most - 1)));
}

function rangeOf(values: readonly number[]): [number, number] {
  const finite = values.filter(Number.isFinite);
  return finite.length > 0
    ? [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))]
    : [0, 1];
}
