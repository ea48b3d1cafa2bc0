import { networkInterfaces } from "node:os";
import { addressScope, isIpv4 } from "#core/net/ip-address.ts";
import { formatIpv4Prefix, ipv4Number, prefixAround } from "#core/net/ipv4-prefix.ts";
import type { Adapter } from "../system/adapters.ts";

/** An adapter that searches go out by. */
export type UsedAdapter = {
  name: string;
  adapterKind: Adapter["adapterKind"];
  ipv4: readonly { address: string; prefixLength: number }[];
  /** A link-local IPv6 address of its own, for multicast; null where it has none. */
  ipv6: string | null;
  /** Names it in IPv6 addresses (`ff02::fb%ZONE`). */
  zone: string;
};

/** More addresses on one adapter than an installer sets by hand; each is searched from, since devices answer only in their own network. */
const MAX_ADDRESSES = 8;

/**
 * The adapters that searches go out by: those that are up with an IPv4 or a link-local IPv6 address, 169.254/16 too, since
 * cameras without a DHCP server are there. Loopback and VPNs only where there is nothing else: no customer's camera is behind them, and
 * a search would tell the VPN's other end what is looked for.
 */
export function usedAdapters(adapters: readonly Adapter[], zoneOf = systemZone): UsedAdapter[] {
  const searchable = adapters
    .map((adapter): UsedAdapter => ({
      name: adapter.name,
      adapterKind: adapter.adapterKind,
      ipv4: adapter.addresses.filter(({ address }) => isIpv4(address)).slice(0, MAX_ADDRESSES),
      ipv6: adapter.addresses.find(({ address }) => address.startsWith("fe80:"))?.address ?? null,
      zone: zoneOf(adapter.name),
    }))
    .filter(({ ipv4, ipv6 }) => ipv4.length > 0 || ipv6 !== null);
  const onSite = searchable.filter(({ adapterKind }) => adapterKind !== "loopback" && adapterKind !== "tunnel");
  if (onSite.length > 0) return onSite;
  const beyond = searchable.filter(({ adapterKind }) => adapterKind === "tunnel");
  return beyond.length > 0 ? beyond : searchable;
}

/** Wider networks are not proposed whole: a sweep of 1,022 addresses takes seconds, one of 65,534 minutes. */
const WIDEST_PROPOSED = 22;
const AROUND_OWN_ADDRESS = 24;

/**
 * The prefix that a sweep is proposed for: the adapter's own network, or of a wider one the 256 addresses around its own. Null for
 * VPNs and loopback, for lines between two ends, and for 169.254/16, where addresses are drawn from 65,024 by chance.
 */
export function proposedRange(
  { adapterKind }: Pick<Adapter, "adapterKind">,
  { address, prefixLength }: { address: string; prefixLength: number },
): string | null {
  const number = ipv4Number(address);
  if (number === undefined || prefixLength > 30 || prefixLength < 1) return null;
  if (adapterKind === "tunnel" || adapterKind === "loopback" || addressScope(address) === "link-local") return null;
  return formatIpv4Prefix(prefixAround(number, prefixLength < WIDEST_PROPOSED ? AROUND_OWN_ADDRESS : prefixLength));
}

/** Windows counts its interfaces, all others name them. */
function systemZone(name: string): string {
  if (process.platform !== "win32") return name;
  const linkLocal = networkInterfaces()[name]?.find((one) => one.family === "IPv6" && one.scopeid !== 0);
  return linkLocal?.family === "IPv6" ? String(linkLocal.scopeid) : name;
}
