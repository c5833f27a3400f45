// Images as large as the picture.

import type { Context, Source, Texture } from "./context";

/** An image over the whole picture; its rows go from the bottom to the top. */
const IMAGE: Source = {
  vertex: `
out vec2 place;
void main() {
  place = vec2(gl_VertexID == 1 ? 2.0 : 0.0, gl_VertexID == 2 ? 2.0 : 0.0);
  gl_Position = vec4(2.0 * place - 1.0, 0.0, 1.0);
}`,
  fragment: `
in vec2 place;
uniform sampler2D image;
out vec4 colour;
void main() { colour = vec4(texture(image, place).rgb, 1.0); }`,
};

/** Draws a texture over the whole picture; smoothly, or faster. */
export function stretch(context: Context, image: Texture, smooth: boolean): void {
  const { gl } = context;
  context.use("image", () => IMAGE);
  context.sample({ image });
  context.filter(smooth ? gl.LINEAR : gl.NEAREST);
  context.run(gl.TRIANGLES, 3);
}
