// Bundles the viewer and the lab into the Python package; two builds of one source are identical.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const root = fileURLToPath(new URL(".", import.meta.url));

// What esbuild leaves as it stands because it is text: a style, and the shaders.
const texts = {
  name: "texts",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
    // To TypeScript, too, comments and indentation say nothing.
    onLoad({ filter: /[/\\]paint[/\\]\w+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/(^| )\/\/ .*$|^ +/gm, ""),
      loader: "ts",
    }));
  },
};

const options = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  plugins: [texts],
  logLevel: "warning",
};

/** Writes the bundles below `out` (the package's own folders unless told otherwise). */
export async function bundle(out = "../src/unknot") {
  await build({
    ...options,
    entryPoints: ["src/index.ts"],
    outfile: `${out}/viewer/assets/viewer.js`,
  });
  await build({
    ...options,
    entryPoints: ["src/lab/index.ts"],
    outfile: `${out}/lab/assets/lab.js`,
    // The lab's page loads the very module that every export carries.
    external: ["./viewer.js"],
    alias: { "unknot-viewer": "./viewer.js" },
  });
  await build({
    ...options,
    plugins: [],
    entryPoints: ["src/lab/lab.css"],
    outfile: `${out}/lab/assets/lab.css`,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(process.argv[2]);
