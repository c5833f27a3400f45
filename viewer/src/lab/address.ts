// The address bar holds the state: replaced while things change, pushed at a stop of the tour.

import { encode, type LabState } from "./state";

/** Milliseconds between two writings; browsers refuse many in a short time. */
const REST = 500;
/** … and within which changes of one thing are one change. */
const PAUSE = 1500;

export class Address {
  private stop: string | null;
  private waiting: number | null = null;
  private next: LabState | null = null;
  private edited = "";
  private editedAt = -Infinity;

  /** `moved` is called with the fragment when a person goes back, forward or edits it. */
  constructor(state: LabState, moved: (fragment: string) => void) {
    this.stop = state.stop;
    window.addEventListener("popstate", () => {
      this.drop();
      moved(location.hash);
    });
    window.addEventListener("pagehide", () => this.flush());
  }

  /** Writes the state, soon; another stop of the tour becomes an entry of the history at once. */
  write(state: LabState): void {
    if (state.stop !== this.stop && state.stop !== null) {
      this.flush();
      history.pushState(null, "", hash(state));
    } else {
      this.next = state;
      this.waiting ??= window.setTimeout(() => this.flush(), REST);
    }
    this.stop = state.stop;
  }

  /**
   * A person is about to change something of this state: *back* leads to it again. Changes of one
   * thing in a row are one.
   */
  edit(before: LabState, what: string): void {
    const now = performance.now();
    const more = what === this.edited && now - this.editedAt < PAUSE;
    [this.edited, this.editedAt] = [what, now];
    if (more) return;
    this.drop();
    history.replaceState(null, "", hash(before));
    history.pushState(null, "", hash(before));
  }

  /** A state that came from the address itself. */
  accept(state: LabState): void {
    this.stop = state.stop;
    this.edited = "";
  }

  /** Writes at once what waits. */
  flush(): void {
    if (this.next && hash(this.next) !== location.hash) {
      history.replaceState(null, "", hash(this.next));
    }
    this.drop();
  }

  private drop(): void {
    if (this.waiting !== null) window.clearTimeout(this.waiting);
    this.waiting = null;
    this.next = null;
  }
}

function hash(state: LabState): string {
  return `#${encode(state)}`;
}
