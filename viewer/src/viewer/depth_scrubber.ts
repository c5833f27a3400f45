// The scrubber through the layers: a tick for each, and what kind of path leads to it.

import { h, write } from "./dom";
import { places } from "./format";
import { PlayButton } from "./icons";
import { Slider } from "./slider";
import { type Actions, layerAt, tidy, type View } from "./view";

const STEP = 0.05;
const ROOM = { name: 72, number: 10, digit: 7, kind: 56, data: 36 }; // CSS pixels that a label needs

export class DepthScrubber {
  readonly element: HTMLElement;
  private readonly slider: Slider;
  private readonly play: PlayButton;
  private readonly ticks = h("div", { class: "ticks" });
  private readonly segments = h("div", { class: "segments" });
  private readonly value = h("output", { class: "value", "aria-hidden": "true" });
  private readonly resized: ResizeObserver;
  private layers = 0;
  private layout = "";

  constructor(private readonly actions: Actions) {
    const rail = h("div", { class: "rail" });
    this.slider = new Slider(
      "Depth",
      {
        place: (share) => actions.change({ depth: tidy(share * this.layers) }),
        nudge: (count, size) => {
          const { depth } = actions.state;
          const whole = count > 0 ? Math.floor(depth) + 1 : Math.ceil(depth) - 1;
          actions.change({ depth: size === "page" ? whole : tidy(depth + count * STEP) });
        },
      },
      rail,
      this.segments,
    );
    this.play = new PlayButton("layers", () => actions.play("depth"));
    this.element = h(
      "section",
      { class: "scrubber depth" },
      h("div", { class: "heading" }, h("span", { class: "name" }, "Depth"), this.value),
      this.play.element,
      h("div", { class: "ruler" }, this.slider.element, this.ticks),
    );
    this.resized = new ResizeObserver(() => this.fit());
    this.resized.observe(this.ticks);
  }

  update({ state, recording, moment }: View): void {
    const text = this.textAt(state.depth, moment);
    this.slider.show({ low: 0, high: recording.depth, value: state.depth, text });
    this.play.show(state.playing === "depth" || state.playing === "loop");
    write(this.value, text);
    const { layers } = recording.about.structure;
    const kinds = moment ? moment.journey.path.paths.map(({ kind, why }) => ({ kind, why })) : [];
    const layout = JSON.stringify([layers, kinds]);
    if (layout !== this.layout) {
      this.layout = layout;
      this.layers = recording.depth;
      this.label(layers.map((layer) => layer.name));
      this.mark(kinds);
      this.fit();
    }
    [...this.ticks.children].forEach((tick, depth) => {
      tick.toggleAttribute("data-current", depth === state.depth);
    });
  }

  destroy(): void {
    this.resized.disconnect();
  }

  private textAt(depth: number, moment: View["moment"]): string {
    const at = `${places(depth)} of ${this.layers || (moment?.journey.depth ?? 0)}`;
    if (depth === 0) return `${at} · data`;
    const index = layerAt(depth);
    const path = moment?.journey.path.paths[index];
    return `${at} · layer ${index + 1}${path ? `, ${path.kind}` : ""}`;
  }

  private label(activations: readonly string[]): void {
    const names = ["data", ...activations.map((name, i) => `${i + 1} ${name}`)];
    this.ticks.replaceChildren(
      ...names.map((name, depth) => {
        const [number, ...rest] = name.split(" ");
        const tick = h(
          "button",
          {
            type: "button",
            class: "tick",
            tabindex: -1,
            title: depth === 0 ? "The data" : `After layer ${depth}, ${rest.join(" ")}`,
            onclick: () => this.actions.change({ depth }),
          },
          h("b", {}, number),
          rest.length > 0 && h("span", { class: "activation" }, ` ${rest.join(" ")}`),
        );
        tick.style.left = `${this.layers > 0 ? (100 * depth) / this.layers : 0}%`;
        return tick;
      }),
    );
  }

  /** Says in words where the path is not a deformation that could be undone. */
  private mark(kinds: readonly { kind: string; why: string }[]): void {
    this.segments.replaceChildren(
      ...kinds.flatMap(({ kind, why }, i) => {
        if (kind !== "collapse" && kind !== "fold") return [];
        const segment = h("div", { class: "segment", title: `${kind}: ${why}` }, h("i", {}, kind));
        segment.style.left = `${(100 * i) / kinds.length}%`;
        segment.style.width = `${100 / kinds.length}%`;
        return [segment];
      }),
    );
  }

  /** Leaves out of the labels what there is no room for. */
  private fit(): void {
    const room = this.ticks.clientWidth / Math.max(1, this.layers);
    this.element.toggleAttribute("data-numbers-only", room < ROOM.name);
    this.element.toggleAttribute("data-no-kinds", room < ROOM.kind);
    const number = ROOM.number + ROOM.digit * `${this.layers}`.length;
    const every = roundStep(number / room);
    [...this.ticks.children].forEach((tick, depth) => {
      const left = this.layers - depth;
      // The labels at both ends lie within the rail, so that they reach farther in than others.
      const crowded = depth % every || depth * room < ROOM.data || left * room < number + 4;
      tick.toggleAttribute("hidden", depth > 0 && left > 0 && !!crowded);
    });
  }
}

/** The least of 1, 2, 5, 10, 20, 50 … that is not below `least`. */
function roundStep(least: number): number {
  let step = 1;
  for (let k = 0; step < least && k < 20; k++) step *= k % 3 === 1 ? 2.5 : 2;
  return step;
}
