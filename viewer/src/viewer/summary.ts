// What is shown, in a sentence or two.

import { nameOf } from "../nets/layers";
import { lastStep, type Recording } from "../recording/recording";
import { number, percent, places, whole } from "./format";
import { bounds } from "./geometry";
import { layerAt, measuredAt, type View } from "./view";

/** The text that a screen reader is told. */
export function summaryOf(view: View): string {
  const { state, step, recording, moment } = view;
  const training = recording.about.trained ? trainingOf(recording, step) : rightNow(view);
  if (!moment) return `${training} ${divergedAt(step)}`;
  const depth = `${recording.about.name} at depth ${places(state.depth)} of ${recording.depth}`;
  const layer = layerOf(state.depth, moment);
  return `${depth} (${layer}). ${training}`;
}

/** What is said in the place of a picture of weights that are not finite numbers. */
export function divergedAt(step: number): string {
  return (
    `At step ${whole(step)} some weights are not finite numbers: the training diverged, so there ` +
    "is nothing to draw. Go back to an earlier step, or train with a smaller learning rate."
  );
}

/** What stands on the picture itself: the depth, and what a person should know of it. */
export function captionOf(view: View): string {
  const { state, moment } = view;
  if (!moment) return "";
  const { depth } = state;
  const { path, dimension } = moment.journey;
  const index = layerAt(depth);
  const layer = moment.network.layers[index];
  const lines: string[] = [];
  if (depth === 0 || !layer) lines.push("data", ...rangesOf(view.recording, dimension));
  else {
    const part = Number.isInteger(depth) ? "" : `, ${percent(depth - index)}`;
    lines.push(`layer ${index + 1} · ${nameOf(layer)}${part}`);
    const phase = phaseOf(view, depth - index);
    if (phase) lines.push(phase);
    const { kind, why } = path.paths[index];
    if (kind === "collapse" || kind === "fold" || kind === "straight")
      lines.push(`${kind}: ${why}`);
  }
  const width = moment.journey.width(depth);
  if (width > dimension) lines.push(`${dimension} of ${width} dimensions`);
  return lines.join("\n");
}

/** The features that the directions of the picture are; in space with their least and largest values. */
function rangesOf({ about, points }: Recording, dimension: number): string[] {
  if (points.width > dimension) return [];
  if (dimension < 3) return about.features.map((name, i) => `${"→↑"[i]} ${name}`);
  const [low, high] = bounds(points);
  return about.features.map((name, i) => {
    const [mean, scale] = about.scaling[i];
    const [from, to] = [low, high].map((values) => number(mean + scale * values[i]));
    return ` ${name} ${from} … ${to}`;
  });
}

const PHASES = [
  "1 of 3: the matrix turns and stretches",
  "2 of 3: the bias shifts",
  "3 of 3: $ bends",
];

/** Which of the three phases of a dense layer is under way; null where they are not one by one. */
function phaseOf({ state, moment }: View, part: number): string | null {
  const layer = moment?.network.layers[layerAt(state.depth)];
  if (state.order !== "phases" || layer?.kind !== "dense") return null;
  const phase = PHASES[Math.min(2, Math.floor(3 * part))];
  return phase.replace("$", nameOf(layer));
}

function layerOf(depth: number, moment: NonNullable<View["moment"]>): string {
  const { path } = moment.journey;
  if (depth === 0) return "the data";
  const index = layerAt(depth);
  const { kind } = path.paths[index];
  const name = nameOf(moment.network.layers[index]);
  const whole = Number.isInteger(depth) ? "after layer" : "layer";
  return `${whole} ${index + 1}, ${name}, ${kind}`;
}

/** What is right where nothing was measured in training: of the points that are drawn. */
function rightNow({ crowd, moment }: View): string {
  const facts = moment?.facts(crowd);
  return facts ? `${percent(facts.right[0])} of the points drawn are right.` : "";
}

function trainingOf(recording: Recording, step: number): string {
  const at = `Training step ${whole(step)} of ${whole(lastStep(recording))}`;
  const measured = measuredAt(recording, step);
  if (!measured) return `${at}.`;
  const right = `${percent(measured.accuracy)} of ${whole(recording.labels.length)} points right`;
  const { validation } = measured;
  const kept = Number.isFinite(validation ?? NaN)
    ? `, ${percent(validation as number)} of those kept for validation`
    : "";
  return `${at}: ${right}${kept}, loss ${number(measured.loss)}.`;
}
