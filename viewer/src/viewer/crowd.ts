// The points that are drawn: those a network learns from, and those it does not.

import { joined } from "../maths/joined";
import type { Rows } from "../nets/types";
import type { HeldOut, Recording } from "../recording/recording";
import { thinned } from "./geometry";

const WORK_WHILE_MOVING = 2e7; // products of numbers in one picture

/** How points that were kept apart are drawn and called; the order is that of their filling. */
export const HELD_OUT: readonly {
  readonly name: HeldOut["name"];
  /** Of the marker, as `Points.fills` counts. */
  readonly fill: number;
  readonly legend: string;
  readonly title: string;
  readonly why: string;
}[] = [
  {
    name: "validation",
    fill: 1,
    legend: "kept for validation",
    title: "Validation",
    why: "Share of the points kept for validation that are right: the network does not learn from them.",
  },
  {
    name: "test",
    fill: 2,
    legend: "kept for the test",
    title: "Test",
    why: "Share of the test's points that are drawn and right: neither the network nor its choice knew them.",
  },
];

/** Points with their classes, and how their markers are filled: 0 where the network learns. */
export interface Crowd {
  readonly points: Rows;
  readonly labels: Uint8Array;
  readonly fills: Uint8Array;
}

/** All points, and so few that they can be drawn while something moves (often just as many). */
export function crowdsOf(recording: Recording): { all: Crowd; few: Crowd } {
  const { points, labels, heldOut, widths } = recording;
  const sets = [
    { points, labels, fill: 0 },
    ...HELD_OUT.flatMap(({ name, fill }) =>
      heldOut.filter((set) => set.name === name).map((set) => ({ ...set, fill })),
    ),
  ];
  const all = {
    points: {
      width: points.width,
      values: joined(
        Float64Array,
        sets.map((set) => set.points.values),
      ),
    },
    labels: joined(
      Uint8Array,
      sets.map((set) => set.labels),
    ),
    fills: joined(
      Uint8Array,
      sets.map((set) => new Uint8Array(set.labels.length).fill(set.fill)),
    ),
  };
  const products = widths.slice(1).reduce((sum, width, k) => sum + width * widths[k], widths[0]);
  const most = Math.max(200, Math.floor(WORK_WHILE_MOVING / products));
  return { all, few: fewer(all, most) };
}

function fewer(all: Crowd, most: number): Crowd {
  const count = all.labels.length;
  if (count <= most) return all;
  const some = (of: Uint8Array) =>
    Uint8Array.from({ length: most }, (_, i) => of[Math.floor((i * count) / most)]);
  return { points: thinned(all.points, most), labels: some(all.labels), fills: some(all.fills) };
}
