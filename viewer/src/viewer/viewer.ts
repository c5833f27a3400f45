// The viewer: a recording, a state, what may be done to it, and the face that shows it.

import { clamp } from "../maths/clamp";
import { dark, light } from "../paint/palette";
import type { Camera, Painter, Theme } from "../paint/scene";
import { lastStep, type Recording } from "../recording/recording";
import type { BadgeActions } from "./badge";
import { Drawing } from "./drawing";
import { Evidence } from "./evidence";
import { Face } from "./face";
import type { Finding } from "./finding";
import type { KeyActions } from "./keys";
import { Motion } from "./motion";
import { Player } from "./playing";
import type { Stage } from "./stage";
import { changed, initialState, same } from "./state";
import { summaryOf } from "./summary";
import type { Viewer, ViewerOptions, ViewerState } from "./types";
import type { View } from "./view";

/** Shows a recording in an element, in a shadow root of its own. */
export function createViewer(
  element: HTMLElement,
  recording: Recording,
  options: ViewerOptions = {},
): Viewer {
  return new LiveViewer(element, recording, options);
}

const NEAR = 5; // the zoom at which a place is looked at

class LiveViewer implements Viewer, KeyActions, BadgeActions {
  state: ViewerState;
  private drawing: Drawing;
  private stopListening: () => void;
  private readonly face: Face;
  private readonly motion: Motion;
  private readonly player = new Player();
  private readonly listeners = new Set<(state: Readonly<ViewerState>) => void>();
  private readonly darkness = matchMedia("(prefers-color-scheme: dark)");
  private readonly stillness = matchMedia("(prefers-reduced-motion: reduce)");
  private theme: NonNullable<ViewerOptions["theme"]>;
  /** Whether the recording has grown, what its last step is, and whether that one is shown. */
  private live = false;
  private newest: number;
  private following: boolean;
  /** Counts what makes small pictures look different, apart from the state. */
  private version = 0;
  /** What the last picture was seen by. */
  private camera: Camera | null = null;

  constructor(
    element: HTMLElement,
    public recording: Recording,
    private readonly options: ViewerOptions,
  ) {
    this.drawing = new Drawing(recording);
    this.newest = lastStep(recording);
    this.following = options.follow ?? false;
    this.theme = options.theme ?? "auto";
    this.state = changed(initialState(recording), this.calm(options.state ?? {}), recording);
    this.motion = new Motion({
      visible: () => this.face.stage.onScreen,
      playing: () => this.state.playing !== "nothing",
      advance: (seconds) => this.advance(seconds),
      easing: () => this.drawing.moving,
      paint: (seconds) => this.render(false, seconds),
      settle: () => this.render(true, 0),
    });
    this.face = new Face(element, options, {
      actions: this,
      gestures: {
        turn: (yaw, pitch) => this.turn(yaw, pitch),
        zoom: (factor) => this.change({ zoom: this.state.zoom * factor }),
        reset: () => this.reset(),
        turnable: () => this.inSpace(),
      },
      badge: this,
      onNeed: () => this.motion.wake(),
      small: (depth, size) => this.drawing.small(this.state, depth, this.palette(), size),
    });
    this.face.dress(this.palette(), this.theme !== "auto"); // before the first picture is ready
    this.face.badge.tell(options.findings ?? []);
    this.stopListening = recording.on(() => this.grown());
    this.darkness.addEventListener("change", this.restyle);
    this.motion.wake();
  }

  // What a host does.

  set(change: Partial<ViewerState>): void {
    this.change(change);
  }

  on(listener: (state: Readonly<ViewerState>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  draw(): void {
    this.motion.cancel();
    this.drawing.rest();
    this.render(true, 0);
  }

  pixels(): ReturnType<Stage["pixels"]> {
    this.draw();
    return this.face.stage.pixels();
  }

  paint(painter: Painter, pixels: number, change: Partial<ViewerState> = {}): void {
    const { stage } = this.face;
    const { width, height } = stage;
    painter.resize(width, height, pixels / width);
    const state = changed(this.state, change, this.recording);
    const scene = this.drawing.scene(state, this.palette(), stage, true, null);
    if (scene) painter.paint(scene, false);
  }

  locate(x: number, y: number): ReturnType<Viewer["locate"]> {
    const { camera, recording, state } = this;
    if (!camera?.flat || recording.inputs !== 2 || state.depth > 0) return null;
    const { left, top, width, height } = this.face.stage.element.getBoundingClientRect();
    const { window: seen } = camera;
    const pixel = (2 * seen.halfHeight) / height;
    const across = (2 * (x - left)) / width - 1;
    const up = 1 - (2 * (y - top)) / height;
    return { point: [seen.x + across * seen.halfWidth, seen.y + up * seen.halfHeight], pixel };
  }

  get summary(): string {
    return summaryOf(this.view(true));
  }

  show(recording: Recording, state: Partial<ViewerState> = {}): void {
    this.stopListening();
    this.recording = recording;
    const { evidence, near } = this.drawing;
    this.drawing = new Drawing(recording);
    Object.assign(this.drawing, { evidence, near });
    this.newest = lastStep(recording);
    this.live = false;
    this.following = this.options.follow ?? false;
    this.version++;
    this.stopListening = recording.on(() => this.grown());
    const newest = this.following ? { step: Infinity } : {};
    this.put(changed(this.state, this.calm({ ...newest, ...state }), recording));
    this.motion.wake();
  }

  tell(findings: readonly Finding[]): void {
    this.face.badge.tell(findings);
    this.motion.wake();
  }

  setTheme(theme: "auto" | "light" | "dark"): void {
    this.theme = theme;
    this.restyle();
  }

  destroy(): void {
    this.stopListening();
    this.motion.cancel();
    this.darkness.removeEventListener("change", this.restyle);
    this.listeners.clear();
    this.face.destroy();
  }

  // What a person does.

  change(change: Partial<ViewerState>): void {
    const { playing } = this.state;
    const layers = playing === "depth" || playing === "loop";
    const seized = playing === "training" ? change.step : layers ? change.depth : null;
    // What is moved by hand no longer moves by itself.
    this.move(seized == null ? change : { playing: "nothing", ...change });
  }

  private move(change: Partial<ViewerState>): void {
    if (change.step !== undefined) {
      const newest = change.step >= this.newest;
      this.following = (this.options.follow ?? false) && newest;
    }
    this.put(changed(this.state, change, this.recording));
  }

  play(what: Exclude<ViewerState["playing"], "nothing">): void {
    const { state, recording } = this;
    const again = state.playing === what || (what === "depth" && state.playing === "loop");
    const start: Partial<ViewerState> = { playing: again ? "nothing" : what };
    if (start.playing === "depth" && state.depth >= recording.depth) start.depth = 0;
    if (start.playing === "training" && state.step >= this.newest) start.step = recording.step(0);
    this.change(start);
  }

  skip(frames: number): void {
    const { recording } = this;
    const frame = recording.frameAt(this.state.step) + frames;
    this.change({ step: recording.step(clamp(frame, 0, recording.frames - 1)) });
  }

  reset(): void {
    this.drawing.near = false;
    this.change({ zoom: 1, yaw: null, pitch: null, tour: null });
  }

  follow(): void {
    this.change({ step: this.newest, playing: "nothing" });
    this.motion.wake();
  }

  help(): void {
    this.face.toggleHelp();
  }

  // What a person asks of what is proved.

  argue(finding: Finding | null): void {
    const { drawing, recording } = this;
    const was = drawing.near;
    drawing.evidence = finding && new Evidence(finding.marks, recording.inputs);
    drawing.near = false;
    if (finding?.outcome === "wrong") this.look(true);
    else if (was) this.look(false);
    this.motion.wake();
  }

  approach(near: boolean): void {
    this.look(near);
    if (near) this.change({ depth: 0 });
  }

  /** At the argument's place, wherever the layers have brought it; or at everything. */
  private look(near: boolean): void {
    this.drawing.near = near;
    this.change({ zoom: near ? NEAR : 1, playing: "nothing" });
    this.motion.wake();
  }

  remedy(finding: Finding): HTMLElement | null {
    return this.options.remedy?.(finding) ?? null;
  }

  turn(yaw: number, pitch: number): void {
    const now = this.drawing.at(this.state)?.sight(this.state);
    if (now) this.change({ yaw: now.yaw + yaw, pitch: now.pitch + pitch });
  }

  turnable(): boolean {
    return this.inSpace() && this.face.stageHasFocus;
  }

  // How it comes to be seen.

  /** A state to start from, without movement where a person asked the system for less of it. */
  private calm(change: Partial<ViewerState>): Partial<ViewerState> {
    return this.stillness.matches ? { ...change, playing: "nothing" } : change;
  }

  private advance(seconds: number): void {
    const { state, recording } = this;
    this.move(this.player.advance(state, recording, seconds, this.stillness.matches));
  }

  /** The recording has changed: it has more frames, or fewer, or another projection. */
  private grown(): void {
    const { recording } = this;
    const newest = lastStep(recording);
    this.live = true;
    if (newest <= this.newest) {
      this.drawing.forget(newest);
      this.version++;
    }
    this.newest = newest;
    this.put(changed(this.state, this.following ? { step: newest } : {}, recording));
    this.motion.wake();
  }

  private put(state: ViewerState): void {
    if (same(state, this.state)) return;
    this.state = state;
    this.motion.wake();
    for (const listener of this.listeners) listener(state);
  }

  private readonly restyle = () => {
    this.version++;
    this.motion.wake();
  };

  private inSpace(): boolean {
    return this.drawing.at(this.state)?.journey.dimension === 3;
  }

  private view(rest: boolean): View {
    const { state, recording, live, following } = this;
    const step = recording.step(recording.frameAt(state.step));
    const [theme, forced] = [this.palette(), this.theme !== "auto"];
    const moment = this.drawing.at(state);
    const crowd = this.drawing.crowd(rest);
    return { state, recording, step, theme, forced, live, following, rest, moment, crowd };
  }

  private palette(): Theme {
    const isDark = this.theme === "auto" ? this.darkness.matches : this.theme === "dark";
    return isDark ? dark : light;
  }

  private render(rest: boolean, seconds: number): void {
    const view = this.view(rest);
    const scene = this.drawing.scene(view.state, view.theme, this.face.stage, rest, seconds);
    this.camera = scene?.camera ?? null;
    this.face.update(view, scene, this.pictured(view.theme));
  }

  /** What small pictures depend on. */
  private pictured(theme: Theme): string {
    const { step, order, view, yaw, pitch, grid, points, regions, confidence, marks, tour } =
      this.state;
    const choices = [order, view, yaw, pitch, grid, points, regions, confidence, marks, tour];
    return [this.version, theme.name, step, ...choices].join();
  }
}
