import { sourcingOf, type Sourcing } from "../knowledge/sourcing.ts";

type Group = Parameters<typeof sourcingOf>[1];

/** Who says so and when it was looked at, for beside a fact of the knowledge base. */
export function origin(entry: Sourcing, group?: Group): string {
  const { source, seen } = sourcingOf(entry, group);
  return `${source} (${seen})`;
}
