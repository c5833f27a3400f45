// The grand tour: ever new looks at a cloud of points in more dimensions than can be drawn.

/** Radians of the angle that a tour turns by in a second. */
export const TOUR_SPEED = 0.35;

/**
 * The axes that are seen at an angle of the tour, as orthonormal rows (seen, size) in terms of
 * the recorded axes; at 0 they are the first ones.
 *
 * Every seen axis turns towards every hidden one (Asimov 1985). The speeds are square roots of
 * primes, whose ratios are irrational, so the tour never repeats itself.
 */
export function tourAxes(seen: number, size: number, angle: number): Float64Array {
  const rows = new Float64Array(seen * size);
  for (let i = 0; i < seen; i++) rows[i * size + i] = 1;
  let plane = 0;
  for (let shown = 0; shown < seen; shown++) {
    for (let hidden = seen; hidden < size; hidden++) {
      turn(rows, size, shown, hidden, angle * SPEEDS[plane++ % SPEEDS.length]);
    }
  }
  return rows;
}

const SPEEDS = [2, 3, 5, 7, 11, 13, 17, 19, 23].map((prime) => Math.sqrt(prime) / 3);

/** Turns the columns a and b of all rows into each other. */
function turn(rows: Float64Array, size: number, a: number, b: number, angle: number): void {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  for (let start = 0; start < rows.length; start += size) {
    const [x, y] = [rows[start + a], rows[start + b]];
    rows[start + a] = c * x - s * y;
    rows[start + b] = s * x + c * y;
  }
}
