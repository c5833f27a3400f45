// Drawing by pointer and by keyboard in the square [−1.5, 1.5]², vector from the start.

import { svg } from "../viewer/dom";
import { dot, pictured, raster } from "./picture";
import {
  distance,
  distanceToSegment,
  fewestVertices,
  letter,
  onRaster,
  REACH,
  type Stroke,
  type StrokeKind,
  simplify,
  type Vertex,
} from "./strokes";

export interface Pen {
  label: number;
  kind: StrokeKind;
  eraser: boolean;
}

/** Ends of an open curve that are nearer than this meet; hundredths. */
const MEET = 10;
/** What the eraser touches; hundredths. */
const RUBBER = 8;
/** How far single points lie apart when they are drawn in one go; hundredths. */
const APART = 7;
/** A pointer that moves less than this puts one vertex; hundredths. */
const STILL = 3;

export class Pad {
  readonly element: SVGSVGElement;
  pen: Pen = { label: 0, kind: "region", eraser: false };
  /** Whether curves whose ends meet are closed. */
  snap = true;

  private strokes: readonly Stroke[] = [];
  private past: (readonly Stroke[])[] = [];
  private future: (readonly Stroke[])[] = [];
  /** The stroke that is being made. */
  private line: Vertex[] = [];
  private cursor: Vertex = [0, 0];
  private down: { at: Vertex; moved: boolean } | null = null;
  private readonly drawn = svg("g");
  private readonly draft = svg("g", { class: "draft" });
  private readonly cross = svg("path", { class: "crosshair", d: "M-9 0H9M0-9V9" });

  /** `changed` follows every change of the strokes; `said` gives a sentence for a status line. */
  constructor(
    private readonly changed: () => void,
    private readonly said: (sentence: string) => void,
  ) {
    this.element = svg(
      "svg",
      {
        viewBox: `${-REACH} ${-REACH} ${2 * REACH} ${2 * REACH}`,
        class: "pad",
        tabindex: 0,
        role: "application",
        "aria-label": "Drawing pad. Arrow keys move the crosshair, Enter puts a vertex.",
      },
      raster(),
      this.drawn,
      this.draft,
      this.cross,
    );
    this.listen();
    this.render();
  }

  get value(): readonly Stroke[] {
    return this.strokes;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Shows other strokes; the ones before can be had back by undoing. */
  put(strokes: readonly Stroke[]): void {
    this.past.push(this.strokes);
    this.future = [];
    this.show(strokes);
  }

  /** Starts afresh with these strokes. */
  begin(strokes: readonly Stroke[]): void {
    this.past = [];
    this.future = [];
    this.line = [];
    this.show(strokes);
  }

  undo(): void {
    this.step(this.past, this.future);
  }

  redo(): void {
    this.step(this.future, this.past);
  }

  /** Puts a vertex of the current stroke, or erases there; coordinates in hundredths. */
  vertex(at: Vertex): void {
    this.cursor = at;
    if (this.pen.eraser) {
      this.erase(at);
    } else if (this.pen.kind === "points") {
      this.putPoints([at]);
      this.said(`Point of class ${letter(this.pen.label)} at ${spoken(at)}.`);
    } else {
      this.line.push(at);
      this.said(`Vertex ${this.line.length} at ${spoken(at)}.`);
    }
    this.render();
  }

  removeVertex(): void {
    this.line.pop();
    this.said(`${this.line.length} vertices left in this stroke.`);
    this.render();
  }

  /** Ends the current stroke and keeps it if it is one. */
  end(): void {
    const { kind, label } = this.pen;
    let vertices = simplify(this.line);
    this.line = [];
    const meet = vertices.length > 3 && distance(vertices[0], vertices.at(-1) as Vertex) <= MEET;
    const closes = kind === "open" && this.snap && meet;
    if (closes || (kind !== "open" && meet)) vertices = vertices.slice(0, -1);
    const made: Stroke = { label, kind: closes ? "closed" : kind, vertices };
    if (vertices.length >= fewestVertices[made.kind]) {
      this.put([...this.strokes, made]);
      this.said(closes ? "The curve's ends met, so it was closed." : "Stroke ended.");
    } else if (vertices.length) {
      this.said(`Too short: it needs ${fewestVertices[made.kind]} vertices.`);
    }
    this.render();
  }

  private show(strokes: readonly Stroke[]): void {
    this.strokes = strokes;
    this.render();
    this.changed();
  }

  private step(from: (readonly Stroke[])[], to: (readonly Stroke[])[]): void {
    const strokes = from.pop();
    if (!strokes) return;
    to.push(this.strokes);
    this.show(strokes);
  }

  /** Adds points to the last stroke of points of this class, or begins one. */
  private putPoints(points: readonly Vertex[]): void {
    const { label } = this.pen;
    const last = this.strokes.at(-1);
    const joins = last?.kind === "points" && last.label === label;
    const vertices = joins ? [...last.vertices, ...points] : points;
    const others = joins ? this.strokes.slice(0, -1) : this.strokes;
    this.put([...others, { label, kind: "points", vertices }]);
  }

  private erase(at: Vertex): void {
    const left = this.strokes.flatMap((stroke) => rubbed(stroke, at));
    const same = left.length === this.strokes.length;
    if (same && left.every((each, i) => each === this.strokes[i])) return;
    this.put(left);
    this.said("Erased.");
  }

  private listen(): void {
    const pad = this.element;
    pad.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      pad.focus();
      pad.setPointerCapture(event.pointerId);
      this.down = { at: this.locate(event), moved: false };
    });
    pad.addEventListener("pointermove", (event) => {
      if (!this.down) return;
      for (const each of event.getCoalescedEvents?.() ?? []) this.drag(this.locate(each));
      this.drag(this.locate(event));
      this.render();
    });
    const up = () => {
      if (this.down && !this.down.moved) this.vertex(this.down.at);
      else if (this.down && !this.pen.eraser) this.release();
      this.down = null;
    };
    pad.addEventListener("pointerup", up);
    pad.addEventListener("pointercancel", up);
    pad.addEventListener("dblclick", () => this.end());
    pad.addEventListener("keydown", (event) => this.key(event));
  }

  private drag(at: Vertex): void {
    const down = this.down;
    if (!down) return;
    if (!down.moved && distance(at, down.at) < STILL) return;
    if (!down.moved && !this.pen.eraser) this.line.push(down.at);
    down.moved = true;
    this.cursor = at;
    if (this.pen.eraser) {
      this.erase(at);
      return;
    }
    const far = this.pen.kind === "points" ? APART : 1;
    const last = this.line.at(-1);
    if (!last || distance(last, at) >= far) this.line.push(at);
  }

  private release(): void {
    if (this.pen.kind !== "points") {
      this.end();
      return;
    }
    const points = this.line;
    this.line = [];
    this.putPoints(points);
  }

  private key(event: KeyboardEvent): void {
    const stride = event.shiftKey ? 1 : 5;
    const moves: Record<string, Vertex> = {
      ArrowLeft: [-stride, 0],
      ArrowRight: [stride, 0],
      ArrowUp: [0, stride],
      ArrowDown: [0, -stride],
    };
    const move = moves[event.key];
    if (event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      if (event.shiftKey) this.redo();
      else this.undo();
    } else if (move) {
      this.cursor = onRaster(this.cursor[0] + move[0], this.cursor[1] + move[1]);
      this.said(spoken(this.cursor));
      this.render();
    } else if (event.key === "Enter" || event.key === " ") {
      this.vertex(this.cursor);
    } else if (event.key === "Escape" && this.line.length) {
      this.end(); // without a stroke that is being made, it closes the dialog round the pad
    } else if (event.key === "Backspace" || event.key === "Delete") {
      if (this.line.length) this.removeVertex();
      else this.undo();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Where a pointer is, in hundredths. */
  private locate(event: PointerEvent): Vertex {
    const box = this.element.getBoundingClientRect();
    const x = (2 * (event.clientX - box.left)) / box.width - 1;
    const y = 1 - (2 * (event.clientY - box.top)) / box.height;
    return onRaster(REACH * x, REACH * y);
  }

  private render(): void {
    this.drawn.replaceChildren(...this.strokes.flatMap(pictured));
    const { label, kind } = this.pen;
    const closed = kind === "closed" || kind === "region";
    const draft: Stroke = { label, kind: closed ? "open" : kind, vertices: this.line };
    const dots = this.down ? [] : this.line.map((at) => dot(at, label, 2));
    this.draft.replaceChildren(...(this.line.length ? [...pictured(draft), ...dots] : []));
    this.cross.setAttribute("transform", `translate(${this.cursor[0]} ${-this.cursor[1]})`);
  }
}

/** What the eraser leaves of a stroke at a place. */
function rubbed(stroke: Stroke, at: Vertex): Stroke[] {
  const { kind, vertices } = stroke;
  if (kind === "points") {
    const left = vertices.filter((each) => distance(each, at) > RUBBER);
    if (left.length === vertices.length) return [stroke];
    return left.length ? [{ ...stroke, vertices: left }] : [];
  }
  const ring = kind === "open" ? vertices : [...vertices, vertices[0]];
  const touched = ring.some((each, i) => i && distanceToSegment(at, ring[i - 1], each) <= RUBBER);
  return touched ? [] : [stroke];
}

function spoken([x, y]: Vertex): string {
  return `${(x / 100).toFixed(2)}, ${(y / 100).toFixed(2)}`;
}
