// The shader that finds the class of every pixel, written anew for every architecture.

import { clamp } from "../maths/clamp";
import { times } from "../maths/times";
import { compose } from "../nets/affine";
import type { Affine, Blend } from "../nets/types";
import { remembered } from "../remembered";
import { TEXEL } from "./border";
import { CHOICE, chosen, SURE } from "./choice";
import type { Camera, Region } from "./scene";

export const TABLE = 2048; // entries of the table of an inverse
export const TEXELS = 256; // of a row of the texture of numbers
const WIDEST = 64;
const UNROLLED = 48; // vectors of a map at most
const MOST_VECTORS = 8192;
export const LARGEST = 1e30; // beyond, single precision becomes infinite, and then no number at all

/** An affine map; then the inverse of a blend on so many units, or a blend, or nothing. */
interface Stage {
  readonly affine: Affine;
  readonly undo: number;
  readonly blend: Blend | null;
}

/** All that happens to a pixel: from its place in the window, [−1, 1]², to the scores. */
export type Chain = readonly Stage[];

export function chainOf({ pullback, origin, axes }: Region, window: Camera["window"]): Chain {
  const plane = planeOf(origin, axes, window);
  const units = pullback.undo?.amount ? Math.min(pullback.undo.units, pullback.width) : 0;
  const chain: Stage[] = pullback.rest.map(({ affine, blend }) => ({
    affine,
    undo: 0,
    blend: blend?.amount ? blend : null,
  }));
  chain.push({ affine: pullback.head.affine, undo: 0, blend: null });
  if (units > 0) return [{ affine: plane, undo: units, blend: null }, ...chain];
  // With nothing to undo, the plane and the first map are one, however wide the space is.
  chain[0] = { ...chain[0], affine: compose(chain[0].affine, plane) };
  return chain;
}

/** The window as an affine map into the space. */
function planeOf(
  origin: Float64Array,
  axes: Region["axes"],
  { x, y, halfWidth, halfHeight }: Camera["window"],
): Affine {
  const rows = origin.length;
  const weight = new Float64Array(2 * rows);
  const bias = origin.map((start, i) => start + x * axes[0][i] + y * (axes[1][i] ?? 0));
  for (let i = 0; i < rows; i++) {
    weight[2 * i] = halfWidth * axes[0][i];
    weight[2 * i + 1] = halfHeight * (axes[1][i] ?? 0);
  }
  return { rows, columns: 2, weight, bias };
}

/** The values to which a blend is undone somewhere in the window: from the least to the greatest. */
export function rangeOf([{ affine, undo }]: Chain): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < undo; i++) {
    const reach = Math.abs(affine.weight[2 * i]) + Math.abs(affine.weight[2 * i + 1]);
    low = Math.min(low, affine.bias[i] - reach);
    high = Math.max(high, affine.bias[i] + reach);
  }
  return high > low ? [low, high] : [low - 1, low + 1];
}

/** What a shader depends on; weights are not among it. */
export function keyOf(chain: Chain): string {
  return chain
    .map(({ affine, undo, blend }) => {
      const bent = blend && `${blend.activation.name}*${blend.units}${partial(blend) ? "~" : ""}`;
      return `${affine.columns}>${affine.rows}${undo ? `/${undo}` : (bent ?? "")}`;
    })
    .join(" ");
}

/** Whether a shader of a sensible length can do it. */
export function isDrawable(chain: Chain): boolean {
  return chain.every(({ affine }) => affine.rows <= WIDEST) && vectorsOf(chain) <= MOST_VECTORS;
}

/** The vectors of four that the numbers of a chain fill: each row of a map starts a new one. */
export function vectorsOf(chain: Chain): number {
  return chain.reduce(
    (sum, { affine, blend }) =>
      sum + affine.rows * vectorsOfRow(affine) + (blend && partial(blend) ? 1 : 0),
    0,
  );
}

/** The uniform vectors of the shader that keeps them all in uniforms. */
export function uniformsOf(chain: Chain, tints: number): number {
  return vectorsOf(chain) + tints + 4; // and paper, opacity, span, shaded
}

/** Weights, biases and amounts, in the order in which the shader reads them. */
export function numbersOf(chain: Chain, numbers: Float32Array): void {
  let at = 0;
  const put = (number: number) => {
    numbers[at++] = clamp(number, -LARGEST, LARGEST);
  };
  for (const { affine, blend } of chain) {
    const { rows, columns, weight, bias } = affine;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) put(weight[i * columns + j]);
      put(bias[i]);
      at = 4 * Math.ceil(at / 4);
    }
    if (blend && partial(blend)) {
      put(blend.amount);
      at += 3;
    }
  }
}

const vectorsOfRow = ({ columns }: Affine) => Math.ceil((columns + 1) / 4);
const partial = (blend: Blend) => blend.amount !== 1;

/**
 * The fragment shader of a chain. Its numbers are uniforms, or texels where those are too few; the
 * inverse of the blend that is undone is a table: values, and whether there are any.
 */
export function fragmentOf(chain: Chain, tints: number, inUniforms: boolean): string {
  const writer = new Writer();
  for (const stage of chain) writer.stage(stage);
  const vectors = vectorsOf(chain);
  return `
in vec2 place;
layout(location = 0) out vec4 colour;
layout(location = 1) out vec4 texel;
uniform vec3 tints[${tints}], paper;
uniform float opacity;
uniform vec2 span; // of the table: its beginning, and entries a unit
uniform sampler2D table;
${inUniforms ? `uniform vec4 numbers[${vectors}];` : "uniform sampler2D numbers;"}
${inUniforms ? "#define w(i) numbers[i]" : `#define w(i) texelFetch(numbers, ivec2((i) % ${TEXELS}, (i) / ${TEXELS}), 0)`}
float known = 1.0;
float undone(float y) {
  float at = clamp((y - span.x) * span.y, 0.0, ${TABLE - 1}.0);
  int i = min(int(at), ${TABLE - 2});
  vec4 entry = texelFetch(table, ivec2(i, 0), 0); // value, to the next one, whether there is one
  known = min(known, entry.z);
  return entry.x + entry.y * (at - float(i));
}
${[...writer.functions].map(([glsl, name]) => `float ${name}(float x) { ${glsl} }`).join("\n")}
${CHOICE}
${SURE}
void main() {
${writer.code}
${chosen(writer.units)}
${TEXEL}
  colour = vec4(mix(paper, tints[winner % ${tints}], known * opacity * sure(best - second)), 1.0);
}`;
}

export const REGION_VERTEX = `
out vec2 place;
void main() {
  place = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  gl_Position = vec4(place, 0.0, 1.0);
}`;

/** Writes one stage after another: small ones unrolled, with units in vectors of four. */
class Writer {
  code = "";
  /** The expressions of the units now. */
  units: readonly string[] = ["place.x", "place.y"];
  /** Names of functions by their bodies. */
  readonly functions = new Map<string, string>();
  /** Expressions of four units at a time. */
  private fours: readonly string[] = [];
  private stages = 0;
  private vectors = 0;

  stage(stage: Stage): void {
    const { affine } = stage;
    const name = `u${this.stages++}`;
    const first = this.vectors;
    this.vectors += affine.rows * vectorsOfRow(affine);
    const bend = this.bend(stage);
    if (affine.rows * vectorsOfRow(affine) > UNROLLED) this.loop(affine, name, first, bend);
    else this.unroll(affine, name, first, bend);
  }

  private unroll({ rows, columns }: Affine, name: string, first: number, bend: Bend): void {
    const vectors = (columns >> 2) + 1;
    const sums = times(rows, (i) => this.row(columns, first + i * vectors));
    const [units, fours]: string[][] = [[], []];
    for (let from = 0; from < rows; from += 4) {
      const four = `${name}_${from / 4}`;
      const values = sums.slice(from, from + 4).map((sum, i) => bend(sum, `${from + i}`));
      while (values.length < 4) values.push("0.0");
      this.code += `  vec4 ${four} = vec4(${values.join(", ")});\n`;
      fours.push(four);
      units.push(...[..."xyzw"].slice(0, rows - from).map((axis) => `${four}.${axis}`));
    }
    [this.units, this.fours] = [units, fours];
  }

  /** A row of the map times the units, plus its bias. */
  private row(columns: number, first: number): string {
    const terms: string[] = [];
    const weight = (j: number) => `w(${first + (j >> 2)})`;
    for (let j = 0; j < columns; j++) {
      const whole = (j & 3) === 0 && j + 4 <= columns;
      if (whole) terms.push(`dot(${weight(j)}, ${this.fours[j >> 2]})`);
      else terms.push(`${weight(j)}.${"xyzw"[j & 3]} * ${this.units[j]}`);
      if (whole) j += 3;
    }
    return [...terms, `${weight(columns)}.${"xyzw"[columns & 3]}`].join(" + ");
  }

  /** Unrolled, wide maps would take drivers seconds to compile. The bias is the weight of a 1. */
  private loop({ rows, columns }: Affine, name: string, first: number, bend: Bend): void {
    const vectors = (columns >> 2) + 1;
    const ones = [...this.units, "1.0", "0.0", "0.0", "0.0"].slice(0, 4 * vectors);
    const fours = Array.from(
      { length: vectors },
      (_, g) => `vec4(${ones.slice(4 * g, 4 * g + 4)})`,
    );
    fours.forEach((four, g) => {
      this.code += `  vec4 ${name}_${g} = ${four};\n`;
    });
    const terms = fours.map((_, g) => `dot(w(at + ${g}), ${name}_${g})`);
    this.code += `  float ${name}[${rows}];
  for (int i = 0, at = ${first}; i < ${rows}; i++, at += ${vectors}) {
    float sum = ${terms.join(" + ")};
    ${name}[i] = ${bend("sum", "i")};
  }\n`;
    this.units = times(rows, (i) => `${name}[${i}]`);
    this.fours = Array.from(
      { length: rows >> 2 },
      (_, g) => `vec4(${this.units.slice(4 * g, 4 * g + 4)})`,
    );
  }

  private bend({ affine, undo, blend }: Stage): Bend {
    if (undo > 0) return upTo(undo, affine.rows, "undone");
    if (!blend) return (sum) => sum;
    const sigma = this.named(blend.activation.glsl);
    if (!partial(blend)) return upTo(blend.units, affine.rows, sigma);
    const amount = `w(${this.vectors++}).x`;
    return upTo(blend.units, affine.rows, this.named(`return mix(x, ${sigma}(x), ${amount});`));
  }

  private named(body: string): string {
    return remembered(this.functions, body, () => `f${this.functions.size}`);
  }
}

/** What happens to the sum of a unit, given as expressions. */
type Bend = (sum: string, unit: string) => string;

/** A function of the first `units` of so many rows. */
function upTo(units: number, rows: number, name: string): Bend {
  if (units >= rows) return (sum) => `${name}(${sum})`;
  return (sum, unit) => `${unit} < ${units} ? ${name}(${sum}) : ${sum}`;
}
