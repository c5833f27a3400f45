// What a host of the viewer sees.

import type { Order } from "../nets/types";
import type { Painter } from "../paint/scene";
import type { Recording } from "../recording/recording";
import type { Finding } from "./finding";

/** All that a link needs to show the same picture; plain JSON. */
export interface ViewerState {
  /** Training step shown: the last frame up to it. */
  step: number;
  /** 0 … number of layers. */
  depth: number;
  order: Order;
  /** How it is drawn: flat (two coordinates), in space (three), or by the network's widths. */
  view: "auto" | "flat" | "space";
  /** Camera in space, radians; null until a person turns it (the viewer then chooses). */
  yaw: number | null;
  pitch: number | null;
  /** 1: everything fits. */
  zoom: number;
  /** Layers of the picture. */
  grid: boolean;
  points: boolean;
  regions: boolean;
  /** Whether regions are the paler the less sure the network is. */
  confidence: boolean;
  /** Arrows and circles that a layer has of its own. */
  marks: boolean;
  /** What moves by itself; a loop goes through the layers and back, again and again. */
  playing: "nothing" | "depth" | "loop" | "training" | "tour";
  /** The grand tour's angle where a representation has more than three units; null: standard. */
  tour: number | null;
}

export interface ViewerOptions {
  state?: Partial<ViewerState>;
  /** "full" has every control, "simple" the two scrubbers and play, "bare" the stage alone. */
  controls?: "full" | "simple" | "bare";
  theme?: "auto" | "light" | "dark";
  painter?: "auto" | "canvas2d";
  /**
   * Device pixels in a CSS pixel; if left out that of the screen (at most 2), and fewer while something
   * moves where the machine does not keep up.
   */
  scale?: number;
  /** Shown above the stage. */
  title?: string;
  /** Follow the newest frame of a recording that grows, until a person scrubs. */
  follow?: boolean;
  /** What is proved. */
  findings?: readonly Finding[];
  /** Makes a button that mends what is proved to be impossible; null where nothing does. */
  remedy?: (finding: Finding) => HTMLElement | null;
}

export interface Viewer {
  readonly state: Readonly<ViewerState>;
  readonly recording: Recording;
  set(change: Partial<ViewerState>): void;
  /** Calls back after every change of the state (by a person or by `set`); returns how to stop. */
  on(listener: (state: Readonly<ViewerState>) => void): () => void;
  /** Draws at once, in full resolution, and returns when it is done. */
  draw(): void;
  /** RGBA of the stage as drawn last, rows from the top. */
  pixels(): { width: number; height: number; data: Uint8ClampedArray };
  /** Has another painter draw the stage so many pixels wide, with other choices where given. */
  paint(painter: Painter, pixels: number, change?: Partial<ViewerState>): void;
  /**
   * The point of the data's plane at a place of the page (CSS pixels), and how long a pixel is there;
   * null where the plane is not seen as it is.
   */
  locate(x: number, y: number): { point: readonly [number, number]; pixel: number } | null;
  /** The text that a screen reader is told. */
  readonly summary: string;
  /** Puts another recording in the place of this one; the state is kept where it fits. */
  show(recording: Recording, state?: Partial<ViewerState>): void;
  /** Says what is proved, in the place of what was said before. */
  tell(findings: readonly Finding[]): void;
  setTheme(theme: "auto" | "light" | "dark"): void;
  destroy(): void;
}
