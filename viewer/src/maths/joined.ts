// Arrays of numbers, one after another.

type Numbers = Float64Array | Float32Array | Uint32Array | Uint8Array;

/** All numbers of the parts in one new array. */
export function joined<A extends Numbers>(kind: new (length: number) => A, parts: readonly A[]): A {
  const all = new kind(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
