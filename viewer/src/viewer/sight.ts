// What part of the drawing's space is seen, and from where.

import { flatCamera, spaceCamera } from "../paint/camera";
import type { Camera } from "../paint/scene";
import type { Fit } from "./framing";
import type { Pose } from "./pose";
import type { Vector } from "./vectors";

export interface Sight extends Fit, Pose {}

const CALM = 0.12; // seconds in which a difference shrinks to a third
const UNSEEN = 2e-3; // of the radius, or radians

/**
 * The sight that is shown while training goes on. Within one network it is followed exactly; when
 * another network takes its place, the difference is kept at first and then shrinks to nothing,
 * so that the picture never jumps and, at rest, depends on nothing but the state.
 */
export class Easing {
  private shown: Sight | null = null;
  private network: unknown = null;
  /** Centre, logarithm of the radius, yaw, pitch. */
  private difference = [0, 0, 0, 0, 0, 0];

  /** Whether something is still moving. */
  get active(): boolean {
    return this.difference.some((entry) => entry !== 0);
  }

  /** What to show of this target, some seconds after the last call. */
  follow(target: Sight, network: unknown, seconds: number): Sight {
    if (this.shown && network !== this.network) {
      this.difference = coordinates(this.shown).map((x, i) => x - coordinates(target)[i]);
    }
    this.network = network;
    const kept = Math.exp(-seconds / CALM);
    this.difference = this.difference.map((entry) => entry * kept);
    const scale = [target.radius, target.radius, target.radius, 1, 1, 1];
    if (this.difference.every((entry, i) => Math.abs(entry) < UNSEEN * scale[i])) this.rest();
    this.shown = sightAt(coordinates(target).map((x, i) => x + this.difference[i]));
    return this.active ? this.shown : target;
  }

  /** Ends all movement: what is shown next is shown as it is. */
  rest(): void {
    this.shown = null;
    this.difference = [0, 0, 0, 0, 0, 0];
  }
}

/** The camera that shows a sight; `zoom` 1 shows all of it. */
export function cameraOf(sight: Sight, dimension: 2 | 3, zoom: number, aspect: number): Camera {
  if (dimension === 2) {
    const half = sight.radius / Math.min(1, aspect) / zoom;
    return flatCamera([sight.centre[0], sight.centre[1]], half, aspect);
  }
  return spaceCamera([...sight.centre], sight.radius, sight.yaw, sight.pitch, zoom, aspect);
}

function coordinates({ centre, radius, yaw, pitch }: Sight): number[] {
  return [...centre, Math.log(radius), yaw, pitch];
}

function sightAt([x, y, z, size, yaw, pitch]: number[]): Sight {
  return { centre: [x, y, z] as Vector, radius: Math.exp(size), yaw, pitch };
}
