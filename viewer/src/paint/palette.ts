// The colours and markers of classes, on light and on dark paper.

import { times } from "../maths/times";
import type { Rgb, Theme } from "./scene";

/** The outline of a marker in a unit circle, y up; null for the circle itself. */
export type Marker = readonly (readonly [number, number])[] | null;

const hex = (colour: string): Rgb => {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
};
const all = (colours: string): Rgb[] => colours.split(" ").map(hex);

/** A colour as style sheets write it. */
export function css(colour: Rgb): string {
  return `rgb(${colour.map((part) => Math.round(255 * part)).join(" ")})`;
}

/** A colour on the way from another one. */
export function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const [r, g, b] = from.map((part, c) => part + share * (to[c] - part));
  return [r, g, b];
}

/** The same as the Python side's figures. */
export const light: Theme = {
  name: "light",
  paper: hex("#ffffff"),
  ink: hex("#23272e"),
  grid: hex("#6f7782"),
  frame: hex("#23272e"),
  inks: all("#0b62c4 #c8321e #1c7a3f #7a3fa8 #8a6000 #00717a #b0267a #5e4b3c #3d4a5c #5a6800"),
  tints: all("#b8dcf5 #ffc9bd #c6eacb #e3d2f3 #f6e2a6 #b0e6e2 #fccbe4 #e0d3c6 #d2d9e3 #e0e8a4"),
};

export const dark: Theme = {
  name: "dark",
  paper: hex("#15181c"),
  ink: hex("#eceae5"),
  grid: hex("#8f98a4"),
  frame: hex("#d5d8dc"),
  inks: all("#8cc4ff #ff9d86 #7fd99a #cfa6f2 #e3bd55 #62d3cf #f792cb #d1b9a4 #b3c1d3 #c2d35f"),
  tints: all("#0f4378 #6e2418 #174f2c #47286a #5c4200 #064d52 #6b1a4c #473930 #313d4d #404a06"),
};

const regular = (corners: number, turn: number): Marker =>
  times(corners, (i) => {
    const angle = turn + (2 * Math.PI * i) / corners;
    return [Math.cos(angle), Math.sin(angle)] as const;
  });

const star: Marker = times(10, (i) => {
  const angle = Math.PI / 2 + (Math.PI * i) / 5;
  const radius = i % 2 ? 0.5 : 1.1;
  return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
});

/** A cross of two bars, turned by an angle. */
const cross = (angle: number): Marker => {
  const [half, arm] = [0.32, 0.95];
  const quarter = [
    [arm, -half],
    [arm, half],
    [half, half],
  ];
  return [0, 1, 2, 3].flatMap((turn) =>
    quarter.map(([x, y]) => {
      const [c, s] = [
        Math.cos(angle + (turn * Math.PI) / 2),
        Math.sin(angle + (turn * Math.PI) / 2),
      ];
      return [c * x - s * y, s * x + c * y] as const;
    }),
  );
};

const grown = (marker: Marker, factor: number): Marker =>
  marker?.map(([x, y]) => [factor * x, factor * y] as const) ?? null;

/** One for each class: circle, triangle, square, diamond, and so on, as the figures have them. */
export const markers: readonly Marker[] = [
  null,
  grown(regular(3, Math.PI / 2), 1.2),
  grown(regular(4, Math.PI / 4), 1.15),
  grown(regular(4, 0), 1.15),
  grown(regular(3, -Math.PI / 2), 1.2),
  cross(0),
  cross(Math.PI / 4),
  grown(regular(5, Math.PI / 2), 1.08),
  grown(regular(3, Math.PI), 1.2),
  star,
];

/** The marker of a class; colours repeat after ten classes, the pairs of both later. */
export function markerOf(label: number): number {
  return (label + Math.floor(label / light.inks.length)) % markers.length;
}
