// The size of a canvas.

const MOST_SCALE = 2; // more cost much and show little

/** Device pixels in a CSS pixel. */
export function pixelRatio(): number {
  return Math.min(devicePixelRatio || 1, MOST_SCALE);
}

/** Gives a canvas a size in CSS pixels of so many device pixels each: one that it has stays as it is. */
export function measureOut(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  scale: number,
): void {
  const across = Math.max(1, Math.round(width * scale));
  const down = Math.max(1, Math.round(height * scale));
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
  }
}
