import { afterEach, describe, expect, it, vi } from "vitest";
import { unpack } from "../src/hosts/unpack";

afterEach(() => vi.unstubAllGlobals());

const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) % 251);
const packed = await pack(bytes);

async function pack(plain: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream("gzip"));
  const zipped = new Uint8Array(await new Response(stream).arrayBuffer());
  return btoa([...zipped].map((byte) => String.fromCharCode(byte)).join(""));
}

describe("the recording in a page", () => {
  it("comes out as it went in, white space round it or not", async () => {
    const unpacked = await unpack(`\n  ${packed}\n`);
    expect(unpacked.length).toBe(bytes.length);
    expect(unpacked.every((byte, i) => byte === bytes[i])).toBe(true);
  });

  it.each([
    ["cut short", packed.slice(0, 400)],
    ["a head without a body", "H4sIAAAA"],
    ["missing", ""],
    ["not base64", "not base64!"],
  ])("is refused in words when it is %s", async (_, text) => {
    await expect(unpack(text)).rejects.toThrow("The recording in this page is damaged");
  });

  it("needs a browser of this decade, and says so", async () => {
    vi.stubGlobal("DecompressionStream", undefined);
    await expect(unpack(packed)).rejects.toThrow("This browser is too old");
  });
});
