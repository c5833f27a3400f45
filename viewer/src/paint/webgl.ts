// Paints with WebGL2.

import { inverseTable } from "../nets/blend";
import { borderSource, CUTS, classTexels, TILE, TILES } from "./border";
import { Context, type Gl, type Texture } from "./context";
import { CELL, distanceField, ringOf } from "./markers";
import { IMAGE, LINE, PLANE, POINT, sheetSource } from "./marks";
import { markers } from "./palette";
import { colourTexels, rasterize } from "./raster";
import {
  type Chain,
  chainOf,
  fragmentOf,
  isDrawable,
  keyOf,
  numbersOf,
  REGION_VERTEX,
  rangeOf,
  TABLE,
  TEXELS,
  uniformsOf,
  vectorsOf,
} from "./region";
import type {
  Camera,
  Lines,
  Painter,
  Plane,
  Points,
  Region,
  Rgb,
  Scene,
  Sheet,
  Theme,
} from "./scene";
import {
  lineIndices,
  lineVertices,
  pointVertices,
  quadIndices,
  Scratch,
  sheetVertices,
} from "./vertices";

const SAMPLES = 4; // a pixel, in space: the edges of a sheet are smoothed by nothing else
const COARSE = 300; // pixels along the longer side of a region that no shader can draw
const LARGEST = 1e30;

export class GlPainter implements Painter {
  readonly kind = "webgl2";
  lost = false;
  private context: Context;
  private scale = 1;
  private readonly scratch = new Scratch();
  private readonly numbers = new Scratch();
  private readonly entries = new Float32Array(4 * TABLE);

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly gl: Gl,
    /** Uniform vectors that a region's shader may use. */
    private readonly most: number = gl.getParameter(gl.MAX_FRAGMENT_UNIFORM_VECTORS),
  ) {
    this.context = new Context(gl);
    canvas.addEventListener("webglcontextlost", this.onLost);
    canvas.addEventListener("webglcontextrestored", this.onRestored);
  }

  resize(width: number, height: number, scale: number): void {
    this.scale = scale;
    this.canvas.width = Math.max(1, Math.round(width * scale));
    this.canvas.height = Math.max(1, Math.round(height * scale));
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
    if (scene.region && camera.flat) this.region(scene.region, scene, draft);
    if (!camera.flat) gl.enable(gl.DEPTH_TEST);
    gl.depthFunc(gl.LEQUAL);
    gl.enable(gl.BLEND);
    gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ZERO, gl.ONE);
    if (scene.sheet) this.sheet(scene.sheet, scene);
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
    this.context = new Context(this.gl);
    this.lost = false;
  };

  private region(region: Region, scene: Scene, draft: boolean): void {
    const { gl, canvas, context } = this;
    const chain = chainOf(region, scene.camera.window);
    const drawable = isDrawable(chain);
    const longest = Math.max(canvas.width, canvas.height);
    const shrink = drawable ? (draft ? 0.5 : 1) : Math.min(1, COARSE / longest);
    const grid = [canvas.width, canvas.height].map((side) => Math.ceil(shrink * side));
    const name = draft ? "draft" : "still"; // grids of two sizes, both kept
    const [colours, classes] = drawable
      ? this.classify(name, region, chain, scene.theme, grid)
      : this.classified(region, scene, grid);
    const pixels = [canvas.width / grid[0], canvas.height / grid[1]];
    const half = 0.5 * this.scale * region.boundary;
    const tiles = grid.map((side) => Math.ceil(side / TILE));
    const parts: Record<string, Texture> = { classes };
    const around = Math.floor((half + 0.5) / Math.min(...pixels) + 0.5) + 1;
    for (const [source, down] of [
      ["classes", false],
      ["tiles", true],
    ] as const) {
      this.begin(`${name} tiles ${down}`, [tiles[0], (down ? tiles : grid)[1]], (texture) => {
        context.use("tiles", () => TILES);
        context.sample({ source: parts[source] });
        context.set({ around, down });
        context.cover();
        parts.tiles = texture;
      });
    }
    this.begin(`${name} cuts`, grid, (texture) => {
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      context.use("cuts", () => CUTS);
      context.sample(parts);
      context.cover(tiles[0] * tiles[1]);
      parts.cuts = texture;
    });
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, canvas.width, canvas.height);
    this.stretch(colours);
    const tints = tintsOf(chain, scene.theme);
    context.use(`border ${tints}`, () => borderSource(tints));
    context.sample(parts);
    this.setTints(scene.theme, tints);
    context.set({ ink: scene.theme.ink, manner: [region.opacity, half], pixels });
    context.cover(tiles[0] * tiles[1]);
  }

  /** The colour and the class of every texel of a grid. */
  private classify(
    name: string,
    region: Region,
    chain: Chain,
    theme: Theme,
    [width, height]: readonly number[],
  ): readonly Texture[] {
    const { context, gl } = this;
    const { textures } = context.target(`${name} classes`, width, height, { textures: 2 });
    gl.viewport(0, 0, width, height);
    const tints = tintsOf(chain, theme);
    const inUniforms = uniformsOf(chain, tints) <= this.most;
    context.use(`region ${inUniforms} ${keyOf(chain)}`, () => ({
      vertex: REGION_VERTEX,
      fragment: fragmentOf(chain, tints, inUniforms),
    }));
    this.setTints(theme, tints);
    context.set({ opacity: region.opacity });
    const vectors = vectorsOf(chain);
    const rows = Math.ceil(vectors / TEXELS);
    const numbers = this.numbers.of(4 * TEXELS * rows);
    numbersOf(chain, numbers);
    if (inUniforms) context.setAll("numbers", 4, numbers.subarray(0, 4 * vectors));
    else {
      context.texture("numbers", 0, gl.NEAREST);
      const texels = numbers.subarray(0, 4 * TEXELS * rows);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, TEXELS, rows, 0, gl.RGBA, gl.FLOAT, texels);
    }
    if (chain[0].undo > 0) this.inverse(region, chain);
    context.cover();
    return textures;
  }

  /** The same of a network that is too large for a shader. */
  private classified(region: Region, { camera, theme }: Scene, [width, height]: readonly number[]) {
    const { context, gl } = this;
    const classes = rasterize(region, camera, width, height);
    const texels = [colourTexels(classes, theme, region.opacity), classTexels(classes)];
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, true);
    const size = [gl.RGBA8, width, height, 0] as const;
    const textures = texels.map((bytes, i) =>
      context.upload(`classified ${i}`, i > 0 ? gl.NEAREST : gl.LINEAR, () =>
        gl.texImage2D(gl.TEXTURE_2D, 0, ...size, gl.RGBA, gl.UNSIGNED_BYTE, bytes),
      ),
    );
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    return textures;
  }

  /** Draws on a texture, which is then given to be read. */
  private begin(
    name: string,
    [width, height]: readonly number[],
    draw: (texture: Texture) => void,
  ): void {
    const { textures } = this.context.target(name, width, height, { textures: 1 });
    this.gl.viewport(0, 0, width, height);
    draw(textures[0]);
  }

  /** The inverse of the blend that is under way, as a table over all that is seen. */
  private inverse({ pullback }: Region, chain: Chain): void {
    const { context, entries, gl } = this;
    const [low, high] = rangeOf(chain);
    const { values } = inverseTable(pullback.undo!, low, high, TABLE);
    let last = values.find((value) => !Number.isNaN(value)) ?? 0;
    for (let i = 0; i < TABLE; i++) {
      // Beyond the image the value stays, so that slopes at its edge are those inside.
      if (!Number.isNaN(values[i])) last = Math.max(-LARGEST, Math.min(LARGEST, values[i]));
      entries[4 * i] = last;
      entries[4 * i + 2] = Number.isNaN(values[i] + values[Math.min(i + 1, TABLE - 1)]) ? 0 : 1;
      if (i > 0) entries[4 * i - 3] = last - entries[4 * i - 4];
    }
    context.texture("table", 1, gl.NEAREST);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, TABLE, 1, 0, gl.RGBA, gl.FLOAT, entries);
    context.set({ span: [low, (TABLE - 1) / (high - low)] });
  }

  private stretch(texture: Texture): void {
    const { context } = this;
    context.use("image", () => IMAGE);
    context.sample({ image: texture });
    context.cover();
  }

  private sheet(sheet: Sheet, { camera, theme }: Scene): void {
    const { context, gl } = this;
    const { scoreCount } = sheet;
    const tints = Math.min(Math.max(2, scoreCount), theme.tints.length);
    const scores = Array.from({ length: Math.ceil(scoreCount / 4) }, (_, g) => ({
      size: Math.min(4, scoreCount - 4 * g),
      offset: 6 + 4 * g,
    }));
    const attributes = [{ size: 3, offset: 0 }, { size: 3, offset: 3 }, ...scores];
    const name = `sheet ${scoreCount}`;
    context.use(name, () => sheetSource(scoreCount, tints));
    context.fill(name, sheetVertices(sheet, this.scratch), 6 + scoreCount, attributes);
    this.setTints(theme, tints);
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
    const thin = Math.min(scale, 0.3 * radius);
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
    context.texture("field", 0, gl.LINEAR, () => {
      gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
      const texels = distanceField();
      const width = CELL * markers.length;
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, width, CELL, 0, gl.RED, gl.UNSIGNED_BYTE, texels);
    });
    for (const outline of draft ? [false] : [true, false]) {
      context.set({ outline });
      context.draw("points", points.labels.length, quadIndices);
    }
  }

  private plane(name: string, { corners, colour, opacity }: Plane, camera: Camera): void {
    const { context } = this;
    const count = corners.length / 3;
    context.use("plane", () => PLANE);
    context.fill(name, corners, 3, [{ size: 3, offset: 0 }]);
    context.set({ camera: camera.matrix, ink: [...colour, opacity] });
    context.draw(name, count, fanIndices);
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

  private setTints({ tints, paper }: Theme, count: number): void {
    this.context.setAll("tints", 3, tints.slice(0, count).flat());
    this.context.set({ paper });
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
    this.stretch(textures[0]);
  }
}

function tintsOf(chain: Chain, theme: Theme): number {
  return Math.min(Math.max(2, chain[chain.length - 1].affine.rows), theme.tints.length);
}

function fanIndices(count: number): Uint32Array {
  return Uint32Array.from({ length: 3 * (count - 2) }, (_, i) =>
    i % 3 === 0 ? 0 : Math.floor(i / 3) + (i % 3),
  );
}

/** From beside the viewer's shoulder. */
function lightFrom([x, y, z]: readonly [number, number, number]): Rgb {
  const light = [x + 0.25, y - 0.15, z + 0.55];
  const length = Math.hypot(...light);
  return [light[0] / length, light[1] / length, light[2] / length];
}
