// The names of the classes, each with its marker.

import { markerOf, markers } from "../paint/palette";
import type { Theme } from "../paint/scene";
import { h, svg } from "./dom";

const SIZE = 14; // CSS pixels

export class Legend {
  readonly element = h("ul", { class: "legend", "aria-label": "Classes" });
  private shown = "";

  update(classes: readonly string[], theme: Theme): void {
    const shown = JSON.stringify([classes, theme.name]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.element.replaceChildren(
      ...classes.map((name, label) => {
        return h("li", {}, sample(label, theme), h("span", { title: name }, name));
      }),
    );
  }
}

/** A point of a class, as it is on the stage. */
function sample(label: number, theme: Theme): SVGSVGElement {
  const colour = theme.inks[label % theme.inks.length].map((part) => Math.round(255 * part));
  const fill = `rgb(${colour.join(" ")})`;
  const corners = markers[markerOf(label)];
  const shape = corners
    ? svg("polygon", { points: corners.map(([x, y]) => `${x},${-y}`).join(" "), fill })
    : svg("circle", { r: 1, fill });
  const size = { viewBox: "-1.3 -1.3 2.6 2.6", width: SIZE, height: SIZE };
  return svg("svg", { ...size, "aria-hidden": "true" }, shape);
}
