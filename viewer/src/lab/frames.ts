// The two binary messages: a recording so far (`UKR1`), and one more frame of it (`UKF1`).

import { refuse } from "../errors";
export interface RecordingPayload {
  readonly kind: "recording";
  readonly experiment: number;
  /** A safetensors file. */
  readonly bytes: Uint8Array;
}

export interface Frame {
  readonly kind: "frame";
  readonly experiment: number;
  /** Counted by the server; to be acknowledged. */
  readonly number: number;
  readonly step: number;
  readonly loss: number;
  /** Share of points right. */
  readonly accuracy: number;
  /** The same of the points kept for validation; NaN without any. */
  readonly validation: number;
  /** Index of the seed whose weights these are. */
  readonly seed: number;
  /** Seeds with every point right. */
  readonly solved: number;
  /** Layer by layer, weight (row-major) then bias; the head last. */
  readonly weights: Float32Array;
}

const FRAME_HEADER = 36;
const RECORDING_HEADER = 8;

/** Reads a binary message; throws an Error if it is neither. */
export function decodeBinary(buffer: ArrayBuffer): RecordingPayload | Frame {
  const view = new DataView(buffer);
  const magic = buffer.byteLength >= 4 ? String.fromCharCode(...new Uint8Array(buffer, 0, 4)) : "";
  if (magic === "UKR1" && buffer.byteLength >= RECORDING_HEADER) {
    const bytes = new Uint8Array(buffer, RECORDING_HEADER);
    return { kind: "recording", experiment: view.getUint32(4, true), bytes };
  }
  const sound = buffer.byteLength >= FRAME_HEADER && buffer.byteLength % 4 === 0;
  if (magic !== "UKF1" || !sound) {
    refuse(
      `A message of ${buffer.byteLength} bytes begins with ${JSON.stringify(magic)}; expected a ` +
        "recording (UKR1) or a frame (UKF1).",
    );
  }
  return {
    kind: "frame",
    experiment: view.getUint32(4, true),
    number: view.getUint32(8, true),
    step: view.getUint32(12, true),
    loss: view.getFloat32(16, true),
    accuracy: view.getFloat32(20, true),
    validation: view.getFloat32(24, true),
    seed: view.getUint32(28, true),
    solved: view.getUint32(32, true),
    weights: new Float32Array(buffer, FRAME_HEADER),
  };
}
