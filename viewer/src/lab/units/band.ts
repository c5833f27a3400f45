// The network as a diagram that is touched: every unit with what it computes, every weight a line.

import { dark, light } from "../../paint/palette";
import type { Recording } from "../../recording/recording";
import { h, write } from "../../viewer/dom";
import type { Section } from "../controls/section";
import type { Desk } from "../desk";
import { Editor } from "./editor";
import { givenIn, setTo } from "./given";
import { Inset, type Unit } from "./inset";
import { type Layout, layout, type Place } from "./layout";
import { Lines } from "./lines";
import { mapsOf, paintMap, pixelsOf, squareOf, type Touchable, touchable } from "./maps";
import { columnName, unitName } from "./words";

const SIDE = 24; // pixels along a side of a unit's picture
const REMEMBERED = "unknot-units";

/** `stage` gives the element of the picture that is looked at. */
export function unitsBand(desk: Desk, stage: () => HTMLElement | undefined): Section {
  return new Band(desk, stage);
}

class Band implements Section {
  readonly element: HTMLDetailsElement;
  private readonly field = h("div", { class: "field-of-units" });
  private readonly pictures = h("div", { class: "pictures" });
  private readonly names = h("div", { class: "layer-names", "aria-hidden": "true" });
  private readonly hint = h("p", { class: "hint" });
  private readonly editor: Editor;
  private readonly lines: Lines;
  private readonly inset: Inset;
  private network: Touchable | null = null;
  private recording: Recording | null = null;
  /** Pixels. */
  private room: readonly [width: number, height: number] = [0, 0];
  private laid = "";
  private layout: Layout | null = null;
  private canvases: { place: Place; canvas: HTMLCanvasElement; button: HTMLButtonElement }[] = [];
  private hovered: Unit | null = null;
  private pinned: Unit | null = null;
  private seen: unknown[] = [];

  constructor(
    private readonly desk: Desk,
    private readonly stage: () => HTMLElement | undefined,
  ) {
    this.editor = new Editor((index, value) => this.weigh(index, value));
    this.lines = new Lines({
      ready: () => desk.newest,
      weigh: ({ index }, value) => this.weigh(index, value),
      choose: ({ column, unit, from }) => {
        this.pin({ column, unit });
        const inputs = this.editor.element.querySelectorAll("input");
        const places = this.layout?.columns[column - 1] ?? [];
        const at = from === null ? inputs.length - 1 : places.findIndex((one) => one.unit === from);
        inputs[at]?.focus();
      },
    });
    this.inset = new Inset(() => this.pin(null));
    this.field.append(this.lines.element, this.names, this.pictures, this.lines.tip);
    this.element = h(
      "details",
      { class: "units", open: localStorage.getItem(REMEMBERED) !== "closed" && roomy() },
      h("summary", {}, h("h2", {}, "Units"), this.hint),
      this.field,
      this.editor.element,
    );
    this.element.addEventListener("toggle", () => {
      if (roomy()) localStorage.setItem(REMEMBERED, this.element.open ? "open" : "closed");
      this.render();
    });
    new ResizeObserver(([{ contentRect }]) => {
      this.room = [contentRect.width, contentRect.height];
      this.render();
    }).observe(this.field);
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.pinned) this.pin(null);
    });
  }

  render(): void {
    const { experiment, run, newest } = this.desk;
    const { recording } = experiment;
    const frame = recording?.frameAt(run.step) ?? 0;
    const network = recording && touchable(recording.network(frame));
    this.element.hidden = !network;
    if (!network || !recording || !this.element.open || !this.room[0]) {
      this.inset.hide();
      return;
    }
    this.network = network;
    this.recording = recording;
    this.lay(network, recording);
    write(
      this.hint,
      newest
        ? `${matchMedia("(hover: none)").matches ? "Tap" : "Hover"} a unit to see what it computes; drag a line to change its weight.`
        : "An earlier step is shown; what is changed is changed at the newest.",
    );
    if (this.pinned) this.editor.render(network, recording, this.pinned.column, this.pinned.unit);
    else this.editor.element.hidden = true;
    this.paint();
  }

  private weigh(index: number, value: number): void {
    if (Number.isFinite(value)) this.desk.weigh(index, value);
  }

  private lay(network: Touchable, recording: Recording): void {
    const [width, height] = this.room;
    const { about } = recording;
    const now = [network.widths, width, height, about.features, about.classes].join();
    const names = network.widths.map((_, column) => columnName(network, column));
    const key = `${now} ${names}`;
    if (key === this.laid) return;
    const same = this.laid.split(",")[0] !== "" && this.pinnedFits(network);
    if (!same) this.pinned = null;
    this.hovered = null;
    this.laid = key;
    this.layout = layout(network.widths, width, height);
    const { size, columns } = this.layout;
    this.lines.lay(this.layout, givenIn(network, recording, this.layout));
    this.names.replaceChildren(
      ...columns.map(([{ x }], column) => {
        const name = h("span", {}, names[column]);
        const last = column === columns.length - 1;
        name.style.cssText = last ? "right:0" : `left:${column ? x : 0}px`;
        name.classList.toggle("inner", column > 0 && !last);
        return name;
      }),
    );
    this.canvases = columns.flat().map((place) => this.unit(place, size));
    this.pictures.replaceChildren(...this.canvases.map(({ button }) => button));
    this.seen = [];
  }

  private pinnedFits({ widths }: Touchable): boolean {
    const { pinned } = this;
    return !!pinned && pinned.column < widths.length && pinned.unit < widths[pinned.column];
  }

  private unit(place: Place, size: number) {
    const { network, recording } = this;
    const canvas = h("canvas", { width: SIDE, height: SIDE });
    const name = unitName(network!, recording!, place.column, place.unit);
    const button = h(
      "button",
      { type: "button", class: "unit", "aria-label": name, title: name },
      canvas,
    );
    button.style.cssText = `left:${place.x - size / 2}px;top:${place.y - size / 2}px;width:${size}px;height:${size}px`;
    const { column, unit } = place;
    const hover = (on: boolean) => () => {
      this.hovered = on ? { column, unit } : null;
      this.paint();
    };
    button.addEventListener("pointerenter", hover(true));
    button.addEventListener("pointerleave", hover(false));
    button.addEventListener("focus", hover(true));
    button.addEventListener("blur", hover(false));
    button.addEventListener("click", () => {
      const again = this.pinned?.column === column && this.pinned.unit === unit;
      this.pin(again ? null : { column, unit });
    });
    return { place, canvas, button };
  }

  private pin(unit: Unit | null): void {
    this.pinned = unit;
    for (const { place, button } of this.canvases) {
      const on = unit?.column === place.column && unit.unit === place.unit;
      button.setAttribute("aria-pressed", String(on));
    }
    this.render();
    // Nothing that is seen of the network changed, and yet another unit is to be shown.
    this.paint();
  }

  private paint(): void {
    const { network, recording } = this;
    if (!network || !recording || !this.layout || !this.element.open) return;
    const unit = this.hovered ?? this.pinned;
    if (unit) {
      this.inset.place(this.stage());
      const { pinned } = this;
      const stays = unit.column === pinned?.column && unit.unit === pinned.unit;
      this.inset.show(network, recording, unit, stays);
    } else this.inset.hide();
    const theme = document.documentElement.dataset.theme === "dark" ? dark : light;
    this.lines.update((given) => setTo(network, given));
    const now = [network.layers[0] ?? network.head, network.head.affine, theme, recording];
    if (now.every((each, i) => each === this.seen[i])) return;
    this.seen = now;
    const rows = pixelsOf(squareOf(recording), network.widths[0], SIDE);
    const maps = mapsOf(network, rows);
    for (const { place, canvas } of this.canvases) {
      const { column, unit: at } = place;
      const { centre } = squareOf(recording);
      paintMap(canvas, maps[column], at, theme, column === 0 ? (centre[at as 0 | 1] ?? 0) : 0);
    }
  }
}

/** Whether there is room for the diagram above the picture. */
function roomy(): boolean {
  return window.innerWidth >= 900 && window.innerHeight >= 760;
}
