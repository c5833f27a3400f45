// What the point under a pointer is.

import { projectPoint } from "../paint/camera";
import type { Scene } from "../paint/scene";
import { number } from "./format";
import type { View } from "./view";

const REACH = 12; // CSS pixels
const FEATURES = 6;

/** The point that is drawn nearest to a place of a stage, both in CSS pixels; "" if none is near. */
export function pointed(
  { crowd, recording: { about } }: View,
  { camera, points }: Pick<Scene, "camera" | "points">,
  [x, y]: readonly [number, number],
  [width, height]: readonly [number, number],
): string {
  let [best, least] = [-1, REACH];
  for (let i = 0; points && i < points.labels.length; i++) {
    const [a, b, c] = points.positions.subarray(3 * i, 3 * i + 3);
    const [right, up] = projectPoint(camera, a, b, c);
    const away = Math.hypot((width * (1 + right)) / 2 - x, (height * (1 - up)) / 2 - y);
    if (away < least) [best, least] = [i, away];
  }
  if (!points || best < 0) return "";
  const { width: n, values } = crowd.points;
  const own = about.features.slice(0, FEATURES).map((name, j) => {
    const [mean, scale] = about.scaling[j];
    return `${name} ${number(mean + scale * values[best * n + j])}`;
  });
  const wrong = points.wrong?.[best] ? ["the network is wrong here"] : [];
  return [about.classes[points.labels[best]], ...own, ...wrong].join(" · ");
}
