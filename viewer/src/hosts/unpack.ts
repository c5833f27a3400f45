// The recording that a page carries: base64 of gzip, in a script element that runs nothing.

import { refuse } from "../errors";
/** The bytes that base64 text of a gzip file stands for. */
export async function unpack(text: string): Promise<Uint8Array> {
  if (typeof DecompressionStream === "undefined") {
    refuse(
      "This browser is too old to unpack the recording in this page. " +
        "Chrome and Edge from 80, Firefox from 113 and Safari from 16.4 can.",
    );
  }
  try {
    const packed = Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    refuse("The recording in this page is damaged: it cannot be unpacked.");
  }
}
