// A picture as a drawing: what a painter does to a canvas, written down as SVG.

import { FlatPainter } from "../paint/canvas2d";
import type { Viewer } from "../viewer/types";

/** The part of a canvas' context that the painter uses. */
type Pen = Pick<
  CanvasRenderingContext2D,
  | "globalAlpha"
  | "fillStyle"
  | "strokeStyle"
  | "lineWidth"
  | "lineCap"
  | "lineJoin"
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "arc"
  | "closePath"
  | "fill"
  | "stroke"
  | "fillRect"
>;

export class SvgPen implements Pen {
  globalAlpha = 1;
  fillStyle: string | CanvasGradient | CanvasPattern = "#000";
  strokeStyle: string | CanvasGradient | CanvasPattern = "#000";
  lineWidth = 1;
  lineCap: CanvasLineCap = "butt";
  lineJoin: CanvasLineJoin = "miter";
  readonly drawn: string[] = [];
  private path = "";

  beginPath(): void {
    this.path = "";
  }

  moveTo(x: number, y: number): void {
    this.path += `M${short(x)} ${short(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.path += `${this.path ? "L" : "M"}${short(x)} ${short(y)}`;
  }

  /** Whole circles alone: all that is drawn. */
  arc(x: number, y: number, radius: number): void {
    const half = `a${short(radius)} ${short(radius)} 0 0 0 ${short(-2 * radius)} 0`;
    this.path += `M${short(x + radius)} ${short(y)}${half}${half.replace(" -", " ")}`;
  }

  closePath(): void {
    this.path += "Z";
  }

  fill(): void {
    this.put(`fill="${this.fillStyle}"${this.faint("fill")}`);
  }

  stroke(): void {
    const ends = this.lineCap === "butt" ? "" : ` stroke-linecap="${this.lineCap}"`;
    const turns = this.lineJoin === "miter" ? "" : ` stroke-linejoin="${this.lineJoin}"`;
    const width = ` stroke-width="${short(this.lineWidth)}"`;
    this.put(
      `fill="none" stroke="${this.strokeStyle}"${width}${ends}${turns}${this.faint("stroke")}`,
    );
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const place = `x="${x}" y="${y}" width="${width}" height="${height}"`;
    this.drawn.push(`<rect ${place} fill="${this.fillStyle}"/>`);
  }

  drawImage(image: HTMLCanvasElement, x: number, y: number, width: number, height: number): void {
    const place = `x="${x}" y="${y}" width="${width}" height="${height}"`;
    const href = image.toDataURL("image/png");
    this.drawn.push(`<image ${place} preserveAspectRatio="none" href="${href}"/>`);
  }

  private put(how: string): void {
    if (this.path) this.drawn.push(`<path d="${this.path}" ${how}/>`);
  }

  private faint(what: string): string {
    return this.globalAlpha < 1 ? ` ${what}-opacity="${short(this.globalAlpha)}"` : "";
  }
}

/** What a viewer's stage shows, so many pixels wide. */
export function svgOf(viewer: Viewer, pixels: number): string {
  const pen = new SvgPen();
  const sheet = { width: 0, height: 0 };
  const context = pen as unknown as CanvasRenderingContext2D;
  viewer.paint(new FlatPainter(sheet as HTMLCanvasElement, context), pixels);
  const { width, height } = sheet;
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" ${size}>`;
  return `${head}\n${pen.drawn.join("\n")}\n</svg>\n`;
}

function short(value: number): string {
  return String(Math.round(100 * value) / 100);
}
