import { SEVERITY_ORDER, type FindingRule } from "./finding-rule.ts";
import { mappedPortRisk } from "./mapped-ports.ts";
import { observationsOf } from "./observation.ts";
import { routersStartedAnew } from "./router-epoch.ts";

/** Findings about the ports that stand open in the router, whoever opened them. */
export const ROUTER_TABLE_FINDINGS: FindingRule[] = [
  {
    code: "ports-open-in-router",
    severity: "advice",
    find: ({ facts, observations, verdict }) => {
      const tables = observationsOf(observations, "upnp-mapping-table").filter((o) => o.data.entries.length > 0);
      const risks = tables
        .flatMap((o) => o.data.entries)
        .filter((entry) => entry.enabled)
        .map((entry) => mappedPortRisk(entry, facts.laptopAddresses))
        .toSorted((a, b) => SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity));
      const [worst] = risks;
      if (!worst) return null;
      const lines = risks.slice(0, MAX_NAMED).map((risk) => risk.line);
      return {
        // Behind a carrier's NAT nobody reaches them; they would be open the day the line gets an address of its own.
        severity: verdict.kind === "cgnat" ? "advice" : worst.severity,
        args: { ports: risks.length > MAX_NAMED ? `${lines.join(", ")} …` : lines.join(", ") },
        observationIds: tables.map((o) => o.id),
      };
    },
  },
  {
    code: "router-started-anew",
    severity: "warning",
    find: ({ observations }) => {
      const ids = routersStartedAnew(observations).flatMap((restart) => restart.ids);
      return ids.length > 0 ? { observationIds: ids } : null;
    },
  },
];

/** The table itself is in the evidence; a sentence takes a few. */
const MAX_NAMED = 5;
