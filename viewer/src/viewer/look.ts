// What is looked at, as links write it: the same keys and values on every page.

import { type Codec, choice, flag, inRange, orNull, rounded } from "./codecs";
import type { ViewerState } from "./types";

/** A viewer's state without what moves by itself. */
export type Look = Omit<ViewerState, "playing">;

/** Where a person begins, but for the step. */
export const defaultLook: Omit<Look, "step"> = {
  depth: 0,
  order: "together",
  view: "auto",
  yaw: null,
  pitch: null,
  zoom: 1,
  grid: true,
  points: true,
  regions: true,
  confidence: false,
  marks: true,
  tour: null,
};

export const lookCodecs: { readonly [K in keyof Look]: Codec<Look[K]> } = {
  step: inRange({ whole: true, low: 0, high: 1e9 }),
  depth: rounded(inRange({ low: 0, high: 1e6 })),
  order: choice(["together", "phases"]),
  view: choice(["auto", "flat", "space"]),
  yaw: orNull(rounded(inRange({ low: -1000, high: 1000 })), "auto"),
  pitch: orNull(rounded(inRange({ low: -1000, high: 1000 })), "auto"),
  zoom: rounded(inRange({ low: 0.01, high: 100 })),
  grid: flag,
  points: flag,
  regions: flag,
  confidence: flag,
  marks: flag,
  tour: orNull(rounded(inRange({ low: -1e6, high: 1e6 })), "auto"),
};
