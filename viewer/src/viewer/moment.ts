// One frame of a recording, laid out and judged; kept while it is looked at.

import { scores } from "../nets/network";
import type { Network, Order, Rows } from "../nets/types";
import type { Recording } from "../recording/recording";
import { type Facts, factsOf } from "./facts";
import { type Domain, domainOf, thinned } from "./geometry";
import { dimensionOf, Journey } from "./journey";
import { Paths } from "./paths";
import { type Pose, poseAt, posesOf } from "./pose";
import type { Sight } from "./sight";
import type { ViewerState } from "./types";

const KEPT = 4;
const WORK_WHILE_MOVING = 2e7; // products of numbers in one picture

/** What is known of a recording at one frame. */
export interface Moment {
  readonly frame: number;
  /** As recorded; the journey's network has units exchanged where that was needed. */
  readonly network: Network;
  readonly journey: Journey;
  readonly facts: Facts | null;
  /** Scores at the domain's mesh. */
  readonly scores: () => Rows;
  /** The part of space that is seen at a state, and from where; `alone`: as a picture by itself. */
  sight(state: ViewerState, alone?: boolean): Sight;
}

/** All moments of a recording. */
export class Moments {
  readonly domain: Domain | null;
  /** The points that are drawn while something moves, with their labels. */
  readonly few: { readonly points: Rows; readonly labels: Uint8Array };
  private readonly paths: Paths;
  private readonly kept = new Map<string, Moment>();
  private facts = new Map<number, Facts | null>();

  constructor(readonly recording: Recording) {
    this.domain = domainOf(recording.points);
    this.paths = new Paths(recording);
    this.few = fewPoints(recording);
  }

  /** The moment that a state shows; null where weights are not finite numbers. */
  at(state: ViewerState): Moment | null {
    const { recording } = this;
    if (recording.frames === 0) return null;
    const frame = recording.frameAt(state.step);
    const dimension = dimensionOf(state.view, recording);
    const key = [recording.step(frame), state.order, dimension, state.tour ?? 0].join(" ");
    const known = this.kept.get(key);
    if (known) return known;
    const moment = this.made(frame, state.order, dimension, state.tour ?? 0);
    if (!moment) return null;
    this.kept.set(key, moment);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value as string);
    return moment;
  }

  /** Forgets frames from a step on, and what depends on the recording as a whole. */
  forget(step: number): void {
    this.paths.forget(step);
    this.kept.clear();
    this.facts.clear();
  }

  private made(frame: number, order: Order, dimension: 2 | 3, tour: number): Moment | null {
    const { recording, domain } = this;
    const path = this.paths.at(frame, order);
    if (!path) return null;
    const network = recording.network(frame);
    const journey = new Journey(path, dimension, tour, recording, domain);
    let poses: readonly Pose[] | null = null;
    let atMesh: Rows | null = null;
    const judged = () => this.judged(frame, network);
    return {
      frame,
      network,
      journey,
      get facts() {
        return judged();
      },
      scores: () => {
        atMesh ??= scores(network, domain!.mesh!.rows);
        return atMesh;
      },
      sight: (state, alone = false) => {
        // One pose for all of training: that of its end.
        const last = recording.network(recording.frames - 1);
        poses ??= posesOf(last, journey.projections);
        const pose = poseAt(poses, state.depth);
        return {
          ...(alone ? journey.framing.alone(state.depth) : journey.framing.at(state.depth)),
          yaw: state.yaw ?? pose.yaw,
          pitch: state.pitch ?? pose.pitch,
        };
      },
    };
  }

  private judged(frame: number, network: Network): Facts | null {
    const step = this.recording.step(frame);
    const known = this.facts.get(step);
    if (known !== undefined) return known;
    const facts = factsOf(network, this.recording.points, this.recording.labels);
    if (this.facts.size > KEPT) this.facts.clear();
    this.facts.set(step, facts);
    return facts;
  }
}

function fewPoints(recording: Recording): Moments["few"] {
  const { points, labels, widths } = recording;
  const products = widths.slice(1).reduce((sum, width, k) => sum + width * widths[k], widths[0]);
  const most = Math.max(200, Math.floor(WORK_WHILE_MOVING / products));
  if (labels.length <= most) return { points, labels };
  const few = Uint8Array.from({ length: most }, (_, i) => {
    return labels[Math.floor((i * labels.length) / most)];
  });
  return { points: thinned(points, most), labels: few };
}
