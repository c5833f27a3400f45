// From drawing space to the picture.

import type { Camera } from "./scene";

const DISTANCE = 3.1; // of the eye from the centre, in radii
const FOCUS = Math.sqrt(DISTANCE ** 2 - 1); // cotangent of half the angle in which the ball is seen

/** Looks down on the plane; `halfHeight` in drawing units. */
export function flatCamera(
  centre: readonly [number, number],
  halfHeight: number,
  aspect: number,
): Camera {
  const [x, y] = centre;
  const halfWidth = halfHeight * aspect;
  const [sx, sy, sz] = [1 / halfWidth, 1 / halfHeight, 1e-3 / halfHeight];
  // biome-ignore format: a matrix, column by column
  const matrix = Float32Array.of(
    sx, 0, 0, 0,
    0, sy, 0, 0,
    0, 0, -sz, 0,
    -x * sx, -y * sy, 0, 1,
  );
  return { flat: true, matrix, window: { x, y, halfWidth, halfHeight }, towards: [0, 0, 1] };
}

/**
 * Looks at a ball in space from a yaw (about the z axis) and a pitch (0: from the side, π/2: from
 * above), in perspective. At zoom 1 the ball just fits.
 */
export function spaceCamera(
  centre: readonly [number, number, number],
  radius: number,
  yaw: number,
  pitch: number,
  zoom: number,
  aspect: number,
): Camera {
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  const towards = [sy * cp, -cy * cp, sp] as const;
  const right = [cy, sy, 0];
  const up = [-sy * sp, cy * sp, cp];
  const distance = DISTANCE * radius;
  const focus = FOCUS * zoom;
  const [fx, fy] = aspect > 1 ? [focus / aspect, focus] : [focus, focus * aspect];
  const [near, far] = [0.05 * distance, distance + 8 * radius];
  const [depth, shift] = [(far + near) / (far - near), (-2 * far * near) / (far - near)];
  const matrix = new Float32Array(16);
  for (let axis = 0; axis < 3; axis++) {
    matrix[4 * axis] = fx * right[axis];
    matrix[4 * axis + 1] = fy * up[axis];
    matrix[4 * axis + 2] = -depth * towards[axis];
    matrix[4 * axis + 3] = -towards[axis];
  }
  const along = (axis: readonly number[]) =>
    axis[0] * centre[0] + axis[1] * centre[1] + axis[2] * centre[2];
  const away = distance + along(towards);
  matrix[12] = -fx * along(right);
  matrix[13] = -fy * along(up);
  matrix[14] = depth * away + shift;
  matrix[15] = away;
  const window = { x: 0, y: 0, halfWidth: radius * aspect, halfHeight: radius };
  return { flat: false, matrix, window, towards };
}

/** Where a point of drawing space is seen: x and y in [−1, 1] (y up), depth, and distance. */
export function projectPoint(
  { matrix: m }: Camera,
  x: number,
  y: number,
  z: number,
): [x: number, y: number, depth: number, w: number] {
  const w = m[3] * x + m[7] * y + m[11] * z + m[15];
  const at = (row: number) => (m[row] * x + m[row + 4] * y + m[row + 8] * z + m[row + 12]) / w;
  return [at(0), at(1), at(2), w];
}
