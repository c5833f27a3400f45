// The lab's page loads the viewer as a module of its own: the one that every export carries.

declare module "unknot-viewer" {
  type Index = typeof import("../index");
  export const createViewer: Index["createViewer"];
  export const readRecording: Index["readRecording"];
  export type Recording = import("../index").Recording;
  export type Viewer = import("../index").Viewer;
  export type ViewerState = import("../index").ViewerState;
}
