// Networks that the server constructs when somebody asks, and then their pages.

import { h, write } from "../../viewer/dom";
import { button } from "../elements";
import type { TourStop } from "../protocol";
import { reason } from "./export";

type Made = TourStop["made"][number];

/** Buttons of a stop's networks; what was constructed stays so when somebody comes back to it. */
export function madeRow(): { element: HTMLElement; show(made: readonly Made[]): void } {
  const element = h("div", { class: "made" });
  const kept = new Map<string, HTMLElement>();
  return {
    element,
    show(made) {
      element.hidden = !made.length;
      element.replaceChildren(
        ...made.map((one) => {
          const place = kept.get(one.source) ?? constructed(one);
          kept.set(one.source, place);
          return place;
        }),
      );
    },
  };
}

function constructed({ source, button: label, link }: Made): HTMLElement {
  const begin = button(label, () => void construct());
  const said = h("span", { role: "status" });
  const place = h("div", { class: "construct" }, begin, said);

  async function construct(): Promise<void> {
    const address = `/made?of=${encodeURIComponent(source)}`;
    const start = performance.now();
    const tell = () =>
      write(begin, `Constructing: ${Math.round((performance.now() - start) / 1000)} s`);
    begin.disabled = true;
    write(said, "");
    tell();
    const telling = setInterval(tell, 1000);
    try {
      const answer = await fetch(address);
      if (answer.ok) {
        await answer.blob();
        const page = { class: "button", href: address, target: "_blank", rel: "noopener" };
        place.replaceChildren(h("a", page, link), said);
        write(said, "It is constructed, and its page opens by the link.");
        return;
      }
      write(said, await reason(answer));
    } catch {
      write(said, "The server did not answer.");
    } finally {
      clearInterval(telling);
    }
    begin.disabled = false;
    write(begin, label);
  }

  return place;
}
