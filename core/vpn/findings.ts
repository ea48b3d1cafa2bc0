import { message, type Finding, type Message } from "../nat/diagnosis.ts";
import { SEVERITY_ORDER } from "../nat/finding-rule.ts";
import type { vpn } from "../text/en/vpn.ts";

export type VpnFindingCode = keyof typeof vpn.finding;

/** Something to know about a plan or a configuration before it is used. */
export interface VpnFinding {
  readonly code: VpnFindingCode;
  readonly severity: Finding["severity"];
  readonly title: Message;
  readonly whatToDo: Message;
  /** The sites it is about, at most SITES_NAMED_MAX. */
  readonly siteIds: readonly string[];
}

/** Enough to begin with; the count is in the sentence. */
const SITES_NAMED_MAX = 20;
/** As many names as a sentence can take. */
const NAMES_IN_SENTENCE = 3;

const SEVERITY: Record<VpnFindingCode, Finding["severity"]> = {
  "mapped-twice": "problem",
  "lan-shared": "problem",
  "mapped-is-lan": "problem",
  "mapped-in-lan": "warning",
  "lan-in-tunnel-pool": "problem",
  "lan-changed": "warning",
  "mapped-outside-pool": "problem",
  "mapped-length": "problem",
  "pools-overlap": "problem",
  "range-public": "problem",
  "range-carrier": "warning",
  "range-docker": "warning",
  "range-podman": "warning",
  "range-openvpn": "warning",
  "mesh-shared": "problem",
  "mesh-meets": "warning",
  "technician-lan": "warning",
  "key-twice": "problem",
  "address-twice": "problem",
  "address-outside-pool": "problem",
  "name-twice": "warning",
  unreadable: "problem",
  "pool-nearly-full": "advice",
  "pool-full": "problem",
  "lan-too-large": "problem",
  "wish-taken": "problem",
  "wish-unfit": "problem",
  "no-hub": "problem",
  "not-possible-here": "problem",
  "too-large": "problem",
  "not-a-config": "problem",
  "whole-internet": "problem",
  "wide-prefix": "warning",
  "covers-lan": "problem",
  "runs-commands": "warning",
  "own-routing": "warning",
  "overwrites-itself": "warning",
  "changes-dns": "advice",
  "no-keepalive": "warning",
  "endpoint-missing": "problem",
  "endpoint-private": "problem",
  "endpoint-unreadable": "problem",
  "endpoint-odd-port": "warning",
  "private-key-missing": "problem",
  "private-key-broken": "problem",
  "private-key-unlikely": "warning",
  "public-key-broken": "problem",
  "public-key-weak": "problem",
  "public-key-own": "problem",
  "peer-twice": "problem",
  "preshared-key-broken": "problem",
  "prefix-in-two-peers": "problem",
  "prefix-unreadable": "problem",
  "no-peer": "problem",
  "no-address": "warning",
  "number-unreadable": "problem",
  "mtu-out-of-range": "warning",
  "section-twice": "warning",
  "setting-twice": "warning",
  "setting-unknown": "warning",
  "not-plain-wireguard": "problem",
  "odd-characters": "warning",
  "fritzbox-ipv4-only": "problem",
  "fritzbox-lan-length": "problem",
  "fritzbox-one-key": "info",
  "qr-too-long": "problem",
};

/** A finding of the catalogue with what its sentences name. */
export const vpnFinding = (
  code: VpnFindingCode,
  args: Message["args"] = {},
  siteIds: readonly string[] = [],
  severity: Finding["severity"] = SEVERITY[code],
): VpnFinding => ({
  code,
  severity,
  title: message(`vpn.finding.${code}.title`, args),
  whatToDo: message(`vpn.finding.${code}.whatToDo`, args),
  siteIds: [...new Set(siteIds)].slice(0, SITES_NAMED_MAX),
});

/** Worst first; what is equally bad stays in its order. */
export const worstFirst = (findings: readonly VpnFinding[]): VpnFinding[] =>
  findings.toSorted((a, b) => SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity));

/** `Hotel Post, Café Mitte, Bakery, +12`. */
export function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_IN_SENTENCE);
  const more = names.length - shown.length;
  return [...shown, ...(more > 0 ? [`+${more}`] : [])].join(", ");
}
