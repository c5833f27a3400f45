// Paths that Python wrote out: read from a file, and from what follows it while a network is trained.
// All numbers of a frame are one array: the head's weights, how units were exchanged, then places.

import { refuse } from "../errors";
import { times } from "../maths/times";
import { Known } from "../nets/baked";
import type { Exchange, Lattice, LayerPath, Marks, PathKind, Rows, Written } from "../nets/types";
import { Architecture, type Structure } from "./architecture";
import { mapsOf } from "./maps";
import { isJson, type Json, type Safetensors, type Tensor } from "./safetensors";

const KINDS: readonly unknown[] = ["isotopy", "embedding", "collapse", "fold", "straight"];
const EXCHANGES: readonly (Exchange | null)[] = [null, "swap", "sign"];

const STEPS = 2 ** 16 - 2; // between the least and the largest of a coordinate
const LOST = -(2 ** 15); // no number

/** What a layer shows of itself, in the order in which it is written. */
const SIGNS = ["arrows", "circles", "radii", "lines"] as const;

/** What a frame holds in one place: rows of so many columns. */
interface Part {
  readonly start: number;
  readonly size: number;
  readonly width: number;
}

/** All numbers by frame, and the paths that belong to them. */
export function writtenOf(
  file: Safetensors,
  json: Json,
  structure: Structure,
  frames: number,
  points: Rows,
): { architecture: Architecture; weights: Float32Array<ArrayBuffer>[] } {
  const depth = structure.layers.length;
  const widths = json.widths as number[];
  if (!Array.isArray(widths) || widths.length !== depth + 1) {
    refuse("What is written out of its layers does not fit them.");
  }
  const said = pathsOf(json, depth, frames);
  const depths = depthsOf(file, depth);
  const lattice = latticeOf(file, json.nodes, points.width);
  const count = points.values.length / points.width;
  const nodes = lattice ? lattice.nodes ** points.width : 0;
  const neighbours = structure.head === "neighbours";
  const rows = (name: string, many: number) => file.tensor(`baked/${name}`, [frames, many, null]);
  const places = depths.map((_, k) => unpacked(file, `points/${k}`, frames, count));
  const mesh = lattice ? depths.map((_, k) => unpacked(file, `lattice/${k}`, frames, nodes)) : [];
  const scores = neighbours ? [rows("scores/points", count)] : [];
  if (neighbours && lattice) scores.push(rows("scores/lattice", nodes));

  const marked = times(depth, (k) => {
    const words = isJson(json.marks) ? json.marks[k] : null;
    if (!isJson(words)) return null;
    const signs = SIGNS.map((name) =>
      file.tensor(`baked/marks/${k}/${name}`, [frames, null, null]),
    );
    return { words, signs };
  });
  const signs = marked.flatMap((one) => one?.signs ?? []);

  const head = structure.head && !neighbours ? ["baked/head"] : [];
  const last = places[places.length - 1].shape[2];
  const { sizes, weights: maps } = mapsOf(file, head, last, frames);
  const tensors = [
    file.tensor("baked/exchanges", [frames, depth]),
    ...places,
    ...mesh,
    ...scores,
    ...signs,
  ] as const;
  let numbers = maps[0].length;
  const [exchanged, ...rest] = tensors.map(({ shape }): Part => {
    const [size, width] = [shape[1] * (shape[2] ?? 1), shape[2] ?? 1];
    numbers += size;
    return { start: numbers - size, size, width };
  });
  const weights = maps.map((map, frame) => joined(map, tensors, frame, numbers));
  const paths = new WeakMap<Float32Array, readonly LayerPath[]>(
    weights.map((one, frame) => [one, said[frame]]),
  );
  const known = new Known(points);
  const laid = json.laid === true;
  const parts = [...rest];
  const [images, meshes, told] = [depths, mesh, scores].map(({ length }) =>
    parts.splice(0, length),
  );
  const marks = marked.map((one) => one && marksOf(one.words, parts.splice(0, SIGNS.length)));

  const of = (one: Float32Array): Written => {
    const taken = (part: Part) => rowsOf(one, part);
    const ways = paths.get(one) ?? said[said.length - 1];
    return {
      depths,
      paths: ways,
      exchanges: ways.map((_, layer) => EXCHANGES[one[exchanged.start + layer]] ?? null),
      points: known,
      laid,
      images: images.map(taken),
      lattice,
      nodes: meshes.map(taken),
      scores: told[0] ? { points: taken(told[0]), nodes: told[1] ? taken(told[1]) : null } : null,
      marks: marks.map((of) => of?.(taken) ?? null),
    };
  };
  const tell = (one: Float32Array, ways: readonly LayerPath[]) => paths.set(one, ways);
  const written = { widths, laid, numbers, of, tell };
  return { architecture: new Architecture(structure, sizes, written), weights };
}

/** Places of many frames, of which each says in two bytes how it differs from the one before. */
function unpacked(file: Safetensors, name: string, frames: number, many: number): Tensor {
  const { shape, values } = file.tensor(`baked/${name}`, [frames, 2, many, null]);
  const width = shape[3];
  const ends = file.tensor(`baked/${name}/ends`, [2, width]).values;
  const size = many * width;
  const places = new Float32Array(frames * size);
  const codes = new Int16Array(size); // sums wrap round, as the differences did
  for (let i = 0; i < size; i++) {
    const low = ends[i % width];
    const step = (ends[width + (i % width)] - low) / STEPS;
    for (let frame = 0; frame < frames; frame++) {
      const at = 2 * frame * size + i;
      codes[i] += (values[at] << 8) | values[at + size];
      const lost = codes[i] === LOST;
      places[frame * size + i] = lost ? Number.NaN : low + step * (codes[i] + STEPS / 2);
    }
  }
  return { shape: [frames, many, width], values: places };
}

/** What a layer shows of itself in a frame. */
function marksOf(
  { points, ...said }: Json,
  [arrows, circles, radii, lines]: readonly Part[],
): (taken: (part: Part) => Rows) => Marks {
  const words = Object.fromEntries(
    Object.entries(said).filter(([, word]) => typeof word === "string"),
  );
  return (taken) => ({
    arrows: taken(arrows),
    circles: taken(circles),
    radii: taken(radii).values,
    lines: taken(lines),
    pointsOfALine: Number(points) || 2,
    words,
  });
}

/** A layer's path as Python speaks of it. */
export function pathOf(kind: unknown, why: unknown): LayerPath {
  if (!KINDS.includes(kind) || typeof why !== "string") {
    refuse(`A path is said to be ${JSON.stringify(kind)}, because ${JSON.stringify(why)}.`);
  }
  return { kind: kind as PathKind, why, exact: false };
}

/** What is said of every layer, by frame. */
function pathsOf(json: Json, depth: number, frames: number): LayerPath[][] {
  const [kinds, whys] = [json.kinds, json.why].map((said) => {
    const fits = (one: unknown) => Array.isArray(one) && one.length === depth;
    if (!Array.isArray(said) || said.length !== frames || !said.every(fits)) {
      refuse("What is said of the paths of its layers does not fit them.");
    }
    return said as unknown[][];
  });
  return kinds.map((row, frame) => row.map((kind, i) => pathOf(kind, whys[frame][i])));
}

function depthsOf(file: Safetensors, depth: number): number[] {
  const depths = Array.from(file.tensor("baked/depths", [null]).values);
  const increase = depths.every((at, k) => k === 0 || at > depths[k - 1]);
  if (!increase || depths[0] !== 0 || depths[depths.length - 1] !== depth) {
    refuse(`The depths that are written out must increase, from 0 to ${depth}.`);
  }
  return depths;
}

function latticeOf(file: Safetensors, nodes: unknown, inputs: number): Lattice | null {
  if (!(typeof nodes === "number" && nodes > 1)) return null;
  const low = Array.from(file.tensor("baked/low", [inputs]).values);
  return { low, high: Array.from(file.tensor("baked/high", [inputs]).values), nodes };
}

function rowsOf(numbers: Float32Array, { start, size, width }: Part): Rows {
  return { width, values: Float64Array.from(numbers.subarray(start, start + size)) };
}

/** All numbers of one frame: some, then those of the tensors. */
function joined(
  first: Float32Array,
  tensors: readonly Tensor[],
  frame: number,
  numbers: number,
): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(numbers);
  flat.set(first);
  let at = first.length;
  for (const { shape, values } of tensors) {
    const size = values.length / shape[0];
    flat.set(values.subarray(frame * size, (frame + 1) * size), at);
    at += size;
  }
  return flat;
}
