import type { Message } from "../nat/diagnosis.ts";
import { addressScope, isIpv4 } from "../net/ip-address.ts";
import { formatIpv4Prefix, hostCount, parseIpv4Prefix, type Ipv4Prefix } from "../net/ipv4-prefix.ts";
import type { SiteFindingInput } from "./device-findings.ts";
import type { Severity } from "./device-rule.ts";
import type { ScanCircumstances } from "./scan-record.ts";

/**
 * Why a scan found no camera, recorder or panel: everything that its circumstances allow, most likely and quickest to try first. None of
 * these is proven, and each is worded so.
 */
export type SilenceCause = {
  code: string;
  severity: Severity;
  /** The causes behind it would only be consequences: they are not named. */
  settles?: true;
  find(input: SiteFindingInput): Message["args"] | null;
};

export const SILENCE_CAUSES: readonly SilenceCause[] = [
  {
    code: "no-adapter",
    severity: "problem",
    settles: true,
    find: ({ circumstances }) =>
      lanAdapters(circumstances).length === 0 && tunnels(circumstances).length === 0 ? {} : null,
  },
  {
    code: "only-vpn",
    severity: "problem",
    settles: true,
    find: ({ circumstances }) =>
      lanAdapters(circumstances).length === 0 ? { adapters: namesOf(tunnels(circumstances)) } : null,
  },
  {
    code: "laptop-without-dhcp",
    severity: "problem",
    find: ({ circumstances }) => {
      const own = lanAdapters(circumstances).flatMap(({ addresses }) => addresses.filter((one) => isIpv4(one.address)));
      const isAlone = own.every(({ address }) => addressScope(address) === "link-local");
      return own[0] && isAlone ? { address: own[0].address } : null;
    },
  },
  { code: "sends-refused", severity: "problem", find: ({ circumstances }) => refusedSends(circumstances) },
  {
    code: "vpn-in-the-way",
    severity: "warning",
    find: ({ circumstances }) => (circumstances.vpnHoldsDefaultRoute ? {} : null),
  },
  {
    code: "laptop-firewall",
    severity: "warning",
    find: ({ circumstances }) => {
      const on = circumstances.firewalls.filter(({ state }) => state === "on").map(({ name }) => name);
      return on.length > 0 ? { names: on.join(", ") } : null;
    },
  },
  {
    code: "guest-wifi",
    severity: "warning",
    find: (input) => (answeredOnlyRouter(input) && onlyWifi(input.circumstances) ? {} : null),
  },
  {
    code: "isolated-port",
    severity: "warning",
    find: (input) => (answeredOnlyRouter(input) && !onlyWifi(input.circumstances) ? {} : null),
  },
  {
    code: "nobody-answers",
    severity: "warning",
    find: (input) => (isSwept(input) && input.circumstances.addressesAlive === 0 ? {} : null),
  },
  {
    code: "other-network",
    severity: "warning",
    find: ({ circumstances }) => {
      const { addressesAlive, gateways } = circumstances;
      return addressesAlive > Math.max(1, gateways.length) ? { count: addressesAlive } : null;
    },
  },
  {
    code: "only-wifi",
    severity: "advice",
    find: (input) => (onlyWifi(input.circumstances) && !answeredOnlyRouter(input) ? {} : null),
  },
  {
    code: "not-swept",
    severity: "advice",
    find: ({ request }) => (request.sweep ? null : {}),
  },
  {
    code: "range-too-small",
    severity: "advice",
    find: ({ request, circumstances }) => {
      const missed = request.sweep ? missedNetworks(request.ranges, circumstances) : [];
      return missed.length > 0 ? { networks: missed.slice(0, MAX_NAMED).join(", ") } : null;
    },
  },
];

/** A sentence takes a few. */
const MAX_NAMED = 4;

type Adapter = ScanCircumstances["adapters"][number];

/** Adapters that may lead to the site's network and have an address there. */
const lanAdapters = ({ adapters }: ScanCircumstances): Adapter[] =>
  adapters.filter(
    ({ adapterKind, addresses, used }) =>
      addresses.length > 0 &&
      (used || adapterKind === "ethernet" || adapterKind === "wifi" || adapterKind === "unknown") &&
      adapterKind !== "tunnel",
  );

const tunnels = ({ adapters }: ScanCircumstances): Adapter[] =>
  adapters.filter(({ adapterKind, addresses }) => adapterKind === "tunnel" && addresses.length > 0);

const namesOf = (adapters: readonly Adapter[]): string => adapters.map(({ name }) => name).join(", ");

const onlyWifi = ({ adapters }: ScanCircumstances): boolean => {
  const used = adapters.filter((adapter) => adapter.used);
  return used.length > 0 && used.every(({ adapterKind }) => adapterKind === "wifi");
};

/** Where somebody is known to be (a gateway), macOS answers "no route to host" when the person has not allowed the local network. */
const REFUSALS = ["EPERM", "EACCES"];
const NO_ROUTE = "EHOSTUNREACH";

/** The adapters on which the system refused to send, when that is not only a cable without a network. */
export function refusedSends({ refusedSends: refused, gateways, adapters }: ScanCircumstances): Message["args"] | null {
  const names = refused
    .filter(({ count }) => count > 0)
    .filter(({ code }) => REFUSALS.includes(code) || (code === NO_ROUTE && gateways.length > 0))
    .map(({ interfaceName }) => interfaceName)
    .filter((name) => adapters.some((adapter) => adapter.name === name && adapter.used));
  return names.length > 0 ? { adapters: [...new Set(names)].join(", ") } : null;
}

export const isSwept = ({ request, circumstances }: SiteFindingInput): boolean =>
  request.sweep && circumstances.addressesSwept > 0 && !circumstances.unfinished.includes("sweep");

function answeredOnlyRouter(input: SiteFindingInput): boolean {
  const { addressesAlive, gateways } = input.circumstances;
  return isSwept(input) && addressesAlive > 0 && gateways.length > 0 && addressesAlive <= gateways.length;
}

/** The laptop's networks of which a part was not swept. */
function missedNetworks(ranges: readonly string[], circumstances: ScanCircumstances): string[] {
  const swept = ranges.flatMap((range) => parseIpv4Prefix(range) ?? []);
  const own = lanAdapters(circumstances)
    .filter(({ used }) => used)
    .flatMap(({ addresses }) => addresses)
    .filter(({ address }) => isIpv4(address) && addressScope(address) !== "link-local")
    .flatMap(({ address, prefixLength }) => parseIpv4Prefix(`${address}/${prefixLength}`) ?? []);
  return [...new Set(own.filter((network) => sweptOf(network, swept) < hostCount(network)).map(formatIpv4Prefix))];
}

/** How many of a network's addresses the ranges cover; ranges come without overlaps. */
function sweptOf(network: Ipv4Prefix, ranges: readonly Ipv4Prefix[]): number {
  const size = (prefix: Ipv4Prefix): number => 2 ** (32 - prefix.length);
  const isInside = (inner: Ipv4Prefix, outer: Ipv4Prefix): boolean =>
    inner.length >= outer.length && inner.network >= outer.network && inner.network < outer.network + size(outer);
  if (ranges.some((range) => isInside(network, range))) return size(network);
  return ranges.filter((range) => isInside(range, network)).reduce((sum, range) => sum + size(range), 0);
}
