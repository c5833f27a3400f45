// Paths that Python wrote out, read from a file.

import { refuse } from "../errors";
import { times } from "../maths/times";
import { Known } from "../nets/baked";
import type { Exchange, Lattice, LayerPath, PathKind, Rows, Written } from "../nets/types";
import { Architecture, type Structure } from "./architecture";
import { mapsOf } from "./maps";
import type { Json, Safetensors, Tensor } from "./safetensors";

const KINDS: readonly unknown[] = ["isotopy", "embedding", "collapse", "fold", "straight"];
const EXCHANGES: readonly (Exchange | null)[] = [null, "swap", "sign"];

/** The head's weights by frame, and the paths that belong to them. */
export function writtenOf(
  file: Safetensors,
  json: Json,
  structure: Structure,
  frames: number,
  points: Rows,
): { architecture: Architecture; weights: Float32Array<ArrayBuffer>[] } {
  const widths = json.widths as number[];
  const laid = json.laid === true;
  const depth = structure.layers.length;
  const kinds = json.kinds as PathKind[];
  const why = json.why as string[];
  if (
    ![widths, kinds, why].every(Array.isArray) ||
    widths.length !== depth + 1 ||
    kinds.length !== depth ||
    why.length !== depth ||
    !kinds.every((kind) => KINDS.includes(kind))
  ) {
    refuse("What is written out of its layers does not fit them.");
  }
  const paths = kinds.map((kind, i): LayerPath => ({ kind, why: why[i], exact: false }));
  const depths = Array.from(file.tensor("baked/depths", [null]).values);
  const whole = times(depth + 1, (k) => k);
  if (
    !depths.every((at, k) => k === 0 || at > depths[k - 1]) ||
    !whole.every((k) => depths.includes(k))
  ) {
    refuse("The depths that are written out must increase, whole ones among them.");
  }
  const known = new Known(points);
  const count = points.values.length / points.width;
  const images = depths.map((_, k) => file.tensor(`baked/points/${k}`, [frames, count, null]));
  const lattice = latticeOf(file, json.nodes, points.width);
  const nodes = lattice
    ? depths.map((_, k) =>
        file.tensor(`baked/lattice/${k}`, [frames, lattice.nodes ** points.width, null]),
      )
    : [];
  const told = (name: string, rows: number) =>
    file.tensor(`baked/scores/${name}`, [frames, rows, null]);
  const neighbours = structure.head === "neighbours";
  const said = neighbours ? told("points", count) : null;
  const saidNodes = neighbours && lattice ? told("lattice", lattice.nodes ** points.width) : null;
  const exchanged = file.tensor("baked/exchanges", [frames, depth]).values;
  const of = (frame: number): Written => ({
    depths,
    paths,
    exchanges: paths.map((_, layer) => EXCHANGES[exchanged[frame * depth + layer]] ?? null),
    points: known,
    laid,
    images: images.map((image) => frameOf(image, frame)),
    lattice,
    nodes: nodes.map((node) => frameOf(node, frame)),
    scores: said && {
      points: frameOf(said, frame),
      nodes: saidNodes && frameOf(saidNodes, frame),
    },
  });
  const head = structure.head && !neighbours ? ["baked/head"] : [];
  const last = images[images.length - 1].shape[2];
  const { sizes, weights } = mapsOf(file, head, last, frames);
  const frameWith = new Map<Float32Array, number>(weights.map((one, frame) => [one, frame]));
  const written = { widths, laid, of: (one: Float32Array) => of(frameWith.get(one) ?? 0) };
  return { architecture: new Architecture(structure, sizes, written), weights };
}

function latticeOf(file: Safetensors, nodes: unknown, inputs: number): Lattice | null {
  if (!(typeof nodes === "number" && nodes > 1)) return null;
  const low = Array.from(file.tensor("baked/low", [inputs]).values);
  return { low, high: Array.from(file.tensor("baked/high", [inputs]).values), nodes };
}

/** One frame of an array (frames, rows, width). */
function frameOf({ shape, values }: Tensor, frame: number): Rows {
  const size = shape[1] * shape[2];
  const own = values.subarray(frame * size, (frame + 1) * size);
  return { width: shape[2], values: Float64Array.from(own) };
}
