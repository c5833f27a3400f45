// What a person says of a table, one thing after the other, and what the server answers.

import type { TableAnswer } from "./protocol";
import { formatSource } from "./source";
import type { Options } from "./table";
import type { Sent } from "./tables";

/**
 * Only the answer to what was said last is heard: an older one would take back, under a person's
 * fingers, what was chosen since. Nothing that was said is lost by that, because each thing goes
 * from the answer to the one before it.
 */
export class Talk {
  /** The table with all that was said so far; it may be on its way. */
  private answer: Promise<TableAnswer> | null = null;
  /** Where the last thing was said, and the table without it. */
  private place: string | null = null;
  private before: Promise<TableAnswer> | null = null;
  private asked = 0;

  /** `heard` gets the table as it is read now, and why the last thing was refused. */
  constructor(
    private readonly read: (source: string) => Promise<Sent>,
    private readonly heard: (table: TableAnswer, refused: string | null) => void,
    private readonly waiting: (waits: boolean) => void,
  ) {}

  /** Goes on from this table; what was asked before is not heard any more. */
  begin(table: TableAnswer | null): void {
    this.asked++;
    this.answer = table && Promise.resolve(table);
    this.place = this.before = null;
    this.waiting(false);
  }

  /** What is answered; null if something else was asked or begun in the meantime. */
  async latest<T>(answer: Promise<T>): Promise<T | null> {
    const number = ++this.asked;
    this.waiting(true);
    const found = await answer;
    if (number !== this.asked) return null;
    this.waiting(false);
    return found;
  }

  /**
   * Says something of the table. What is said in the same place again is said instead of what was
   * said there before: a select chooses something at every letter that is typed in it, and what
   * the first letter chose must leave no trace, however quick the server is.
   */
  async say(options: (from: TableAnswer) => Options, place: string | null = null): Promise<void> {
    if (place === null || place !== this.place) this.before = this.answer;
    this.place = place;
    if (!this.before) return;
    const said = this.ask(this.before, options);
    this.answer = said.then(({ table }) => table);
    const found = await this.latest(said);
    if (found) this.heard(found.table, found.refused);
  }

  private async ask(before: Promise<TableAnswer>, options: (from: TableAnswer) => Options) {
    const table = await before;
    const said = new Map(Object.entries(options(table)));
    const sent = await this.read(formatSource(table.handle, said));
    if (sent.kind === "table") return { table: sent.table, refused: null };
    return { table, refused: sent.kind === "refused" ? sent.sentence : null };
  }
}
