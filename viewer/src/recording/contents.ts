// What a recording's file holds, checked so that all its parts fit each other.

import { refuse } from "../errors";
import { joined } from "../maths/joined";
import { times } from "../maths/times";
import { activation } from "../nets/activations";
import type { Rows } from "../nets/types";
import { Architecture, layerKinds, type Structure } from "./architecture";
import { mapsOf } from "./maps";
import { isJson, type Json, Safetensors } from "./safetensors";
import { writtenOf } from "./written";

const FORMATS: unknown[] = [1, 2]; // the second holds shapes, which are not drawn
const HEADS: readonly unknown[] = ["logistic", "softmax", "linear", "neighbours"];

/** Sets of points that the network does not learn from, as files name them. */
export const heldOutNames = ["validation", "test"] as const;

/** What a recording says in words. */
export interface About {
  readonly name: string;
  readonly classes: readonly string[];
  readonly features: readonly string[];
  /** Of each feature the mean and scale that were taken off: its own value is mean + scale · coordinate. */
  readonly scaling: readonly (readonly [mean: number, scale: number])[];
  readonly structure: Structure;
  /** Whether it holds a training; else it is one moment of a model. */
  readonly trained: boolean;
}

/** How a representation is laid into the drawing: x ↦ axes · (x − origin). */
export interface Projection {
  readonly origin: Float64Array;
  /** (rows, width), row-major, orthonormal rows. */
  readonly axes: Float64Array;
  readonly rows: number;
  /** The shares of the variance that the first 1, …, rows axes keep. */
  readonly shares: readonly number[];
  /** Whether the first axis is the direction that the head reads. */
  readonly alongHead: boolean;
}

/** The loss and the shares of points right, over training. */
export interface Curve {
  readonly steps: number[];
  readonly losses: number[];
  readonly accuracies: number[];
  readonly validation: number[] | null;
}

/** Points that were kept apart, as the network would see them. */
export interface HeldOut {
  readonly name: (typeof heldOutNames)[number];
  readonly points: Rows;
  readonly labels: Uint8Array;
}

export interface Contents {
  readonly about: About;
  readonly points: Rows;
  readonly labels: Uint8Array;
  readonly heldOut: readonly HeldOut[];
  readonly architecture: Architecture;
  readonly projections: Map<number, Projection>;
  readonly steps: number[];
  /** One for each step. */
  readonly weights: Float32Array[];
  readonly curve: Curve;
}

/** Reads a recording. Throws an Error that says what is wrong. */
export function readContents(bytes: ArrayBuffer | Uint8Array): Contents {
  try {
    const file = Safetensors.read(bytes);
    return contentsOf(file, metadata(file));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    refuse(`The recording cannot be read. ${reason}`);
  }
}

function metadata(file: Safetensors): Json {
  const text = file.metadata.unknot;
  if (typeof text !== "string") {
    refuse("The metadata have no key “unknot”: this file was not written by unknot.");
  }
  const json: unknown = JSON.parse(text);
  const format = isJson(json) ? json.format : undefined;
  if (!isJson(json) || !FORMATS.includes(format)) {
    refuse(
      `It has the format ${JSON.stringify(format)}; this viewer reads formats ${FORMATS.join(" and ")}.`,
    );
  }
  return json;
}

function contentsOf(file: Safetensors, json: Json): Contents {
  const baked = isJson(json.baked) && "names" in json.baked ? json.baked : null;
  const structure = structureOf(object(json, "network"), baked);
  const steps = Array.from(file.tensor("steps", [null]).values);
  if (steps.length === 0 || steps.some((step, i) => i > 0 && !(step > steps[i - 1]))) {
    refuse("The steps must increase, and there must be one at least.");
  }
  const data = object(json, "data");
  const classes = texts(data, "classes");
  const features = texts(data, "features");
  const every = baked && writtenPoints(file, json, features.length);
  const { architecture, weights } =
    baked && every
      ? writtenOf(file, baked, structure, steps.length, every)
      : networksOf(file, structure, steps.length);
  const inputs = architecture.widths[0];
  const points = pointsOf(file, "data", inputs, data.unit);
  const trained = "spec" in json;
  return {
    about: {
      name: text(data, "name"),
      classes,
      features,
      scaling: scalingOf(file, features.length),
      structure,
      trained,
    },
    points,
    labels: labelsOf(file, "data", points, classes.length),
    heldOut: heldOutNames
      .filter((name) => file.has(`${name}/points`))
      .map((name) => {
        const kept = pointsOf(file, name, inputs, object(json, name).unit);
        return { name, points: kept, labels: labelsOf(file, name, kept, classes.length) };
      }),
    architecture,
    projections: projectionsOf(file, json.projections, architecture),
    steps,
    weights,
    curve: trained
      ? curveOf(file, count(json, "best"))
      : { steps: [], losses: [], accuracies: [], validation: null },
  };
}

function structureOf(json: Json, baked: Json | null): Structure {
  const { layers } = json;
  const head = isJson(json.head) ? json.head.kind : json.head;
  if (!Array.isArray(layers) || !(head === null || HEADS.includes(head))) {
    refuse("The structure of the network is not a list of layers and a head.");
  }
  const last = head as Structure["head"];
  if (last === "neighbours" && !baked) {
    refuse("What neighbours say is not written out in this file: make the page with Python.");
  }
  if (baked) {
    return { layers: texts(baked, "names").map((name) => ({ kind: "opaque", name })), head: last };
  }
  const known = layers.map((layer) => {
    const kind = isJson(layer) ? layer.kind : layer;
    if (!layerKinds.includes(String(kind))) {
      refuse(
        `This viewer cannot compute a layer of kind ${JSON.stringify(kind)}, only ${layerKinds.join(", ")}, ` +
          "and its path is not written out in this file: make the page with Python.",
      );
    }
    const name = text(layer, "activation");
    activation(name);
    return { kind: kind as "dense", name };
  });
  return { layers: known, head: last };
}

function networksOf(file: Safetensors, structure: Structure, frames: number) {
  const names = structure.layers.map((_, i) => `networks/${i}`);
  if (structure.head) names.push("networks/head");
  if (names.length === 0) refuse("The network has no layers and no head.");
  const { sizes, weights } = mapsOf(file, names, null, frames);
  return { architecture: new Architecture(structure, sizes), weights };
}

/** All points that a file holds, one set after another. */
function writtenPoints(file: Safetensors, json: Json, inputs: number): Rows {
  const sets = ["data", ...heldOutNames.filter((name) => file.has(`${name}/points`))];
  const parts = sets.map((name) => pointsOf(file, name, inputs, object(json, name).unit).values);
  return { width: inputs, values: joined(Float64Array, parts) };
}

function pointsOf(file: Safetensors, name: string, inputs: number, unit: unknown): Rows {
  const { values } = file.tensor(`${name}/points`, [null, inputs]);
  if (unit === null) return { width: inputs, values: Float64Array.from(values) };
  if (!(typeof unit === "number" && unit > 0)) {
    refuse(`The unit of the points must be a number above 0, but is ${String(unit)}.`);
  }
  return { width: inputs, values: Float64Array.from(values, (value) => value / unit) };
}

function scalingOf(file: Safetensors, features: number): About["scaling"] {
  const [means, scales] = ["mean", "scale"].map((name, taken) =>
    file.has(`data/${name}`)
      ? file.tensor(`data/${name}`, [features]).values
      : new Float64Array(features).fill(taken),
  );
  return times(features, (i) => [means[i], scales[i]]);
}

function labelsOf(file: Safetensors, name: string, points: Rows, classes: number): Uint8Array {
  const { values } = file.tensor(`${name}/labels`, [points.values.length / points.width]);
  if (classes > 256) refuse(`At most 256 classes can be drawn, and there are ${classes}.`);
  if (!values.every((label) => Number.isInteger(label) && label >= 0 && label < classes)) {
    refuse(`The labels must be whole numbers from 0 to ${classes - 1}.`);
  }
  return Uint8Array.from(values);
}

function curveOf(file: Safetensors, best: number): Curve {
  const steps = Array.from(file.tensor("looks", [null]).values);
  const column = (name: string) => {
    const { shape, values } = file.tensor(name, [steps.length, null]);
    if (best >= shape[1]) refuse(`The best seed is ${best}, of ${shape[1]} in ${name}.`);
    return steps.map((_, look) => values[look * shape[1] + best]);
  };
  const validated = file.has("validation_accuracies");
  return {
    steps,
    losses: column("losses"),
    accuracies: column("accuracies"),
    validation: validated ? column("validation_accuracies") : null,
  };
}

function projectionsOf(
  file: Safetensors,
  json: unknown,
  architecture: Architecture,
): Map<number, Projection> {
  const found = new Map<number, Projection>();
  const { layers } = architecture.structure;
  for (const [depth, width] of architecture.widths.entries()) {
    const name = `projections/${depth}`;
    if (!file.has(`${name}/axes`)) continue;
    const { shape, values: axes } = file.tensor(`${name}/axes`, [null, width]);
    const rows = shape[0];
    if (rows === 0) refuse(`The projection at depth ${depth} has no axes.`);
    const facts = isJson(json) ? json[depth] : undefined;
    const one = projection(
      file.tensor(`${name}/origin`, [width]).values,
      axes,
      file.tensor(`${name}/explained`, [rows]).values,
      isJson(facts) && facts.along_head === true,
    );
    // What an affine head reads besides follows the coordinates of the last depth.
    const read = depth === layers.length ? (architecture.sizes[0]?.columns ?? rows) : rows;
    found.set(depth, architecture.laid ? inItsAxes(one, read) : one);
  }
  return found;
}

/** The same projection of rows that begin with its coordinates, and have so many columns. */
function inItsAxes(one: Projection, columns: number): Projection {
  const axes = new Float64Array(one.rows * columns);
  for (let i = 0; i < one.rows; i++) axes[i * columns + i] = 1;
  return { ...one, origin: new Float64Array(columns), axes };
}

/** A projection from its parts; `shares` are those that the first 1, 2, … axes keep. */
export function projection(
  origin: ArrayLike<number>,
  axes: ArrayLike<number>,
  shares: ArrayLike<number>,
  alongHead: boolean,
): Projection {
  return {
    origin: Float64Array.from(origin),
    axes: Float64Array.from(axes),
    rows: axes.length / origin.length,
    shares: Array.from(shares),
    alongHead,
  };
}

function object(json: Json, name: string): Json {
  const value = json[name];
  if (isJson(value)) return value;
  refuse(`The recording does not say its ${name}.`);
}

function text(json: Json, name: string): string {
  const isText = (value: unknown) => typeof value === "string";
  return checked(json, name, isText, "text");
}

function texts(json: Json, name: string): string[] {
  const areTexts = (value: unknown) =>
    Array.isArray(value) && value.every((entry) => typeof entry === "string");
  return checked(json, name, areTexts, "a list of names");
}

function count(json: Json, name: string): number {
  const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
  return checked(json, name, isCount, "a whole number");
}

function checked<T>(json: Json, name: string, fits: (value: unknown) => boolean, what: string): T {
  const value = json[name];
  if (fits(value)) return value as T;
  refuse(`The ${name} should be ${what}, but is ${JSON.stringify(value)}.`);
}
