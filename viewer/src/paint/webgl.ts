// Paints with WebGL2.

import { inverseTable } from "../nets/blend";
import { markerAtlas, ROOM } from "./atlas";
import { markers } from "./palette";
import type { Lines, Painter, Plane, Points, Region, Rgb, Scene, Sheet, Theme } from "./scene";
import {
  fitsUniforms,
  lineSource,
  planeSource,
  pointSource,
  regionKey,
  regionNumbers,
  regionSource,
  type Source,
  sheetSource,
  TEXELS,
  tintCount,
} from "./shaders";

const TABLE = 2048; // entries of the table of an inverse
const SAMPLES = 4; // a pixel, of pictures in space at rest
const MOST_SCORES = 28; // a corner of a sheet
/** The parts of a marker, as the shader numbers them. */
const [HALO, MARKER, RING] = [0, 1, 2];
const ATTRIBUTES = 1 + MOST_SCORES / 4;
/** Uniform vectors that the rest of a region's shader may need. */
const RESERVED = 64;

type GL = WebGL2RenderingContext;

interface Target {
  readonly frame: WebGLFramebuffer;
  readonly buffers: readonly WebGLRenderbuffer[];
}

/** A linked program, and where its uniforms are. */
class Program {
  private readonly places = new Map<string, WebGLUniformLocation | null>();

  constructor(
    private readonly gl: GL,
    readonly handle: WebGLProgram,
  ) {}

  at(name: string): WebGLUniformLocation | null {
    if (!this.places.has(name))
      this.places.set(name, this.gl.getUniformLocation(this.handle, name));
    return this.places.get(name)!;
  }
}

/** Everything that lives in the context, and is made anew after it was lost. */
class Resources {
  readonly programs = new Map<string, Program>();
  readonly buffers = new Map<string, WebGLBuffer>();
  readonly textures = new Map<string, WebGLTexture>();
  readonly targets = new Map<string, Target>();
}

export class GlPainter implements Painter {
  readonly kind = "webgl2";
  lost = false;
  private has = new Resources();
  private scale = 1;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly gl: GL,
  ) {
    canvas.addEventListener("webglcontextlost", this.onLost);
    canvas.addEventListener("webglcontextrestored", this.onRestored);
  }

  resize(width: number, height: number, scale: number): void {
    this.scale = scale;
    this.canvas.width = Math.max(1, Math.round(width * scale));
    this.canvas.height = Math.max(1, Math.round(height * scale));
    for (const target of this.has.targets.values()) this.drop(target);
    this.has.targets.clear();
  }

  paint(scene: Scene, draft: boolean): void {
    const { gl } = this;
    if (gl.isContextLost()) {
      this.lost = true;
      return;
    }
    const { width, height } = this.canvas;
    const smooth = !scene.camera.flat && !draft && this.scale < 2;
    const target = smooth ? this.smoothTarget() : null;
    gl.bindFramebuffer(gl.FRAMEBUFFER, target?.frame ?? null);
    gl.viewport(0, 0, width, height);
    const [r, g, b] = scene.theme.paper;
    gl.depthMask(true);
    gl.clearColor(r, g, b, 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.BLEND);
    if (scene.region && scene.camera.flat) this.region(scene.region, scene, draft);
    gl.enable(gl.BLEND);
    gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE);
    if (!scene.camera.flat) gl.enable(gl.DEPTH_TEST);
    gl.depthFunc(gl.LEQUAL);
    if (scene.sheet) this.sheet(scene.sheet, scene);
    // Lines and markers blend at their edges: a picture of depth would cut them out of each other.
    gl.depthMask(false);
    for (const lines of scene.lines) this.lines(lines, scene);
    if (scene.points) this.points(scene.points, scene);
    gl.depthMask(false);
    for (const plane of scene.planes) this.plane(plane, scene);
    gl.depthMask(true);
    if (target) this.copy(target.frame, width, height);
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
  }

  private readonly onLost = (event: Event) => {
    event.preventDefault(); // or it is never restored
    this.lost = true;
  };

  private readonly onRestored = () => {
    this.has = new Resources();
    this.lost = false;
  };

  // ---- what is drawn

  private region(region: Region, scene: Scene, draft: boolean): void {
    const { gl } = this;
    const { width, height } = this.canvas;
    const half = draft && Math.max(width, height) > 300;
    const [w, h] = half ? [Math.ceil(width / 2), Math.ceil(height / 2)] : [width, height];
    const target = half ? this.halfTarget(w, h) : null;
    if (target) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, target.frame);
      gl.viewport(0, 0, w, h);
    }
    this.regionInto(region, scene, half ? 0.5 : 1);
    if (target) {
      gl.viewport(0, 0, width, height);
      this.copy(target.frame, w, h);
    }
  }

  private regionInto(region: Region, { camera, theme }: Scene, share: number): void {
    const { gl } = this;
    const { pullback } = region;
    const vectors = gl.getParameter(gl.MAX_FRAGMENT_UNIFORM_VECTORS) - RESERVED;
    const uniforms = fitsUniforms(pullback, Math.min(vectors, 224 - RESERVED));
    const program = this.program(`region ${uniforms} ${regionKey(pullback)}`, () =>
      regionSource(pullback, uniforms),
    );
    const { x, y, halfWidth, halfHeight } = camera.window;
    gl.uniform4f(program.at("window"), x, y, halfWidth, halfHeight);
    this.classes(program, theme, range(tintCount(pullback)));
    gl.uniform3fv(program.at("paper"), theme.paper);
    gl.uniform1f(program.at("opacity"), region.opacity);
    gl.uniform1f(program.at("line"), region.boundary * this.scale * share);
    const numbers = regionNumbers(region);
    if (uniforms) gl.uniform4fv(program.at("numbers"), numbers);
    else this.numberTexture(program, numbers);
    this.inverse(program, region, camera.window);
    gl.bindVertexArray(null);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  /** The inverse of the blend that is under way, over all values that can be seen. */
  private inverse(program: Program, region: Region, window: Scene["camera"]["window"]): void {
    const { gl } = this;
    const { undo } = region.pullback;
    const [low, high] = undo ? visible(region, undo.units, window) : [0, 1];
    const entries = new Float32Array(2 * TABLE);
    if (undo && undo.amount > 0) {
      const { values } = inverseTable(undo, low, high, TABLE);
      for (let i = 0; i < TABLE; i++) {
        const known = Number.isFinite(values[i]);
        entries[2 * i] = known ? Math.max(-1e30, Math.min(1e30, values[i])) : 0;
        entries[2 * i + 1] = known ? 1 : 0;
      }
    }
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.texture("table"));
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RG32F, TABLE, 1, 0, gl.RG, gl.FLOAT, entries);
    gl.uniform1i(program.at("table"), 1);
    gl.uniform2f(program.at("span"), low, high);
  }

  private numberTexture(program: Program, numbers: Float32Array): void {
    const { gl } = this;
    const rows = Math.ceil(numbers.length / 4 / TEXELS);
    const texels = new Float32Array(4 * TEXELS * rows);
    texels.set(numbers);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.texture("numbers"));
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, TEXELS, rows, 0, gl.RGBA, gl.FLOAT, texels);
    gl.uniform1i(program.at("numbers"), 0);
  }

  private sheet(sheet: Sheet, { camera, theme }: Scene): void {
    const { gl } = this;
    const { scores, classes } = packed(sheet);
    const count = sheet.scoreCount === 1 ? 1 : classes.length;
    const program = this.program(`sheet ${count}`, () => sheetSource(count));
    const parts = Math.ceil(count / 4);
    this.attribute(0, "sheet", sheet.positions, 3);
    for (let i = 0; i < parts; i++) {
      this.attribute(i + 1, "scores", scores, 4, 16 * parts, 16 * i, 0, i > 0);
    }
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.buffer("triangles"));
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, sheet.triangles, gl.DYNAMIC_DRAW);
    gl.uniformMatrix4fv(program.at("camera"), false, camera.matrix);
    this.classes(program, theme, classes);
    gl.uniform3fv(program.at("light"), lightFrom(camera.towards));
    gl.uniform1f(program.at("opacity"), sheet.opacity);
    gl.uniform1f(program.at("shade"), camera.flat ? 0 : 1);
    gl.enable(gl.POLYGON_OFFSET_FILL);
    gl.polygonOffset(1.5, 2);
    gl.drawElements(gl.TRIANGLES, sheet.triangles.length, gl.UNSIGNED_INT, 0);
    gl.disable(gl.POLYGON_OFFSET_FILL);
    this.detach();
  }

  private lines(lines: Lines, { camera }: Scene): void {
    const { gl } = this;
    const count = lines.positions.length / 3;
    if (count < 2) return;
    const program = this.program("lines", () => lineSource);
    this.upload("lines", chained(lines));
    // Every vertex has a neighbour before and one after: the first is padded.
    for (let i = 0; i < 4; i++) this.attribute(i, "lines", null, 4, 16, 16 * i, 1);
    gl.uniformMatrix4fv(program.at("camera"), false, camera.matrix);
    gl.uniform2f(program.at("screen"), this.canvas.width / 2, this.canvas.height / 2);
    gl.uniform1f(program.at("width"), lines.width * this.scale);
    gl.uniform4f(program.at("colour"), ...lines.colour, lines.opacity);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count - 1);
    this.detach();
  }

  private points(points: Points, { camera, theme }: Scene): void {
    const { gl } = this;
    const program = this.program("points", () => pointSource);
    this.attribute(0, "points", points.positions, 3);
    const kinds = new Uint8Array(2 * points.labels.length);
    for (let i = 0; i < points.labels.length; i++) {
      kinds[2 * i] = points.labels[i];
      kinds[2 * i + 1] = points.wrong?.[i] ?? 0;
    }
    this.upload("kinds", kinds);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(1, 2, gl.UNSIGNED_BYTE, false, 2, 0);
    gl.uniformMatrix4fv(program.at("camera"), false, camera.matrix);
    gl.uniform1f(program.at("size"), points.size * ROOM * this.scale);
    gl.uniform3fv(program.at("inks"), theme.inks.flat());
    gl.uniform1i(program.at("markers"), markers.length);
    gl.uniform3fv(program.at("paper"), theme.paper);
    gl.uniform3fv(program.at("mark"), theme.ink);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.atlas());
    gl.uniform1i(program.at("atlas"), 0);
    for (const part of points.wrong ? [HALO, MARKER, RING] : [HALO, MARKER]) {
      gl.uniform1i(program.at("part"), part);
      gl.depthMask(part === MARKER);
      gl.drawArrays(gl.POINTS, 0, points.labels.length);
    }
    this.detach();
  }

  private plane(plane: Plane, scene: Scene): void {
    const { gl } = this;
    const program = this.program("plane", () => planeSource);
    const corners = plane.corners.length / 3;
    this.attribute(0, "plane", plane.corners, 3);
    gl.uniformMatrix4fv(program.at("camera"), false, scene.camera.matrix);
    gl.uniform4f(program.at("colour"), ...plane.colour, plane.opacity);
    gl.drawArrays(gl.TRIANGLE_FAN, 0, corners);
    this.detach();
    const positions = new Float32Array(plane.corners.length + 3);
    positions.set(plane.corners);
    positions.set(plane.corners.subarray(0, 3), plane.corners.length);
    const starts = Uint32Array.of(0, corners + 1);
    const opacity = Math.min(1, 3 * plane.opacity);
    this.lines({ positions, starts, width: 1.2, colour: plane.colour, opacity }, scene);
  }

  private classes(program: Program, { tints, ink }: Theme, classes: number[]): void {
    const colours = classes.map((k) => tints[k % tints.length]);
    this.gl.uniform3fv(program.at("tints"), colours.flat());
    this.gl.uniform3fv(program.at("ink"), ink);
  }

  // ---- resources

  private program(key: string, source: () => Source): Program {
    const { gl } = this;
    let program = this.has.programs.get(key);
    if (!program) {
      program = new Program(gl, this.link(source()));
      this.has.programs.set(key, program);
    }
    gl.useProgram(program.handle);
    return program;
  }

  private link({ vertex, fragment }: Source): WebGLProgram {
    const { gl } = this;
    const handle = gl.createProgram()!;
    for (const [type, text] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ] as const) {
      const shader = gl.createShader(type)!;
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(handle, shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
        throw new Error(`A shader does not compile: ${gl.getShaderInfoLog(shader)}`);
      }
    }
    gl.linkProgram(handle);
    if (!gl.getProgramParameter(handle, gl.LINK_STATUS) && !gl.isContextLost()) {
      throw new Error(`A shader does not link: ${gl.getProgramInfoLog(handle)}`);
    }
    return handle;
  }

  private buffer(name: string): WebGLBuffer {
    let buffer = this.has.buffers.get(name);
    if (!buffer) {
      buffer = this.gl.createBuffer()!;
      this.has.buffers.set(name, buffer);
    }
    return buffer;
  }

  private upload(name: string, data: Float32Array | Uint8Array): void {
    this.gl.bindBuffer(this.gl.ARRAY_BUFFER, this.buffer(name));
    this.gl.bufferData(this.gl.ARRAY_BUFFER, data, this.gl.DYNAMIC_DRAW);
  }

  /** Feeds an attribute from a buffer of floats; `data` null or `kept`: from what is there. */
  private attribute(
    place: number,
    name: string,
    data: Float32Array | null,
    size: number,
    stride = 0,
    offset = 0,
    divisor = 0,
    kept = false,
  ): void {
    const { gl } = this;
    if (data && !kept) this.upload(name, data);
    else gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer(name));
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, gl.FLOAT, false, stride, offset);
    gl.vertexAttribDivisor(place, divisor);
  }

  private detach(): void {
    for (let place = 0; place < ATTRIBUTES; place++) {
      this.gl.disableVertexAttribArray(place);
      this.gl.vertexAttribDivisor(place, 0);
    }
  }

  private texture(name: string): WebGLTexture {
    const { gl } = this;
    let texture = this.has.textures.get(name);
    if (!texture) {
      texture = gl.createTexture()!;
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
      this.has.textures.set(name, texture);
    }
    return texture;
  }

  private atlas(): WebGLTexture {
    const { gl } = this;
    const known = this.has.textures.get("atlas");
    if (known) return known;
    const texture = gl.createTexture()!;
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, markerAtlas());
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    this.has.textures.set("atlas", texture);
    return texture;
  }

  private halfTarget(width: number, height: number): Target {
    return this.target("half", (gl) => [
      [
        gl.COLOR_ATTACHMENT0,
        () => gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA8, width, height),
      ],
    ]);
  }

  private smoothTarget(): Target {
    const { width, height } = this.canvas;
    const store = (gl: GL, format: number) => () =>
      gl.renderbufferStorageMultisample(gl.RENDERBUFFER, SAMPLES, format, width, height);
    return this.target("smooth", (gl) => [
      [gl.COLOR_ATTACHMENT0, store(gl, gl.RGBA8)],
      [gl.DEPTH_ATTACHMENT, store(gl, gl.DEPTH_COMPONENT24)],
    ]);
  }

  private target(name: string, parts: (gl: GL) => [number, () => void][]): Target {
    const { gl } = this;
    const known = this.has.targets.get(name);
    if (known) return known;
    const frame = gl.createFramebuffer()!;
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    const buffers = parts(gl).map(([attachment, store]) => {
      const buffer = gl.createRenderbuffer()!;
      gl.bindRenderbuffer(gl.RENDERBUFFER, buffer);
      store();
      gl.framebufferRenderbuffer(gl.FRAMEBUFFER, attachment, gl.RENDERBUFFER, buffer);
      return buffer;
    });
    const target = { frame, buffers };
    this.has.targets.set(name, target);
    return target;
  }

  /** Copies what was drawn aside to the canvas, stretched to all of it. */
  private copy(frame: WebGLFramebuffer, width: number, height: number): void {
    const { gl, canvas } = this;
    const same = width === canvas.width && height === canvas.height;
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, frame);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    gl.blitFramebuffer(
      ...([0, 0, width, height, 0, 0, canvas.width, canvas.height] as const),
      gl.COLOR_BUFFER_BIT,
      same ? gl.NEAREST : gl.LINEAR,
    );
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  private drop({ frame, buffers }: Target): void {
    this.gl.deleteFramebuffer(frame);
    for (const buffer of buffers) this.gl.deleteRenderbuffer(buffer);
  }
}

/** The range of the first coordinates of the space over what a window shows of it. */
function visible(
  { origin, axes }: Region,
  units: number,
  { x, y, halfWidth, halfHeight }: Scene["camera"]["window"],
): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < Math.min(units, origin.length); i++) {
    const middle = origin[i] + x * axes[0][i] + y * axes[1][i];
    const reach = Math.abs(axes[0][i]) * halfWidth + Math.abs(axes[1][i]) * halfHeight;
    low = Math.min(low, middle - reach);
    high = Math.max(high, middle + reach);
  }
  return high > low ? [low, high] : [low - 1, low + 1];
}

/** Positions with a fourth number: 1 where a segment begins; one vertex more at each end. */
function chained({ positions, starts }: Lines): Float32Array {
  const count = positions.length / 3;
  const chain = new Float32Array(4 * (count + 2));
  for (let i = 0; i < count; i++) {
    chain.set(positions.subarray(3 * i, 3 * i + 3), 4 * (i + 1));
    chain[4 * (i + 1) + 3] = 1;
  }
  for (const start of starts) chain[4 * start + 3] = 0; // the vertex before ends a line
  return chain;
}

/** Scores in vectors of four. Of very many classes, those are kept that win most corners. */
function packed({ scores, scoreCount }: Sheet): { scores: Float32Array; classes: number[] } {
  const kept = scoreCount > MOST_SCORES ? winners(scores, scoreCount) : range(scoreCount);
  const width = 4 * Math.ceil(kept.length / 4);
  const rows = scores.length / scoreCount;
  const result = new Float32Array(width * rows);
  for (let row = 0; row < rows; row++) {
    kept.forEach((k, place) => {
      result[row * width + place] = scores[row * scoreCount + k];
    });
  }
  return { scores: result, classes: scoreCount === 1 ? [0, 1] : kept };
}

function winners(scores: Float32Array, count: number): number[] {
  const won = new Array<number>(count).fill(0);
  for (let at = 0; at < scores.length; at += count) {
    let best = 0;
    for (let k = 1; k < count; k++) if (scores[at + k] > scores[at + best]) best = k;
    won[best]++;
  }
  return range(count)
    .sort((one, other) => won[other] - won[one])
    .slice(0, MOST_SCORES)
    .sort((one, other) => one - other);
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function lightFrom([x, y, z]: readonly [number, number, number]): Rgb {
  const light = [x + 0.25, y - 0.15, z + 0.55];
  const length = Math.hypot(...light);
  return [light[0] / length, light[1] / length, light[2] / length];
}
