// Shaders that colour the classes of a grid, and draw the lines where neighbours differ.
//
// A border is where classes differ, and nothing else: the slopes of scores would also say so where
// a score only falls steeply. First come the classes of a grid of texels (`region.ts`); then tiles
// of the grid that hold more than one class. All else happens in these few tiles alone: where
// classes change between neighbours is noted, and pixels look for such places nearby.

import { clamp } from "../maths/clamp";
import { SURE } from "./choice";
import type { Source } from "./context";
import type { Classes } from "./raster";

export const TILE = 8; // texels along a side
const INK = 0.85; // of the colour of a border

/** A triangle that covers the picture. */
const COVER = `
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

/** A point as large as a tile, with a margin, for each tile that holds different classes. */
const EACH_TILE = `
uniform sampler2D classes, tiles;
uniform float side; // of a tile, pixels
void main() {
  int across = textureSize(tiles, 0).x;
  ivec2 tile = ivec2(gl_VertexID % across, gl_VertexID / across);
  vec2 middle = (vec2(tile) + 0.5) * ${TILE}.0 / vec2(textureSize(classes, 0));
  bool drawn = texelFetch(tiles, tile, 0).g > 0.0;
  // The last ones may reach beyond the picture; a point with its middle there is not drawn.
  gl_Position = vec4(drawn ? 2.0 * min(middle, 1.0) - 1.0 : vec2(-2.0), 0.0, 1.0);
  gl_PointSize = side + 1.0;
}`;

/** Sets `texel` to a class, the lead of its score, and whether it is known. */
export const TEXEL = `
  uint lead = floatBitsToUint(clamp(best - second, 1e-30, 1e30)) >> 15; // 16 bits: positive
  texel = vec4(winner, lead >> 8, lead & 255u, 255.0 * known) / 255.0;`;

/** The same, of classes that were found without a shader. */
export function classTexels({ labels, leads, known }: Classes): Uint8Array {
  const texels = new Uint8Array(4 * labels.length);
  const bits = new DataView(new ArrayBuffer(4));
  for (let i = 0; i < labels.length; i++) {
    bits.setFloat32(0, clamp(leads[i] || 0, 1e-30, 1e30));
    const lead = bits.getUint32(0) >>> 15;
    texels.set([labels[i], lead >> 8, lead & 255, 255 * known[i]], 4 * i);
  }
  return texels;
}

const LEAD = `
float lead(vec4 texel) {
  return uintBitsToFloat(uint(dot(texel.gb, vec2(65280.0, 255.0)) + 0.5) << 15);
}`;

/**
 * Which tiles, with so many texels round them, hold different classes: first in each row of the
 * grid, then in the columns of what that gives, so that few texels are read.
 */
export const TILES: Source = {
  vertex: COVER,
  fragment: `
uniform sampler2D source;
uniform float around;
uniform bool down; // the second time
out vec4 found; // class, whether there are several, nothing, whether the class is known
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy), way = down ? ivec2(0, 1) : ivec2(1, 0);
  ivec2 last = textureSize(source, 0) - 1;
  ivec2 first = at + (${TILE - 1} * at - int(around)) * way;
  found = texelFetch(source, clamp(first, ivec2(0), last), 0);
  if (!down) found.g = 0.0;
  for (int i = 1; i < ${TILE} + 2 * int(around); i++) {
    vec4 other = texelFetch(source, clamp(first + i * way, ivec2(0), last), 0);
    if (other.ra != found.ra || down && other.g > 0.0) { found.g = 1.0; return; }
  }
}`,
};

/**
 * For each texel, the one to its right and the two above: the shares of the way at which classes
 * change below, above, left and right; 0 where they do not.
 */
export const CUTS: Source = {
  vertex: EACH_TILE,
  fragment: `
uniform sampler2D classes;
out vec4 cuts;
${LEAD}
float cut(vec4 p, vec4 q) {
  bool same = p.r == q.r || p.a < 0.5 || q.a < 0.5;
  return same ? 0.0 : (1.0 + 254.0 * lead(p) / (lead(p) + lead(q))) / 255.0;
}
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  ivec2 next = min(at + 1, textureSize(classes, 0) - 1);
  vec4 a = texelFetch(classes, at, 0), b = texelFetch(classes, ivec2(next.x, at.y), 0);
  vec4 c = texelFetch(classes, ivec2(at.x, next.y), 0), d = texelFetch(classes, next, 0);
  cuts = vec4(cut(a, b), cut(c, d), cut(a, c), cut(b, d));
}`,
};

/** The colours of classes, and lines of an even width where they meet. */
export function borderSource(tints: number): Source {
  return {
    vertex: EACH_TILE,
    fragment: `
uniform sampler2D classes, cuts;
uniform vec3 tints[${tints}], ink, paper;
uniform vec2 manner; // opacity, half the width of a line in pixels
uniform vec2 pixels; // in a texel
out vec4 colour;
${LEAD}
${SURE}
float near = 1e9; // squared
void line(vec2 a, vec2 b) {
  vec2 way = b - a;
  a += way * clamp(-dot(a, way) / max(dot(way, way), 1e-9), 0.0, 1.0);
  near = min(near, dot(a, a));
}
// Places where classes change between four neighbours are joined with their middle.
void lines(vec4 cut, vec2 corner) {
  vec4 there = vec4(greaterThan(cut, vec4(0.0)));
  vec4 share = (255.0 * cut - 1.0) / 254.0;
  vec2 a = vec2(share.x, 0.0), b = vec2(share.y, 1.0), c = vec2(0.0, share.z), d = vec2(1.0, share.w);
  vec2 middle = (a * there.x + b * there.y + c * there.z + d * there.w) / dot(there, vec4(1.0));
  middle = (middle + corner) * pixels;
  if (there.x > 0.0) line((a + corner) * pixels, middle);
  if (there.y > 0.0) line((b + corner) * pixels, middle);
  if (there.z > 0.0) line((c + corner) * pixels, middle);
  if (there.w > 0.0) line((d + corner) * pixels, middle);
}
// Between four texels each votes for its class, by its lead and its nearness.
vec2 voted(vec2 at, vec2 own) {
  ivec2 last = textureSize(classes, 0) - 1, low = ivec2(floor(at));
  vec2 f = at - vec2(low);
  vec4 texel[4];
  vec4 leads;
  vec4 weights = vec4((1.0 - f.x) * (1.0 - f.y), f.x * (1.0 - f.y), (1.0 - f.x) * f.y, f.x * f.y);
  for (int i = 0; i < 4; i++) {
    texel[i] = texelFetch(classes, clamp(low + ivec2(i & 1, i >> 1), ivec2(0), last), 0);
    leads[i] = lead(texel[i]);
  }
  vec2 found = vec2(own.x, 0.0);
  float most = 0.0;
  for (int i = 0; i < 4; i++) {
    found.y += weights[i] * texel[i].a;
    float votes = 0.0;
    for (int j = 0; j < 4; j++)
      if (texel[j].r == texel[i].r) votes += weights[j] * texel[j].a * leads[j];
    if (votes > most) most = votes, found.x = texel[i].r;
  }
  return found;
}
void main() {
  vec2 at = gl_FragCoord.xy / pixels;
  ivec2 last = textureSize(classes, 0) - 1, own = min(ivec2(at), last);
  vec4 found = texelFetch(classes, own, 0);
  vec2 texel = found.ra;
  at -= 0.5;
  if (max(pixels.x, pixels.y) > 2.5) texel = voted(at, texel); // smaller steps lie under the line
  vec2 reach = (manner.y + 0.5) / pixels;
  ivec2 low = max(ivec2(floor(at - reach)), ivec2(0)), high = min(ivec2(floor(at + reach)), last);
  for (int y = low.y; y <= high.y; y++) {
    for (int x = low.x; x <= high.x; x++) {
      vec4 cut = texelFetch(cuts, ivec2(x, y), 0);
      if (cut != vec4(0.0)) lines(cut, vec2(x, y) - at);
    }
  }
  float drawn = ${INK} * clamp(manner.y + 0.5 - sqrt(near), 0.0, 1.0) * min(1.0, 2.0 * manner.y);
  vec3 tint = mix(paper, tints[int(255.0 * texel.x + 0.5) % ${tints}], sure(lead(found)));
  colour = vec4(mix(paper, mix(tint, ink, drawn), texel.y * manner.x), 1.0);
}`,
  };
}
