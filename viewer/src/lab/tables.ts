// Tables on the server: sent once, and read again with other options as often as a person likes.

import type { Limits, Opened, TableAnswer } from "./protocol";
import { parseSource } from "./source";

const UPLOAD = "upload:";

/** What came of a file: a table, an experiment to go to, or a sentence that says why not. */
export type Sent =
  | { kind: "table"; table: TableAnswer }
  | { kind: "opened"; opened: Opened }
  | { kind: "refused"; sentence: string };

/** Whether a source is a table that was uploaded. */
export function isUpload(source: string): boolean {
  return source.startsWith(UPLOAD);
}

export class Tables {
  /** By source. */
  private readonly known = new Map<string, TableAnswer>();

  constructor(private readonly limits: Limits) {}

  /** What the server said of a table when it was read like this. */
  get(source: string): TableAnswer | undefined {
    return this.known.get(source);
  }

  /** The tables that were opened on this page, each as it was last read. */
  get all(): ReadonlyMap<string, TableAnswer> {
    return new Map([...this.known.values()].map((table) => [table.handle, table]));
  }

  async send(file: File): Promise<Sent> {
    const { upload, recording } = this.limits;
    const most = /\.(safetensors|html?)$/i.test(file.name) ? recording : upload;
    if (file.size > most) {
      const size = (file.size / 1e6).toFixed(1);
      return refused(`${file.name} has ${size} MB; at most ${most / 1e6} MB are taken.`);
    }
    const tables = [...this.all.keys()].join(",");
    const query = new URLSearchParams({ name: file.name, ...(tables && { tables }) });
    return this.answer(file.name, `/data?${query}`, { method: "POST", body: file });
  }

  /** Reads a table that is on the server, with the options of this source. */
  async read(source: string): Promise<Sent> {
    const { head } = parseSource(source);
    const name = this.all.get(head)?.file ?? "The table";
    return this.answer(name, `/data?${new URLSearchParams({ source })}`, {});
  }

  private async answer(name: string, address: string, request: RequestInit): Promise<Sent> {
    let found: Partial<TableAnswer> & Partial<Opened>;
    try {
      found = await (await fetch(address, request)).json();
    } catch {
      return refused(`${name} could not be sent. Is the server still running?`);
    }
    if (found.fragment !== undefined) return { kind: "opened", opened: found as Opened };
    if (!found.handle) return refused(found.error ?? `${name} cannot be read.`);
    const table = found as TableAnswer;
    this.known.delete(table.source);
    this.known.set(table.source, table);
    return { kind: "table", table };
  }
}

function refused(sentence: string): Sent {
  return { kind: "refused", sentence };
}
