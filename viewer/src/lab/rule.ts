// By which neighbours decide, as recipes write it: `neighbours:kernel=inverse,k=15,normalise`.

/** What differs from Python's default; a flag is "true". */
export type Rule = ReadonlyMap<string, string>;

const NAME = "neighbours";

/** The rule of a head; null of another head. */
export function ruleOf(head: string): Rule | null {
  const [name, ...rest] = head.split(":");
  if (name.trim() !== NAME) return null;
  const words = rest.join(":").split(",");
  return new Map(
    words
      .filter((word) => word.trim())
      .map((word) => {
        const [option, value = "true"] = word.split("=");
        return [option.trim(), value.trim()] as const;
      }),
  );
}

/** The head with this rule. */
export function headOf(rule: Rule): string {
  const words = [...rule].map(([name, value]) => (value === "true" ? name : `${name}=${value}`));
  return words.length > 0 ? `${NAME}:${words.join(",")}` : NAME;
}

/** A rule with another value of an option; null: as by default. */
export function ruleWith(rule: Rule, option: string, value: string | null): Rule {
  const changed = new Map(rule);
  if (value === null) changed.delete(option);
  else changed.set(option, value);
  return changed;
}
