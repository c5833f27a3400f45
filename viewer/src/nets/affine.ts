// Affine maps and what is done with them.

import type { Matrix } from "../maths/matrix";
import { multiply } from "../maths/matrix";
import type { Affine, Exchange } from "./types";

export function linearPart({ rows, columns, weight }: Affine): Matrix {
  return { rows, columns, values: weight };
}

export function affine({ rows, columns, values }: Matrix, bias: Float64Array): Affine {
  return { rows, columns, weight: values, bias };
}

/** x ↦ second(first(x)). */
export function compose(second: Affine, first: Affine): Affine {
  const bias = multiply(linearPart(second), { rows: first.rows, columns: 1, values: first.bias });
  const sum = bias.values.map((value, i) => value + second.bias[i]);
  return affine(multiply(linearPart(second), linearPart(first)), sum);
}

/** The map after its outputs are exchanged. */
export function exchangedAfter(map: Affine, exchange: Exchange): Affine {
  const [weight, bias] = [map.weight.slice(), map.bias.slice()];
  if (exchange === "sign") {
    return { ...map, weight: weight.map((w) => -w), bias: bias.map((b) => -b) };
  }
  weight.copyWithin(0, map.columns, 2 * map.columns);
  weight.set(map.weight.subarray(0, map.columns), map.columns);
  [bias[0], bias[1]] = [map.bias[1], map.bias[0]];
  return { ...map, weight, bias };
}

/** The map of exchanged inputs. */
export function exchangedBefore(map: Affine, exchange: Exchange): Affine {
  const weight = map.weight.slice();
  for (let row = 0; row < weight.length; row += map.columns) {
    if (exchange === "sign") weight[row] = -weight[row];
    else [weight[row], weight[row + 1]] = [weight[row + 1], weight[row]];
  }
  return { ...map, weight };
}
