// One frame of a recording, laid out and judged; kept while it is looked at.

import { type ReadOut, readOut } from "../nets/deform";
import { scores } from "../nets/network";
import type { Network, Order, Rows } from "../nets/types";
import type { Recording } from "../recording/recording";
import { keep, once, remembered } from "../remembered";
import { type Ties, tiesOf } from "./contour";
import { type Crowd, crowdsOf } from "./crowd";
import { type Facts, factsOf } from "./facts";
import { type Domain, domainOf } from "./geometry";
import { dimensionOf, Journey } from "./journey";
import { Paths } from "./paths";
import { poseAt, posesOf } from "./pose";
import type { Sight } from "./sight";
import type { ViewerState } from "./types";

const KEPT = 4;
const QUICK = 1200; // entries of a matrix whose singular values are found while something moves

/** What is known of a recording at one frame. */
export interface Moment {
  readonly frame: number;
  /** As recorded; the journey's network has units exchanged where that was needed. */
  readonly network: Network;
  readonly journey: Journey;
  facts(crowd: Crowd): Facts | null;
  /** Of the matrix of a layer; null where it takes long and was not asked for `whatever`. */
  numbers(layer: number, whatever: boolean): ReadOut | null;
  /** Scores at the domain's mesh. */
  readonly scores: () => Rows;
  /** Where they tie. */
  readonly ties: () => Ties;
  /** The part of space that is seen at a state, and from where; `alone`: as a picture by itself. */
  sight(state: ViewerState, alone?: boolean): Sight;
}

/** All moments of a recording. */
export class Moments {
  readonly domain: Domain | null;
  /** The points that are drawn; `few` while something moves. */
  readonly crowds: { readonly all: Crowd; readonly few: Crowd };
  private readonly paths: Paths;
  private readonly kept = new Map<string, Moment>();

  constructor(readonly recording: Recording) {
    this.domain = domainOf(recording.points);
    this.paths = new Paths(recording);
    this.crowds = crowdsOf(recording);
  }

  /** The moment that a state shows; null where weights are not finite numbers. */
  at(state: ViewerState): Moment | null {
    const { recording } = this;
    const frame = recording.frameAt(state.step);
    const dimension = dimensionOf(state.view, recording);
    const key = [recording.step(frame), state.order, dimension, state.tour ?? 0].join(" ");
    const moment = this.kept.get(key) ?? this.made(frame, state.order, dimension, state.tour ?? 0);
    return moment && keep(this.kept, KEPT, key, moment);
  }

  /** Forgets frames from a step on, and what depends on the recording as a whole. */
  forget(step: number): void {
    this.paths.forget(step);
    this.kept.clear();
  }

  private made(frame: number, order: Order, dimension: 2 | 3, tour: number): Moment | null {
    const { recording, domain } = this;
    const path = this.paths.at(frame, order);
    if (!path) return null;
    const network = recording.network(frame);
    const journey = new Journey(path, dimension, tour, recording, domain);
    // One pose for all of training: that of its end.
    const poses = once(() => posesOf(recording.network(recording.frames - 1), journey.projections));
    const atMesh = once(() => scores(network, domain!.mesh!.rows));
    const numbers = new Map<number, ReadOut>();
    const judged = new Map<Crowd, Facts | null>();
    return {
      frame,
      network,
      journey,
      facts: (crowd) => remembered(judged, crowd, () => factsOf(path, crowd)),
      numbers: (layer, whatever) => {
        const of = network.layers[layer];
        if (of.kind === "opaque") return null;
        const quick = of.affine.weight.length <= QUICK;
        const found = numbers.get(layer) ?? (whatever || quick ? readOut(of) : null);
        if (found) numbers.set(layer, found);
        return found;
      },
      scores: atMesh,
      ties: once(() => tiesOf(atMesh(), domain!.mesh!.triangles)),
      sight: (state, alone = false) => {
        const pose = poseAt(poses(), state.depth);
        return {
          ...(alone ? journey.framing.alone(state.depth) : journey.framing.at(state.depth)),
          yaw: state.yaw ?? pose.yaw,
          pitch: state.pitch ?? pose.pitch,
        };
      },
    };
  }
}
