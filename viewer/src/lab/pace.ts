// What stands beside a picture follows it more slowly: it costs as much as the picture itself.

const FRAMES = 4; // of the page from one time to the next …
const LONGEST = 300; // … or so many ms, where frames take long

/** Does something in the next frame after it was asked for, if the last time is a few frames ago. */
export class Pace {
  private request = 0;
  private frames = 0;
  private last = -LONGEST;

  constructor(private readonly act: () => void) {}

  ask(): void {
    this.request ||= requestAnimationFrame(this.tick);
  }

  private readonly tick = (now: number) => {
    this.request = 0;
    if (++this.frames < FRAMES && now - this.last < LONGEST) {
      this.ask();
      return;
    }
    this.frames = 0;
    this.last = now;
    this.act();
  };
}
