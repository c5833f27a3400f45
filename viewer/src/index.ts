// The one module that every host loads.

import { mountPage } from "./hosts/page";

// The lab's page loads it, too, and takes from it whatever is not the lab's own.
export { refuse } from "./errors";
export * from "./hosts/page";
export { default } from "./hosts/widget";
export { clamp } from "./maths/clamp";
export { times } from "./maths/times";
export { affineHead, exactLayers } from "./nets/layers";
export { decide } from "./nets/network";
export { apply, applyAffine } from "./nets/step";
export { FlatPainter } from "./paint/canvas2d";
export { createPainter } from "./paint/painter";
export { css, dark, light } from "./paint/palette";
export { Architecture } from "./recording/architecture";
export { projection } from "./recording/contents";
export { lastStep, Recording, readRecording } from "./recording/recording";
export { pathOf } from "./recording/written";
export { remembered } from "./remembered";
export { choice, flag, inRange, orNull } from "./viewer/codecs";
export { h, svg, write } from "./viewer/dom";
export { number, percent, whole } from "./viewer/format";
export { boxAround } from "./viewer/geometry";
export { defaultLook, lookCodecs } from "./viewer/look";
export { inWords, within } from "./viewer/range";
export { simplified } from "./viewer/simplify";
export { stillOf } from "./viewer/still";
export { createViewer } from "./viewer/viewer";

// A page that carries viewers has nobody else to start them: its policy runs this script alone.
if (typeof document !== "undefined") mountPage();
