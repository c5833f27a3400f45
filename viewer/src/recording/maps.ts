// The affine maps of a file's networks.

import { refuse } from "../errors";
import { times } from "../maths/times";
import type { Size } from "./architecture";
import type { Safetensors, Tensor } from "./safetensors";

/** The sizes of the maps of these names, each of what the one before gives, and all by frame. */
export function mapsOf(
  file: Safetensors,
  names: readonly string[],
  inputs: number | null,
  frames: number,
): { sizes: Size[]; weights: Float32Array<ArrayBuffer>[] } {
  const sizes: Size[] = [];
  const tensors: Tensor[] = [];
  for (const name of names) {
    const before = sizes.at(-1)?.rows ?? inputs;
    const weight = file.tensor(`${name}/weight`, [frames, null, before]);
    const [, rows, columns] = weight.shape;
    if (rows === 0 || columns === 0) refuse(`The matrix ${name} is empty.`);
    sizes.push({ rows, columns });
    tensors.push(weight, file.tensor(`${name}/bias`, [frames, rows]));
  }
  const parameters = sizes.reduce((sum, { rows, columns }) => sum + rows * (columns + 1), 0);
  const weights = times(frames, (frame) => {
    const flat = new Float32Array(parameters);
    let at = 0;
    for (const { values } of tensors) {
      const size = values.length / frames;
      flat.set(values.subarray(frame * size, (frame + 1) * size), at);
      at += size;
    }
    return flat;
  });
  return { sizes, weights };
}
