import { describe, expect, it } from "vitest";
import { decodeBinary } from "../src/lab/frames";

function frame(weights: readonly number[], magic = "UKF1"): ArrayBuffer {
  const buffer = new ArrayBuffer(36 + 4 * weights.length);
  const view = new DataView(buffer);
  [...magic].forEach((letter, i) => {
    view.setUint8(i, letter.charCodeAt(0));
  });
  [7, 21, 400].forEach((value, i) => {
    view.setUint32(4 + 4 * i, value, true);
  });
  view.setFloat32(16, 0.25, true);
  view.setFloat32(20, 0.5, true);
  view.setFloat32(24, 0.75, true);
  view.setUint32(28, 3, true);
  view.setUint32(32, 11, true);
  weights.forEach((value, i) => {
    view.setFloat32(36 + 4 * i, value, true);
  });
  return buffer;
}

describe("binary messages", () => {
  it("reads a frame", () => {
    const { weights, ...rest } = decodeBinary(frame([1, -2, 0.5])) as { weights: Float32Array };
    expect([...weights]).toEqual([1, -2, 0.5]);
    expect(rest).toEqual({
      kind: "frame",
      experiment: 7,
      number: 21,
      step: 400,
      loss: 0.25,
      accuracy: 0.5,
      validation: 0.75,
      seed: 3,
      solved: 11,
    });
  });

  it("reads a recording's bytes", () => {
    const buffer = new ArrayBuffer(11);
    new Uint8Array(buffer).set([85, 75, 82, 49, 9, 0, 0, 0, 1, 2, 3]);
    const message = decodeBinary(buffer);
    expect(message).toMatchObject({ kind: "recording", experiment: 9 });
    expect([...(message as { bytes: Uint8Array }).bytes]).toEqual([1, 2, 3]);
  });

  it.each([
    ["nothing", new ArrayBuffer(0)],
    ["three bytes", new ArrayBuffer(3)],
    ["another magic", frame([1], "UKX1")],
    ["a cut header", frame([]).slice(0, 28)],
    ["a cut weight", frame([1]).slice(0, 34)],
  ])("refuses %s", (_, buffer) => {
    expect(() => decodeBinary(buffer)).toThrow("expected a recording");
  });
});
