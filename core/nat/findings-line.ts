import { isIpv6, isUsableAsPublicAddress } from "../net/ip-address.ts";
import { idsOf, idsOfVerdict, type FindingRule } from "./finding-rule.ts";
import { observationsOf } from "./observation.ts";

/** Findings about the line and what it lets through. */
export const LINE_FINDINGS: FindingRule[] = [
  {
    code: "no-port-forward-here",
    severity: "problem",
    hiddenBy: ["vpn-on-laptop", "carrier-opens-ports"],
    find: ({ facts, verdict }) => {
      const isShared = verdict.kind === "cgnat" || verdict.sentence.key === "verdict.shared-address.ds-lite";
      return isShared && facts.inbound.value !== "proven" ? { observationIds: idsOfVerdict(verdict) } : null;
    },
  },
  {
    code: "only-some-ports",
    severity: "problem",
    find: ({ facts, verdict }) => {
      if (verdict.kind !== "shared-address" || verdict.sentence.key === "verdict.shared-address.ds-lite") return null;
      const [first] = facts.mapRule?.value.ranges ?? [];
      return {
        args: { example: first ? `${first.from}-${first.to}` : "-" },
        observationIds: idsOfVerdict(verdict),
      };
    },
  },
  {
    code: "two-routers",
    severity: "problem",
    find: ({ facts, verdict }) => {
      const outer = facts.boxes.at(-1);
      return verdict.kind === "double-nat" && outer && facts.routerTranslates?.value === true
        ? { args: { hop: outer.address }, observationIds: idsOfVerdict(verdict) }
        : null;
    },
  },
  {
    // A switch as the laptop's gateway, a firewall behind it: bridge mode would be the wrong advice.
    code: "forward-further-out",
    severity: "problem",
    find: ({ facts, verdict }) => {
      const outer = facts.boxes.at(-1);
      return verdict.kind === "double-nat" && outer && facts.routerTranslates?.value !== true
        ? { args: { hop: outer.address }, observationIds: idsOfVerdict(verdict) }
        : null;
    },
  },
  {
    code: "opened-and-not-reached",
    severity: "warning",
    find: ({ facts, verdict }) =>
      verdict.kind === "public" && facts.inboundByRouter.value === "blocked"
        ? { observationIds: facts.inboundByRouter.ids }
        : null,
  },
  {
    code: "vantage-not-usable",
    severity: "warning",
    find: ({ facts, observations }) => {
      const asked = observations.filter((o) => o.id === "vantage/view");
      const failed = asked.filter((o) => o.data.kind !== "vantage-view");
      return failed.length > 0 && facts.outside?.value === "answered" ? { observationIds: idsOf(failed) } : null;
    },
  },
  {
    code: "provider-firewall",
    severity: "problem",
    find: ({ verdict }) => (verdict.kind === "firewalled" ? { observationIds: idsOfVerdict(verdict) } : null),
  },
  {
    code: "ipv4-only-devices",
    severity: "warning",
    find: ({ facts, verdict }) =>
      verdict.kind === "nat64" && facts.clat === null ? { observationIds: idsOfVerdict(verdict) } : null,
  },
  {
    code: "router-claims-foreign-address",
    severity: "warning",
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
    find: ({ facts }) =>
      facts.wanContradiction && {
        args: { addresses: facts.wanContradiction.value.join(", ") },
        observationIds: facts.wanContradiction.ids,
      },
  },
  {
    code: "public-addresses-disagree",
    severity: "warning",
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
    code: "same-nat-as-other-site",
    severity: "info",
    hiddenBy: ["vpn-on-laptop"],
    find: ({ observations, verdict }) => {
      const others = observationsOf(observations, "same-address-elsewhere");
      // Which one, the answers say to the person on site: findings go into every report.
      return others.length === 0 || verdict.kind !== "cgnat" ? null : { observationIds: idsOf(others) };
    },
  },
  {
    code: "udp-blocked",
    severity: "warning",
    find: ({ observations }) => {
      // A name that did not resolve never became a datagram: that is a DNS problem, not a UDP one.
      const sent = observations.filter(
        (o) => o.probe === "stun" && o.outcome !== "skipped" && o.trouble !== "dns-failed",
      );
      const web = observationsOf(observations, "public-address-https");
      // One server may be down by itself; one that answers nonsense shows that UDP comes and goes.
      const blocked = sent.length >= 2 && sent.every((o) => o.outcome === "silent") && web.length > 0;
      return blocked ? { observationIds: idsOf([...sent, ...web]) } : null;
    },
  },
  {
    code: "web-blocked",
    severity: "warning",
    hiddenBy: ["login-page"],
    find: ({ observations }) => {
      const pages = observations.filter((o) => o.probe === "public-address" && o.outcome !== "skipped");
      const bindings = observationsOf(observations, "stun-binding");
      const shut = pages.filter((o) => o.outcome === "silent" || o.outcome === "refused");
      // One page may be down by itself.
      return pages.length >= 2 && shut.length === pages.length && bindings.length > 0
        ? { observationIds: idsOf([...pages, ...bindings]) }
        : null;
    },
  },
  {
    code: "outbound-ports-blocked",
    severity: "advice",
    hiddenBy: ["udp-blocked"],
    find: ({ observations }) => {
      const tested = observationsOf(observations, "outbound-port");
      const shut = tested.filter((o) => !o.data.reached);
      if (shut.length === 0 || shut.length === tested.length) return null;
      const ports = shut.map((o) => `${o.data.transport.toUpperCase()} ${o.data.port}`).join(", ");
      return { args: { ports }, observationIds: idsOf(shut) };
    },
  },
  {
    code: "ports-change-per-destination",
    severity: "info",
    find: ({ nat, observations }) =>
      nat.mapping !== "endpoint-independent" && nat.mapping !== "unknown"
        ? { observationIds: idsOf(observationsOf(observations, "stun-binding")) }
        : null,
  },
  {
    code: "anybody-may-answer",
    severity: "advice",
    find: ({ nat, observations }) => {
      const tests = observationsOf(observations, "stun-filtering");
      // An address of the laptop's own has nothing in between that could filter.
      return nat.filtering === "endpoint-independent" && nat.classicName !== "none" && tests.length > 0
        ? { observationIds: idsOf(tests) }
        : null;
    },
  },
  {
    code: "one-way-audio",
    severity: "advice",
    hiddenBy: ["vpn-on-laptop"],
    find: ({ nat, verdict }) => {
      const isHard = nat.classicName === "symmetric" || verdict.kind === "cgnat" || verdict.kind === "double-nat";
      const ids = idsOfVerdict(verdict);
      return isHard && ids.length > 0 ? { observationIds: ids } : null;
    },
  },
  {
    code: "no-hairpin",
    severity: "info",
    find: ({ nat, observations, verdict }) =>
      nat.hairpin === "no" && verdict.kind === "public"
        ? { observationIds: idsOf(observationsOf(observations, "hairpin")) }
        : null,
  },
  {
    code: "short-keepalive",
    severity: "advice",
    find: ({ nat, observations }) => {
      const seconds = nat.bindingDeadSeconds;
      if (seconds === null || seconds > LONG_ENOUGH_SECONDS) return null;
      return {
        args: { seconds, keepalive: nat.bindingAliveSeconds ?? Math.floor(seconds / 2) },
        observationIds: idsOf(observationsOf(observations, "binding-lifetime")),
      };
    },
  },
  {
    code: "ipv6-way-in",
    severity: "advice",
    hiddenBy: ["vpn-on-laptop", "ipv6-open"],
    find: ({ facts, verdict }) => {
      const helps = verdict.kind !== "public" && facts.ipv6.state === "native";
      if (!helps || facts.inboundIpv6.value === "blocked") return null;
      return { args: { address: facts.ipv6.address ?? "" }, observationIds: facts.ipv6.ids };
    },
  },
  {
    // Reached without asking the router for anything: so is every camera and recorder on this network.
    code: "ipv6-open",
    severity: "warning",
    find: ({ observations }) => {
      const open = observationsOf(observations, "inbound-test").filter(
        (o) => o.data.arrived && o.data.target.includes(":") && o.data.openedBy === "none",
      );
      return open.length > 0 ? { observationIds: idsOf(open) } : null;
    },
  },
  {
    code: "ipv6-blocked",
    severity: "info",
    find: ({ facts }) => (facts.inboundIpv6.value === "blocked" ? { observationIds: facts.inboundIpv6.ids } : null),
  },
  {
    code: "ipv6-translated",
    severity: "info",
    find: ({ facts }) =>
      facts.ipv6.state === "translated"
        ? { args: { address: facts.ipv6.address ?? "" }, observationIds: facts.ipv6.ids }
        : null,
  },
  {
    code: "ipv6-no-way-out",
    severity: "info",
    find: ({ facts }) =>
      facts.ipv6.state === "local-only" && facts.laptopAddresses.some(isPublicIpv6)
        ? { observationIds: facts.ipv6.ids }
        : null,
  },
];

const isPublicIpv6 = (address: string): boolean => isIpv6(address) && isUsableAsPublicAddress(address);

/** RFC 4787 section 4.3 (REQ-5): a mapping should live for five minutes without traffic, and must for two. */
const LONG_ENOUGH_SECONDS = 120;
