// Train, pause, step, reset, new seed; and where the training stands. Simple pages have these too.

import { h, write } from "../../viewer/dom";
import { number, percent, whole } from "../../viewer/format";
import type { Desk } from "../desk";
import { button } from "../elements";
import { learntNothing, unlikeScales } from "../scales";
import type { Section } from "./section";
import { seedStrip } from "./seeds";

export function runSection(desk: Desk): Section {
  const train = button("Train", () => desk.toggle(), {
    class: "primary big",
    "aria-keyshortcuts": "Alt+T",
  });
  const step = button("Step", () => desk.step(), { class: "full", title: "One gradient step" });
  const reset = button("Reset", () => desk.reset(), {
    title: "Back to step 0: the same initial weights",
    "aria-keyshortcuts": "Alt+R",
  });
  const fresh = button("New seed", () => desk.newSeed(), {
    title: "Other initial weights",
    "aria-keyshortcuts": "Alt+N",
  });
  const facts = {
    step: h("dd"),
    rate: h("dd"),
    loss: h("dd"),
    accuracy: h("dd"),
  };
  const message = h("p", { class: "summary message" });
  const reason = h("p", {});
  const advice = h(
    "div",
    { class: "advice", role: "status" },
    reason,
    button("Standardise", () => desk.edit({ standardise: true })),
  );
  const seeds = seedStrip(desk);
  const frame = h(
    "section",
    { class: "section run", "aria-label": "Training" },
    h(
      "div",
      { class: "body" },
      h("div", { class: "buttons" }, train, step, reset, fresh),
      h(
        "dl",
        { class: "facts" },
        fact("step", facts.step),
        fact("steps/s", facts.rate),
        fact("loss", facts.loss),
        fact("points right", facts.accuracy),
      ),
      message,
      advice,
      seeds.element,
    ),
  );

  return {
    element: frame,
    render() {
      const { experiment } = desk;
      const { state, training } = experiment;
      write(train, training ? "Pause" : "Train");
      train.classList.toggle("running", training);
      write(facts.step, whole(experiment.step));
      write(facts.rate, training && state?.rate ? number(state.rate) : "–");
      write(facts.loss, experiment.recording ? number(experiment.loss) : "–");
      write(facts.accuracy, experiment.recording ? percent(experiment.accuracy) : "–");
      write(message, describe(desk));
      const why = adviceFor(desk);
      advice.hidden = !why;
      if (why) write(reason, why);
      seeds.render();
    },
  };
}

function fact(name: string, value: HTMLElement): HTMLElement {
  return h("div", {}, h("dt", {}, name), value);
}

/** What to try where nothing is learnt for the scale of the features; empty: nothing to say. */
function adviceFor(desk: Desk): string {
  const { recording, step, accuracy } = desk.experiment;
  if (!recording || desk.run.standardise || !learntNothing(recording, step, accuracy)) return "";
  const unlike = unlikeScales(recording);
  return unlike ? `Nothing has been learnt so far. ${unlike}` : "";
}

function describe(desk: Desk): string {
  const { state, error } = desk.experiment;
  if (desk.cut) return "Not connected.";
  if (error) return "These settings could not be taken: see what is said of them.";
  if (!state) return "Setting up …";
  if (state.message) return state.message;
  if (state.phase === "compiling") return "Compiling the training …";
  if (state.phase === "ended") {
    return `The end: ${whole(state.step)} steps are done. Reset, or raise the steps until the end.`;
  }
  const seed = `Seed ${desk.run.seed + state.shown} is shown`;
  return desk.run.seeds > 1 && desk.run.shown === null ? `${seed}: the best so far.` : `${seed}.`;
}
