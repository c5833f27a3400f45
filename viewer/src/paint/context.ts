// What lives in a WebGL2 context: programs, buffers, textures and targets, made when first needed.

import { refuse } from "../errors";
import { times } from "../maths/times";
import { keep, remembered } from "../remembered";
export type Gl = WebGL2RenderingContext;
export type Texture = WebGLTexture;

const MOST_PROGRAMS = 64; // then the one used longest ago goes
const HEADER = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
`;

/** The shaders of a program. */
export interface Source {
  readonly vertex: string;
  readonly fragment: string;
}

/** An attribute of so many floats, and where it lies in a vertex's; in floats. */
export interface Attribute {
  readonly size: number;
  readonly offset: number;
}

/** What `texImage2D` wants to know. */
type Layout = readonly [
  internal: number,
  width: number,
  height: number,
  border: 0,
  format: number,
  type: number,
];

type Value = number | boolean | readonly number[] | Float32Array;

interface Program {
  readonly handle: WebGLProgram;
  readonly places: Map<string, WebGLUniformLocation | null>;
}

interface Mesh {
  readonly array: WebGLVertexArrayObject;
  readonly vertices: WebGLBuffer;
  readonly indices: WebGLBuffer;
  /** What the indices were made from. */
  source: unknown;
  count: number;
}

export interface Target {
  readonly frame: WebGLFramebuffer;
  readonly parts: readonly WebGLRenderbuffer[];
  readonly textures: readonly Texture[];
  readonly size: string;
}

export class Context {
  private readonly programs = new Map<string, Program>();
  private readonly meshes = new Map<string, Mesh>();
  private readonly textures = new Map<string, WebGLTexture>();
  private readonly targets = new Map<string, Target>();
  private current!: Program;

  constructor(readonly gl: Gl) {}

  /** Uses the program of this key. */
  use(key: string, source: () => Source): void {
    const { gl, programs } = this;
    const program = programs.get(key) ?? { handle: this.link(source()), places: new Map() };
    this.current = keep(programs, MOST_PROGRAMS, key, program, ({ handle }) =>
      gl.deleteProgram(handle),
    );
    gl.useProgram(program.handle);
  }

  /** Sets uniforms of the program in use: numbers, vectors, 4×4 matrices; textures are units. */
  set(values: Readonly<Record<string, Value>>): void {
    const { gl } = this;
    for (const [name, value] of Object.entries(values)) {
      const place = this.place(name);
      if (typeof value !== "object")
        gl.uniform1f(place, Number(value)); // bools take it, too
      else if (value.length === 16) gl.uniformMatrix4fv(place, false, value);
      else gl[`uniform${value.length as 2 | 3 | 4}fv`](place, value);
    }
  }

  /** Sets an array of vectors of three or four. */
  setAll(name: string, size: 3 | 4, values: Float32Array | readonly number[]): void {
    this.gl[`uniform${size}fv`](this.place(name), values);
  }

  /** The texture of this name, with these texels: made once, or again and again. */
  upload(
    name: string,
    filter: number,
    layout: Layout,
    texels: () => ArrayBufferView,
    again = true,
  ): Texture {
    const { gl, textures } = this;
    gl.activeTexture(gl.TEXTURE0);
    const known = textures.get(name);
    const texture = known ?? this.newTexture(filter);
    textures.set(name, texture);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    if (again || !known) gl.texImage2D(gl.TEXTURE_2D, 0, ...layout, texels());
    return texture;
  }

  /** How the texture that is bound is read between texels. */
  filter(filter: number): void {
    const { gl } = this;
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
  }

  /** Has samplers of the program in use read these textures. */
  sample(textures: Readonly<Record<string, Texture>>): void {
    const { gl } = this;
    Object.entries(textures).forEach(([name, texture], unit) => {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.uniform1i(this.place(name), unit);
    });
  }

  /** Fills the mesh of this name with vertices; `source` as in `draw`. */
  fill(
    name: string,
    vertices: Float32Array,
    stride: number,
    attributes: readonly Attribute[],
  ): void {
    const { gl } = this;
    let mesh = this.meshes.get(name);
    if (!mesh) {
      mesh = {
        ...{ array: gl.createVertexArray()!, vertices: gl.createBuffer()! },
        ...{ indices: gl.createBuffer()!, source: null, count: 0 },
      };
      this.meshes.set(name, mesh);
      gl.bindVertexArray(mesh.array);
      gl.bindBuffer(gl.ARRAY_BUFFER, mesh.vertices);
      attributes.forEach(({ size, offset }, i) => {
        gl.enableVertexAttribArray(i);
        gl.vertexAttribPointer(i, size, gl.FLOAT, false, 4 * stride, 4 * offset);
      });
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, mesh.indices);
    }
    gl.bindVertexArray(mesh.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, mesh.vertices);
    gl.bufferData(gl.ARRAY_BUFFER, vertices, gl.STREAM_DRAW);
  }

  /** Draws triangles of a mesh; their indices are made anew only if `source` is another object. */
  draw<T>(name: string, source: T, indices: (source: T) => Uint32Array): void {
    const { gl } = this;
    const mesh = this.meshes.get(name)!;
    if (mesh.source !== source) {
      const made = indices(source);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, made, gl.STATIC_DRAW);
      mesh.source = source;
      mesh.count = made.length;
    }
    gl.drawElements(gl.TRIANGLES, mesh.count, gl.UNSIGNED_INT, 0);
  }

  /** Draws so many vertices one after another: of a mesh, or made by the shader. */
  run(kind: number, count: number, name = ""): void {
    const { gl, meshes } = this;
    gl.bindVertexArray(meshes.get(name)?.array ?? null);
    gl.drawArrays(kind, 0, count);
  }

  /**
   * A picture to draw on instead of the canvas: textures (the first one may be stretched smoothly),
   * or several samples a pixel with depth.
   */
  target(
    name: string,
    width: number,
    height: number,
    { samples = 0, textures = 0 }: { samples?: number; textures?: number },
  ): Target {
    const { gl } = this;
    const size = `${width}×${height}`;
    const known = this.targets.get(name);
    if (known?.size === size) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, known.frame);
      return known;
    }
    if (known) this.drop(known);
    const frame = gl.createFramebuffer()!;
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    const parts: WebGLRenderbuffer[] = [];
    if (samples > 0) {
      for (const [place, format] of [
        [gl.COLOR_ATTACHMENT0, gl.RGBA8],
        [gl.DEPTH_ATTACHMENT, gl.DEPTH_COMPONENT24],
      ]) {
        const part = gl.createRenderbuffer()!;
        gl.bindRenderbuffer(gl.RENDERBUFFER, part);
        gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, format, width, height);
        gl.framebufferRenderbuffer(gl.FRAMEBUFFER, place, gl.RENDERBUFFER, part);
        parts.push(part);
      }
    }
    gl.activeTexture(gl.TEXTURE0);
    const places = times(textures, (i) => gl.COLOR_ATTACHMENT0 + i);
    const made = places.map((place, i) => {
      const texture = this.newTexture(i > 0 ? gl.NEAREST : gl.LINEAR);
      gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, place, gl.TEXTURE_2D, texture, 0);
      return texture;
    });
    if (textures > 1) gl.drawBuffers(places);
    const target = { frame, parts, textures: made, size };
    this.targets.set(name, target);
    return target;
  }

  private drop({ frame, parts, textures }: Target): void {
    this.gl.deleteFramebuffer(frame);
    for (const texture of textures) this.gl.deleteTexture(texture);
    for (const part of parts) this.gl.deleteRenderbuffer(part);
  }

  private place(name: string): WebGLUniformLocation | null {
    const { handle, places } = this.current;
    return remembered(places, name, () => this.gl.getUniformLocation(handle, name));
  }

  private newTexture(filter: number): WebGLTexture {
    const { gl } = this;
    const texture = gl.createTexture()!;
    gl.bindTexture(gl.TEXTURE_2D, texture);
    this.filter(filter);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    return texture;
  }

  private link({ vertex, fragment }: Source): WebGLProgram {
    const { gl } = this;
    const handle = gl.createProgram()!;
    const shaders = [
      this.compile(gl.VERTEX_SHADER, vertex),
      this.compile(gl.FRAGMENT_SHADER, fragment),
    ];
    for (const shader of shaders) gl.attachShader(handle, shader);
    gl.linkProgram(handle);
    if (!gl.getProgramParameter(handle, gl.LINK_STATUS) && !gl.isContextLost()) {
      const logs = [
        ...shaders.map((shader) => gl.getShaderInfoLog(shader)),
        gl.getProgramInfoLog(handle),
      ];
      refuse(`The graphics driver refuses a shader: ${logs.filter(Boolean).join("; ")}`);
    }
    for (const shader of shaders) gl.deleteShader(shader);
    return handle;
  }

  private compile(type: number, text: string): WebGLShader {
    const shader = this.gl.createShader(type)!;
    this.gl.shaderSource(shader, HEADER + text);
    this.gl.compileShader(shader);
    return shader;
  }
}
