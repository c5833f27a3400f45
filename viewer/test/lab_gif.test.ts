import { describe, expect, it } from "vitest";
import { throughDepth, throughTraining } from "../src/lab/film";
import { compressed, quantized } from "../src/lab/gif";
import { SvgPen } from "../src/lab/svg";

/** Reads what `compressed` wrote, as the format's description says. */
function read(file: Uint8Array): number[] {
  const bytes: number[] = [];
  for (let at = 1; file[at]; at += file[at] + 1)
    bytes.push(...file.slice(at + 1, at + 1 + file[at]));
  const out: number[] = [];
  let rows: number[][] = [];
  let [size, place] = [9, 0];
  let last: number[] | null = null;
  for (;;) {
    let code = 0;
    for (let i = 0; i < size; i++, place++) code |= ((bytes[place >> 3] >> (place & 7)) & 1) << i;
    if (code === 257) return out;
    if (code === 256) {
      rows = Array.from({ length: 258 }, (_, i) => [i]);
      [size, last] = [9, null];
      continue;
    }
    const row: number[] = rows[code] ?? [...(last ?? []), (last ?? [])[0]];
    if (last && rows.length < 4096) rows.push([...last, row[0]]);
    if (rows.length === 1 << size && size < 12) size++;
    out.push(...row);
    last = row;
  }
}

describe("a film", () => {
  it("is read as it was written, whatever it shows", () => {
    let seed = 1;
    const random = () => {
      seed = (48271 * seed) % 2147483647;
      return seed;
    };
    for (const [count, colours] of [
      [1, 1],
      [5, 256],
      [30_000, 256],
      [60_000, 3],
      [20_000, 1],
    ]) {
      const indices = Uint8Array.from({ length: count }, () => random() % colours);
      expect(read(compressed(indices))).toEqual([...indices]);
    }
  });

  it("keeps flat colours as they are, and finds the nearest for the rest", () => {
    const flat = [
      [250, 251, 247, 255],
      [11, 98, 196, 255],
    ];
    const many = Array.from({ length: 1000 }, (_, i) => [(8 * i) % 256, 8 * (i >> 5), 128, 255]);
    const pixels = [...Array.from({ length: 2000 }, (_, i) => flat[i % 2]), ...many];
    const { palette, indices } = quantized(Uint8ClampedArray.from(pixels.flat()));
    const colour = (i: number) => [...palette.slice(3 * indices[i], 3 * indices[i] + 3)];
    expect([colour(0), colour(1)]).toEqual(flat.map((each) => each.slice(0, 3)));
    expect(new Set(indices).size).toBe(256);
  });

  it("rests at every layer, and goes from the first step to the last", () => {
    const depths = throughDepth(3).map(({ shown }) => shown.depth ?? NaN);
    expect([depths[0], depths.at(-1)]).toEqual([0, 3]);
    expect(depths).toEqual([...depths].sort((a, b) => a - b));
    expect(throughDepth(3).filter(({ stays }) => stays > 20)).toHaveLength(4);
    expect(throughDepth(0)).toHaveLength(1);
    const recording = { frames: 1000, step: (frame: number) => 2 * frame };
    const steps = throughTraining(recording).map(({ shown }) => shown.step);
    expect([steps[0], steps.at(-1)]).toEqual([0, 1998]);
    expect(throughTraining({ ...recording, frames: 1 })).toHaveLength(1);
  });
});

describe("a drawing", () => {
  it("writes what a painter does", () => {
    const pen = new SvgPen();
    pen.fillStyle = "rgb(1,2,3)";
    pen.globalAlpha = 0.5;
    pen.beginPath();
    pen.lineTo(1, 2);
    pen.lineTo(3.1449, 4);
    pen.closePath();
    pen.fill();
    pen.beginPath();
    pen.arc(10, 10, 2);
    pen.stroke();
    expect(pen.drawn).toEqual([
      '<path d="M1 2L3.14 4Z" fill="rgb(1,2,3)" fill-opacity="0.5"/>',
      '<path d="M12 10a2 2 0 0 0 -4 0a2 2 0 0 0 4 0" fill="none" stroke="#000" stroke-width="1" stroke-opacity="0.5"/>',
    ]);
  });
});
