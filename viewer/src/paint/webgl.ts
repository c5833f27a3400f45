// Paints with WebGL2.

import { times } from "../maths/times";
import { measureOut } from "./canvas";
import { setTints, tintsOf } from "./choice";
import { Context, type Gl } from "./context";
import { stretch } from "./image";
import { CELL, distanceField, ringOf } from "./markers";
import { LINE, PLANE, POINT, sheetSource } from "./marks";
import { markers } from "./palette";
import type { Camera, Lines, Painter, Plane, Points, Rgb, Scene, Sheet } from "./scene";
import { lineIndices, lineVertices, pointVertices, Scratch, sheetVertices } from "./vertices";
import { RegionPainter } from "./webgl_region";

const SAMPLES = 4; // a pixel, in space: the edges of a sheet are smoothed by nothing else

export class GlPainter implements Painter {
  readonly kind = "webgl2";
  lost = false;
  private context!: Context;
  private regions!: RegionPainter;
  private scale = 1;
  private readonly scratch = new Scratch();

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly gl: Gl,
    /** Uniform vectors that a region's shader may use. */
    private readonly most: number = gl.getParameter(gl.MAX_FRAGMENT_UNIFORM_VECTORS),
  ) {
    this.begin();
    canvas.addEventListener("webglcontextlost", this.onLost);
    canvas.addEventListener("webglcontextrestored", this.onRestored);
  }

  resize(width: number, height: number, scale: number): void {
    this.scale = scale;
    measureOut(this.canvas, width, height, scale);
  }

  paint(scene: Scene, draft: boolean): void {
    const { gl, canvas } = this;
    if (this.lost || gl.isContextLost()) return;
    const { camera, theme } = scene;
    const smooth = !camera.flat && !draft;
    if (smooth) this.context.target("smooth", canvas.width, canvas.height, { samples: SAMPLES });
    else gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.disable(gl.DITHER);
    gl.disable(gl.BLEND);
    gl.disable(gl.DEPTH_TEST);
    gl.depthMask(true);
    gl.clearColor(...theme.paper, 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    if (scene.region && camera.flat) this.regions.paint(scene.region, scene, this.scale, draft);
    if (!camera.flat) gl.enable(gl.DEPTH_TEST);
    gl.depthFunc(gl.LEQUAL);
    gl.enable(gl.BLEND);
    gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ZERO, gl.ONE);
    if (scene.sheet) this.sheet(scene.sheet, scene);
    gl.flush(); // the card is at work while lines are found
    // What follows has soft edges: written into the depths, they would cut holes.
    gl.depthMask(false);
    scene.lines.forEach((lines, i) => {
      this.lines(`lines ${i}`, lines, camera);
    });
    if (scene.points) this.points(scene.points, scene, draft);
    scene.planes.forEach((plane, i) => {
      this.plane(`plane ${i}`, plane, camera);
    });
    if (smooth) this.resolve();
  }

  pixels(): { width: number; height: number; data: Uint8ClampedArray } {
    const { gl } = this;
    const { width, height } = this.canvas;
    const upward = new Uint8Array(4 * width * height);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, upward);
    const data = new Uint8ClampedArray(upward.length);
    const row = 4 * width;
    for (let y = 0; y < height; y++) {
      data.set(upward.subarray((height - 1 - y) * row, (height - y) * row), y * row);
    }
    return { width, height, data };
  }

  destroy(): void {
    this.canvas.removeEventListener("webglcontextlost", this.onLost);
    this.canvas.removeEventListener("webglcontextrestored", this.onRestored);
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
    this.lost = true;
  }

  private readonly onLost = (event: Event) => {
    event.preventDefault(); // or it is never restored
    this.lost = true;
  };

  private readonly onRestored = () => {
    this.begin();
    this.lost = false;
  };

  /** Starts with a context in which nothing is made yet. */
  private begin(): void {
    this.context = new Context(this.gl);
    this.regions = new RegionPainter(this.context, this.most);
  }

  private sheet(sheet: Sheet, scene: Scene): void {
    const { context, gl } = this;
    const { camera } = scene;
    const { scoreCount } = sheet;
    const tints = tintsOf(scoreCount, scene.theme);
    const scores = times(Math.ceil(scoreCount / 4), (g) => ({
      size: Math.min(4, scoreCount - 4 * g),
      offset: 6 + 4 * g,
    }));
    const attributes = [{ size: 3, offset: 0 }, { size: 3, offset: 3 }, ...scores];
    const name = `sheet ${scoreCount}`;
    context.use(name, () => sheetSource(scoreCount, tints));
    context.fill(name, sheetVertices(sheet, this.scratch), 6 + scoreCount, attributes);
    setTints(context, scene, tints);
    context.set({
      camera: camera.matrix,
      light: lightFrom(camera.towards),
      opacity: sheet.opacity,
      flatly: camera.flat,
    });
    gl.enable(gl.POLYGON_OFFSET_FILL);
    gl.polygonOffset(2, 2); // steep parts most: a line on them spans a range of depths
    context.draw(name, sheet.triangles, (triangles) => triangles);
    gl.disable(gl.POLYGON_OFFSET_FILL);
  }

  private lines(name: string, lines: Lines, camera: Camera): void {
    if (lines.starts.length < 2) return;
    const { context } = this;
    const width = lines.width * this.scale;
    context.use("line", () => LINE);
    context.fill(name, lineVertices(lines, this.scratch), 3, [
      { size: 3, offset: 0 },
      { size: 3, offset: 6 },
      { size: 3, offset: 12 },
    ]);
    this.setCamera(camera, 1.5 * this.scale);
    // A line thinner than a pixel is as wide as one, and fainter.
    context.set({
      width: Math.max(1, width),
      ink: [...lines.colour, lines.opacity * Math.min(1, width)],
    });
    context.draw(name, lines.starts, lineIndices);
  }

  private points(points: Points, { camera, theme }: Scene, draft: boolean): void {
    const { context, gl, scale } = this;
    const radius = 0.5 * points.size * scale;
    const thin = draft ? 0 : Math.min(scale, 0.3 * radius); // drafts have no outlines
    context.use("point", () => POINT);
    context.fill("points", pointVertices(points, camera, this.scratch), 4, [
      { size: 4, offset: 0 },
    ]);
    this.setCamera(camera, radius);
    context.setAll("inks", 3, theme.inks.flat());
    context.set({
      size: [radius, thin, ...ringOf(points.wrong, radius, scale)],
      paper: theme.paper,
      mark: theme.ink,
    });
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    const layout = [gl.R8, CELL * markers.length, CELL, 0, gl.RED, gl.UNSIGNED_BYTE] as const;
    context.sample({ field: context.upload("field", gl.LINEAR, layout, distanceField, false) });
    // A point whose middle is outside is not drawn, so what counts as the outside is farther away.
    const { width, height } = this.canvas;
    const margin = Math.ceil(3 * radius);
    context.set({ margin });
    gl.viewport(-margin, -margin, width + 2 * margin, height + 2 * margin);
    for (const outline of thin ? [true, false] : [false]) {
      context.set({ outline });
      context.run(gl.POINTS, points.labels.length, "points");
    }
    gl.viewport(0, 0, width, height);
  }

  private plane(name: string, { corners, colour, opacity }: Plane, camera: Camera): void {
    const { context, gl } = this;
    const count = corners.length / 3;
    context.use("plane", () => PLANE);
    context.fill(name, corners, 3, [{ size: 3, offset: 0 }]);
    context.set({ camera: camera.matrix, ink: [...colour, opacity] });
    context.run(gl.TRIANGLE_FAN, count, name);
    const positions = Float32Array.of(...corners, ...corners.subarray(0, 3));
    const edge = { positions, starts: Uint32Array.of(0, count + 1), width: 1.2, colour };
    this.lines(`${name} edge`, { ...edge, opacity: Math.min(1, 3 * opacity) }, camera);
  }

  /** The camera, and how many pixels towards the eye what is drawn next is moved. */
  private setCamera({ flat, matrix: m, towards }: Camera, pixels: number): void {
    const { width, height } = this.canvas;
    const along = (row: number) =>
      m[row] * towards[0] + m[row + 4] * towards[1] + m[row + 8] * towards[2];
    // A pixel is so much of drawing space, times the distance from the eye.
    const pixel = 2 / (height * Math.hypot(m[1], m[5], m[9]));
    const lift = flat ? 0 : pixels * pixel;
    this.context.set({
      camera: m,
      screen: [width / 2, height / 2],
      lift: [lift * along(2), 1 / (1 + lift * along(3))],
    });
  }

  /** Brings a picture of several samples a pixel onto the canvas. */
  private resolve(): void {
    const { canvas, context, gl } = this;
    const { width, height } = canvas;
    const { frame } = context.target("smooth", width, height, { samples: SAMPLES });
    const { frame: single, textures } = context.target("resolved", width, height, { textures: 1 });
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, frame);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, single);
    gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.disable(gl.BLEND);
    gl.disable(gl.DEPTH_TEST);
    stretch(context, textures[0], false);
  }
}

/** From beside the viewer's shoulder. */
function lightFrom([x, y, z]: readonly [number, number, number]): Rgb {
  const light = [x + 0.25, y - 0.15, z + 0.55];
  const length = Math.hypot(...light);
  return [light[0] / length, light[1] / length, light[2] / length];
}
