// A page may hold many viewers, but a browser keeps only some sixteen graphics contexts.

const MOST = 8;

/** Something that holds a graphics context while it is on screen, and could do without it. */
export interface Holder {
  readonly onScreen: boolean;
  /** When it was last on screen, ms. */
  readonly seen: number;
  release(): void;
}

const holders = new Set<Holder>();

/** Notes a new holder; beyond eight, those that were off screen for longest let theirs go. */
export function admit(holder: Holder): void {
  holders.add(holder);
  const idle = [...holders].filter((one) => one !== holder && !one.onScreen);
  idle.sort((one, other) => one.seen - other.seen);
  for (const one of idle.slice(0, Math.max(0, holders.size - MOST))) {
    holders.delete(one);
    one.release();
  }
}

export function leave(holder: Holder): void {
  holders.delete(holder);
}
