// Changes by hand on their way to the server: few at a time, and each as it is newest.

import type { Change } from "./edits";

/** Milliseconds between two changes that are sent: the server takes fifty commands a second. */
const APART = 40;

/** How many of a change's values say what it changes, where that is not its kind alone. */
const places: Record<string, number> = { weight: 2, move: 1 };

export class Hand {
  /** Changes that are still to be sent, by what they change. */
  private readonly unsent = new Map<string, Change>();
  private timer = 0;

  constructor(private readonly send: (changes: readonly Change[]) => void) {}

  get waits(): boolean {
    return this.unsent.size > 0;
  }

  /** Sends a change soon; with a `wait` when there has been none for so many milliseconds. */
  change(change: Change, wait?: number): void {
    const [kind, ...rest] = change;
    const one = kind === "add" || kind === "erase" ? this.unsent.size : "";
    const key = [kind, ...rest.slice(0, places[kind] ?? 0), one].join();
    this.unsent.delete(key);
    this.unsent.set(key, change);
    if (wait) window.clearTimeout(this.timer);
    else if (this.timer) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      const changes = [...this.unsent.values()];
      this.unsent.clear();
      if (changes.length) this.send(changes);
    }, wait ?? APART);
  }

  /** Forgets what was not sent: it was of another experiment. */
  forget(): void {
    this.unsent.clear();
  }
}
