// Lists made by counting.

/** What `make` gives for 0, 1, … in order, so many times. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
