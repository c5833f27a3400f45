// Films as GIF files (GIF89a; CompuServe 1990, with LZW after Welch 1984).

export interface Pixels {
  width: number;
  height: number;
  /** RGBA, rows from the top. */
  data: Uint8ClampedArray;
}

const COLOURS = 256;
const CLEAR = 256;
const END = 257;
const MOST_CODES = 4096;
const PIECE = 255; // bytes of a block

export class Gif {
  private readonly parts: Uint8Array<ArrayBuffer>[];

  /** A film of so many pixels that begins again at its end. */
  constructor(width: number, height: number) {
    const size = [...short(width), ...short(height)];
    const again = [0x21, 0xff, 11, ...ascii("NETSCAPE2.0"), 3, 1, 0, 0, 0];
    this.parts = [Uint8Array.of(...ascii("GIF89a"), ...size, 0, 0, 0, ...again)];
  }

  /** Adds a picture that stays for so many hundredths of a second. */
  add({ width, height, data }: Pixels, stays: number): void {
    const { palette, indices } = quantized(data);
    const control = [0x21, 0xf9, 4, 0, ...short(stays), 0, 0];
    const place = [0x2c, 0, 0, 0, 0, ...short(width), ...short(height), 0x87];
    this.parts.push(Uint8Array.of(...control, ...place), palette, compressed(indices));
  }

  file(): Blob {
    return new Blob([...this.parts, Uint8Array.of(0x3b)], { type: "image/gif" });
  }
}

/**
 * The 256 commonest of the colours, each the mean of those that agree in their first five bits, and
 * the nearest of them for every pixel: of flat colours with softened edges it keeps all that is seen.
 */
export function quantized(data: Uint8ClampedArray) {
  const cells = new Uint16Array(data.length / 4);
  const sums = new Float64Array(4 * 32 ** 3);
  for (let i = 0; i < cells.length; i++) {
    const [red, green, blue] = [data[4 * i], data[4 * i + 1], data[4 * i + 2]];
    const cell = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
    cells[i] = cell;
    sums[4 * cell] += red;
    sums[4 * cell + 1] += green;
    sums[4 * cell + 2] += blue;
    sums[4 * cell + 3]++;
  }
  const used = [...new Set(cells)].sort((a, b) => sums[4 * b + 3] - sums[4 * a + 3]);
  const mean = (cell: number, k: number) => Math.round(sums[4 * cell + k] / sums[4 * cell + 3]);
  const palette = new Uint8Array(3 * COLOURS);
  const chosen = used.slice(0, COLOURS);
  for (const [i, cell] of chosen.entries()) {
    for (let k = 0; k < 3; k++) palette[3 * i + k] = mean(cell, k);
  }
  const of = new Uint8Array(32 ** 3);
  for (const [i, cell] of used.entries()) {
    const colour = [0, 1, 2].map((k) => mean(cell, k));
    of[cell] = i < COLOURS ? i : nearest(palette, chosen.length, colour);
  }
  return { palette, indices: Uint8Array.from(cells, (cell) => of[cell]) };
}

function nearest(palette: Uint8Array, count: number, [r, g, b]: readonly number[]): number {
  let [best, least] = [0, Infinity];
  for (let i = 0; i < count; i++) {
    const [dr, dg, db] = [palette[3 * i] - r, palette[3 * i + 1] - g, palette[3 * i + 2] - b];
    const away = dr * dr + dg * dg + db * db;
    if (away < least) [best, least] = [i, away];
  }
  return best;
}

/** Bytes of eight bits as LZW, in blocks. */
export function compressed(indices: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let [held, bits, size] = [0, 0, 9];
  const write = (code: number) => {
    held |= code << bits;
    bits += size;
    for (; bits >= 8; bits -= 8, held >>= 8) bytes.push(held & 255);
  };
  // The code of a known row of bytes and one byte more; 0 where that is not known.
  const longer = new Uint16Array(MOST_CODES * COLOURS);
  let free = END + 1;
  write(CLEAR);
  let row = indices[0];
  for (let i = 1; i < indices.length; i++) {
    const place = row * COLOURS + indices[i];
    if (longer[place]) {
      row = longer[place];
      continue;
    }
    write(row);
    row = indices[i];
    if (free < MOST_CODES) {
      // A reader is one code behind, so the codes become longer one later.
      if (free >= 1 << size) size++;
      longer[place] = free++;
    } else {
      write(CLEAR);
      longer.fill(0);
      [free, size] = [END + 1, 9];
    }
  }
  write(row);
  if (free >= 1 << size && size < 12) size++;
  write(END);
  if (bits) bytes.push(held & 255);
  const out = [8];
  for (let i = 0; i < bytes.length; i += PIECE) {
    const piece = bytes.slice(i, i + PIECE);
    out.push(piece.length, ...piece);
  }
  out.push(0);
  return Uint8Array.from(out);
}

function short(value: number): [number, number] {
  return [value & 255, value >> 8];
}

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}
