// Whatever the bytes, the reader reads within them or says what is wrong.

import { describe, expect, test } from "vitest";
import { Safetensors } from "../src/recording/safetensors";

function file(header: unknown, data: ArrayLike<number> = [], length?: number): Uint8Array {
  const text = typeof header === "string" ? header : JSON.stringify(header);
  const encoded = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + encoded.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? encoded.length), true);
  bytes.set(encoded, 8);
  bytes.set(data, 8 + encoded.length);
  return bytes;
}

function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

const tensor = (dtype: string, shape: unknown, offsets: unknown) => ({
  a: { dtype, shape, data_offsets: offsets },
});

describe("reads", () => {
  test.each([
    ["F64", new Float64Array([1.5, -2])],
    ["F32", new Float32Array([1.5, -2])],
    ["I64", new BigInt64Array([7n, -3n])],
    ["I32", new Int32Array([7, -3])],
    ["U8", new Uint8Array([7, 255])],
    ["BOOL", new Uint8Array([0, 1])],
  ])("%s", (dtype, values) => {
    const data = bytesOf(values);
    const expected = Array.from(values as ArrayLike<number | bigint>, Number);
    // Padding the header shifts where the data lie, so some are not aligned.
    for (let padding = 0; padding < 8; padding++) {
      const header = JSON.stringify(tensor(dtype, [1, 2], [0, data.length])) + " ".repeat(padding);
      const found = Safetensors.read(file(header, data)).tensor("a", [null, 2]);
      expect(Array.from(found.values)).toEqual(expected);
      expect(found.shape).toEqual([1, 2]);
    }
  });

  test("a part of a larger buffer", () => {
    const whole = file(tensor("F32", [1], [0, 4]), bytesOf(new Float32Array([3])));
    const larger = new Uint8Array(whole.length + 10);
    larger.set(whole, 3);
    const view = larger.subarray(3, 3 + whole.length);
    expect([...Safetensors.read(view).tensor("a", [1]).values]).toEqual([3]);
    expect([...Safetensors.read(whole.slice().buffer).tensor("a", [1]).values]).toEqual([3]);
  });

  test("scalars, empty tensors, metadata and odd names", () => {
    const header = {
      __metadata__: { unknot: "{}" },
      scalar: { dtype: "U8", shape: [], data_offsets: [0, 1] },
      empty: { dtype: "F64", shape: [0, 9], data_offsets: [1, 1] },
      constructor: { dtype: "U8", shape: [1], data_offsets: [0, 1] },
    };
    const read = Safetensors.read(file(header, [5]));
    expect([...read.tensor("scalar", []).values]).toEqual([5]);
    expect(read.tensor("empty", [null, null]).shape).toEqual([0, 9]);
    expect(read.metadata).toEqual({ unknot: "{}" });
    expect(["constructor", "toString", "__metadata__"].map((name) => read.has(name))).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("refuses", () => {
  test.each<[string, Uint8Array, RegExp]>([
    ["nothing", new Uint8Array(), /0 bytes is too short/],
    ["seven bytes", new Uint8Array(7), /7 bytes is too short/],
    ["a header that is cut off", file("{}").subarray(0, 9), /needs 10 bytes, and there are 9/],
    ["a header that is too long", file("{}", [], 100_000_001), /100000001 bytes long, and at most/],
    ["an absurd length", new Uint8Array(16).fill(255), /at most 100000000 are read/],
    ["a picture", new TextEncoder().encode("\x89PNG\r\n\x1a\n and so on and on"), /no safetensors/],
    ["no JSON", file("{oops"), /not JSON/],
    ["no text", file("", [], 0), /not JSON/],
    ["half a letter", file(`{"a": "\xff"}`).fill(0xff, 10, 12), /not JSON/],
    ["a list", file([1]), /JSON, but not an object/],
    ["null", file("null"), /JSON, but not an object/],
    ["deep nesting", file("[".repeat(100_000)), /not JSON/],
    ["a tensor that is no object", file({ a: 3 }), /"a" is no object/],
    ["metadata that are no object", file({ __metadata__: "x" }), /"__metadata__" is no object/],
    [
      "another dtype",
      file(tensor("F16", [1], [0, 2]), [0, 0]),
      /unsupported dtype "F16".*F64, F32/,
    ],
    [
      "no dtype",
      file({ a: { shape: [1], data_offsets: [0, 1] } }, [0]),
      /unsupported dtype nothing/,
    ],
    ["a dtype of Object", file(tensor("constructor", [1], [0, 1]), [0]), /unsupported dtype/],
    ["no shape", file(tensor("U8", null, [0, 1]), [0]), /no proper shape/],
    ["a negative size", file(tensor("U8", [-1], [0, 1]), [0]), /no proper shape/],
    ["a broken size", file(tensor("U8", [0.5], [0, 1]), [0]), /no proper shape/],
    ["a size as text", file(tensor("U8", ["1"], [0, 1]), [0]), /no proper shape/],
    ["one offset", file(tensor("U8", [1], [0]), [0]), /no proper shape and data_offsets/],
    [
      "a tensor past the end",
      file(tensor("U8", [3], [0, 3]), [0, 0]),
      /outside the file: bytes 0 to 3 of 2/,
    ],
    ["offsets the wrong way", file(tensor("U8", [1], [2, 1]), [0, 0]), /outside the file/],
    ["far offsets", file(tensor("U8", [0], [1e15, 1e15])), /outside the file/],
    ["too few bytes", file(tensor("F32", [2], [0, 4]), [0, 0, 0, 0]), /occupies 4 bytes/],
    ["too many bytes", file(tensor("U8", [1], [0, 2]), [0, 0]), /occupies 2 bytes/],
    ["an overflowing shape", file(tensor("F64", Array(40).fill(1e15), [0, 0])), /occupies 0 bytes/],
  ])("%s", (_, bytes, message) => {
    expect(() => Safetensors.read(bytes)).toThrow(message);
  });

  test("what is asked for and is not there", () => {
    const read = Safetensors.read(file(tensor("U8", [2], [0, 2]), [0, 0]));
    expect(() => read.tensor("b", [])).toThrow(/tensor "b" is missing/);
    expect(() => read.tensor("a", [null, 3])).toThrow(/shape \(2\), but \(any, 3\)/);
  });
});
