// The messages between the page and the server, and what `catalogue.json` holds.

import type { Finding } from "../viewer/finding";
import type { ViewerState } from "../viewer/types";
import type { Change, Edit } from "./edits";
import type { Spec } from "./state";

export interface Parameter {
  name: string;
  description: string;
  default: number | boolean | string;
  /** What the page begins with: not all points of a set that has more than are trained live. */
  start?: number | boolean | string;
  /** How high it goes elsewhere. */
  of?: number | null;
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
  /** Networks that the server constructs, and what the button and then the link say. */
  made: { source: string; button: string; link: string }[];
}

export interface Limits {
  width: number;
  depth: number;
  points: number;
  parameters: number;
  seeds: number;
  upload: number;
  recording: number;
}

export interface Catalogue {
  version: string;
  datasets: DataEntry[];
  activations: ActivationEntry[];
  /** The endings of files that are read as tables, packed or not. */
  files: { tables: string[]; packed: string[] };
  limits: Limits;
  tour: TourStop[];
}

/** A column of a table, before any is chosen. */
export interface Column {
  name: string;
  kind: "number" | "boolean" | "date" | "text" | "mixed" | "empty";
  distinct: number;
  missing: number;
  examples: string[];
  /** Whether the file marks it as names or numbers of its rows. */
  is_index: boolean;
}

/** How a table was read. */
export interface TableReading {
  lines: string[];
  /** The column of labels, or several joined by a plus. */
  label: string;
  features: string[];
  left_out: Record<string, string>;
  encoded: Record<string, string[]>;
}

/** What `/data` answers of a table. Without `points` it cannot be trained on yet. */
export interface TableAnswer {
  handle: string;
  file: string;
  /** The handle with its options: the data of an experiment. */
  source: string;
  name: string;
  options: Record<string, string>;
  columns: Column[];
  points: number | null;
  features: string[] | null;
  classes: string[] | null;
  counts: number[] | null;
  /** Of a table that poses a question: what the proposal would give. */
  reading: TableReading | null;
  question: { sentence: string; options: Record<string, string> | null } | null;
  error: string | null;
}

/** What `/data` answers of a recording or a recipe: where the page goes to show it. */
export interface Opened {
  fragment: string;
  note: string;
}

/** What `/recipe/KEY` answers. */
export interface Recipe {
  command: string;
  python: string;
  note: string;
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
      /** What was changed by hand on the way to the step. */
      edits: readonly Edit[];
    }
  | { do: "join"; key: string }
  | { do: "train" | "pause" | "reset" | "close"; experiment: number }
  | { do: "step"; experiment: number; count: number }
  | { do: "speed"; experiment: number; value: number | null }
  | { do: "show"; experiment: number; seed: number | null }
  | { do: "edit"; experiment: number; edits: readonly Change[] };

/** An experiment was made, joined, reset, or shows another seed; its recording follows. */
export interface ExperimentMessage {
  type: "experiment";
  experiment: number;
  key: string;
  spec: Spec;
  /** What was changed by hand so far; the spec is as it is now. */
  edits?: readonly Edit[];
  parameters: number;
}

/** Something was changed by hand; otherwise as when it was made. */
export type EditsMessage = Omit<ExperimentMessage, "type"> & { type: "edits" };

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
  /** The setting that the message is about, where a change of it was refused. */
  field?: string | null;
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

/** What the layers' paths of the next frame are, of networks that the browser cannot compute. */
export interface PathsMessage {
  type: "paths";
  experiment: number;
  frame: number;
  paths: { kind: string; why: string }[];
}

/** Something that is proved; never a guess. */
export interface ProofMessage {
  type: "proof";
  experiment: number;
  finding: Finding;
}

/** The first line of `/sweep/KEY`. */
export interface SweepAbout {
  widths: number[];
  depths: number[];
  activation: string;
  seeds: number;
  steps: number;
}

/** Every other line: a cell that is proved impossible, or one that was trained. */
export interface SweepCell {
  width: number;
  depth: number;
  theorem?: string;
  reason?: string;
  /** Seeds with every point right; of the first of them so many are proved right. */
  solved: number;
  verified: number;
  /** Share of right points of the best seed. */
  best: number;
  error?: string;
}

/** What `/verdict/KEY` answers: of the architecture and, at rest, of the network that is shown. */
export interface VerdictAnswer {
  step: number;
  findings: Finding[];
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
  | EditsMessage
  | StateMessage
  | ProjectionsMessage
  | PathsMessage
  | ProofMessage
  | ErrorMessage;
