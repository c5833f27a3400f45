// GLSL that turns scores into the colour of a class: for regions and for sheets.

/** What `chosen` needs before `main`. */
export const CHOICE = `
int winner = 0, runner = 0;
float best = -1e38, second = -1e38;
vec2 rise = vec2(0.0), other = vec2(0.0); // the slopes of both
void rank(float score, int k) {
  vec2 slope = vec2(dFdx(score), dFdy(score));
  if (score > best) {
    second = best, runner = winner, other = rise;
    best = score, winner = k, rise = slope;
  } else if (score > second) second = score, runner = k, other = slope;
}`;

/**
 * Statements that set `mixed` to the colour of the class with the largest of the scores (one score:
 * class 1 where it is positive), with half a pixel blended on each side of a boundary, and `near`
 * to the distance from it in pixels. Only scores by themselves have slopes everywhere: the best and
 * the second best have kinks just where classes meet.
 */
export function chosen(scores: readonly string[], tints: number): string {
  const all = scores.length === 1 ? ["0.0", scores[0]] : scores;
  const tint = (index: string) => `tints[${all.length > tints ? `${index} % ${tints}` : index}]`;
  return `${all.map((score, k) => `  rank(${score}, ${k});`).join("\n")}
  float slope = distance(rise, other);
  // Where nothing changes there is no boundary, even if classes tie.
  float near = slope > 0.0 ? (best - second) / slope : 1e9;
  vec3 mixed = mix(${tint("runner")}, ${tint("winner")}, min(near + 0.5, 1.0));`;
}
