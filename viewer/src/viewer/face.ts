// All that is seen of a viewer, in a shadow root: the stage and the parts round it.

import type { Theme } from "../paint/scene";
import { Badge, type BadgeActions } from "./badge";
import { Controls } from "./controls";
import { DepthScrubber } from "./depth_scrubber";
import { h, write } from "./dom";
import { type Gestures, listenForGestures } from "./gestures";
import { Help } from "./help";
import { type KeyActions, keepsKey, keyAction } from "./keys";
import { Legend } from "./legend";
import type { Picture } from "./picture";
import { pointed } from "./pointed";
import { ReadOuts } from "./readouts";
import { Stage } from "./stage";
import { Strip } from "./strip";
import style from "./style.css";
import { captionOf, divergedAt, summaryOf } from "./summary";
import { TrainingScrubber } from "./training_scrubber";
import type { ViewerOptions } from "./types";
import type { View } from "./view";

const BESIDE = 720; // CSS pixels of the viewer from which numbers stand beside the stage
const SAY = 1000; // ms at rest before a screen reader is told

interface Part {
  readonly element: HTMLElement;
  update(view: View): void;
  destroy?(): void;
}

export interface Wishes {
  readonly actions: KeyActions;
  readonly gestures: Gestures;
  readonly badge: BadgeActions;
  /** The stage has to be painted: it can be seen now, or is of another size. */
  onNeed(): void;
  small(depth: number, size: number): Picture | null;
}

export class Face {
  readonly stage: Stage;
  readonly badge: Badge;
  private readonly root: ShadowRoot;
  private readonly frame: HTMLElement;
  private readonly parts: readonly Part[];
  private readonly legend = new Legend();
  private readonly strip: Strip | null;
  private readonly keys = new Help();
  private readonly status = h("p", { class: "unseen", role: "status", "aria-live": "polite" });
  /** What is asked of a place of the last picture. */
  private point: ((at: readonly [number, number]) => string) | null = null;
  private saying: ReturnType<typeof setTimeout> | undefined;

  constructor(element: HTMLElement, options: ViewerOptions, wishes: Wishes) {
    const { actions } = wishes;
    const controls = options.controls ?? "full";
    const [full, bare] = [controls === "full", controls === "bare"];
    this.stage = new Stage(options, wishes);
    this.frame = h("div", { class: "viewer", "data-controls": controls });
    this.strip = full ? new Strip(actions, options.painter ?? "auto", wishes.small) : null;
    const scrubbers = bare ? [] : [new DepthScrubber(actions), new TrainingScrubber(actions)];
    const extras = full ? [new Controls(actions)] : [];
    const numbers = full ? [new ReadOuts(this.frame, BESIDE)] : [];
    this.parts = [...scrubbers, ...extras, ...numbers];
    this.badge = new Badge(wishes.badge);
    this.stage.element.append(this.badge.element);
    const main = h("div", { class: "main" }, this.stage.element, this.badge.panel);
    if (!bare) main.append(this.legend.element);
    main.append(...elements(scrubbers));
    if (this.strip) main.append(this.strip.element);
    main.append(...elements(extras));
    if (options.title) this.frame.append(h("h2", { class: "title" }, options.title));
    this.frame.append(main, ...elements(numbers), this.keys.element, this.status);
    this.root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    this.root.replaceChildren(h("style", {}, style), this.frame);
    listenForGestures(this.stage.element, wishes.gestures);
    const { element: picture } = this.stage;
    picture.addEventListener("pointermove", ({ buttons, clientX, clientY }) => {
      const { left, top } = picture.getBoundingClientRect();
      picture.title = (!buttons && this.point?.([clientX - left, clientY - top])) || "";
    });
    this.frame.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (keepsKey(event.composedPath()[0], event.key)) return;
      const act = keyAction(event, actions);
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    });
  }

  get stageHasFocus(): boolean {
    return this.root.activeElement === this.stage.element;
  }

  /** `version` is another value whenever small pictures would look different. */
  update(view: View, scene: Picture | null, version: string): void {
    const { step, moment, rest, theme } = view;
    const summary = summaryOf(view);
    this.dress(theme, view.forced);
    const { width, height } = this.stage;
    this.point = scene && ((at) => pointed(view, scene, at, [width, height]));
    if (scene) {
      this.stage.paint(scene, !rest);
      this.stage.label(scene.camera, scene.labels);
    } else this.stage.say(divergedAt(step));
    this.stage.describe(captionOf(view), summary);
    this.stage.element.toggleAttribute("data-turnable", moment?.journey.dimension === 3);
    this.badge.update(view);
    this.legend.update(view);
    for (const part of this.parts) part.update(view);
    this.strip?.update(view, version);
    clearTimeout(this.saying);
    if (rest) this.saying = setTimeout(() => write(this.status, summary), SAY);
  }

  dress(theme: Theme, forced: boolean): void {
    this.frame.dataset.theme = theme.name;
    this.frame.toggleAttribute("data-forced", forced);
  }

  toggleHelp(): void {
    this.keys.toggle();
  }

  destroy(): void {
    clearTimeout(this.saying);
    for (const part of this.parts) part.destroy?.();
    this.strip?.destroy();
    this.stage.destroy();
    this.root.replaceChildren();
  }
}

function elements(parts: readonly Part[]): HTMLElement[] {
  return parts.map((part) => part.element);
}
