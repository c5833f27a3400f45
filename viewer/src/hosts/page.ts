// A page with recordings in it: viewers where they are looked at, and a link to what they show.

import { read, written } from "./look";
import { Place } from "./place";
import { chapterOf, tellStory } from "./story";

const NEAR = "50% 0px"; // viewers are made before they scroll into sight
const REST = 300; // ms without a change before the address is written

/**
 * Makes every `<unknot-viewer>` of the page live when it comes into sight, and keeps the
 * address's fragment: `#step=400&depth=1.5`, with `name.` before the keys if there are several.
 */
export function mountPage(): void {
  const elements = [...document.querySelectorAll<HTMLElement>("unknot-viewer")];
  if (elements.length === 0) return;
  let writing: ReturnType<typeof setTimeout> | undefined;
  const changed = () => {
    clearTimeout(writing);
    writing = setTimeout(() => writeLink(linked), REST);
  };
  const places = elements.map((element) => new Place(element, changed));
  // What has no name among several only decorates the page.
  const linked = places.filter(({ name }) => places.length === 1 || name !== "");
  addEventListener("hashchange", () => void followLink(linked));
  addEventListener("beforeprint", () => places.forEach((place) => void place.keepStill()));
  addEventListener("afterprint", () => places.forEach((place) => void place.dropStill()));
  void followLink(linked).then(() => openInSight(places));
  tellStory(places);
}

function openInSight(places: readonly Place[]): void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
        observer.unobserve(target);
        void places.find(({ element }) => element === target)?.open();
      }
    },
    { rootMargin: NEAR },
  );
  for (const { element } of places) observer.observe(element);
}

/** Shows what the address says, and scrolls to the first of several viewers that it names. */
async function followLink(places: readonly Place[]): Promise<void> {
  const fragment = location.hash.slice(1);
  if (fragment !== "" && !fragment.includes("=")) return; // a heading's name, no state
  const link = new URLSearchParams(fragment);
  const named = places.filter((place) => {
    const look = read(link, prefixOf(place, places));
    place.show(look);
    return Object.keys(look).length > 0;
  });
  if (places.length === 1 || named.length === 0) return;
  // Before the others, which would push it away as they grow.
  await named[0].open();
  (chapterOf(named[0]) ?? named[0].element).scrollIntoView();
}

function writeLink(places: readonly Place[]): void {
  const pairs = places.flatMap((place) => {
    const look = place.look;
    return look ? written(look.now, look.base, prefixOf(place, places)) : [];
  });
  const fragment = pairs.map(([key, text]) => `${key}=${encodeURIComponent(text)}`).join("&");
  const { pathname, search } = location;
  try {
    history.replaceState(history.state, "", fragment ? `#${fragment}` : pathname + search);
  } catch {
    // A page inside a sandbox has no address of its own to write to.
  }
}

function prefixOf(place: Place, places: readonly Place[]): string {
  return places.length > 1 ? `${place.name}.` : "";
}
