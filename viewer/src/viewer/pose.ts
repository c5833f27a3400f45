// From where a drawing in space is seen, unless a person has turned it.

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
const EDGE: Pose = { yaw: 0.24, pitch: 0.3 }; // how far a separating plane is turned from edge-on

/**
 * The pose at every whole depth: from above where everything is in a plane, from aside in space,
 * and at the last layer so that a separating plane is nearly edge-on.
 */
export function posesOf(network: Network, projections: readonly Projection[]): Pose[] {
  const plane = separatingPlane(network, projections[projections.length - 1]);
  return network.widths.map((width, depth) => {
    if (width < 3) return ABOVE;
    return depth === network.layers.length && plane ? edgeOn(plane.normal) : ASIDE;
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

function edgeOn(normal: Vector): Pose {
  if (Math.hypot(normal[0], normal[1]) < 1e-9) return { yaw: ASIDE.yaw, pitch: EDGE.pitch };
  // The eye is above (sin yaw, −cos yaw), which is to be square to the normal's shadow; of the
  // two sides, the one nearer to the usual view.
  const square = Math.atan2(normal[1], normal[0]);
  const near = Math.abs(shortTurn(ASIDE.yaw, square)) <= Math.PI / 2 ? square : square + Math.PI;
  return { yaw: near + EDGE.yaw, pitch: EDGE.pitch };
}

function shortTurn(from: number, to: number): number {
  const turn = (to - from) % (2 * Math.PI);
  if (turn > Math.PI) return turn - 2 * Math.PI;
  return turn < -Math.PI ? turn + 2 * Math.PI : turn;
}
