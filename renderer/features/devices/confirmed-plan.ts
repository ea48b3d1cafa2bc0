import type { ScanCircumstances, ScanPlan, ScanRequest } from "#core/lan/scan-record.ts";
import { formatIpv4Prefix, parseIpv4Prefix } from "#core/net/ipv4-prefix.ts";

/** What the person typed for a search, as typed. */
export type TypedPlan = {
  /** By adapter, see `adapterKey`. */
  ranges: ReadonlyMap<string, string>;
  further: readonly string[];
  byHand: readonly string[];
  sweep: boolean;
};

/** What the person confirmed to be searched, and how the laptop stood in the network then. */
export type Confirmed = {
  request: ScanRequest;
  typed: TypedPlan;
  /** With other addresses of its own the ranges have to be confirmed anew. */
  ownAddresses: readonly string[];
  /** For the list's filters. */
  networks: readonly string[];
};

type PlannedAdapter = ScanPlan["adapters"][number];

export const adapterKey = ({ name, address }: PlannedAdapter): string => `${name} ${address}`;

const ownAddresses = ({ adapters }: ScanPlan): readonly string[] =>
  adapters.map(({ name, address, prefixLength }) => `${name} ${address}/${prefixLength}`).toSorted();

/**
 * Where the laptop is, compared with when the ranges were confirmed: the very same place; another address has come or gone (a
 * second cable, a second address to reach a device); another network altogether, most likely another customer's.
 */
export function placeOf(plan: ScanPlan, { ownAddresses: before }: Confirmed): "same" | "changed" | "another" {
  const now = ownAddresses(plan);
  if (now.join("\n") === before.join("\n")) return "same";
  return now.some((address) => before.includes(address)) ? "changed" : "another";
}

export function confirmedPlan(plan: ScanPlan, typed: TypedPlan, request: ScanRequest): Confirmed {
  const own = plan.adapters
    .filter(({ used }) => used)
    .map((adapter) => networkAt(adapter.address, adapter.prefixLength));
  return { request, typed, ownAddresses: ownAddresses(plan), networks: narrowFirst([...own, ...request.ranges]) };
}

/** The networks that a scan of the archive looked into. */
export function searchedNetworks({ adapters }: ScanCircumstances, { ranges }: ScanRequest): readonly string[] {
  const own = adapters
    .filter(({ used }) => used)
    .flatMap(({ addresses }) => addresses.map(({ address, prefixLength }) => networkAt(address, prefixLength)));
  return narrowFirst([...own, ...ranges]);
}

/** The IPv4 network that an address with a prefix lies in, `192.168.1.0/24`; null for IPv6. */
function networkAt(address: string, prefixLength: number): string | null {
  const prefix = parseIpv4Prefix(`${address}/${prefixLength}`);
  return prefix === undefined ? null : formatIpv4Prefix(prefix);
}

/** An address belongs to the narrowest network that holds it. */
function narrowFirst(networks: readonly (string | null)[]): string[] {
  const lengthOf = (network: string): number => Number(network.split("/")[1]);
  return [...new Set(networks)].filter((one) => one !== null).toSorted((a, b) => lengthOf(b) - lengthOf(a));
}
