// Vertices of what is drawn, packed for a graphics card; arrays are used again and again.

import { joined } from "../maths/joined";
import type { Camera, Lines, Points, Sheet } from "./scene";

/** An array that grows and is never given back. */
export class Scratch {
  private array = new Float32Array(1024);

  of(length: number): Float32Array {
    if (this.array.length < length) this.array = new Float32Array(2 * length);
    return this.array;
  }
}

/**
 * Every point of a line twice, one for each side, and its first and last once more: so each vertex
 * has its neighbours two before and two after it. Returns the number of floats.
 */
export function lineVertices({ positions, starts }: Lines, scratch: Scratch): Float32Array {
  const lines = starts.length - 1;
  const array = scratch.of(6 * (starts[lines] - starts[0] + 2 * lines));
  let at = 0;
  const put = (row: number) => {
    for (let side = 0; side < 2; side++) {
      for (let axis = 0; axis < 3; axis++) array[at++] = positions[3 * row + axis];
    }
  };
  for (let line = 0; line < lines; line++) {
    const [first, end] = [starts[line], starts[line + 1]];
    if (end === first) continue;
    put(first);
    for (let row = first; row < end; row++) put(row);
    put(end - 1);
  }
  return array.subarray(0, at);
}

/** Two triangles for each segment of vertices that are packed like that. */
export function lineIndices(starts: Uint32Array): Uint32Array {
  const lines = starts.length - 1;
  const indices = new Uint32Array(6 * Math.max(0, starts[lines] - starts[0]));
  let [at, vertex] = [0, 0];
  for (let line = 0; line < lines; line++) {
    const count = starts[line + 1] - starts[line];
    for (let i = 0; i + 1 < count; i++, at += 6) quad(indices, at, vertex + 2 * i);
    if (count > 0) vertex += 2 * (count + 2);
  }
  return indices.subarray(0, at);
}

function quad(indices: Uint32Array, at: number, vertex: number): void {
  for (let k = 0; k < 6; k++) indices[at + k] = vertex + (k < 3 ? k : 6 - k);
}

/** Place and what is drawn there, for each point in the order of drawing. */
export function pointVertices(points: Points, camera: Camera, scratch: Scratch): Float32Array {
  const { positions, labels, wrong, fills } = points;
  const array = scratch.of(4 * labels.length);
  let at = 0;
  for (const i of drawingOrder(points, camera)) {
    for (let axis = 0; axis < 3; axis++) array[at++] = positions[3 * i + axis];
    array[at++] = 8 * labels[i] + 2 * (fills?.[i] ?? 0) + (wrong?.[i] ? 1 : 0);
  }
  return array.subarray(0, at);
}

/** In space the farthest first; in the plane those that are ringed last. */
export function drawingOrder({ positions, labels, wrong }: Points, camera: Camera): Uint32Array {
  const order = Uint32Array.from(labels, (_, i) => i);
  if (camera.flat) {
    const ringed = (flag: number) => order.filter((i) => wrong![i] === flag);
    return wrong ? joined(Uint32Array, [ringed(0), ringed(1)]) : order;
  }
  const [x, y, z] = camera.towards;
  const rank = Float32Array.from(
    order,
    (i) => x * positions[3 * i] + y * positions[3 * i + 1] + z * positions[3 * i + 2],
  );
  return order.sort((one, other) => rank[one] - rank[other] || one - other);
}

/** Place, normal and scores of each vertex. */
export function sheetVertices(sheet: Sheet, scratch: Scratch): Float32Array {
  const { positions, scores, scoreCount } = sheet;
  const stride = 6 + scoreCount;
  const count = positions.length / 3;
  const array = scratch.of(stride * count);
  for (let i = 0; i < count; i++) {
    const at = i * stride;
    for (let axis = 0; axis < 3; axis++) {
      array[at + axis] = positions[3 * i + axis];
      array[at + 3 + axis] = 0;
    }
    for (let k = 0; k < scoreCount; k++) array[at + 6 + k] = scores[i * scoreCount + k];
  }
  addNormals(sheet, array, stride);
  return array.subarray(0, stride * count);
}

/** Adds to each vertex the normals of its triangles, the longer the larger they are. */
function addNormals({ positions: p, triangles }: Sheet, array: Float32Array, stride: number): void {
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (let corner = 0; corner < 3; corner++) {
      const at = stride * triangles[t + corner] + 3;
      array[at] += nx;
      array[at + 1] += ny;
      array[at + 2] += nz;
    }
  }
}
