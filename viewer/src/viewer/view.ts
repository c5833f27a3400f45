// What the parts of the page are told, and what they may ask for.

import type { Theme } from "../paint/scene";
import type { Recording } from "../recording/recording";
import type { Crowd } from "./crowd";
import type { Moment } from "./moment";
import type { ViewerState } from "./types";

/** What is shown now. */
export interface View {
  readonly state: Readonly<ViewerState>;
  readonly recording: Recording;
  /** The training step of the frame that is shown. */
  readonly step: number;
  /** Null where there is nothing to draw: no frame yet, or weights that are not finite. */
  readonly moment: Moment | null;
  /** The points that are drawn. */
  readonly crowd: Crowd;
  readonly theme: Theme;
  /** Whether the host chose the theme, so that the page may be of the other kind. */
  readonly forced: boolean;
  /** Whether nothing moves: then what takes long may be computed. */
  readonly rest: boolean;
  /** Whether the recording has grown since it was opened, and its newest frame is followed. */
  readonly live: boolean;
  readonly following: boolean;
}

/** What a person can do. */
export interface Actions {
  /** As it is at this moment, which may not have been drawn yet. */
  readonly state: Readonly<ViewerState>;
  change(change: Partial<ViewerState>): void;
  /** Starts or stops what moves by itself. */
  play(what: Exclude<ViewerState["playing"], "nothing">): void;
  /** Goes so many frames on, or back. */
  skip(frames: number): void;
  /** Sees everything again, from where the viewer chooses. */
  reset(): void;
  /** Returns to the newest frame, and stays with it. */
  follow(): void;
  help(): void;
}

/** The layer that leads to a depth (0, 1, …); the first one at the data. */
export function layerAt(depth: number): number {
  return Math.max(0, Math.ceil(depth) - 1);
}

/** A depth without the dust of adding up small steps. */
export function tidy(depth: number): number {
  return Math.round(1000 * depth) / 1000;
}

/** Loss and accuracy as measured at just this step; null where nothing was. */
export function measuredAt(recording: Recording, step: number) {
  const { steps, losses, accuracies, validation } = recording.curve;
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] <= step) low = middle + 1;
    else high = middle;
  }
  const look = low - 1;
  if (look < 0 || steps[look] !== step) return null;
  return {
    loss: losses[look],
    accuracy: accuracies[look],
    validation: validation ? validation[look] : null,
  };
}
