// Paints without WebGL2: the same pictures, with coarser regions.

import { decide, lead } from "../nets/network";
import { projectPoint } from "./camera";
import { measureOut } from "./canvas";
import { HOLLOW, ringOf, trace } from "./markers";
import { css, markerOf, markers, mixed } from "./palette";
import { borders, colourTexels, joined, rasterize, sureness } from "./raster";
import type { Camera, Lines, Painter, Plane, Points, Region, Scene, Sheet, Theme } from "./scene";
import { drawingOrder } from "./vertices";

const REGION = { still: 300, draft: 150 }; // pixels along the longer side

export class FlatPainter implements Painter {
  readonly kind = "canvas2d";
  readonly lost = false;
  private scale = 1;
  private readonly aside = document.createElement("canvas");

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly context: CanvasRenderingContext2D,
  ) {}

  resize(width: number, height: number, scale: number): void {
    this.scale = scale;
    measureOut(this.canvas, width, height, scale);
  }

  paint(scene: Scene, draft: boolean): void {
    const { context, canvas } = this;
    context.globalAlpha = 1;
    context.fillStyle = css(scene.theme.paper);
    context.fillRect(0, 0, canvas.width, canvas.height);
    if (scene.region && scene.camera.flat) this.region(scene.region, scene, draft);
    if (scene.sheet) this.sheet(scene.sheet, scene);
    for (const lines of scene.lines) this.lines(lines, scene.camera);
    if (scene.points) this.points(scene.points, scene, draft);
    for (const plane of scene.planes) this.plane(plane, scene.camera);
  }

  pixels(): { width: number; height: number; data: Uint8ClampedArray } {
    const { width, height } = this.canvas;
    return { width, height, data: this.context.getImageData(0, 0, width, height).data };
  }

  destroy(): void {}

  private region(region: Region, scene: Scene, draft: boolean): void {
    const { aside, canvas } = this;
    const side = draft ? REGION.draft : REGION.still;
    const shrink = Math.min(1, side / Math.max(canvas.width, canvas.height));
    aside.width = Math.ceil(shrink * canvas.width);
    aside.height = Math.ceil(shrink * canvas.height);
    const classes = rasterize(region, scene.camera, aside.width, aside.height);
    const texels = colourTexels(classes, scene, region.opacity);
    const image = new ImageData(texels, aside.width, aside.height);
    aside.getContext("2d", { willReadFrequently: true })!.putImageData(image, 0, 0);
    this.context.drawImage(aside, 0, 0, canvas.width, canvas.height);
    this.border(region, borders(classes), scene.theme);
  }

  private border({ opacity, boundary }: Region, segments: Float32Array, { ink }: Theme): void {
    const { aside, canvas, context } = this;
    const [across, down] = [canvas.width / aside.width, canvas.height / aside.height];
    context.beginPath();
    for (const line of joined(segments)) {
      context.moveTo((line[0] + 0.5) * across, (line[1] + 0.5) * down);
      for (let i = 2; i < line.length; i += 2) {
        context.lineTo((line[i] + 0.5) * across, (line[i + 1] + 0.5) * down);
      }
    }
    context.globalAlpha = 0.85 * opacity;
    context.strokeStyle = css(ink);
    context.lineWidth = boundary * this.scale;
    context.lineCap = context.lineJoin = "round";
    if (boundary > 0) context.stroke();
    context.lineCap = "butt";
  }

  /** Triangles from the farthest to the nearest, each in the colour of its middle. */
  private sheet(sheet: Sheet, scene: Scene): void {
    const { context } = this;
    const { camera } = scene;
    const { triangles, scores, scoreCount } = sheet;
    const [seen, depths] = this.seen(camera, sheet.positions);
    const sums = new Float64Array((triangles.length / 3) * scoreCount);
    const depth = new Float32Array(triangles.length / 3);
    triangles.forEach((vertex, i) => {
      const t = Math.floor(i / 3);
      depth[t] += depths[vertex];
      for (let k = 0; k < scoreCount; k++) {
        sums[t * scoreCount + k] += scores[vertex * scoreCount + k];
      }
    });
    const all = { width: scoreCount, values: sums };
    const labels = decide(all);
    const order = Uint32Array.from(depth, (_, t) => t);
    if (!camera.flat) order.sort((one, other) => depth[other] - depth[one]);
    const { tints, paper } = scene.theme;
    const colours = tints.map(css);
    const colourOf = (t: number) => {
      const k = labels[t] % tints.length;
      if (!scene.shaded) return colours[k];
      return css(mixed(paper, tints[k], sureness(lead(all, t, labels[t]) / 3)));
    };
    context.globalAlpha = sheet.opacity;
    context.lineWidth = 0.7;
    for (const t of order) {
      this.outline(seen, triangles.subarray(3 * t, 3 * t + 3));
      context.closePath();
      context.fillStyle = context.strokeStyle = colourOf(t);
      context.fill();
      context.stroke(); // closes the hair-thin gaps between neighbours
    }
  }

  private lines({ positions, starts, width, colour, opacity }: Lines, camera: Camera): void {
    const { context } = this;
    const [seen] = this.seen(camera, positions);
    const rows = Uint32Array.from({ length: positions.length / 3 }, (_, i) => i);
    context.globalAlpha = opacity;
    context.strokeStyle = css(colour);
    context.lineWidth = width * this.scale;
    context.lineJoin = "round";
    for (let line = 0; line + 1 < starts.length; line++) {
      this.outline(seen, rows.subarray(starts[line], starts[line + 1]));
      context.stroke();
    }
  }

  private points(points: Points, { camera, theme }: Scene, draft: boolean): void {
    const { context, scale } = this;
    const [seen] = this.seen(camera, points.positions);
    const radius = 0.5 * points.size * scale;
    const thin = Math.min(scale, 0.3 * radius);
    const [paper, ink, colours] = [css(theme.paper), css(theme.ink), theme.inks.map(css)];
    const stroke = (colour: string, width: number) => {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke();
    };
    context.globalAlpha = 1;
    const order = drawingOrder(points, camera);
    const [away, line] = ringOf(points.wrong, radius, scale);
    // All outlines first, so that a crowd of points is not whitened by them.
    for (const outline of draft ? [false] : [true, false]) {
      for (const i of order) {
        const [x, y, label] = [seen[2 * i], seen[2 * i + 1], points.labels[i]];
        trace(context, markers[markerOf(label)], x, y, radius);
        if (outline) stroke(paper, 2 * thin);
        else {
          context.fillStyle = colours[label % colours.length];
          context.fill();
          const fill = points.fills?.[i] ?? 0;
          if (fill > 0) {
            const inner = radius - Math.max(HOLLOW.line * radius, 1);
            trace(context, markers[markerOf(label)], x, y, inner);
            context.fillStyle = paper;
            context.fill();
          }
          if (fill > 1) {
            trace(context, null, x, y, HOLLOW.dot * radius);
            context.fillStyle = colours[label % colours.length];
            context.fill();
          }
        }
      }
      // One path for all rings: a stroke costs much, however short it is.
      context.beginPath();
      for (const i of order) {
        if (!points.wrong?.[i]) continue;
        context.moveTo(seen[2 * i] + away, seen[2 * i + 1]);
        context.arc(seen[2 * i], seen[2 * i + 1], away, 0, 2 * Math.PI);
      }
      stroke(outline ? paper : ink, outline ? line + 2 * thin : line);
    }
  }

  private plane({ corners, colour, opacity }: Plane, camera: Camera): void {
    const { context } = this;
    const [seen] = this.seen(camera, corners);
    this.outline(
      seen,
      Uint32Array.from({ length: corners.length / 3 }, (_, i) => i),
    );
    context.closePath();
    context.globalAlpha = opacity;
    context.fillStyle = context.strokeStyle = css(colour);
    context.fill();
    context.globalAlpha = Math.min(1, 3 * opacity);
    context.lineWidth = 1.2 * this.scale;
    context.stroke();
  }

  private outline(seen: Float32Array, rows: Uint32Array): void {
    this.context.beginPath();
    for (const row of rows) this.context.lineTo(seen[2 * row], seen[2 * row + 1]);
  }

  /** Pixels x and y (down), and depths. */
  private seen(camera: Camera, positions: Float32Array): [Float32Array, Float32Array] {
    const { width, height } = this.canvas;
    const count = positions.length / 3;
    const [seen, depths] = [new Float32Array(2 * count), new Float32Array(count)];
    for (let i = 0; i < count; i++) {
      const [x, y, z] = positions.subarray(3 * i, 3 * i + 3);
      const [across, up, depth] = projectPoint(camera, x, y, z);
      seen[2 * i] = (0.5 + 0.5 * across) * width;
      seen[2 * i + 1] = (0.5 - 0.5 * up) * height;
      depths[i] = depth;
    }
    return [seen, depths];
  }
}
