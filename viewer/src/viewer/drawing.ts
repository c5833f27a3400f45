// Scenes of one recording: for the stage, eased while training goes on, and for small pictures.

import type { Theme } from "../paint/scene";
import type { Recording } from "../recording/recording";
import type { Crowd } from "./crowd";
import type { Evidence } from "./evidence";
import { vectors } from "./marks";
import { type Moment, Moments } from "./moment";
import { type Material, type Picture, sceneOf } from "./picture";
import { cameraOf, Easing } from "./sight";
import type { ViewerState } from "./types";

/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export class Drawing {
  private readonly moments: Moments;
  private readonly easing = new Easing();

  /** An argument that is shown, and whether its place is looked at. */
  evidence: Evidence | null = null;
  near = false;

  constructor(recording: Recording) {
    this.moments = new Moments(recording);
  }

  /** What is known at a state; null where there is nothing to draw. */
  at(state: ViewerState): Moment | null {
    return this.moments.at(state);
  }

  /** The points that are drawn: all of them at rest. */
  crowd(rest: boolean): Crowd {
    const { all, few } = this.moments.crowds;
    return rest ? all : few;
  }

  /** Whether the last scene was still on its way to the one that the state alone decides. */
  get moving(): boolean {
    return this.easing.active;
  }

  /** Ends that way at once. */
  rest(): void {
    this.easing.rest();
  }

  /** Forgets frames from a step on, which the recording no longer has as they were. */
  forget(step: number): void {
    this.moments.forget(step);
  }

  /**
   * The scene of the stage; with fewer points of large networks while something moves. Without
   * seconds it is the one that the state alone decides, and no part of a movement.
   */
  scene(
    state: ViewerState,
    theme: Theme,
    size: Size,
    rest: boolean,
    seconds: number | null,
  ): Picture | null {
    const moment = this.moments.at(state);
    if (!moment) return null;
    const { journey } = moment;
    const { evidence } = this;
    const place = this.near ? evidence?.place : null;
    const seen = moment.sight(state);
    const target = place
      ? { ...seen, centre: vectors(journey.place(state.depth, place))[0] }
      : seen;
    // The way to a place is eased like that to another network.
    const sight =
      seconds === null ? target : this.easing.follow(target, place ?? moment.network, seconds);
    const { dimension } = journey;
    const camera = cameraOf(sight, dimension, state.zoom, size.width / size.height);
    const material: Material = {
      ...this.material(moment, theme, rest),
      wrong: moment.facts(this.crowd(rest))?.wrong ?? null,
      small: false,
      evidence,
      size: Math.min(size.width, size.height),
    };
    return sceneOf(material, state, sight, camera);
  }

  /** A square picture of a whole depth by itself; null where there is none, as of layers removed since. */
  small(state: ViewerState, depth: number, theme: Theme, size: number): Picture | null {
    const moment = this.moments.at(state);
    if (!moment || depth > moment.journey.depth) return null;
    const there = { ...state, depth };
    const sight = moment.sight(there, true);
    const camera = cameraOf(sight, moment.journey.dimension, 1, 1);
    const material = {
      ...this.material(moment, theme, false),
      wrong: null,
      evidence: null,
      small: true,
      size,
    };
    return sceneOf(material, there, sight, camera);
  }

  private material({ journey, scores, ties }: Moment, theme: Theme, all: boolean) {
    const { domain, recording } = this.moments;
    const { scaling } = recording.about;
    return { journey, scores, ties, theme, domain, scaling, crowd: this.crowd(all) };
  }
}
