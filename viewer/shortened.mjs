// Which names of members a bundle may shorten: those that nothing but their own class can know.

import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const COMMENTS = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const PRIVATE = /\bprivate (?:(?:static|readonly|async|get|set) )*(\w+)/g;
const MEMBER = /(?:^\s*|[{,(;]\s*)(?:(?:readonly|static|async|get|set) )*(\w+)\??(?:: |\()/gm;
const QUOTED = /"([^"\n]*)"|`([^`]*)`/g;
const WORD = /[A-Za-z_$][\w$]*/g;

/**
 * Matches what is private in a class below `folders`, and is neither a member of anything else there,
 * nor a word of a text, nor a word that TypeScript's declarations of browser and language have: so it
 * names nothing of a file, a page, a browser or another bundle.
 */
export async function shortened(folders) {
  const [own, known] = [new Set(), new Set()];
  for (const text of await texts(folders, /\.ts$/)) {
    const bare = text.replace(COMMENTS, "");
    for (const [, name] of bare.matchAll(PRIVATE)) own.add(name);
    const rest = bare.replace(PRIVATE, "");
    for (const [, name] of rest.matchAll(MEMBER)) known.add(name);
    for (const [words] of rest.matchAll(QUOTED))
      for (const [word] of words.matchAll(WORD)) known.add(word);
  }
  const compiler = fileURLToPath(
    import.meta.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`),
  );
  for (const text of await texts([join(dirname(compiler), "lib")], /^lib\..*\.d\.ts$/)) {
    for (const [word] of text.matchAll(WORD)) known.add(word);
  }
  return new RegExp(`^(?:${[...own].filter((name) => !known.has(name)).join("|")})$`);
}

/** What the files of these names hold, of folders and those in them. */
async function texts(folders, name) {
  const all = await Promise.all(
    folders.map((path) => readdir(path, { withFileTypes: true, recursive: true })),
  );
  const files = all.flat().filter((entry) => entry.isFile() && name.test(entry.name));
  return Promise.all(
    files.map((entry) => readFile(join(entry.parentPath ?? entry.path, entry.name), "utf8")),
  );
}
