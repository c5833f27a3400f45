// Bundles, and prints what each source weighs in what is written.

import { analyzeMetafile } from "esbuild";
import { bundle } from "./build.mjs";

for (const metafile of await bundle()) console.log(await analyzeMetafile(metafile));
