// Buttons, lists and boxes for all else that can be chosen.

import { h } from "./dom";
import type { Actions, View } from "./view";

const LAYERS = ["grid", "points", "regions", "confidence", "marks"] as const;

export class Controls {
  readonly element: HTMLElement;
  private readonly order: HTMLSelectElement;
  private readonly view: HTMLSelectElement;
  private readonly boxes: Record<(typeof LAYERS)[number], HTMLInputElement>;
  private readonly tour: HTMLButtonElement;

  constructor(actions: Actions) {
    this.order = select({ together: "all at once", phases: "matrix, shift, bend" }, (order) =>
      actions.change({ order: order as View["state"]["order"] }),
    );
    this.view = select({ auto: "automatic", flat: "flat", space: "in space" }, (view) =>
      actions.change({ view: view as View["state"]["view"] }),
    );
    const box = (name: (typeof LAYERS)[number]) => {
      const input = h("input", { type: "checkbox" });
      input.addEventListener("change", () => actions.change({ [name]: input.checked }));
      return input;
    };
    this.boxes = {
      grid: box("grid"),
      points: box("points"),
      regions: box("regions"),
      confidence: box("confidence"),
      marks: box("marks"),
    };
    this.tour = button("Grand tour", () => actions.play("tour"));
    this.tour.title = "Turn through the dimensions that are not seen";
    const help = button("?", () => actions.help());
    help.setAttribute("aria-label", "Keys");
    this.element = h(
      "div",
      { class: "controls", role: "group", "aria-label": "Picture" },
      labelled("Order", this.order, "How a layer moves: matrix, translation and activation"),
      labelled("View", this.view, "Two coordinates, three, or as the widths suggest"),
      ...LAYERS.map((name) => h("label", { class: "check" }, this.boxes[name], title(name))),
      this.tour,
      button("Reset view", () => actions.reset()),
      help,
    );
  }

  update({ state, moment }: View): void {
    this.order.value = state.order;
    this.view.value = state.view;
    for (const name of LAYERS) this.boxes[name].checked = state[name];
    this.boxes.confidence.disabled = !state.regions;
    const written = moment?.journey.path.network.written;
    this.boxes.marks.parentElement!.hidden = !written?.marks.some((marks) => marks);
    this.tour.hidden = !moment?.journey.projections.some((projection) => projection.partial);
    this.tour.setAttribute("aria-pressed", String(state.playing === "tour"));
  }
}

function button(name: string, onclick: () => void): HTMLButtonElement {
  return h("button", { type: "button", class: "button", onclick }, name);
}

function labelled(name: string, control: HTMLElement, why: string): HTMLElement {
  control.setAttribute("aria-label", name); // the label's own text has all the choices in it
  return h("label", { class: "choice", title: why }, h("span", {}, name), control);
}

function select(names: Record<string, string>, onChoice: (value: string) => void) {
  const options = Object.entries(names).map(([value, name]) => h("option", { value }, name));
  const list = h("select", {}, ...options);
  list.addEventListener("change", () => onChoice(list.value));
  return list;
}

function title(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}
