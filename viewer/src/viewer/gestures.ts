// Dragging, pinching and wheeling on the stage.

import { capture } from "./slider";

const TURN = 0.008; // radians in a CSS pixel
const WHEEL = 0.0015; // logarithm of the zoom in a CSS pixel

export interface Gestures {
  /** By so many radians; a picture that is dragged to the right has its yaw decreased. */
  turn(yaw: number, pitch: number): void;
  /** By a factor. */
  zoom(factor: number): void;
  reset(): void;
  /** Whether dragging turns the picture; where it does not, a finger scrolls the page. */
  turnable(): boolean;
}

export function listenForGestures(stage: HTMLElement, gestures: Gestures): void {
  const pointers = new Map<number, PointerEvent>();
  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, event);
    if (gestures.turnable() || pointers.size > 1) capture(stage, event);
  });
  stage.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    if (pointers.size === 2) {
      const other = [...pointers.values()].find((one) => one.pointerId !== event.pointerId)!;
      const spread = distance(before, other);
      if (spread > 0) gestures.zoom(distance(event, other) / spread);
    } else if (gestures.turnable()) {
      gestures.turn(
        TURN * (before.clientX - event.clientX),
        TURN * (event.clientY - before.clientY),
      );
    }
    pointers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
    stage.addEventListener(end, (event) => pointers.delete(event.pointerId));
  }
  stage.addEventListener("dblclick", () => gestures.reset());
  stage.addEventListener(
    "wheel",
    (event) => {
      // A wheel scrolls the page, unless the stage was chosen; a pinch on a touchpad has ctrlKey.
      if (!event.ctrlKey && !stage.matches(":focus")) return;
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const faster = event.ctrlKey ? 5 : 1;
      gestures.zoom(Math.exp(-WHEEL * faster * lines * event.deltaY));
    },
    { passive: false },
  );
}

function distance(one: PointerEvent, other: PointerEvent): number {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
}
