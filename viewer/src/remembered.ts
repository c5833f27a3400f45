// What was made once is used again.

interface Memory<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** What is kept under a key; made and kept if nothing is. */
export function remembered<K, V>(memory: Memory<K, V>, key: K, make: () => V): V {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  return made;
}

/** What is made when it is first asked for. */
export function once<V extends object>(make: () => V): () => V {
  let made: V | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/** Keeps a value as the newest of at most so many; returns it. */
export function keep<K, V>(
  memory: Map<K, V>,
  most: number,
  key: K,
  value: V,
  drop?: (old: V) => void,
): V {
  memory.delete(key);
  memory.set(key, value);
  if (memory.size > most) {
    const [[oldest, old]] = memory;
    memory.delete(oldest);
    drop?.(old);
  }
  return value;
}
