// The sources of the shaders. That of a region is written for one architecture and unrolled.

import type { Activation, Affine, Pullback } from "../nets/types";
import type { Region } from "./scene";

const HEADER = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
`;

export interface Source {
  readonly vertex: string;
  readonly fragment: string;
}

/** With a layer of more products than this, layers are loops, and numbers come from a texture. */
const UNROLLED = 144;
export const TEXELS = 1024; // of a row of the texture of numbers

const COLOURS = 10; // of a theme: those of more classes repeat, and take no uniforms of their own

/** How many tints the shader of a region is given. */
export function tintCount({ head }: Pullback): number {
  return Math.min(COLOURS, Math.max(2, head.affine.rows));
}

/** What of a pullback its shader depends on; weights are not among it. */
export function regionKey({ width, undo, rest, head }: Pullback): string {
  const steps = rest.map(
    ({ affine, blend }) =>
      `${affine.rows}x${affine.columns}` +
      (blend ? `${blend.activation.name}${blend.amount === 1 ? "" : "~"}:${blend.units}` : ""),
  );
  const first = undo && undo.amount > 0 ? `undo${Math.min(undo.units, width)}` : "";
  return [width, first, ...steps, `head${head.affine.rows}`].join(" ");
}

/** How the plane of the drawing lies, and all weights, in the order in which the shader reads them. */
export function regionNumbers({ pullback, origin, axes }: Region): Float32Array {
  const { rest, head } = pullback;
  const numbers = [...origin].flatMap((start, i) => [start, axes[0][i], axes[1][i]]);
  const put = ({ rows, columns, weight, bias }: Affine) => {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) numbers.push(weight[i * columns + j]);
      numbers.push(bias[i]);
    }
  };
  for (const { affine, blend } of rest) {
    put(affine);
    if (blend && blend.amount !== 1) numbers.push(blend.amount);
  }
  put(head.affine);
  return padded(numbers);
}

function padded(numbers: readonly number[]): Float32Array {
  const size = 4 * Math.ceil(numbers.length / 4);
  const result = new Float32Array(size);
  // What single precision cannot hold would become infinite, and then no number at all.
  numbers.forEach((number, i) => {
    result[i] = Math.max(-1e30, Math.min(1e30, number));
  });
  return result;
}

/** Whether the weights fit in so many uniform vectors and the code stays short. */
export function fitsUniforms(pullback: Pullback, vectors: number): boolean {
  const affines = [...pullback.rest.map(({ affine }) => affine), pullback.head.affine];
  const start = 3 * pullback.width + pullback.rest.length;
  const count = affines.reduce((sum, { rows, columns }) => sum + rows * (columns + 1), start);
  return count / 4 < vectors && affines.every(({ rows, columns }) => rows * columns <= UNROLLED);
}

/**
 * The shader that gives every pixel the colour of its class.
 *
 * Uniforms: `window` (centre, half extents), `numbers` (vectors or a texture), `table` (the inverse
 * of the blend: value, whether there is one; `span` its range), `tints`, `ink`, `paper`, `opacity`,
 * `line` (device pixels).
 */
export function regionSource(pullback: Pullback, uniforms: boolean): Source {
  const { width, undo, rest, head } = pullback;
  const scores = head.affine.rows;
  const classes = Math.max(2, scores);
  const undone = undo && undo.amount > 0 ? Math.min(undo.units, width) : 0;
  const writer = new Writer(uniforms, width, undone);
  for (const { affine, blend } of rest) {
    writer.affine(affine.rows, affine.columns);
    if (blend) writer.blend(blend.activation, blend.units, blend.amount !== 1);
  }
  writer.affine(head.affine.rows, head.affine.columns);
  const vectors = Math.ceil(writer.count / 4);
  return {
    vertex: `${HEADER}
uniform vec4 window;
out vec2 place;
void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  place = window.xy + window.zw * corner;
  gl_Position = vec4(corner, 0.0, 1.0);
}`,
    fragment: `${HEADER}
in vec2 place;
out vec4 colour;
uniform vec3 tints[${tintCount(pullback)}];
uniform vec3 ink, paper;
uniform float opacity, line;
uniform sampler2D table;
uniform vec2 span;
${uniforms ? `uniform vec4 numbers[${vectors}];` : FETCHED}
${writer.functions()}
bool known = true;
float undo(float y) {
  float at = (y - span.x) / (span.y - span.x) * 2047.0;
  int i = int(clamp(floor(at), 0.0, 2046.0));
  vec2 a = texelFetch(table, ivec2(i, 0), 0).rg, b = texelFetch(table, ivec2(i + 1, 0), 0).rg;
  if (a.g + b.g < 1.5) known = false;
  return mix(a.r, b.r, at - float(i));
}
void main() {
${writer.code}
  float shares[${classes}];
  float near = 1e9;
  ${deciding(range(scores).map((k) => writer.unit(k)))}
  float total = 0.0;
  vec3 mixed = vec3(0.0);
  for (int k = 0; k < ${classes}; k++) { total += shares[k]; mixed += shares[k] * tints[k % ${tintCount(pullback)}]; }
  mixed /= max(total, 1e-6);
  mixed = mix(mixed, ink, 0.85 * (1.0 - smoothstep(0.5 * line - 0.5, 0.5 * line + 0.5, near)) * step(0.01, line));
  colour = vec4(known ? mix(paper, mixed, opacity) : paper, 1.0);
}`,
  };
}

const FETCHED = `uniform sampler2D numbers;
float w(int i) {
  return texelFetch(numbers, ivec2((i / 4) % ${TEXELS}, i / ${4 * TEXELS}), 0)[i % 4];
}`;

/** Shares of a pixel by a lead over the others and its slope: half a pixel each side is blended. */
const SHARE = (lead: string, k: string) => `{
    float slope = max(length(vec2(dFdx(${lead}), dFdy(${lead}))), 1e-30);
    shares[${k}] = clamp(${lead} / slope + 0.5, 0.0, 1.0);
    near = min(near, abs(${lead}) / slope);
  }`;

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Fills `shares` and `near` from scores, given as expressions. */
function deciding(scores: readonly string[]): string {
  if (scores.length === 1) {
    return `float lead = ${scores[0]};
  ${SHARE("lead", "1")}
  shares[0] = 1.0 - shares[1];`;
  }
  return `float scores[${scores.length}];
  ${scores.map((score, k) => `scores[${k}] = ${score};`).join(" ")}
  float best = -1e38, second = -1e38;
  for (int k = 0; k < ${scores.length}; k++) {
    float s = scores[k];
    if (s > best) { second = best; best = s; } else second = max(second, s);
  }
  for (int k = 0; k < ${scores.length}; k++) {
    float lead = scores[k] - (scores[k] == best ? second : best);
    ${SHARE("lead", "k")}
  }`;
}

/** Writes the layers one after another. Small ones are scalars; wide ones loop over arrays. */
class Writer {
  code = "";
  /** The name of the units now: a prefix of scalars, or an array. */
  private current = "x";
  /** How many numbers were read. */
  count = 0;
  private layer = 0;
  private readonly used = new Map<string, Activation>();

  constructor(
    private readonly uniforms: boolean,
    private width: number,
    undone: number,
  ) {
    if (!uniforms) this.code += `  float x[${width}];\n`;
    for (let i = 0; i < width; i++) {
      const value = `${this.number()} + place.x * ${this.number()} + place.y * ${this.number()}`;
      const target = uniforms ? `float x${i}` : `x[${i}]`;
      this.code += `  ${target} = ${i < undone ? `undo(${value})` : value};\n`;
    }
  }

  unit(i: number): string {
    return this.uniforms ? `${this.current}${i}` : `${this.current}[${i}]`;
  }

  affine(rows: number, columns: number): void {
    const next = `y${++this.layer}_`;
    if (this.uniforms) {
      for (let i = 0; i < rows; i++) {
        const terms = Array.from(
          { length: columns },
          (_, j) => `${this.number()} * ${this.unit(j)}`,
        );
        this.code += `  float ${next}${i} = ${[...terms, this.number()].join(" + ")};\n`;
      }
    } else {
      const from = this.count;
      this.count += rows * (columns + 1);
      this.code += `  float ${next}[${rows}];
  for (int i = 0; i < ${rows}; i++) {
    int at = ${from} + i * ${columns + 1};
    float sum = w(at + ${columns});
    for (int j = 0; j < ${columns}; j++) sum += w(at + j) * ${this.current}[j];
    ${next}[i] = sum;
  }\n`;
    }
    this.current = next;
    this.width = rows;
  }

  blend(sigma: Activation, units: number, partial: boolean): void {
    const name = this.named(sigma);
    const amount = partial ? this.number() : null;
    const applied = (x: string) =>
      amount ? `mix(${x}, ${name}(${x}), ${amount})` : `${name}(${x})`;
    const many = Math.min(units, this.width);
    if (this.uniforms) {
      for (let i = 0; i < many; i++) {
        this.code += `  ${this.unit(i)} = ${applied(this.unit(i))};\n`;
      }
    } else {
      const unit = `${this.current}[i]`;
      this.code += `  for (int i = 0; i < ${many}; i++) ${unit} = ${applied(unit)};\n`;
    }
  }

  functions(): string {
    return [...this.used.entries()]
      .map(([name, { glsl }]) => `float ${name}(float x) { ${glsl} }`)
      .join("\n");
  }

  private named(sigma: Activation): string {
    const name = `sigma_${sigma.name.replace(/[^a-z0-9]/gi, "_")}`;
    this.used.set(name, sigma);
    return name;
  }

  private number(): string {
    const i = this.count++;
    return this.uniforms ? `numbers[${i >> 2}].${"xyzw"[i & 3]}` : `w(${i})`;
  }
}

/** Thick lines: a quad for each segment, mitred to its neighbours. */
export const lineSource: Source = {
  vertex: `${HEADER}
layout(location = 0) in vec4 before;
layout(location = 1) in vec4 first;
layout(location = 2) in vec4 second;
layout(location = 3) in vec4 after;
uniform mat4 camera;
uniform vec2 screen;
uniform float width;
out float side;
vec2 seen(vec4 p) { return p.xy / p.w * screen; }
vec2 normal(vec2 from, vec2 to) { vec2 d = to - from; float l = length(d); return l > 1e-5 ? vec2(-d.y, d.x) / l : vec2(0.0); }
void main() {
  vec4 a = camera * vec4(first.xyz, 1.0), b = camera * vec4(second.xyz, 1.0);
  bool end = gl_VertexID > 1;
  vec4 here = end ? b : a;
  vec2 p = seen(a), q = seen(b), own = normal(p, q), n = own;
  if (end ? second.w > 0.5 : before.w > 0.5) {
    vec4 other = camera * vec4(end ? after.xyz : before.xyz, 1.0);
    vec2 next = end ? normal(q, seen(other)) : normal(seen(other), p);
    vec2 middle = own + next;
    float square = dot(middle, middle);
    if (square > 0.6) n = middle * (2.0 / square);
  }
  float reach = 0.5 * width + 1.0;
  side = (gl_VertexID & 1) == 0 ? reach : -reach;
  gl_Position = vec4((seen(here) + n * side) / screen * here.w, here.z, here.w);
  if (first.w < 0.5) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}`,
  fragment: `${HEADER}
in float side;
out vec4 result;
uniform float width;
uniform vec4 colour;
void main() {
  float cover = min(width, 1.0) * clamp(0.5 * max(width, 1.0) + 0.5 - abs(side), 0.0, 1.0);
  if (cover < 0.01) discard;
  result = vec4(colour.rgb, colour.a * cover);
}`,
};

/**
 * Markers from an atlas: red is the marker, green its halo, blue a ring. Halos come first, all of
 * them, so that they part markers from what is behind and not from each other.
 */
export const pointSource: Source = {
  vertex: `${HEADER}
layout(location = 0) in vec3 place;
layout(location = 1) in vec2 kind; // label, wrong
uniform mat4 camera;
uniform float size;
uniform vec3 inks[10], paper, mark;
uniform int markers, part; // 0: halo, 1: marker, 2: ring
flat out vec3 colour;
flat out float cell;
void main() {
  gl_Position = camera * vec4(place, 1.0);
  gl_PointSize = size;
  int label = int(kind.x);
  cell = float((label + label / 10) % markers);
  colour = part == 0 ? paper : part == 1 ? inks[label % 10] : mark;
  if (part == 2 && kind.y < 0.5) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}`,
  fragment: `${HEADER}
flat in vec3 colour;
flat in float cell;
out vec4 result;
uniform sampler2D atlas;
uniform int markers, part;
void main() {
  float x = (cell + clamp(gl_PointCoord.x, 0.02, 0.98)) / float(markers);
  vec3 parts = texture(atlas, vec2(x, gl_PointCoord.y)).rgb;
  float cover = part == 0 ? parts.g : part == 1 ? parts.r : parts.b;
  if (cover < 0.05) discard;
  result = vec4(colour, cover);
}`,
};

/** A coloured surface, with so many scores a corner. */
export function sheetSource(scores: number): Source {
  const classes = Math.max(2, scores);
  const parts = Math.ceil(scores / 4);
  const each = (line: (i: number) => string) =>
    Array.from({ length: parts }, (_, i) => line(i)).join("\n");
  return {
    vertex: `${HEADER}
layout(location = 0) in vec3 position;
${each((i) => `layout(location = ${i + 1}) in vec4 scores${i}; out vec4 score${i};`)}
uniform mat4 camera;
out vec3 place;
void main() {
  place = position;
  gl_Position = camera * vec4(position, 1.0);
${each((i) => `  score${i} = scores${i};`)}
}`,
    fragment: `${HEADER}
in vec3 place;
${each((i) => `in vec4 score${i};`)}
out vec4 result;
uniform vec3 tints[${classes}], ink, light;
uniform float opacity, shade;
void main() {
  float shares[${classes}];
  float near = 1e9;
  float ${Array.from({ length: scores }, (_, k) => `s${k} = score${k >> 2}.${"xyzw"[k & 3]}`).join(", ")};
  ${deciding(range(scores).map((k) => `s${k}`))}
  float total = 0.0;
  vec3 mixed = vec3(0.0);
  for (int k = 0; k < ${classes}; k++) { total += shares[k]; mixed += shares[k] * tints[k]; }
  mixed = mix(mixed / max(total, 1e-6), ink, 0.75 * (1.0 - smoothstep(0.4, 1.4, near)));
  vec3 across = cross(dFdx(place), dFdy(place));
  float facing = abs(dot(across, light)) / max(length(across), 1e-20);
  result = vec4(mixed * mix(1.0, 0.72 + 0.28 * facing, shade), opacity);
}`,
  };
}

export const planeSource: Source = {
  vertex: `${HEADER}
layout(location = 0) in vec3 position;
uniform mat4 camera;
void main() { gl_Position = camera * vec4(position, 1.0); }`,
  fragment: `${HEADER}
uniform vec4 colour;
out vec4 result;
void main() { result = colour; }`,
};
