import { isSameValue } from "#core/survey/same-value.ts";
import { sayWords, sourcingOf, type Sourcing, type Words } from "#core/knowledge/sourcing.ts";
import type { Text } from "../../i18n/language.tsx";

/** One thing that is known, and whose word it is. */
export type Fact = {
  name: string;
  value: string;
  /** A page that can be opened. */
  href?: string;
  sourcing: Sourcing;
};

type Group = Parameters<typeof sourcingOf>[1];
type Line = string | null | undefined;

/** Makes the facts of one entry: what has no lines is no fact. */
export function factsAbout(entry: Sourcing, { locale }: Text) {
  const words = (said: Words | undefined): string | null => (said === undefined ? null : sayWords(said, locale));
  return {
    words,
    /** @param group where the fact has a source of its own */
    fact: (name: string, lines: readonly Line[], group?: Group): Fact[] => {
      const value = lines.filter((line) => line !== null && line !== undefined && line !== "").join("\n");
      return value === "" ? [] : [{ name, value, sourcing: sourcingOf(entry, group) }];
    },
  };
}

/** Facts of the same word together, in the order in which each was first given. */
export function bySource(facts: readonly Fact[]): { sourcing: Sourcing; facts: readonly Fact[] }[] {
  const groups: { sourcing: Sourcing; facts: Fact[] }[] = [];
  for (const fact of facts) {
    const group = groups.find(({ sourcing }) => isSameValue(sourcing, fact.sourcing));
    if (group) group.facts.push(fact);
    else groups.push({ sourcing: fact.sourcing, facts: [fact] });
  }
  return groups;
}
