// The keyboard, wherever in the viewer the focus is.

import type { ViewerState } from "./types";
import { type Actions, tidy } from "./view";

const STEP = 0.05;
const TURN = 0.12; // radians
const ZOOM = 1.2;

export interface KeyActions extends Actions {
  turn(yaw: number, pitch: number): void;
  /** Whether the stage is in space and has the focus, so that arrows with Shift turn it. */
  turnable(): boolean;
}

/** What a key does, or null if it is not one of the viewer's. */
export function keyAction(
  event: Pick<KeyboardEvent, "key" | "shiftKey">,
  actions: KeyActions,
): (() => void) | null {
  const { key, shiftKey } = event;
  const { state } = actions;
  const { depth } = state;
  if (shiftKey && key.startsWith("Arrow") && actions.turnable()) {
    const yaw = key === "ArrowLeft" ? TURN : key === "ArrowRight" ? -TURN : 0;
    const pitch = key === "ArrowUp" ? -TURN : key === "ArrowDown" ? TURN : 0;
    return () => actions.turn(yaw, pitch);
  }
  if (/^[0-9]$/.test(key)) return () => actions.change({ depth: Number(key) });
  const back = shiftKey ? Math.ceil(depth) - 1 : tidy(depth - STEP);
  const on = shiftKey ? Math.floor(depth) + 1 : tidy(depth + STEP);
  const known: Record<string, () => void> = {
    ArrowLeft: () => actions.change({ depth: back }),
    ArrowRight: () => actions.change({ depth: on }),
    "[": () => actions.skip(-1),
    "]": () => actions.skip(1),
    "{": () => actions.skip(-10),
    "}": () => actions.skip(10),
    " ": () => actions.play("depth"),
    t: () => actions.play("training"),
    g: () => actions.change({ grid: !state.grid }),
    p: () => actions.change({ points: !state.points }),
    r: () => actions.change({ regions: !state.regions }),
    c: () => actions.change({ confidence: !state.confidence }),
    m: () => actions.change({ marks: !state.marks }),
    o: () => actions.change({ order: state.order === "together" ? "phases" : "together" }),
    v: () => actions.change({ view: next(state.view) }),
    "+": () => actions.change({ zoom: state.zoom * ZOOM }),
    "=": () => actions.change({ zoom: state.zoom * ZOOM }),
    "-": () => actions.change({ zoom: state.zoom / ZOOM }),
    "?": () => actions.help(),
  };
  const name = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(known, name) ? known[name] : null;
}

/** Whether an element does something of its own with a key. */
export function keepsKey(element: EventTarget | undefined, key: string): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element.closest("dialog") || element.isContentEditable) return true;
  if (element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement) return true;
  if (element instanceof HTMLInputElement) return element.type !== "checkbox" || key === " ";
  return key === " " && (element instanceof HTMLButtonElement || element.tagName === "SUMMARY");
}

function next(view: ViewerState["view"]): ViewerState["view"] {
  const views = ["auto", "flat", "space"] as const;
  return views[(views.indexOf(view) + 1) % views.length];
}
