// What is proved, as Python says it to a page.

/** As Python writes it (`unknot.verdicts.Mark`). */
export interface EvidenceMark {
  readonly kind: "points" | "lines";
  readonly parts: readonly (readonly (readonly number[])[])[];
  readonly label: string;
  /** The class that it belongs to. */
  readonly of?: number;
  /** Whether this is the place to look at. */
  readonly main?: boolean;
}

/** An answer as Python writes it (`unknot.verdicts.Finding`). */
export interface Finding {
  readonly about: "architecture" | "network";
  readonly outcome: "impossible" | "possible" | "right" | "wrong" | "undecided";
  readonly word: string;
  readonly reason: string;
  readonly theorem: string | null;
  readonly statement: string;
  readonly not_claimed: string;
  /** What else is known, and what to try. */
  readonly more: readonly string[];
  /** Units a layer that are enough. */
  readonly cure: number | null;
  readonly marks: readonly EvidenceMark[];
  readonly certificate: object | null;
  /** The training step of the network that it is about; unless it is about all steps. */
  readonly step?: number;
}
