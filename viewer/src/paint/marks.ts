// Shaders of lines, points, sheets and planes.

import { times } from "../maths/times";
import { CHOICE, chosen, SURE } from "./choice";
import type { Source } from "./context";
import { CELL, EXTENT, HOLLOW } from "./markers";
import { markers } from "./palette";

// Where something lies on a sheet it must be nearer to the eye than the sheet is.
const LIFT = `
uniform mat4 camera;
uniform vec2 screen; // half of the picture, pixels
uniform vec2 lift;
vec4 lifted(vec4 p) { return vec4(p.xy, (p.z + lift.x * p.w) * lift.y, p.w); }`;

/** Thick lines: two vertices to a point, mitred, with square ends; `width` is at least a pixel. */
export const LINE: Source = {
  vertex: `
layout(location = 0) in vec3 before;
layout(location = 1) in vec3 here;
layout(location = 2) in vec3 after;
${LIFT}
uniform float width;
out float across; // times w, because it is even on the screen and not in space
vec2 heading(vec4 from, vec4 to) {
  vec2 way = (to.xy * from.w - from.xy * to.w) * screen;
  float far = length(way);
  return far > 1e-3 * abs(from.w * to.w) ? way / far : vec2(0.0);
}
void main() {
  vec4 p = camera * vec4(here, 1.0);
  vec2 come = heading(camera * vec4(before, 1.0), p);
  vec2 go = heading(p, camera * vec4(after, 1.0));
  vec2 cap = 0.5 * width * (vec2(go == vec2(0.0)) * come - vec2(come == vec2(0.0)) * go);
  vec2 own = come == vec2(0.0) ? go : come;
  vec2 along = come + go;
  along = dot(along, along) > 1e-3 ? normalize(along) : own;
  float reach = 0.5 * width + 0.5;
  float side = (gl_VertexID & 1) == 0 ? reach : -reach;
  vec2 aside = vec2(-along.y, along.x) * side / max(dot(along, own), 0.5);
  across = side * p.w;
  gl_Position = lifted(p + vec4((aside + cap) / screen * p.w, 0.0, 0.0));
}`,
  fragment: `
in float across;
uniform float width;
uniform vec4 ink;
out vec4 colour;
void main() {
  float cover = clamp(0.5 * width + 0.5 - abs(across * gl_FragCoord.w), 0.0, 1.0);
  colour = vec4(ink.rgb, ink.a * cover);
}`,
};

/**
 * Markers by their distances, a thin outline of paper, and a ring of ink round wrong ones. All
 * outlines are drawn before all markers, so that a crowd of points is not whitened by them.
 */
export const POINT: Source = {
  vertex: `
layout(location = 0) in vec4 point; // place; the label, how it is filled, whether it is wrong
${LIFT}
uniform vec3 inks[${markers.length}];
uniform vec4 size; // pixels: a marker's radius, its outline, the ring's radius and line
uniform float margin; // pixels round the picture: a point whose middle is outside may be seen
flat out vec4 ink; // and how large it is, pixels
flat out vec3 kind; // the marker's cell, wrong, filling
void main() {
  int code = int(point.w);
  int label = code >> 3;
  ink.rgb = inks[label % ${markers.length}];
  kind = vec3((label + label / ${markers.length}) % ${markers.length}, code & 1, code >> 1 & 3);
  float reach = kind.y > 0.0 ? size.z + 0.5 * size.w : (kind.x > 0.0 ? 1.2 : 1.0) * size.x;
  gl_PointSize = ink.a = 2.0 * (reach + size.y) + 1.0;
  gl_Position = lifted(camera * vec4(point.xyz, 1.0));
  gl_Position.xy *= screen / (screen + margin);
}`,
  fragment: `
flat in vec4 ink;
flat in vec3 kind;
uniform sampler2D field;
uniform vec4 size;
uniform vec3 paper, mark;
uniform bool outline;
out vec4 colour;
void main() {
  vec2 place = (gl_PointCoord - 0.5) * ink.a; // y down
  vec2 at = place / size.x * ${(0.5 / EXTENT).toFixed(5)} + 0.5;
  at = clamp(at, ${(0.5 / CELL).toFixed(5)}, ${(1 - 0.5 / CELL).toFixed(5)});
  float away = texture(field, vec2((kind.x + at.x) / ${markers.length}.0, at.y)).r;
  away = (2.0 * away - 1.0) * size.x;
  float wider = outline ? size.y : 0.0;
  float cover = clamp(0.5 + wider - away, 0.0, 1.0);
  vec3 mixed = outline ? paper : ink.rgb;
  if (!outline && kind.z > 0.0) {
    float line = max(${HOLLOW.line} * size.x, 1.0);
    mixed = mix(mixed, paper, clamp(0.5 - line - away, 0.0, 1.0));
    if (kind.z > 1.0) mixed = mix(mixed, ink.rgb, clamp(0.5 + ${HOLLOW.dot} * size.x - length(place), 0.0, 1.0));
  }
  if (kind.y > 0.0) {
    float ring = abs(length(place) - size.z) - 0.5 * size.w;
    float drawn = clamp(0.5 + wider - ring, 0.0, 1.0);
    if (!outline) mixed = mix(mixed, mark, drawn);
    cover = max(cover, drawn);
  }
  colour = vec4(mixed, cover);
}`,
};

/** A surface with so many scores a vertex, in vectors of four; in space it is shaded, and opaque. */
export function sheetSource(scores: number, tints: number): Source {
  const groups = times(Math.ceil(scores / 4), (g) => g);
  const type = (g: number) => {
    const size = Math.min(4, scores - 4 * g);
    return size > 1 ? `vec${size}` : "float";
  };
  const all = times(scores, (k) =>
    type(k >> 2) === "float" ? `score${k >> 2}` : `score${k >> 2}.${"xyzw"[k & 3]}`,
  );
  return {
    vertex: `
layout(location = 0) in vec3 place;
layout(location = 1) in vec3 normal;
${groups.map((g) => `layout(location = ${g + 2}) in ${type(g)} scores${g}; out ${type(g)} score${g};`).join("\n")}
uniform mat4 camera;
out vec3 upright;
void main() {
  upright = normal;
  gl_Position = camera * vec4(place, 1.0);
${groups.map((g) => `  score${g} = scores${g};`).join("\n")}
}`,
    fragment: `
in vec3 upright;
${groups.map((g) => `in ${type(g)} score${g};`).join("\n")}
uniform vec3 tints[${tints}], paper, light;
uniform float opacity;
uniform bool flatly;
out vec4 colour;
${CHOICE}
${SURE}
void main() {
${chosen(all)}
  vec3 shown = mix(paper, tints[winner % ${tints}], sure(best - second));
  float facing = abs(dot(upright, light)) * inversesqrt(max(dot(upright, upright), 1e-30));
  colour = flatly ? vec4(shown, opacity) : vec4(mix(paper, shown * (0.72 + 0.28 * facing), opacity), 1.0);
}`,
  };
}

export const PLANE: Source = {
  vertex: `
layout(location = 0) in vec3 place;
uniform mat4 camera;
void main() { gl_Position = camera * vec4(place, 1.0); }`,
  fragment: `
uniform vec4 ink;
out vec4 colour;
void main() { colour = ink; }`,
};
