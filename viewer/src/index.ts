// The one module that every host loads.

import { mountPage } from "./hosts/page";

export * from "./hosts/page";
export { default } from "./hosts/widget";
export type { Order } from "./nets/types";
export { Recording, readRecording } from "./recording/recording";
export type { Viewer, ViewerOptions, ViewerState } from "./viewer/types";
export { createViewer } from "./viewer/viewer";

// A page that carries viewers has nobody else to start them: its policy runs this script alone.
if (typeof document !== "undefined") mountPage();
