// What every unit computes over the plane of the data.

import { apply, applyAffine } from "../../nets/step";
import type { Affine, Dense, Head, Network, Rows } from "../../nets/types";
import type { Rgb, Theme } from "../../paint/scene";
import type { Recording } from "../../recording/recording";
import { remembered } from "../../remembered";
import { boxAround } from "../../viewer/geometry";

/** A network whose every layer is computed here. */
export interface Touchable {
  readonly layers: readonly Dense[];
  readonly head: Head;
  /** Inputs, layers, scores. */
  readonly widths: readonly number[];
}

/** The network with weights that can be seen and set; null where Python writes out what it does. */
export function touchable(network: Network): Touchable | null {
  const { layers, head, written } = network;
  const dense = layers.every((layer): layer is Dense => layer.kind === "dense");
  if (!dense || written || !head || head.kind === "neighbours") return null;
  const scores = head.affine.rows;
  return { layers, head, widths: [...network.widths, scores] } as Touchable;
}

/** What leads into a column: the layer's weights, or the head's. */
export function affineOf({ layers, head }: Touchable, column: number): Affine {
  return column > layers.length ? head.affine : layers[column - 1].affine;
}

/** The square of the plane that is drawn; of more features the first two, the others at their mean. */
export interface Square {
  readonly centre: readonly [number, number];
  readonly half: readonly [number, number];
  readonly rest: readonly number[];
}

// What the processor paints stays with it: of many small surfaces each costs the browser time.
const OWN: CanvasRenderingContext2DSettings = { alpha: false, willReadFrequently: true };

const squares = new WeakMap<Rows, Square>();

export function squareOf({ points }: Pick<Recording, "points">): Square {
  return remembered(squares, points, () => {
    const { centre, half } = boxAround(points);
    const { width, values } = points;
    const mean = (i: number) => {
      let sum = 0;
      for (let at = i; at < values.length; at += width) sum += values[at];
      return (sum * width) / values.length;
    };
    return {
      centre: [centre[0], centre[1] ?? 0],
      half: [half[0] || 1, half[1] || half[0] || 1],
      rest: Array.from({ length: Math.max(0, width - 2) }, (_, i) => mean(i + 2)),
    };
  });
}

/** Rows of the input at the middles of so many pixels along a side, from the top left. */
export function pixelsOf({ centre, half, rest }: Square, width: number, side: number): Rows {
  const values = new Float64Array(side * side * width);
  let at = 0;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = centre[0] + half[0] * ((2 * column + 1) / side - 1);
      const y = centre[1] - half[1] * ((2 * row + 1) / side - 1);
      const point = width === 1 ? [x] : [x, y, ...rest];
      values.set(point, at);
      at += width;
    }
  }
  return { width, values };
}

/** What the units of every column say at rows of the input; up to one column if it is given. */
export function mapsOf(network: Touchable, inputs: Rows, upTo = Infinity): readonly Rows[] {
  const maps = [inputs];
  for (const { affine, activation } of network.layers) {
    if (maps.length > upTo) return maps;
    const blend = { activation, amount: 1, units: affine.rows };
    maps.push(apply({ affine, blend }, maps[maps.length - 1]));
  }
  if (maps.length <= upTo) maps.push(applyAffine(network.head.affine, maps[maps.length - 1]));
  return maps;
}

/** Paints one unit's values: the first class's colour below zero, the second's above. */
export function paintMap(
  canvas: HTMLCanvasElement,
  { width, values }: Rows,
  unit: number,
  theme: Theme,
  centre = 0,
): void {
  const side = canvas.width;
  const context = canvas.getContext("2d", OWN);
  if (!context) return;
  const image = context.createImageData(side, side);
  let most = 1e-9;
  for (let at = unit; at < values.length; at += width) {
    const size = Math.abs(values[at] - centre);
    if (size > most && size < Infinity) most = size;
  }
  const { paper, inks } = theme;
  let at = 0;
  for (let i = unit; i < values.length; i += width) {
    const value = values[i] - centre;
    const ink: Rgb = value > 0 ? inks[1] : inks[0];
    const share = Number.isFinite(value) ? 0.9 * Math.sqrt(Math.abs(value) / most) : 0;
    for (let k = 0; k < 3; k++) image.data[at++] = 255 * (paper[k] + share * (ink[k] - paper[k]));
    image.data[at++] = 255;
  }
  context.putImageData(image, 0, 0);
}
