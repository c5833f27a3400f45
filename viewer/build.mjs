// Bundles the viewer and the lab into the Python package; two builds of one source are identical.

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL(".", import.meta.url));
const options = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  loader: { ".css": "text" },
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
    loader: { ".css": "css" },
    entryPoints: ["src/lab/lab.css"],
    outfile: `${out}/lab/assets/lab.css`,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(process.argv[2]);
