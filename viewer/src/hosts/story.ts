// A page whose text moves its pictures: scrolling leads from what one paragraph speaks of to what
// the next one does.

import { clamp } from "../maths/clamp";
import type { Recording } from "../recording/recording";
import type { Look } from "./look";
import type { Place } from "./place";

// Of the window's height: where a reader is, with the picture beside the text or above it.
const LINE = { beside: 0.45, below: 0.72 };
const REST = 0.5; // of the way between two paragraphs before the picture begins to move
const AGAIN = 0.6; // paragraphs to scroll until the text moves what a person has moved

/** Where in a chapter a reader is: at a paragraph, and how far towards the next. */
export interface Reading {
  readonly beat: number;
  readonly towards: number;
}

type Walk = Pick<Recording, "frameAt" | "step">;

/** The part of the page whose text speaks of a place. */
export function chapterOf({ element }: Pick<Place, "element">): HTMLElement | null {
  return element.closest("[data-chapter]");
}

/** Where a reader is, of paragraphs that begin at these heights. */
export function readingAt(tops: readonly number[], line: number): Reading {
  let beat = 0;
  while (beat + 1 < tops.length && tops[beat + 1] <= line) beat++;
  if (beat + 1 >= tops.length || tops[0] > line) return { beat, towards: 0 };
  const share = (line - tops[beat]) / (tops[beat + 1] - tops[beat]);
  return { beat, towards: clamp((share - REST) / (1 - REST), 0, 1) };
}

/** What is seen on the way between two paragraphs; frame by frame through a training. */
export function between(
  from: Partial<Look>,
  to: Partial<Look>,
  towards: number,
  recording: Walk,
): Partial<Look> {
  if (towards === 0) return from;
  const mixed = (a: number, b: number) => a + towards * (b - a);
  const look: Partial<Look> = { ...to };
  if (from.depth !== undefined && to.depth !== undefined) look.depth = mixed(from.depth, to.depth);
  if (from.step !== undefined && to.step !== undefined) {
    const [first, last] = [recording.frameAt(from.step), recording.frameAt(to.step)];
    look.step = recording.step(Math.round(mixed(first, last)));
  }
  return look;
}

/** Has the text of every chapter move its picture as long as nobody else does. */
export function tellStory(places: readonly Place[]): void {
  const told = places.flatMap((place) => {
    const chapter = chapterOf(place);
    const beats = [...(chapter?.querySelectorAll<HTMLElement>("[data-look]") ?? [])];
    return beats.length ? [new Told(place, beats)] : [];
  });
  if (told.length === 0) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let asked = false;
  const follow = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      for (const one of told) one.follow(still.matches);
    });
  };
  addEventListener("scroll", follow, { passive: true });
  addEventListener("resize", follow);
  follow();
}

class Told {
  private readonly looks: readonly Partial<Look>[];
  /** Where the reader was when somebody else moved the picture. */
  private left: number | null = null;
  private last = "";

  constructor(
    private readonly place: Place,
    private readonly beats: readonly HTMLElement[],
  ) {
    this.looks = beats.map(({ dataset }) => JSON.parse(dataset.look ?? "{}"));
  }

  follow(still: boolean): void {
    const { place, beats } = this;
    const tops = beats.map((beat) => beat.getBoundingClientRect().top);
    const near = innerHeight * 2;
    if (tops[0] > near || tops[tops.length - 1] < -near) return;
    const beside =
      beats[0].getBoundingClientRect().right <= place.element.getBoundingClientRect().left;
    const line = beside ? LINE.beside : LINE.below;
    const { beat, towards } = readingAt(tops, line * innerHeight);
    const at = beat + towards;
    if (place.chosen) {
      this.left ??= at;
      if (Math.abs(at - this.left) < AGAIN) return;
    }
    if (place.chosen) this.last = "";
    this.left = null;
    beats.forEach((one, i) => {
      one.toggleAttribute("data-read", i === beat);
    });
    const { recording } = place;
    const onward = this.looks[Math.min(beat + 1, beats.length - 1)];
    const look =
      still || !recording
        ? this.looks[beat]
        : between(this.looks[beat], onward, towards, recording);
    const text = JSON.stringify([look, recording !== null]);
    if (text === this.last) return;
    this.last = text;
    place.tell(look);
  }
}
