// A network's whole training as the viewer holds it; it grows while training runs.

import { refuse } from "../errors";
import { clamp } from "../maths/clamp";
import { logDeterminant } from "../maths/lu";
import { times } from "../maths/times";
import { linearPart } from "../nets/affine";
import { MOST_UNITS } from "../nets/dense";
import type { LayerPath, Network, Rows } from "../nets/types";
import { keep, remembered } from "../remembered";
import {
  type About,
  type Contents,
  type Curve,
  type HeldOut,
  type Projection,
  readContents,
} from "./contents";

export type { About, Curve, HeldOut, Projection } from "./contents";

const MOST_FRAMES = 1024;
const MOST_WEIGHTS = 32_000_000; // numbers in all frames (128 MB)
const FEWEST_FRAMES = 16;
const MOST_LOOKS = 4096;
const MOST_NETWORKS = 8; // unpacked at a time

/** Between this frame and the one before, det W of a layer changed its sign. */
export interface Crossing {
  readonly frame: number;
  readonly step: number;
  /** Index of the layer, from 0. */
  readonly layer: number;
}

/** Reads a recording's file. Throws an Error that says what is wrong with it. */
export function readRecording(bytes: ArrayBuffer | Uint8Array): Recording {
  return new Recording(readContents(bytes));
}

/** The gradient steps done at the last frame; there is always one. */
export function lastStep(recording: Pick<Recording, "frames" | "step">): number {
  return recording.step(recording.frames - 1);
}

/** Frames (weights at a step) and a curve over training, of one network on one set of points. */
export class Recording {
  readonly about: About;
  /** The data as the network saw them. */
  readonly points: Rows;
  /** The class of each point. */
  readonly labels: Uint8Array;
  /** Points that the network does not learn from. */
  readonly heldOut: readonly HeldOut[];
  readonly inputs: number;
  /** Dimensions of all representations, the input's first. */
  readonly widths: readonly number[];
  readonly depth: number;
  /** By depth, for those representations that do not fit the drawing. */
  readonly projections: ReadonlyMap<number, Projection>;
  /** Of the seed shown; the arrays grow in place. */
  readonly curve: Curve;

  private readonly unpacked = new Map<Float32Array, Network>();
  private readonly reversals = new WeakMap<Float32Array, readonly number[]>();
  private readonly listeners = new Set<() => void>();
  private found: readonly Crossing[] | null = null;

  constructor(private readonly contents: Contents) {
    const { about, points, labels, architecture, projections, curve } = contents;
    this.about = about;
    this.points = points;
    this.labels = labels;
    this.heldOut = contents.heldOut;
    this.widths = architecture.widths;
    this.inputs = this.widths[0];
    this.depth = this.widths.length - 1;
    this.projections = projections;
    this.curve = curve;
  }

  get frames(): number {
    return this.contents.steps.length;
  }

  /** The gradient steps done at a frame. */
  step(frame: number): number {
    return this.contents.steps[frame];
  }

  /** The last frame up to a step; the first one before that. */
  frameAt(step: number): number {
    const { steps } = this.contents;
    let [low, high] = [0, steps.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (steps[middle] <= step) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The network at a frame. Asked again soon, it is the same object. */
  network(frame: number): Network {
    const weights = this.contents.weights[frame];
    if (!weights) refuse(`There is no frame ${frame} of ${this.frames}.`);
    const network = this.unpacked.get(weights) ?? this.contents.architecture.network(weights);
    return keep(this.unpacked, MOST_NETWORKS, weights, network);
  }

  /** Where det W of a square layer has another sign than at the frame before, in order. */
  get crossings(): readonly Crossing[] {
    this.found ??= this.findCrossings();
    return this.found;
  }

  /**
   * Adds a frame; one of the last step takes that one's place. `weights` are copied: for each layer,
   * then the head, W row by row and b. When there are too many frames, every second one goes.
   * `validation`: the share of the points kept for it that are right; NaN if unknown. Where layers
   * are not computed here, `weights` are all that is written out of them, and `paths` said of them.
   */
  append(
    step: number,
    weights: Float32Array,
    loss: number,
    accuracy: number,
    validation = NaN,
    paths: readonly LayerPath[] | null = null,
  ): void {
    const { contents, curve } = this;
    const { parameters } = contents.architecture;
    if (weights.length !== parameters) {
      refuse(
        `A frame has ${weights.length} weights, but the network has ${parameters}. Does it belong ` +
          "to another recording?",
      );
    }
    const last = lastStep(this);
    if (!(step >= last)) {
      refuse(`A frame of step ${step} cannot follow one of step ${last}: truncate first.`);
    }
    this.drop(step - 1);
    contents.steps.push(step);
    const kept = weights.slice();
    contents.weights.push(kept);
    if (paths) contents.architecture.tell(kept, paths);
    curve.steps.push(step);
    curve.losses.push(loss);
    curve.accuracies.push(accuracy);
    curve.validation?.push(validation);
    thin([contents.steps, contents.weights], mostFrames(parameters));
    // What is said of a frame is what was seen at its step.
    const framed = new Set(contents.steps);
    thin(columns(curve), MOST_LOOKS, (look) => framed.has(curve.steps[look]));
    this.tell();
  }

  /** Forgets what came after a step, as after a reset; the first frame stays. */
  truncate(step: number): void {
    this.drop(Math.max(step, this.contents.steps[0]));
    this.tell();
  }

  /**
   * Puts a projection in the place of the one at a depth. Where places are coordinates in the
   * drawing already, there is nothing to project.
   */
  project(depth: number, projection: Projection): void {
    if (this.contents.architecture.laid) return;
    this.contents.projections.set(depth, projection);
    this.tell();
  }

  /** Calls back after every change; returns how to stop that. */
  on(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private drop(step: number): void {
    const { steps, weights } = this.contents;
    shorten([steps, weights], steps, step);
    shorten(columns(this.curve), this.curve.steps, step);
  }

  private tell(): void {
    this.found = null;
    for (const listener of this.listeners) listener();
  }

  private findCrossings(): Crossing[] {
    const { steps, weights } = this.contents;
    const found: Crossing[] = [];
    for (let frame = 1; frame < weights.length; frame++) {
      const [before, now] = [this.reversed(weights[frame - 1]), this.reversed(weights[frame])];
      for (let layer = 0; layer < this.depth; layer++) {
        if (before.includes(layer) !== now.includes(layer)) {
          found.push({ frame, step: steps[frame], layer });
        }
      }
    }
    return found;
  }

  /** The layers that reverse orientation with these weights: det W < 0. */
  private reversed(weights: Float32Array): readonly number[] {
    const { architecture } = this.contents;
    return remembered(this.reversals, weights, () =>
      this.widths.flatMap((width, layer) => {
        if (!architecture.exact) return [];
        if (width !== this.widths[layer + 1] || width > MOST_UNITS) return [];
        const matrix = linearPart(architecture.affine(weights, layer));
        return logDeterminant(matrix).sign < 0 ? [layer] : [];
      }),
    );
  }
}

function columns({ steps, losses, accuracies, validation }: Curve): number[][] {
  return validation ? [steps, losses, accuracies, validation] : [steps, losses, accuracies];
}

function mostFrames(parameters: number): number {
  return clamp(Math.floor(MOST_WEIGHTS / parameters), FEWEST_FRAMES, MOST_FRAMES);
}

/** Cuts columns after the last entry up to a step. */
function shorten(columns: readonly unknown[][], steps: readonly number[], step: number): void {
  let count = steps.length;
  while (count > 0 && steps[count - 1] > step) count--;
  for (const column of columns) column.length = count;
}

/**
 * Takes every second entry out of columns that are longer than `most`; the ends stay, and those
 * that are needed.
 */
function thin(
  columns: readonly unknown[][],
  most: number,
  needed: (entry: number) => boolean = () => false,
): void {
  const { length } = columns[0];
  if (length <= most) return;
  const kept = times(length, (i) => i % 2 === 0 || i === length - 1 || needed(i));
  for (const column of columns) {
    column.splice(0, length, ...column.filter((_, i) => kept[i]));
  }
}
