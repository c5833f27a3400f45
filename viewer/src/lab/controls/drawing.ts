// The dialog in which data are drawn.

import { times } from "../../maths/times";
import { h, write } from "../../viewer/dom";
import { button, type Kept, keyed } from "../elements";
import { failing, numberField, problemLine } from "../fields";
import { Pad } from "../pad";
import { paint, swatch } from "../picture";
import {
  decodeStrokes,
  describe,
  encodeStrokes,
  letter,
  MOST_CLASSES,
  onRaster,
  type Stroke,
  type StrokeKind,
} from "../strokes";

const kinds: readonly { kind: StrokeKind; name: string }[] = [
  { kind: "region", name: "Filled region" },
  { kind: "closed", name: "Closed curve" },
  { kind: "open", name: "Open curve" },
  { kind: "points", name: "Points" },
];

const USED = "used";

export interface Drawing {
  readonly element: HTMLDialogElement;
  /** Opens the dialog with strokes to go on with, or with those that were left unused in it. */
  open(strokes: readonly Stroke[]): void;
}

/** `use` gets the strokes as text. */
export function drawingDialog(use: (strokes: string) => void): Drawing {
  const status = h("p", { class: "status", "aria-live": "polite" });
  const pad = new Pad(changed, (sentence) => write(status, sentence));
  const notation = h("textarea", { rows: 4, spellcheck: false, id: "strokes-text" });
  const problem = problemLine(notation);
  const strokes = h("ul", { class: "strokes" });
  const showStrokes = keyed(
    strokes,
    (_: Stroke, index) => index,
    (_, index) => strokeItem(index, pad),
  );
  const undo = button("Undo", () => pad.undo());
  const redo = button("Redo", () => pad.redo());
  const accept = button("Use this drawing", () => finish(), { class: "primary" });
  const why = h("p", { class: "problem", role: "status" });
  /** What was drawn when the dialog was closed without using it. */
  let left: readonly Stroke[] = [];
  const dialog = h(
    "dialog",
    { class: "drawing", "aria-labelledby": "drawing-title" },
    h("h2", { id: "drawing-title" }, "Draw data"),
    h(
      "div",
      { class: "desk" },
      h("div", { class: "paper" }, pad.element, status),
      h(
        "div",
        { class: "tools" },
        classes(pad),
        kindsOf(pad),
        h(
          "div",
          { class: "row" },
          undo,
          redo,
          button("Clear", () => pad.put([])),
        ),
        snapping(pad),
        pointEntry(pad),
        h(
          "details",
          { class: "notation" },
          h("summary", {}, `Strokes as text`),
          h("label", { for: notation.id }, "One stroke a line; coordinates in hundredths"),
          notation,
          problem,
          h(
            "p",
            { class: "hint" },
            "A letter for the class, a sign for the kind (- open curve, o closed curve, ",
            "* filled region, . points), then x_y_x_y…: A*-50_-50_50_-50_0_60",
          ),
        ),
        strokes,
      ),
    ),
    h(
      "div",
      { class: "row end" },
      why,
      button("Cancel", () => dialog.close()),
      accept,
    ),
  );
  notation.addEventListener("input", () => {
    try {
      pad.put(decodeStrokes(notation.value));
      failing(notation, problem, null);
    } catch (error) {
      failing(notation, problem, (error as Error).message);
    }
  });

  function changed(): void {
    const { value } = pad;
    undo.disabled = !pad.canUndo;
    redo.disabled = !pad.canRedo;
    if (document.activeElement !== notation) {
      notation.value = value.map((stroke) => encodeStrokes([stroke])).join("\n");
      failing(notation, problem, null);
    }
    showStrokes(value);
    const labels = new Set(value.map(({ label }) => label));
    const missing = labels.size < 2 ? "Draw something of at least two classes." : null;
    accept.disabled = missing !== null;
    write(why, missing ?? "");
  }

  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== USED && pad.canUndo) left = pad.value;
  });

  function finish(): void {
    left = [];
    dialog.close(USED);
    use(encodeStrokes(pad.value));
  }

  return {
    element: dialog,
    open(given) {
      dialog.returnValue = "";
      pad.begin(given);
      if (left.length) pad.put(left);
      write(status, left.length ? "This is what you drew before. Undo takes it away." : "");
      dialog.showModal();
      pad.element.focus();
    },
  };
}

function classes(pad: Pad): HTMLElement {
  const options = times(MOST_CLASSES, (label) =>
    radio("class", label === pad.pen.label, swatch(label), `Class ${letter(label)}`, () => {
      pad.pen = { ...pad.pen, label, eraser: false };
      const eraser = document.querySelector<HTMLInputElement>("input[data-eraser]");
      const kind = document.querySelector<HTMLInputElement>(`input[data-kind="${pad.pen.kind}"]`);
      if (eraser?.checked && kind) kind.checked = true;
    }),
  );
  return group("Class", "swatches", options);
}

function kindsOf(pad: Pad): HTMLElement {
  const options = kinds.map(({ kind, name }) =>
    radio(
      "tool",
      kind === pad.pen.kind,
      name,
      name,
      () => {
        pad.pen = { ...pad.pen, kind, eraser: false };
      },
      { "data-kind": kind },
    ),
  );
  const erase = () => {
    pad.pen = { ...pad.pen, eraser: true };
  };
  options.push(radio("tool", false, "Eraser", "Eraser", erase, { "data-eraser": true }));
  return group("Tool", "kinds", options);
}

function snapping(pad: Pad): HTMLElement {
  const input = h("input", { type: "checkbox", checked: true });
  input.addEventListener("change", () => {
    pad.snap = input.checked;
  });
  return h("label", { class: "check" }, input, h("span", {}, "Close curves whose ends meet"));
}

function pointEntry(pad: Pad): HTMLElement {
  const at: [number, number] = [0, 0];
  const fields = ["x", "y"].map((label, axis) => {
    const change = (value: number) => {
      at[axis] = value;
    };
    const field = numberField({ label, low: -1.5, high: 1.5, step: 0.01, change });
    field.set(0);
    return field.element;
  });
  return h(
    "div",
    { class: "entry" },
    ...fields,
    button("Add point", () => pad.vertex(onRaster(100 * at[0], 100 * at[1]))),
    button("End stroke", () => pad.end()),
  );
}

/** The stroke at a place of the list. */
function strokeItem(index: number, pad: Pad): Kept<Stroke> {
  const colour = h("span", { class: "swatch" });
  const words = h("span");
  const remove = button("×", () => pad.put(pad.value.toSpliced(index, 1)), { class: "icon" });
  return {
    element: h("li", {}, colour, words, remove),
    set(stroke) {
      paint(colour, stroke.label);
      write(words, describe(stroke).slice(3));
      remove.setAttribute("aria-label", `Remove ${describe(stroke)}`);
    },
  };
}

function group(name: string, kind: string, options: readonly HTMLElement[]): HTMLElement {
  return h(
    "fieldset",
    { class: kind },
    h("legend", {}, name),
    h("div", { class: "options" }, ...options),
  );
}

function radio(
  name: string,
  checked: boolean,
  content: Node | string,
  label: string,
  choose: () => void,
  data: Record<string, string | boolean> = {},
): HTMLElement {
  const input = h("input", { type: "radio", name, checked, "aria-label": label, ...data });
  input.addEventListener("change", choose);
  return h("label", { class: "option" }, input, content);
}
