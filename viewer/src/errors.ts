// What cannot be done is refused with a sentence for the person who reads it.

/** Throws an Error with this sentence. */
export function refuse(sentence: string): never {
  throw new Error(sentence);
}
