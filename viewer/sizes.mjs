// Bundles, and prints what each source weighs in what is written, and what that is gzipped.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { analyzeMetafile } from "esbuild";
import { bundle } from "./build.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));

for (const metafile of await bundle()) {
  console.log(await analyzeMetafile(metafile));
  for (const path of Object.keys(metafile.outputs)) {
    const { length } = gzipSync(await readFile(join(root, path)), { level: 9 });
    console.log(`  gzipped ${(length / 1000).toFixed(1)} kB\n`);
  }
}
