// Ranges of numbers: what lies in them, and how they are said.

/** Ends that are left out are open; `above` and `below` do not belong to the range. */
export interface Range {
  readonly whole?: boolean;
  readonly low?: number | null;
  readonly above?: number | null;
  readonly high?: number | null;
  readonly below?: number | null;
}

export function within(value: number, { whole, low, above, high, below }: Range): boolean {
  const long = value >= (low ?? -Infinity) && value > (above ?? -Infinity);
  const short = value <= (high ?? Infinity) && value < (below ?? Infinity);
  return long && short && (!whole || Number.isInteger(value));
}

/** `a whole number from 1 to 5`, `a number above 0 and at most 100`. */
export function inWords({ whole, low, above, high, below }: Range): string {
  const kind = whole ? "a whole number" : "a number";
  if (given(low) && given(high)) return `${kind} from ${low} to ${high}`;
  const ends = [
    given(low) && `at least ${low}`,
    given(above) && `above ${above}`,
    given(high) && `at most ${high}`,
    given(below) && `below ${below}`,
  ];
  return [kind, ends.filter((end) => end).join(" and ")].filter((part) => part).join(" ");
}

function given(end: number | null | undefined): boolean {
  return (end ?? null) !== null;
}
