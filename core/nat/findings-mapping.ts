import { CONFLICT_WITH_NOTHING } from "../codec/upnp-error.ts";
import { idsOf, idsOfMappings, named, protocolsWhere, type FindingRule } from "./finding-rule.ts";
import { observationsOf, type ObservationOf } from "./observation.ts";

/** Findings about ports that the router opens, has open, or will not open. */
export const MAPPING_FINDINGS: FindingRule[] = [
  {
    code: "mapped-but-useless",
    severity: "warning",
    hiddenBy: ["vpn-on-laptop", "carrier-opens-ports"],
    find: ({ facts, mappings, observations, verdict }) => {
      const granted = protocolsWhere(mappings, (m) => m.result === "granted");
      const inVain = verdict.kind === "cgnat" || verdict.sentence.key === "verdict.shared-address.ds-lite";
      if (granted.length === 0 || !inVain || facts.inbound.value === "proven") return null;
      return {
        args: { protocols: named(granted) },
        observationIds: [...idsOfMappings(observations), ...(facts.owner?.ids ?? []), ...facts.inbound.ids],
      };
    },
  },
  {
    // With a second router on site a forward in both would work, so this one must not say "useless".
    code: "mapped-but-not-last-router",
    severity: "warning",
    hiddenBy: ["vpn-on-laptop", "chain-possible"],
    find: ({ facts, mappings, observations, verdict }) => {
      const granted = protocolsWhere(mappings, (m) => m.result === "granted");
      const isFurther = facts.owner?.value.who === "further-out" || verdict.kind === "double-nat";
      if (granted.length === 0 || verdict.kind === "cgnat" || !isFurther) return null;
      return {
        args: { protocols: named(granted) },
        observationIds: [...idsOfMappings(observations), ...(facts.owner?.ids ?? [])],
      };
    },
  },
  {
    code: "chain-possible",
    severity: "advice",
    find: ({ facts, mappings, observations, verdict }) => {
      const outer = facts.boxes.find((box) => box.maps !== null);
      const granted = protocolsWhere(mappings, (m) => m.result === "granted");
      if (verdict.kind !== "double-nat" || !outer?.maps || granted.length === 0) return null;
      return {
        args: { hop: outer.address },
        observationIds: [...outer.maps.ids, ...idsOfMappings(observations)],
      };
    },
  },
  {
    code: "carrier-opens-ports",
    severity: "advice",
    find: ({ facts, verdict }) => {
      const carrier = facts.boxes.find((box) => box.maps !== null);
      if (verdict.kind !== "cgnat" || !carrier?.maps) return null;
      return { args: { hop: carrier.address }, observationIds: carrier.maps.ids };
    },
  },
  {
    code: "test-mapping-left",
    severity: "problem",
    find: ({ mappings, observations }) => {
      const left = protocolsWhere(mappings, (m) => m.removed === false);
      return left.length > 0 ? { args: { protocols: named(left) }, observationIds: idsOfMappings(observations) } : null;
    },
  },
  {
    code: "router-maps-for-anyone",
    severity: "warning",
    find: ({ observations }) => {
      const granted = observationsOf(observations, "mapping-for-other").filter((o) => o.data.granted);
      return granted.length > 0 ? { observationIds: idsOf(granted) } : null;
    },
  },
  {
    code: "router-opens-ports-unasked",
    severity: "advice",
    hiddenBy: ["router-maps-for-anyone"],
    find: ({ mappings, observations }) => {
      const granting = protocolsWhere(mappings, (m) => m.result === "granted");
      return granting.length > 0
        ? { args: { protocols: named(granting) }, observationIds: idsOfMappings(observations) }
        : null;
    },
  },
  {
    code: "maps-only-for-asker",
    severity: "info",
    hiddenBy: ["router-maps-for-anyone"],
    find: ({ mappings, observations }) => {
      const asked = observationsOf(observations, "mapping-for-other");
      const granting = protocolsWhere(mappings, (m) => m.result === "granted");
      const refused = asked.length > 0 && asked.every((o) => isForItselfOnly(o.data)) && granting.length > 0;
      return refused ? { observationIds: idsOf(asked) } : null;
    },
  },
  {
    code: "mapping-refused",
    severity: "info",
    find: ({ facts, mappings, observations, verdict }) => {
      const refused = protocolsWhere(mappings, (m) => m.result === "refused");
      // Behind another box it would not help to open the port by hand, so it is no news either.
      const inVain = HOPELESS.has(verdict.kind) || facts.owner?.value.who === "further-out";
      return refused.length > 0 && !inVain
        ? { args: { protocols: named(refused) }, observationIds: idsOfMappings(observations) }
        : null;
    },
  },
];

/**
 * What routers mean by "only for yourself": IGD:2 606; in miniupnpd's secure mode 718 for a port that nobody has; RFC 6887
 * section 7.4 results 2 (not authorised) and 5 (no THIRD_PARTY). Other errors (501) come from routers that grant nothing.
 */
const DENIALS: Readonly<Record<"upnp" | "pcp", readonly number[]>> = { upnp: [606], pcp: [2, 5] };

const isForItselfOnly = (data: ObservationOf<"mapping-for-other">["data"]): boolean =>
  data.errorName === CONFLICT_WITH_NOTHING ||
  (data.errorCode !== null && DENIALS[data.protocol].includes(data.errorCode));

const HOPELESS: ReadonlySet<string> = new Set(["cgnat", "shared-address", "nat64", "offline"]);
