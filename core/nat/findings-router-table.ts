import type { FindingRule } from "./finding-rule.ts";
import { observationsOf } from "./observation.ts";

/** Findings about the ports that stand open in the router, whoever opened them. */
export const ROUTER_TABLE_FINDINGS: FindingRule[] = [
  {
    code: "ports-open-in-router",
    severity: "advice",
    find: ({ observations }) => {
      const tables = observationsOf(observations, "upnp-mapping-table").filter((o) => o.data.entries.length > 0);
      const entries = tables.flatMap((o) => o.data.entries).filter((entry) => entry.enabled);
      if (entries.length === 0) return null;
      const ports = entries
        .slice(0, MAX_NAMED)
        .map((e) => `${e.externalPort} → ${e.internalClient}:${e.internalPort}`)
        .join(", ");
      return {
        args: { ports: entries.length > MAX_NAMED ? `${ports} …` : ports },
        observationIds: tables.map((o) => o.id),
      };
    },
  },
];

/** The table itself is in the evidence; a sentence takes a few. */
const MAX_NAMED = 5;
