// Paints without WebGL2: the same pictures, with coarser regions.

import { classify } from "../nets/network";
import { trace } from "./atlas";
import { projectPoint } from "./camera";
import { markerOf, markers } from "./palette";
import type { Camera, Lines, Painter, Plane, Points, Region, Rgb, Scene, Sheet } from "./scene";

const REGION = { still: 300, draft: 150 }; // pixels along the longer side

export class FlatPainter implements Painter {
  readonly kind = "canvas2d";
  readonly lost = false;
  private scale = 1;
  private readonly region: HTMLCanvasElement;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly context: CanvasRenderingContext2D,
  ) {
    this.region = document.createElement("canvas");
  }

  resize(width: number, height: number, scale: number): void {
    this.scale = scale;
    this.canvas.width = Math.max(1, Math.round(width * scale));
    this.canvas.height = Math.max(1, Math.round(height * scale));
  }

  paint(scene: Scene, draft: boolean): void {
    const { context, canvas } = this;
    context.globalAlpha = 1;
    context.fillStyle = css(scene.theme.paper);
    context.fillRect(0, 0, canvas.width, canvas.height);
    if (scene.region && scene.camera.flat) this.paintRegion(scene.region, scene, draft);
    if (scene.sheet) this.paintSheet(scene.sheet, scene);
    for (const lines of scene.lines) this.paintLines(lines, scene.camera);
    if (scene.points) this.paintPoints(scene.points, scene);
    for (const plane of scene.planes) this.paintPlane(plane, scene.camera);
    context.globalAlpha = 1;
  }

  pixels(): { width: number; height: number; data: Uint8ClampedArray } {
    const { width, height } = this.canvas;
    return { width, height, data: this.context.getImageData(0, 0, width, height).data };
  }

  destroy(): void {}

  private paintRegion(region: Region, { camera, theme }: Scene, draft: boolean): void {
    const { width, height } = this.canvas;
    const shrink = Math.min(1, (draft ? REGION.draft : REGION.still) / Math.max(width, height));
    const [w, h] = [width, height].map((side) => Math.max(1, Math.round(side * shrink)));
    const image = new ImageData(w, h);
    const rows = placesOf(region, camera, w, h);
    const { scores, known } = classify(region.pullback, {
      width: region.origin.length,
      values: rows,
    });
    const { values, width: count } = scores;
    for (let i = 0; i < w * h; i++) {
      const label = winner(values, i * count, count);
      const tint = theme.tints[label % theme.tints.length];
      for (let c = 0; c < 3; c++) {
        const mixed = theme.paper[c] + region.opacity * (tint[c] - theme.paper[c]);
        image.data[4 * i + c] = Math.round(255 * (known[i] ? mixed : theme.paper[c]));
      }
      image.data[4 * i + 3] = 255;
    }
    if (region.boundary > 0) outline(image, values, count, known, theme.ink);
    this.region.width = w;
    this.region.height = h;
    this.region.getContext("2d")!.putImageData(image, 0, 0);
    this.context.imageSmoothingEnabled = true;
    this.context.drawImage(this.region, 0, 0, width, height);
  }

  /** Triangles from the farthest to the nearest. */
  private paintSheet(sheet: Sheet, { camera, theme }: Scene): void {
    const { context } = this;
    const { triangles, scores, scoreCount } = sheet;
    const seen = this.seen(camera, sheet.positions);
    const depth = (t: number) =>
      seen[3 * triangles[t] + 2] + seen[3 * triangles[t + 1] + 2] + seen[3 * triangles[t + 2] + 2];
    const order = Array.from({ length: triangles.length / 3 }, (_, i) => 3 * i);
    if (!camera.flat) {
      const depths = new Map(order.map((t) => [t, depth(t)]));
      order.sort((one, other) => depths.get(other)! - depths.get(one)!);
    }
    context.globalAlpha = sheet.opacity;
    context.lineWidth = 0.7;
    for (const t of order) {
      const sum = new Float64Array(scoreCount);
      context.beginPath();
      for (let corner = 0; corner < 3; corner++) {
        const v = triangles[t + corner];
        context.lineTo(seen[3 * v], seen[3 * v + 1]);
        for (let k = 0; k < scoreCount; k++) sum[k] += scores[v * scoreCount + k];
      }
      context.closePath();
      context.fillStyle = context.strokeStyle = css(
        theme.tints[winner(sum, 0, scoreCount) % theme.tints.length],
      );
      context.fill();
      context.stroke(); // closes the hair-thin gaps between neighbours
    }
  }

  private paintLines({ positions, starts, width, colour, opacity }: Lines, camera: Camera): void {
    const { context } = this;
    const seen = this.seen(camera, positions);
    context.globalAlpha = opacity;
    context.strokeStyle = css(colour);
    context.lineWidth = width * this.scale;
    context.lineJoin = "round";
    for (let line = 0; line + 1 < starts.length; line++) {
      context.beginPath();
      for (let v = starts[line]; v < starts[line + 1]; v++) {
        context.lineTo(seen[3 * v], seen[3 * v + 1]);
      }
      context.stroke();
    }
  }

  private paintPoints(points: Points, { camera, theme }: Scene): void {
    const { context, scale } = this;
    const seen = this.seen(camera, points.positions);
    const radius = 0.5 * points.size * scale;
    context.globalAlpha = 1;
    context.strokeStyle = css(theme.paper);
    context.lineWidth = 0.5 * radius;
    for (let i = 0; i < points.labels.length; i++) {
      trace(context, markers[markerOf(points.labels[i])], seen[3 * i], seen[3 * i + 1], radius);
      context.stroke();
    }
    context.strokeStyle = css(theme.ink);
    context.lineWidth = 0.36 * radius;
    for (let i = 0; i < points.labels.length; i++) {
      const [x, y, label] = [seen[3 * i], seen[3 * i + 1], points.labels[i]];
      trace(context, markers[markerOf(label)], x, y, radius);
      context.fillStyle = css(theme.inks[label % theme.inks.length]);
      context.fill();
      if (!points.wrong?.[i]) continue;
      trace(context, null, x, y, 1.8 * radius);
      context.stroke();
    }
  }

  private paintPlane({ corners, colour, opacity }: Plane, camera: Camera): void {
    const { context } = this;
    const seen = this.seen(camera, corners);
    context.beginPath();
    for (let v = 0; v < corners.length; v += 3) context.lineTo(seen[v], seen[v + 1]);
    context.closePath();
    context.globalAlpha = opacity;
    context.fillStyle = context.strokeStyle = css(colour);
    context.fill();
    context.globalAlpha = Math.min(1, 3 * opacity);
    context.lineWidth = 1.2 * this.scale;
    context.stroke();
  }

  /** Pixels x and y (down), and depth. */
  private seen(camera: Camera, positions: Float32Array): Float32Array {
    const { width, height } = this.canvas;
    const seen = new Float32Array(positions.length);
    for (let v = 0; v < positions.length; v += 3) {
      const [x, y, depth, away] = projectPoint(
        camera,
        positions[v],
        positions[v + 1],
        positions[v + 2],
      );
      // A path passes over what is no number: what is behind the eye must not be seen in front.
      seen[v] = away > 0 ? (0.5 + 0.5 * x) * width : Number.NaN;
      seen[v + 1] = (0.5 - 0.5 * y) * height;
      seen[v + 2] = depth;
    }
    return seen;
  }
}

/** The points of the space that the pixels' middles show, row by row from the top. */
function placesOf(
  { origin, axes }: Region,
  { window }: Camera,
  w: number,
  h: number,
): Float64Array {
  const width = origin.length;
  const rows = new Float64Array(w * h * width);
  for (let row = 0; row < h; row++) {
    const y = window.y + window.halfHeight * (1 - (2 * row + 1) / h);
    for (let column = 0; column < w; column++) {
      const x = window.x + window.halfWidth * ((2 * column + 1) / w - 1);
      const at = (row * w + column) * width;
      for (let i = 0; i < width; i++) rows[at + i] = origin[i] + x * axes[0][i] + y * axes[1][i];
    }
  }
  return rows;
}

function winner(scores: ArrayLike<number>, at: number, count: number): number {
  if (count === 1) return scores[at] > 0 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < count; k++) if (scores[at + k] > scores[at + best]) best = k;
  return best;
}

/** Darkens pixels whose right or lower neighbour has another class. */
function outline(
  { data, width, height }: ImageData,
  scores: Float64Array,
  count: number,
  known: Uint8Array,
  ink: Rgb,
): void {
  const label = (i: number) => winner(scores, i * count, count);
  const differs = (i: number, next: number) => known[i] && known[next] && label(i) !== label(next);
  for (let i = 0; i < width * height; i++) {
    const right = (i + 1) % width > 0 && differs(i, i + 1);
    if (!right && !(i + width < width * height && differs(i, i + width))) continue;
    for (let c = 0; c < 3; c++) data[4 * i + c] = Math.round(0.4 * data[4 * i + c] + 153 * ink[c]);
  }
}

function css([r, g, b]: Rgb): string {
  return `rgb(${Math.round(255 * r)} ${Math.round(255 * g)} ${Math.round(255 * b)})`;
}
