// The canvas that a scene is painted on, and what can be done to it with a pointer.

import { projectPoint } from "../paint/camera";
import { pixelRatio } from "../paint/canvas";
import { createPainter } from "../paint/painter";
import type { Camera, Painter, Scene } from "../paint/scene";
import { admit, type Holder, leave } from "./contexts";
import { h, write } from "./dom";
import type { Label } from "./evidence";
import type { ViewerOptions } from "./types";

const LATE = 34; // ms from a draft to the next frame, usually: the machine does not keep up, …
const TIMELY = 24; // … until they are so few
const LONGEST = 100; // ms that one draft may count for
const FEWER = 0.7; // of the pixels in each direction, where it does not
const FALLBACK = 480; // CSS pixels of a stage that is not laid out (yet)

export interface StageEvents {
  /** It has become visible, has another size, or its context has come back. */
  onNeed(): void;
}

export class Stage implements Holder {
  readonly element: HTMLElement;
  seen = 0;
  private canvas = h("canvas", { role: "img" });
  private painter: Painter | null = null;
  private visible = false;
  private usual = 0;
  private late = false;
  private readonly caption = h("p", { class: "caption", "aria-hidden": "true" });
  private readonly words = h("div", { class: "words", "aria-hidden": "true" });
  private readonly message = h("p", { class: "message", hidden: true });
  private readonly visibility: IntersectionObserver;
  private readonly size: ResizeObserver;

  constructor(
    private readonly options: Pick<ViewerOptions, "painter" | "scale">,
    private readonly events: StageEvents,
  ) {
    this.element = h(
      "div",
      { class: "stage", tabindex: 0, role: "group", "aria-label": "Picture" },
      this.canvas,
      this.message,
      this.words,
      this.caption,
    );
    this.visibility = new IntersectionObserver((entries) => {
      const last = entries[entries.length - 1];
      this.visible = last.isIntersecting;
      this.seen = last.time;
      if (this.visible) events.onNeed();
    });
    this.visibility.observe(this.element);
    this.size = new ResizeObserver(() => events.onNeed());
    this.size.observe(this.element);
  }

  get onScreen(): boolean {
    return this.visible;
  }

  /** CSS pixels. */
  get width(): number {
    return this.element.clientWidth || FALLBACK;
  }

  get height(): number {
    return this.element.clientHeight || FALLBACK;
  }

  /** Paints; a draft with fewer pixels, where the machine does not keep up. */
  paint(scene: Scene, draft: boolean): void {
    const painter = this.readied(draft && this.late ? FEWER : 1);
    this.message.hidden = true;
    if (!painter.lost) painter.paint(scene, draft);
    if (!draft) return;
    const start = performance.now();
    requestAnimationFrame(() => {
      this.usual += 0.1 * (Math.min(LONGEST, performance.now() - start) - this.usual);
      this.late = this.usual > (this.late ? TIMELY : LATE);
    });
  }

  /** Shows words in the place of a picture. */
  say(words: string): void {
    write(this.message, words);
    this.message.hidden = false;
  }

  /** Words at places of a scene that is painted. */
  label(camera: Camera, labels: readonly Label[]): void {
    const words = labels.map(({ at: [x, y, z], words, side }) => {
      const [right, up] = projectPoint(camera, x, y, z);
      const style = `left:${50 + 50 * right}%;top:${50 - 50 * up}%`;
      return h("span", { style, class: side ?? (right > 0.2 && "left") }, words);
    });
    if (words.length || this.words.firstChild) this.words.replaceChildren(...words);
  }

  describe(caption: string, label: string): void {
    write(this.caption, caption);
    this.canvas.setAttribute("aria-label", label);
  }

  pixels(): ReturnType<Painter["pixels"]> {
    return this.readied().pixels();
  }

  release(): void {
    leave(this);
    this.painter?.destroy();
    this.painter = null;
    // A canvas whose context is gone cannot get another one.
    const fresh = this.canvas.cloneNode() as HTMLCanvasElement;
    this.canvas.replaceWith(fresh);
    this.canvas = fresh;
  }

  destroy(): void {
    this.visibility.disconnect();
    this.size.disconnect();
    this.release();
  }

  private readied(share = 1): Painter {
    const painter = this.painter ?? this.created();
    const scale = this.options.scale ?? share * pixelRatio();
    painter.resize(this.width, this.height, scale);
    return painter;
  }

  private created(): Painter {
    this.painter = createPainter(this.canvas, this.options.painter ?? "auto");
    this.canvas.addEventListener("webglcontextrestored", () => this.events.onNeed());
    admit(this);
    return this.painter;
  }
}
