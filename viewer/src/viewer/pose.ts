// From where a drawing in space is seen, unless a person has turned it.

import { clamp } from "../maths/clamp";
import { affineHead } from "../nets/layers";
import type { Affine, Network } from "../nets/types";
import type { Projection } from "./projection";
import { unit, type Vector } from "./vectors";

export interface Pose {
  readonly yaw: number;
  readonly pitch: number;
}

const ABOVE: Pose = { yaw: 0, pitch: Math.PI / 2 }; // the plane of two units, as in a flat drawing
const ASIDE: Pose = { yaw: 0.6, pitch: 0.38 };
const SLANT = Math.sin((35 * Math.PI) / 180);

/**
 * The pose at every whole depth: from above where everything is in a plane, from aside in space,
 * and at the last layer so that a separating plane and the distance of the classes are both seen.
 */
export function posesOf(network: Network, projections: readonly Projection[]): Pose[] {
  const plane = separatingPlane(network, projections[projections.length - 1]);
  return network.widths.map((width, depth) => {
    if (width < 3) return ABOVE;
    return depth === network.layers.length && plane ? aslant(plane.normal) : ASIDE;
  });
}

/** The pose at a depth, turning the short way from one whole depth to the next. */
export function poseAt(poses: readonly Pose[], depth: number): Pose {
  const whole = Math.floor(depth);
  const part = depth - whole;
  if (part === 0) return poses[whole];
  const eased = part * part * (3 - 2 * part);
  const [here, next] = [poses[whole], poses[whole + 1]];
  return {
    yaw: here.yaw + eased * shortTurn(here.yaw, next.yaw),
    pitch: here.pitch + eased * (next.pitch - here.pitch),
  };
}

/** The plane normal · x = offset on which a head for two classes ties, in the drawing. */
export interface Tie {
  readonly normal: Vector;
  readonly offset: number;
}

/** Null for several classes, or where what the head reads is not all drawn. */
export function separatingPlane(network: Network, projection: Projection): Tie | null {
  const head = affineHead(network);
  if (!head || head.affine.rows > 2) return null;
  if (projection.partial && !projection.alongHead) return null;
  const [reading, bias] = difference(head.affine);
  const width = reading.length;
  const normal = [0, 1, 2].map((axis) =>
    reading.reduce((sum, w, j) => sum + w * projection.axes[axis * width + j], 0),
  ) as unknown as Vector;
  const score = reading.reduce((sum, w, j) => sum + w * projection.origin[j], bias);
  const length = Math.hypot(...normal);
  return length > 0 ? { normal: unit(normal), offset: -score / length } : null;
}

/** The score of class 1 against class 0 as weights and bias. */
function difference({ rows, columns, weight, bias }: Affine): [Float64Array, number] {
  if (rows === 1) return [weight, bias[0]];
  return [weight.slice(0, columns).map((w, j) => weight[columns + j] - w), bias[1] - bias[0]];
}

/**
 * From where a plane and what it parts are both seen. Of the plane the share sin θ is seen, of the
 * distance between its sides cos θ, if θ is the angle between it and the line of sight; their
 * product is greatest at 45°, and hardly less at 35°, where less hides behind the plane. Of the four
 * yaws with that angle, the one nearest to the usual view.
 */
export function aslant([x, y, z]: Vector): Pose {
  const { pitch } = ASIDE;
  const level = Math.hypot(x, y) * Math.cos(pitch);
  if (level < 1e-9) return ASIDE;
  // The eye is at (sin yaw cos pitch, −cos yaw cos pitch, sin pitch).
  const facing = Math.atan2(x, -y);
  const yaws = [SLANT, -SLANT].flatMap((wish) => {
    const turn = Math.acos(clamp((wish - z * Math.sin(pitch)) / level, -1, 1));
    return [facing + turn, facing - turn];
  });
  const turns = yaws.map((yaw) => shortTurn(ASIDE.yaw, yaw));
  const least = turns.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a));
  return { yaw: ASIDE.yaw + least, pitch };
}

function shortTurn(from: number, to: number): number {
  const turn = (to - from) % (2 * Math.PI);
  if (turn > Math.PI) return turn - 2 * Math.PI;
  return turn < -Math.PI ? turn + 2 * Math.PI : turn;
}
