// The viewer in a notebook: an anywidget whose traits are the viewer's state.

import { readRecording } from "../recording/recording";
import type { Viewer, ViewerOptions, ViewerState } from "../viewer/types";
import { createViewer } from "../viewer/viewer";

/** What a notebook gives an anywidget: traits that Python sees as well. */
export interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

type Key = keyof ViewerState;

const KEYS: readonly Key[] = [
  ...["step", "depth", "order", "view", "yaw", "pitch", "zoom"],
  ...["grid", "points", "regions", "confidence", "marks", "playing", "tour"],
] as Key[];
const REST = 150; // ms without a change before Python is told

/** Shows the model's recording in the element; returns how to clean up. */
function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const viewer = createViewer(el, readRecording(bytesOf(model)), optionsOf(model));
  const ends = [sendChanges(viewer, model), ...KEYS.map((key) => receive(viewer, model, key))];
  ends.push(
    listen(model, "change:recording", () => viewer.show(readRecording(bytesOf(model)))),
    listen(model, "change:theme", () => viewer.setTheme(optionsOf(model).theme ?? "auto")),
  );
  return () => {
    for (const end of ends) end();
    viewer.destroy();
  };
}

export default { render };

/** Tells the model what changes, at the latest a moment after the last change. */
function sendChanges(viewer: Viewer, model: Model): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const send = () => {
    clearTimeout(waiting);
    waiting = undefined;
    model.save_changes();
  };
  const note = () => {
    let changed = false;
    for (const key of KEYS) {
      if (model.get(key) === traitOf(viewer, key)) continue;
      model.set(key, traitOf(viewer, key));
      changed = true;
    }
    if (!changed) return;
    clearTimeout(waiting);
    waiting = setTimeout(send, REST);
  };
  note(); // what the viewer made of the state that it was given
  const stop = viewer.on(note);
  return () => {
    stop();
    if (waiting !== undefined) send();
  };
}

function receive(viewer: Viewer, model: Model, key: Key): () => void {
  return listen(model, `change:${key}`, () => {
    const value = model.get(key);
    if (value !== traitOf(viewer, key)) viewer.set({ [key]: value });
  });
}

function listen(model: Model, event: string, listener: () => void): () => void {
  model.on(event, listener);
  return () => model.off(event, listener);
}

/** Python's step is a whole number; frames begin at whole steps, so the same one is shown. */
function traitOf(viewer: Viewer, key: Key): unknown {
  return key === "step" ? Math.floor(viewer.state.step) : viewer.state[key];
}

function optionsOf(model: Model): ViewerOptions {
  const state = Object.fromEntries(KEYS.map((key) => [key, model.get(key)]));
  const title = model.get("title") as string;
  return {
    state: state as Partial<ViewerState>,
    controls: model.get("controls") as ViewerOptions["controls"],
    theme: model.get("theme") as ViewerOptions["theme"],
    ...(title ? { title } : {}),
  };
}

function bytesOf(model: Model): Uint8Array {
  const given = model.get("recording") as DataView | ArrayBuffer | Uint8Array;
  if (given instanceof ArrayBuffer) return new Uint8Array(given);
  return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
}
