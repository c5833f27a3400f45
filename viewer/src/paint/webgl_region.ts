// Paints the regions of the classes with WebGL2.

import { clamp } from "../maths/clamp";
import { inverseTable } from "../nets/blend";
import { borderSource, CUTS, classTexels, TILE, TILES } from "./border";
import { setTints, tintsOf } from "./choice";
import type { Context, Texture } from "./context";
import { stretch } from "./image";
import { colourTexels, rasterize } from "./raster";
import {
  type Chain,
  chainOf,
  fragmentOf,
  isDrawable,
  keyOf,
  LARGEST,
  numbersOf,
  REGION_VERTEX,
  rangeOf,
  TABLE,
  TEXELS,
  uniformsOf,
  vectorsOf,
} from "./region";
import type { Region, Scene, Theme } from "./scene";
import { Scratch } from "./vertices";

const DRAFT = 0.4; // of the pixels in each direction (the page's, where those are more), in drafts
const COARSE = 300; // pixels along the longer side of a region that no shader can draw

export class RegionPainter {
  private readonly numbers = new Scratch();
  private readonly entries = new Float32Array(4 * TABLE);

  constructor(
    private readonly context: Context,
    /** Uniform vectors that a region's shader may use. */
    private readonly most: number,
  ) {}

  /** Paints a region on the canvas; `scale` is the pixels of the canvas to one of the page. */
  paint(region: Region, scene: Scene, scale: number, draft: boolean): void {
    const { context } = this;
    const { gl } = context;
    const { theme } = scene;
    const { width, height } = gl.canvas;
    const chain = chainOf(region, scene.camera.window);
    const drawable = isDrawable(chain);
    const share = draft ? DRAFT / Math.min(1, scale) : 1;
    const shrink = drawable ? share : Math.min(1, COARSE / Math.max(width, height));
    const grid = [width, height].map((side) => Math.ceil(shrink * side));
    const name = draft ? "draft" : "still"; // grids of two sizes, both kept
    const [colours, classes] = drawable
      ? this.classify(name, region, chain, scene, grid)
      : this.classified(region, scene, grid);
    const pixels = [width / grid[0], height / grid[1]];
    const half = 0.5 * scale * region.boundary;
    const tiles = grid.map((side) => Math.ceil(side / TILE));
    const around = Math.floor((half + 0.5) / Math.min(...pixels) + 0.5) + 1;
    const parts = this.changes(name, classes, grid, tiles, around);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, width, height);
    // Of one colour each, regions are seen to be coarse at their borders alone.
    stretch(context, colours, scene.shaded);
    const tints = tintsIn(chain, theme);
    context.use(`border ${tints}`, () => borderSource(tints));
    context.sample(parts);
    setTints(context, scene, tints);
    const side = TILE * Math.max(...pixels);
    context.set({ ink: theme.ink, manner: [region.opacity, half], pixels, side });
    context.run(gl.POINTS, tiles[0] * tiles[1]);
  }

  /** The colour and the class of every texel of a grid. */
  private classify(
    name: string,
    region: Region,
    chain: Chain,
    scene: Scene,
    [width, height]: readonly number[],
  ): readonly Texture[] {
    const { context } = this;
    const { gl } = context;
    const { textures } = context.target(`${name} classes`, width, height, { textures: 2 });
    gl.viewport(0, 0, width, height);
    const tints = tintsIn(chain, scene.theme);
    const inUniforms = uniformsOf(chain, tints) <= this.most;
    context.use(`region ${inUniforms} ${keyOf(chain)}`, () => ({
      vertex: REGION_VERTEX,
      fragment: fragmentOf(chain, tints, inUniforms),
    }));
    setTints(context, scene, tints);
    context.set({ opacity: region.opacity });
    const vectors = vectorsOf(chain);
    const rows = Math.ceil(vectors / TEXELS);
    const numbers = this.numbers.of(4 * TEXELS * rows);
    numbersOf(chain, numbers);
    const tables: Record<string, Texture> = {};
    if (inUniforms) context.setAll("numbers", 4, numbers.subarray(0, 4 * vectors));
    else {
      const texels = numbers.subarray(0, 4 * TEXELS * rows);
      tables.numbers = this.table("numbers", TEXELS, rows, texels);
    }
    if (chain[0].undo > 0) tables.table = this.inverse(region, chain);
    context.sample(tables);
    context.run(gl.TRIANGLES, 3);
    return textures;
  }

  /** The same of a network that is too large for a shader. */
  private classified(region: Region, scene: Scene, [width, height]: readonly number[]) {
    const { context } = this;
    const { gl } = context;
    const classes = rasterize(region, scene.camera, width, height);
    const texels = [colourTexels(classes, scene, region.opacity), classTexels(classes)];
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, true);
    const layout = [gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE] as const;
    const textures = texels.map((bytes, i) =>
      context.upload(`classified ${i}`, i > 0 ? gl.NEAREST : gl.LINEAR, layout, () => bytes),
    );
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    return textures;
  }

  /** The tiles in or near which classes change, and where they do so between texels. */
  private changes(
    name: string,
    classes: Texture,
    grid: readonly number[],
    tiles: readonly number[],
    around: number,
  ): Record<string, Texture> {
    const { context } = this;
    const { gl } = context;
    const parts: Record<string, Texture> = { classes };
    for (const [source, down] of [
      ["classes", false],
      ["tiles", true],
    ] as const) {
      this.begin(`${name} tiles ${down}`, [tiles[0], (down ? tiles : grid)[1]], (texture) => {
        context.use("tiles", () => TILES);
        context.sample({ source: parts[source] });
        context.set({ around, down });
        context.run(gl.TRIANGLES, 3);
        parts.tiles = texture;
      });
    }
    this.begin(`${name} cuts`, grid, (texture) => {
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      context.use("cuts", () => CUTS);
      context.sample(parts);
      context.set({ side: TILE });
      context.run(gl.POINTS, tiles[0] * tiles[1]);
      parts.cuts = texture;
    });
    return parts;
  }

  /** Draws on a texture, which is then given to be read. */
  private begin(
    name: string,
    [width, height]: readonly number[],
    draw: (texture: Texture) => void,
  ): void {
    const { textures } = this.context.target(name, width, height, { textures: 1 });
    this.context.gl.viewport(0, 0, width, height);
    draw(textures[0]);
  }

  /** The inverse of the blend that is under way, as a table over all that is seen. */
  private inverse({ pullback }: Region, chain: Chain): Texture {
    const { context, entries } = this;
    const [low, high] = rangeOf(chain);
    const { values } = inverseTable(pullback.undo!, low, high, TABLE);
    let last = values.find((value) => !Number.isNaN(value)) ?? 0;
    for (let i = 0; i < TABLE; i++) {
      // Beyond the image the value stays, so that slopes at its edge are those inside.
      if (!Number.isNaN(values[i])) last = clamp(values[i], -LARGEST, LARGEST);
      entries[4 * i] = last;
      entries[4 * i + 2] = Number.isNaN(values[i] + values[Math.min(i + 1, TABLE - 1)]) ? 0 : 1;
      if (i > 0) entries[4 * i - 3] = last - entries[4 * i - 4];
    }
    context.set({ span: [low, (TABLE - 1) / (high - low)] });
    return this.table("table", TABLE, 1, entries);
  }

  /** Vectors of four floats as a texture. */
  private table(name: string, width: number, height: number, texels: Float32Array): Texture {
    const { gl } = this.context;
    const layout = [gl.RGBA32F, width, height, 0, gl.RGBA, gl.FLOAT] as const;
    return this.context.upload(name, gl.NEAREST, layout, () => texels);
  }
}

function tintsIn(chain: Chain, theme: Theme): number {
  return tintsOf(chain[chain.length - 1].affine.rows, theme);
}
