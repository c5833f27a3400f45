// Bundles the viewer, the lab and the site into the Python package; two builds of one source are identical.

import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { shortened } from "./shortened.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));
const lab = join(root, "src/lab/");
const site = join(root, "src/site/");

// What esbuild leaves as it stands because it is text: a style, and the shaders.
const texts = {
  name: "texts",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
    // To TypeScript, too, comments, indentation and spaces round operators say nothing.
    onLoad({ filter: /[/\\](paint[/\\]\w+|formulas?)\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8"))
        .replace(/(^| )\/\/ .*$|^ +/gm, "")
        .replace(/ ([+-]?=|[=<>!]=|&&|\|\||>>|<<|[<>?:*/%&]) /g, "$1")
        .replace(/ ([+-]) (?![=+-])/g, "$1")
        .replace(/([,;]) (?=\S)|\b(if|for) (?=\()/g, "$1$2")
        .replace(/([;{])\n+(?![#$])/g, "$1") // no line of `#define` ends so
        .replace(/ ?(\{) ?| (\})/g, "$1$2")
        .replace(/\b0(?=\.\d)|\b(\d+\.)0\b/g, "$1"),
      loader: "ts",
    }));
  },
};

/** Has the lab, or the site, take what is not its own from the viewer's module, which its page loads anyway. */
const fromViewer = (names, own) => ({
  name: "from the viewer",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.\// }, ({ resolveDir, path }) =>
      resolve(resolveDir, path).startsWith(own) ? null : { path: "viewer", namespace: "viewer" },
    );
    // Where it gives no such name, esbuild says so.
    onLoad({ filter: /^/, namespace: "viewer" }, () => ({
      contents: `export { ${names} } from "./viewer.js";`,
    }));
  },
});

const options = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  plugins: [texts],
  metafile: true,
  logLevel: "warning",
};

/** Writes the bundles below `out`, and says what is in them; the package's own folders by default. */
export async function bundle(out = "../src/unknot") {
  const viewer = await build({
    ...options,
    entryPoints: ["src/index.ts"],
    outfile: `${out}/viewer/assets/viewer.js`,
    mangleProps: await shortened(
      ["hosts", "maths", "nets", "paint", "recording", "viewer"].map((name) =>
        join(root, "src", name),
      ),
    ),
  });
  const [{ exports }] = Object.values(viewer.metafile.outputs);
  const script = await build({
    ...options,
    entryPoints: ["src/lab/index.ts"],
    outfile: `${out}/lab/assets/lab.js`,
    plugins: [fromViewer(exports, lab)],
    external: ["./viewer.js"],
  });
  const style = await build({
    ...options,
    plugins: [],
    entryPoints: ["src/lab/lab.css"],
    outfile: `${out}/lab/assets/lab.css`,
  });
  const pages = await build({
    ...options,
    entryPoints: ["src/site/index.ts"],
    outfile: `${out}/site/assets/site.js`,
    plugins: [fromViewer(exports, site)],
    external: ["./viewer.js"],
  });
  return [viewer, script, style, pages].map(({ metafile }) => metafile);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(process.argv[2]);
