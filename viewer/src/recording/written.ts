// Paths that Python wrote out, read from a file.

import { Known, type Lattice, type Written } from "../nets/baked";
import type { Exchange, LayerPath, PathKind, Rows } from "../nets/types";
import { Architecture, type Size, type Structure } from "./architecture";
import type { Safetensors } from "./safetensors";

const KINDS: readonly unknown[] = ["isotopy", "embedding", "collapse", "fold", "straight"];
const EXCHANGES: readonly (Exchange | null)[] = [null, "swap", "sign"];

/** The head's weights by frame, and the paths that belong to them. */
export function writtenOf(
  file: Safetensors,
  json: Readonly<Record<string, unknown>>,
  structure: Structure,
  frames: number,
  points: Rows,
): { architecture: Architecture; weights: Float32Array<ArrayBuffer>[] } {
  const widths = json.widths as number[];
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
    throw new Error("What is written out of its layers does not fit them.");
  }
  const paths = kinds.map((kind, i): LayerPath => ({ kind, why: why[i], exact: false }));
  const depths = Array.from(file.tensor("baked/depths", [null]).values);
  const whole = Array.from({ length: depth + 1 }, (_, k) => k);
  if (
    !depths.every((at, k) => k === 0 || at > depths[k - 1]) ||
    !whole.every((k) => depths.includes(k))
  ) {
    throw new Error("The depths that are written out must increase, whole ones among them.");
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
    images: images.map(({ shape, values }) => frameOf(values, shape, frame)),
    lattice,
    nodes: nodes.map(({ shape, values }) => frameOf(values, shape, frame)),
    scores: said && {
      points: frameOf(said.values, said.shape, frame),
      nodes: saidNodes && frameOf(saidNodes.values, saidNodes.shape, frame),
    },
  });
  const sizes: Size[] = [];
  const parts: ArrayLike<number>[] = [];
  if (structure.head && !neighbours) {
    const weight = file.tensor("baked/head/weight", [frames, null, widths[depth]]);
    const [, rows, columns] = weight.shape;
    sizes.push({ rows, columns });
    parts.push(weight.values, file.tensor("baked/head/bias", [frames, rows]).values);
  }
  const weights = Array.from({ length: frames }, (_, frame) =>
    Float32Array.from(
      parts.flatMap((values) => {
        const size = values.length / frames;
        return Array.from({ length: size }, (_, i) => values[frame * size + i]);
      }),
    ),
  );
  const frameWith = new Map(weights.map((one, frame) => [one, frame]));
  const written = {
    widths,
    of: (one: Float32Array) => of(frameWith.get(one as Float32Array<ArrayBuffer>) ?? 0),
  };
  return { architecture: new Architecture(structure, sizes, written), weights };
}

function latticeOf(file: Safetensors, nodes: unknown, inputs: number): Lattice | null {
  if (!(typeof nodes === "number" && nodes > 1)) return null;
  const low = Array.from(file.tensor("baked/low", [inputs]).values);
  return { low, high: Array.from(file.tensor("baked/high", [inputs]).values), nodes };
}

/** One frame of an array (frames, rows, width). */
function frameOf(values: ArrayLike<number>, shape: readonly number[], frame: number): Rows {
  const size = shape[1] * shape[2];
  const own = new Float64Array(size);
  for (let i = 0; i < size; i++) own[i] = values[frame * size + i];
  return { width: shape[2], values: own };
}
