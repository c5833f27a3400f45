// The few signs on buttons.

import { h, svg } from "./dom";

const SHAPES = {
  play: "M4 2.5v11l9-5.5z",
  pause: "M4 2.5h3v11H4zM9.5 2.5h3v11h-3z",
};

export type Icon = keyof typeof SHAPES;

/** A sign that screen readers pass over; its button has a name. */
export function icon(name: Icon): SVGSVGElement {
  const shape = svg("path", { d: SHAPES[name], fill: "currentColor" });
  return svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, shape);
}

/** A button that starts and stops something. */
export class PlayButton {
  readonly element: HTMLButtonElement;
  private playing = false;

  constructor(
    private readonly what: string,
    onPress: () => void,
  ) {
    this.element = h("button", { type: "button", class: "button play", onclick: onPress });
    this.draw();
  }

  show(playing: boolean): void {
    if (playing === this.playing) return;
    this.playing = playing;
    this.draw();
  }

  private draw(): void {
    const name = `${this.playing ? "Pause" : "Play"} ${this.what}`;
    this.element.setAttribute("aria-label", name);
    this.element.title = name;
    this.element.replaceChildren(icon(this.playing ? "pause" : "play"));
  }
}
