import { message, type Diagnosis, type Finding, type MappingSummary, type Message, type Verdict } from "./diagnosis.ts";
import type { Facts } from "./facts.ts";
import { observationsOf, type Observation } from "./observation.ts";

/**
 * The catalogue of findings. Each is a pure rule over facts; `hiddenBy` names the findings that are its cause: while one of
 * those stands, the consequence is not shown beside it.
 */

type Case = {
  facts: Facts;
  observations: readonly Observation[];
  verdict: Verdict;
  mappings: Diagnosis["mappings"];
  nat: Diagnosis["nat"];
};

type Hit = { args?: Message["args"]; observationIds: string[] };

type Rule = {
  code: string;
  severity: Finding["severity"];
  hiddenBy?: string[];
  hasRemedy: boolean;
  find(input: Case): Hit | null;
};

const PROTOCOL_NAMES = { pcp: "PCP", natpmp: "NAT-PMP", upnp: "UPnP" } as const;
type MappingProtocol = keyof typeof PROTOCOL_NAMES;
const PROTOCOLS: MappingProtocol[] = ["pcp", "natpmp", "upnp"];

const protocolsWhere = (mappings: Diagnosis["mappings"], test: (m: MappingSummary) => boolean): MappingProtocol[] =>
  PROTOCOLS.filter((p) => test(mappings[p]));

const named = (protocols: MappingProtocol[]): string => protocols.map((p) => PROTOCOL_NAMES[p]).join(", ");

const idsOfMappings = (observations: readonly Observation[]): string[] =>
  observations.filter((o) => o.question === "test-mapping" && o.outcome !== "skipped").map((o) => o.id);

const RULES: Rule[] = [
  {
    code: "vpn-on-laptop",
    severity: "problem",
    hasRemedy: true,
    find: ({ facts }) =>
      facts.tunnelRoute && { args: { adapter: facts.tunnelRoute.value }, observationIds: facts.tunnelRoute.ids },
  },
  {
    code: "several-ways-out",
    severity: "warning",
    hasRemedy: true,
    hiddenBy: ["vpn-on-laptop"],
    find: ({ facts }) =>
      facts.otherGateways && {
        args: { gateways: [facts.gateway?.value ?? "", ...facts.otherGateways.value].join(", ") },
        observationIds: facts.otherGateways.ids,
      },
  },
  {
    code: "mapped-but-useless",
    severity: "warning",
    hasRemedy: true,
    hiddenBy: ["vpn-on-laptop"],
    find: ({ facts, mappings, observations, verdict }) => {
      const granted = protocolsWhere(mappings, (m) => m.result === "granted");
      if (granted.length === 0 || verdict.kind !== "cgnat") return null;
      return {
        args: { protocols: named(granted) },
        observationIds: [...idsOfMappings(observations), ...(facts.owner?.ids ?? [])],
      };
    },
  },
  {
    // With a second router on site a forward in both would work, so this one must not say "useless".
    code: "mapped-but-not-last-router",
    severity: "warning",
    hasRemedy: true,
    hiddenBy: ["vpn-on-laptop"],
    find: ({ facts, mappings, observations, verdict }) => {
      const granted = protocolsWhere(mappings, (m) => m.result === "granted");
      if (granted.length === 0 || verdict.kind === "cgnat" || facts.owner?.value.who !== "further-out") return null;
      return {
        args: { protocols: named(granted) },
        observationIds: [...idsOfMappings(observations), ...facts.owner.ids],
      };
    },
  },
  {
    code: "no-port-forward-here",
    severity: "problem",
    hasRemedy: true,
    hiddenBy: ["vpn-on-laptop"],
    find: ({ verdict }) =>
      verdict.kind === "cgnat" ? { observationIds: verdict.for.flatMap((e) => e.observationIds) } : null,
  },
  {
    code: "router-claims-foreign-address",
    severity: "warning",
    hasRemedy: true,
    hiddenBy: ["vpn-on-laptop"],
    find: ({ facts }) =>
      facts.wan && facts.wan.address === facts.publicAddress?.value && facts.owner?.value.who === "further-out"
        ? {
            args: { address: facts.wan.address, replier: facts.owner.value.replier },
            observationIds: [facts.wan.id, ...facts.owner.ids],
          }
        : null,
  },
  {
    code: "router-contradicts-itself",
    severity: "warning",
    hasRemedy: true,
    find: ({ facts }) =>
      facts.wanContradiction && {
        args: { addresses: facts.wanContradiction.value.join(", ") },
        observationIds: facts.wanContradiction.ids,
      },
  },
  {
    code: "public-addresses-disagree",
    severity: "warning",
    hasRemedy: true,
    hiddenBy: ["vpn-on-laptop", "several-ways-out"],
    find: ({ facts }) =>
      facts.publicAddresses.length > 1
        ? {
            args: { addresses: facts.publicAddresses.map((a) => a.value).join(", ") },
            observationIds: facts.publicAddresses.flatMap((a) => a.ids),
          }
        : null,
  },
  {
    code: "udp-blocked",
    severity: "warning",
    hasRemedy: true,
    find: ({ observations }) => {
      // A name that did not resolve never became a datagram: that is a DNS problem, not a UDP one.
      const sent = observations.filter(
        (o) => o.probe === "stun" && o.outcome !== "skipped" && o.trouble !== "dns-failed",
      );
      const web = observationsOf(observations, "public-address-https");
      // One server may be down by itself; one that answers nonsense shows that UDP comes and goes.
      const blocked = sent.length >= 2 && sent.every((o) => o.outcome === "silent") && web.length > 0;
      return blocked ? { observationIds: [...sent, ...web].map((o) => o.id) } : null;
    },
  },
  {
    code: "ports-change-per-destination",
    severity: "info",
    hasRemedy: true,
    find: ({ nat, observations }) =>
      nat.mapping === "endpoint-dependent"
        ? { observationIds: observationsOf(observations, "stun-binding").map((o) => o.id) }
        : null,
  },
  {
    code: "test-mapping-left",
    severity: "problem",
    hasRemedy: true,
    find: ({ mappings, observations }) => {
      const left = protocolsWhere(mappings, (m) => m.removed === false);
      return left.length > 0 ? { args: { protocols: named(left) }, observationIds: idsOfMappings(observations) } : null;
    },
  },
  {
    code: "router-opens-ports-unasked",
    severity: "advice",
    hasRemedy: true,
    find: ({ mappings, observations }) => {
      const granting = protocolsWhere(mappings, (m) => m.result === "granted");
      return granting.length > 0
        ? { args: { protocols: named(granting) }, observationIds: idsOfMappings(observations) }
        : null;
    },
  },
  {
    code: "mapping-refused",
    severity: "info",
    hasRemedy: true,
    find: ({ facts, mappings, observations, verdict }) => {
      const refused = protocolsWhere(mappings, (m) => m.result === "refused");
      // Behind another box it would not help to open the port by hand, so it is no news either.
      const inVain = verdict.kind === "cgnat" || facts.owner?.value.who === "further-out";
      return refused.length > 0 && !inVain
        ? { args: { protocols: named(refused) }, observationIds: idsOfMappings(observations) }
        : null;
    },
  },
  {
    code: "unusable-answers",
    severity: "info",
    hasRemedy: true,
    find: ({ observations }) => {
      const bad = observations.filter((o) => o.trouble !== null && UNUSABLE.has(o.trouble));
      const who = [...new Set(bad.map((o) => o.answeredBy ?? o.asked ?? ""))].filter(Boolean).toSorted();
      return bad.length > 0 ? { args: { who: who.join(", ") }, observationIds: bad.map((o) => o.id) } : null;
    },
  },
];

/** Troubles that mean "something answered, but not with what the protocol allows". */
const UNUSABLE = new Set(["malformed", "wrong-transaction", "wrong-sender", "too-big", "location-elsewhere"]);

const SEVERITY_ORDER: Finding["severity"][] = ["problem", "warning", "advice", "info"];

export function deriveFindings(input: Case): Finding[] {
  const hits = RULES.map((rule) => ({ rule, hit: rule.find(input) })).filter(
    (entry): entry is { rule: Rule; hit: Hit } => entry.hit !== null,
  );
  const standing = new Set(hits.map((entry) => entry.rule.code));
  return hits
    .filter(({ rule }) => !rule.hiddenBy?.some((cause) => standing.has(cause)))
    .toSorted((a, b) => SEVERITY_ORDER.indexOf(a.rule.severity) - SEVERITY_ORDER.indexOf(b.rule.severity))
    .map(({ rule, hit }) => toFinding(rule, hit));
}

function toFinding(rule: Rule, hit: Hit): Finding {
  const args = hit.args ?? {};
  return {
    code: rule.code,
    severity: rule.severity,
    title: message(`finding.${rule.code}.title`, args),
    whatToDo: rule.hasRemedy ? message(`finding.${rule.code}.whatToDo`, args) : null,
    observationIds: [...new Set(hit.observationIds)].toSorted(),
  };
}
