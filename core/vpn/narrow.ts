import { parseIpv4Prefix, type Ipv4Prefix } from "../net/ipv4-prefix.ts";
import { isPrivateRange } from "./pools.ts";
import { addressWithLength, networkPrefix } from "./prefix-text.ts";
import { lastOf } from "./prefix-index.ts";
import type { WireGuardDevice } from "./wireguard-device.ts";

/** Where an interface's address says nothing of its network, the network that most hubs have. */
const USUAL_LENGTH = 24;
/** Half of all addresses: nobody means a network by that. */
const HALF_OF_IPV4 = 2 ** 31;
/** 2000::/3, all that the internet's IPv6 consists of, and everything wider. */
const WIDE_IPV6 = 3;
/** A whole block of RFC 1918: some network of the site's is in it. */
const WHOLE_PRIVATE_BLOCKS: ReadonlySet<string> = new Set(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]);
const WIDE_IPV4 = 8;

/** The prefixes by which the whole internet goes into the tunnel, in one piece or in many; empty when it doesn't. */
export function wholeInternet(allowedIps: readonly string[]): string[] {
  const ipv6 = allowedIps.filter((text) => text.includes(":") && lengthOf(text) <= WIDE_IPV6);
  const ipv4 = allowedIps.flatMap((text) => parseIpv4Prefix(text) ?? []);
  const isAll = coverage(ipv4) >= HALF_OF_IPV4;
  return [...(isAll ? allowedIps.filter((text) => isPublicOrAll(text)) : []), ...ipv6];
}

/** Prefixes that are wider than any network of a site. */
export const widePrefixes = (allowedIps: readonly string[]): string[] =>
  allowedIps.filter((text) => !text.includes(":") && (WHOLE_PRIVATE_BLOCKS.has(text) || lengthOf(text) <= WIDE_IPV4));

const lengthOf = (text: string): number => Number(text.split("/")[1] ?? "128");

function isPublicOrAll(text: string): boolean {
  const prefix = parseIpv4Prefix(text);
  return prefix !== undefined && !isPrivateRange(prefix);
}

function coverage(prefixes: readonly Ipv4Prefix[]): number {
  let sum = 0;
  let end = -1;
  for (const prefix of prefixes.toSorted((a, b) => a.network - b.network)) {
    const last = lastOf(prefix);
    sum += Math.max(0, last - Math.max(end, prefix.network - 1));
    end = Math.max(end, last);
  }
  return sum;
}

/**
 * The same device with only the tunnel's own networks sent into the tunnel; null when it is narrow already.
 *
 * @param narrowTo what belongs to the tunnel, where that is known; else what the interface's own addresses say
 */
export function narrowed(device: WireGuardDevice, narrowTo: readonly string[] | null): WireGuardDevice | null {
  const own = narrowTo?.flatMap((text) => networkPrefix(text) ?? []) ?? ownNetworks(device.addresses);
  const given = new Set<string>();
  let isNarrow = true;
  const peers = device.peers.map((peer) => {
    const tooWide = new Set([...wholeInternet(peer.allowedIps), ...widePrefixes(peer.allowedIps)]);
    if (tooWide.size === 0) return peer;
    isNarrow = false;
    const kept = peer.allowedIps.filter((text) => !tooWide.has(text));
    const allowedIps = [...new Set([...kept, ...own])].filter((text) => kept.includes(text) || !given.has(text));
    for (const text of allowedIps) given.add(text);
    return { ...peer, allowedIps };
  });
  return isNarrow ? null : { ...device, peers };
}

function ownNetworks(addresses: readonly string[]): string[] {
  return addresses.flatMap((text) => {
    const read = addressWithLength(text);
    if (read === undefined) return [];
    const isIpv6 = read.address.includes(":");
    if (isIpv6 && read.length === 128) return [];
    const length = !isIpv6 && read.length === 32 ? USUAL_LENGTH : read.length;
    return networkPrefix(`${read.address}/${length}`) ?? [];
  });
}
