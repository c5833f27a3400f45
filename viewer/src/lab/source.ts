// Source strings, as Python's `unknot.data` reads them: `name:key=value,key=value`.

/** The head of what is drawn by hand. */
export const DRAWN = "drawn";

export interface Source {
  head: string;
  options: ReadonlyMap<string, string>;
}

const optionsBegin = /:(?=\s*[A-Za-z][\w-]*\s*=)/;
const quotedHead = /^"((?:[^"]|"")*)"/;
const option = /\s*([A-Za-z][\w-]*)\s*=\s*("(?:[^"]|"")*"|[^,"]*)\s*(?:,|$)/y;

/** Splits a source into its head and its options; what cannot be read ends the options. */
export function parseSource(text: string): Source {
  const quoted = quotedHead.exec(text);
  if (quoted) {
    return { head: unquoted(quoted[0]), options: parseOptions(text.slice(quoted[0].length + 1)) };
  }
  const begin = optionsBegin.exec(text);
  if (!begin) return { head: text.trim(), options: new Map() };
  return {
    head: text.slice(0, begin.index).trim(),
    options: parseOptions(text.slice(begin.index + 1)),
  };
}

/** Writes a source; options that are empty are left out. */
export function formatSource(head: string, options: ReadonlyMap<string, string>): string {
  const items = [...options].filter(([, value]) => value !== "");
  const start = optionsBegin.test(head) || head.startsWith('"') ? quote(head) : head;
  if (!items.length) return start;
  return `${start}:${items.map(([key, value]) => `${key}=${protect(value)}`).join(",")}`;
}

function parseOptions(text: string): Map<string, string> {
  const options = new Map<string, string>();
  option.lastIndex = 0;
  while (option.lastIndex < text.length) {
    const found = option.exec(text);
    if (!found) break;
    options.set(found[1], unquoted(found[2].trim()));
  }
  return options;
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function protect(value: string): string {
  return /[,"]/.test(value) || value !== value.trim() ? quote(value) : value;
}
