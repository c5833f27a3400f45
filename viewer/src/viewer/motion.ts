// One loop for all that moves: drafts while it does, the whole picture when it has come to rest.

import { clamp } from "../maths/clamp";

const SETTLED = 120; // ms after the last change
const LONGEST = 0.1; // seconds that one frame may count for

export interface Moving {
  /** Whether anybody can see it. */
  visible(): boolean;
  /** Whether something plays. */
  playing(): boolean;
  advance(seconds: number): void;
  /** Whether the last picture was not yet the final one. */
  easing(): boolean;
  /** Paints a draft, some seconds after the one before. */
  paint(seconds: number): void;
  settle(): void;
}

/** Nothing runs while nothing changes, or while it cannot be seen. */
export class Motion {
  private request = 0;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private before = 0;
  private stale = true;

  constructor(private readonly moving: Moving) {}

  /** Something has changed, or can be seen now. */
  wake(): void {
    this.stale = true;
    this.next();
  }

  cancel(): void {
    cancelAnimationFrame(this.request);
    this.request = 0;
    clearTimeout(this.settling);
    this.stale = false;
  }

  private next(): void {
    if (this.request === 0) this.request = requestAnimationFrame((now) => this.tick(now));
  }

  private tick(now: number): void {
    const { moving } = this;
    this.request = 0;
    if (!moving.visible()) return;
    const seconds = clamp((now - this.before) / 1000, 0, LONGEST);
    this.before = now;
    if (moving.playing()) moving.advance(seconds);
    if (this.stale || moving.easing()) {
      // What is painted may itself ask for another picture, so the mark goes first.
      this.stale = false;
      moving.paint(seconds);
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.settle(), SETTLED);
    }
    if (moving.playing() || moving.easing()) this.next();
  }

  private settle(): void {
    const { moving } = this;
    if (moving.visible() && !moving.playing() && !moving.easing()) moving.settle();
  }
}
