// A reader of safetensors files that trusts nothing it reads.

import { refuse } from "../errors";

const MOST_HEADER = 100_000_000; // bytes, as the format's own reader
const PREFIX = 8; // bytes that say how long the header is

/** An object, of whose entries nothing is known. */
export type Json = Readonly<Record<string, unknown>>;

type Values = Float64Array | Float32Array | Int32Array | BigInt64Array | Uint8Array;

interface Kind {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, offset: number, count: number): Values;
}

const kinds: ReadonlyMap<unknown, Kind> = new Map<unknown, Kind>([
  ["F64", Float64Array],
  ["F32", Float32Array],
  ["I64", BigInt64Array],
  ["I32", Int32Array],
  ["U8", Uint8Array],
  ["BOOL", Uint8Array],
]);

export interface Tensor {
  readonly shape: readonly number[];
  /** Row-major. 64-bit integers have become doubles. A view of the file where that is possible. */
  readonly values: Float64Array | Float32Array | Int32Array | Uint8Array;
}

/** The tensors of a file by name, and its metadata. */
export class Safetensors {
  private constructor(
    readonly metadata: Json,
    private readonly tensors: ReadonlyMap<string, Tensor>,
  ) {}

  /** Reads a whole file. Throws an Error that says what is wrong with it. */
  static read(source: ArrayBuffer | Uint8Array): Safetensors {
    const bytes = source instanceof Uint8Array ? source : new Uint8Array(source);
    const { header, data } = split(bytes);
    const tensors = new Map<string, Tensor>();
    let metadata: Json = {};
    for (const [name, entry] of Object.entries(header)) {
      if (!isJson(entry)) refuse(`What the header says of ${quoted(name)} is no object.`);
      if (name === "__metadata__") metadata = entry;
      else tensors.set(name, tensorOf(name, entry, data));
    }
    return new Safetensors(metadata, tensors);
  }

  has(name: string): boolean {
    return this.tensors.has(name);
  }

  /** The tensor of this name; `shape` is what it must have, null where any number will do. */
  tensor(name: string, shape: readonly (number | null)[]): Tensor {
    const found = this.tensors.get(name);
    if (!found) refuse(`The tensor ${quoted(name)} is missing.`);
    const fits =
      found.shape.length === shape.length &&
      shape.every((expected, i) => expected === null || expected === found.shape[i]);
    if (fits) return found;
    const wanted = shape.map((size) => size ?? "any").join(", ");
    refuse(
      `The tensor ${quoted(name)} has shape (${found.shape.join(", ")}), but (${wanted}) was expected.`,
    );
  }
}

function split(bytes: Uint8Array): { header: Json; data: Uint8Array } {
  if (bytes.length < PREFIX) {
    refuse(`A file of ${bytes.length} bytes is too short to be a safetensors file.`);
  }
  const start = new DataView(bytes.buffer, bytes.byteOffset, PREFIX);
  const length = start.getUint32(0, true) + start.getUint32(4, true) * 2 ** 32;
  if (length > MOST_HEADER) {
    refuse(
      `The header is said to be ${length} bytes long, and at most ${MOST_HEADER} are read: this ` +
        "is no safetensors file.",
    );
  }
  if (PREFIX + length > bytes.length) {
    refuse(
      `The file is too short: its header needs ${PREFIX + length} bytes, and there are ` +
        `${bytes.length}. Was it cut off?`,
    );
  }
  const header = parsed(bytes.subarray(PREFIX, PREFIX + length));
  return { header, data: bytes.subarray(PREFIX + length) };
}

function parsed(bytes: Uint8Array): Json {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    refuse("The header is not JSON: this is no safetensors file.");
  }
  if (!isJson(header)) refuse("The header is JSON, but not an object.");
  return header;
}

function tensorOf(name: string, entry: Json, data: Uint8Array): Tensor {
  const kind = kinds.get(entry.dtype);
  if (!kind) {
    refuse(
      `The tensor ${quoted(name)} has the unsupported dtype ${quoted(entry.dtype)}; supported are ` +
        `${[...kinds.keys()].join(", ")}.`,
    );
  }
  const { shape, data_offsets: offsets } = entry;
  if (!areSizes(shape) || !areSizes(offsets) || offsets.length !== 2) {
    refuse(`The tensor ${quoted(name)} has no proper shape and data_offsets.`);
  }
  const [from, to] = offsets;
  if (from > to || to > data.length) {
    refuse(
      `The tensor ${quoted(name)} lies outside the file: bytes ${from} to ${to} of ` +
        `${data.length}. Was it cut off?`,
    );
  }
  const bytes = kind.BYTES_PER_ELEMENT;
  const count = shape.reduce((product, size) => product * size, 1);
  if (count * bytes !== to - from) {
    refuse(
      `The tensor ${quoted(name)} has shape (${shape.join(", ")}) of ${bytes} bytes each, but ` +
        `occupies ${to - from} bytes.`,
    );
  }
  const part = data.subarray(from, to);
  const aligned = part.byteOffset % bytes === 0 ? part : part.slice();
  const values = new kind(aligned.buffer, aligned.byteOffset, count);
  return { shape, values: values instanceof BigInt64Array ? doubles(values) : values };
}

function doubles(integers: BigInt64Array): Float64Array {
  return Float64Array.from(integers, Number);
}

function areSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
