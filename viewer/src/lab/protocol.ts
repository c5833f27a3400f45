// The messages between the page and the server, and what `catalogue.json` holds.

import type { ViewerState } from "../viewer/types";
import type { Spec } from "./state";

export interface Parameter {
  name: string;
  description: string;
  default: number | boolean | string;
  type: "int" | "float" | "bool" | "choice" | "str";
  low: number | null;
  high: number | null;
  choices: string[];
}

export interface DataEntry {
  name: string;
  summary: string;
  parameters: Parameter[];
}

export interface ActivationEntry {
  name: string;
  monotone: string;
  parameter: { default: number; low: number; high: number } | null;
}

export interface TourStop {
  name: string;
  title: string;
  text: string;
  try: string;
  spec: Partial<Spec>;
  /** Train to this step at once. */
  step: number | null;
  /** Start training when the stop opens. */
  train: boolean;
  speed: number | null;
  view: Partial<ViewerState>;
}

export interface Limits {
  width: number;
  depth: number;
  points: number;
  parameters: number;
  seeds: number;
  upload: number;
}

export interface Catalogue {
  version: string;
  datasets: DataEntry[];
  activations: ActivationEntry[];
  optimisers: string[];
  initials: string[];
  losses: string[];
  schedules: string[];
  defaults: Partial<Spec>;
  limits: Limits;
  tour: TourStop[];
}

/** What `POST /data` answers. */
export interface Uploaded {
  source: string;
  name: string;
  points: number;
  features: string[];
  classes: string[];
  counts: Record<string, number> | number[];
}

export type Phase = "compiling" | "running" | "paused" | "ended" | "failed";

export type Command =
  | {
      do: "open";
      spec: Spec;
      step: number;
      train: boolean;
      speed: number | null;
      follows: number | null;
    }
  | { do: "join"; key: string }
  | { do: "train" | "pause" | "reset" | "close"; experiment: number }
  | { do: "step"; experiment: number; count: number }
  | { do: "speed"; experiment: number; value: number | null }
  | { do: "show"; experiment: number; seed: number | null };

/** An experiment was made, joined, reset, or shows another seed; its recording follows. */
export interface ExperimentMessage {
  type: "experiment";
  experiment: number;
  key: string;
  spec: Spec;
  parameters: number;
  command: string;
  python: string;
}

export interface StateMessage {
  type: "state";
  experiment: number;
  phase: Phase;
  step: number;
  speed: number | null;
  /** Steps in a second, as measured. */
  rate: number;
  /** Indices among the seeds. */
  shown: number;
  best: number;
  /** Seeds with every point right. */
  solved: number;
  seeds: number;
  /** Share of points right, by seed. */
  accuracies: number[];
  message: string | null;
}

export interface ProjectionsMessage {
  type: "projections";
  experiment: number;
  depths: Record<
    string,
    {
      origin: number[];
      axes: number[][];
      /** The shares of the variance that the first 1, 2, … axes keep. */
      explained: number[];
      along_head: boolean;
    }
  >;
}

/** Something that is proved; never a guess. */
export interface ProofMessage {
  type: "proof";
  experiment: number;
  text: string;
  theorem: string;
  statement: string;
  not_claimed: string;
  href: string;
}

/** What was found of the network that is shown, on the whole of every class. */
export interface VerdictAnswer {
  verdict: "separated" | "not separated" | "undecided";
  reason: string;
  theorem: string | null;
  not_claimed: string;
  certificate: object | null;
}

export interface ErrorMessage {
  type: "error";
  id?: number;
  experiment?: number;
  error: string;
  field: string | null;
}

export type Message =
  | { type: "hello"; version: string; window: number; limits: Limits }
  | ExperimentMessage
  | StateMessage
  | ProjectionsMessage
  | ProofMessage
  | ErrorMessage;
