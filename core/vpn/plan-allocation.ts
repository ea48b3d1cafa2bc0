import {
  firstHost,
  formatIpv4Prefix,
  hostCount,
  inIpv4Prefix,
  ipv4Number,
  ipv4Text,
  parseIpv4Prefix,
  prefixAround,
  type Ipv4Prefix,
} from "../net/ipv4-prefix.ts";
import type { SitePlatform } from "../tunnel/tunnel.ts";
import type { AddressPlan, HubPlan } from "./address-plan.ts";
import { canTranslate } from "./devices.ts";
import { vpnFinding, type VpnFinding } from "./findings.ts";
import { reachOf } from "./plan-findings.ts";
import { OTHERS_RANGES } from "./pools.ts";
import { lastOf, overlap, PrefixIndex } from "./prefix-index.ts";

/** The largest LAN that gets addresses of its own: 1,022 devices. A wider one would eat the pool (a /16 of it thirty-second). */
const WIDEST_LAN = 22;
/** Smaller ones have no room for a device. */
const NARROWEST_LAN = 30;
/** What a site gets whose LAN nobody knows yet. */
const USUAL_LENGTH = 24;

export interface SiteWish {
  /** A prefix that somebody wants the site to be called; its length must be the LAN's. */
  readonly mapped?: string | null;
  /**
   * The site's id: says where in the pool the search begins. So two laptops that can't see each other's surveys rarely give two sites
   * the same; with all beginning at the first free one, they always would.
   */
  readonly from?: string;
}

export type SiteAddresses =
  | { readonly ok: true; readonly mapped: string; readonly address: string }
  | { readonly ok: false; readonly finding: VpnFinding };

export type PeerAddress =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly finding: VpnFinding };

/**
 * What a new site is called, and its address in the tunnel. The same plan and wish give the same answer. Addresses of removed sites
 * are given away only when no others are left: somebody's notes and bookmarks still hold them.
 *
 * @param serverId null: the site's own router is called
 * @param lan the site's LAN; null: not known yet, a /24 is kept for it
 */
export function nextSiteAddresses(
  plan: AddressPlan,
  serverId: string | null,
  lan: string | null,
  wish: SiteWish = {},
): SiteAddresses {
  const hub = plan.hubs.find((one) => one.serverId === serverId);
  const pool = hub && parseIpv4Prefix(hub.sitePool);
  if (!hub || !pool) return { ok: false, finding: vpnFinding("no-hub") };
  const network = lan === null ? null : parseIpv4Prefix(lan);
  if (network === undefined) return { ok: false, finding: vpnFinding("unreadable", { text: lan ?? "" }) };
  const length = network?.length ?? USUAL_LENGTH;
  if (length < WIDEST_LAN || length > NARROWEST_LAN) {
    return { ok: false, finding: vpnFinding("lan-too-large", { lan: lan ?? "", widest: WIDEST_LAN }) };
  }
  const mapped = wish.mapped
    ? wished(plan, hub, pool, network, length, wish.mapped)
    : freePrefix(plan, hub, pool, network, length, wish);
  if ("code" in mapped) return { ok: false, finding: mapped };
  const peer = nextPeerAddress(plan, serverId, wish.from);
  return peer.ok ? { ok: true, mapped: formatIpv4Prefix(mapped), address: peer.address } : peer;
}

/**
 * The address in the tunnel for another end: a technician, a telephone.
 *
 * @param from the end's id; as for sites, says where the search begins
 */
export function nextPeerAddress(plan: AddressPlan, serverId: string | null, from = ""): PeerAddress {
  const hub = plan.hubs.find((one) => one.serverId === serverId);
  const pool = hub && parseIpv4Prefix(hub.tunnelPool);
  if (!hub || !pool) return { ok: false, finding: vpnFinding("no-hub") };
  const numbersOf = (ends: HubPlan["ends"]): number[] => ends.flatMap(({ address }) => ipv4Number(address ?? "") ?? []);
  const all = new Set(numbersOf(hub.ends));
  const inUse = new Set(numbersOf(hub.ends.filter(({ isStanding }) => isStanding)));
  const start = startIn(from, hostCount(pool));
  const free = freeHost(pool, start, all) ?? freeHost(pool, start, inUse);
  if (free !== undefined) return { ok: true, address: ipv4Text(free) };
  return { ok: false, finding: vpnFinding("pool-full", { pool: hub.tunnelPool, hub: hub.name }) };
}

/**
 * Whether a site can be reached under its LAN's own addresses, which it must where its box can't translate (FRITZ!Box, UniFi):
 * null when it can, else why it can't.
 */
export function ownAddressesObstacle(
  plan: AddressPlan,
  serverId: string | null,
  site: { readonly siteId: string; readonly lan: string; readonly platform: SitePlatform | null },
): VpnFinding | null {
  if (canTranslate(site.platform)) return null;
  const hub = plan.hubs.find((one) => one.serverId === serverId);
  const lan = parseIpv4Prefix(site.lan);
  if (!hub || !lan) return vpnFinding("no-hub");
  // Called directly, a site has nobody beside it in its tunnel.
  const others = serverId === null ? [] : reachOf(hub).filter(({ of }) => of.siteId !== site.siteId);
  const index = new PrefixIndex(others);
  const [rival] = [...index.around(lan), ...index.inside(lan, 1)];
  if (rival)
    return vpnFinding("not-possible-here", { lan: site.lan, other: rival.of.name }, [site.siteId, rival.of.siteId]);
  const pool = [hub.tunnelPool, hub.sitePool].find((text) => {
    const prefix = parseIpv4Prefix(text);
    return prefix && overlap(prefix, lan);
  });
  return pool ? vpnFinding("not-possible-here", { lan: site.lan, other: pool }, [site.siteId]) : null;
}

/** What a new site must not be called: what others are called or were, everybody's LAN, all pools of tunnels, others' ranges. */
function blocked(plan: AddressPlan, own: Ipv4Prefix | null, isRetiredFree: boolean): Ipv4Prefix[] {
  const reaches = [...plan.hubs, ...plan.meshes]
    .flatMap(({ reaches: all }) => all)
    .filter(({ isStanding }) => isStanding || !isRetiredFree);
  const texts = [
    ...reaches.flatMap(({ mapped, lan }) => mapped ?? lan ?? []),
    ...plan.hubs.map(({ tunnelPool }) => tunnelPool),
    ...plan.ownNetworks.map(({ prefix }) => prefix),
  ];
  return [
    ...texts.flatMap((text) => parseIpv4Prefix(text) ?? []),
    ...plan.lans.map(({ prefix }) => prefix),
    ...OTHERS_RANGES.map(({ range }) => range),
    ...(own ? [own] : []),
  ];
}

function wished(
  plan: AddressPlan,
  hub: HubPlan,
  pool: Ipv4Prefix,
  own: Ipv4Prefix | null,
  length: number,
  text: string,
): Ipv4Prefix | VpnFinding {
  const prefix = parseIpv4Prefix(text);
  if (!prefix || prefix.length !== length || prefix.length < pool.length || !inIpv4Prefix(prefix.network, pool)) {
    return vpnFinding("wish-unfit", { prefix: text, pool: hub.sitePool, length });
  }
  const rival = blocked(plan, own, true).find((other) => overlap(other, prefix));
  return rival ? vpnFinding("wish-taken", { prefix: text, other: formatIpv4Prefix(rival) }) : prefix;
}

function freePrefix(
  plan: AddressPlan,
  hub: HubPlan,
  pool: Ipv4Prefix,
  own: Ipv4Prefix | null,
  length: number,
  { from = "" }: SiteWish,
): Ipv4Prefix | VpnFinding {
  if (length < pool.length) return vpnFinding("pool-full", { pool: hub.sitePool, hub: hub.name });
  const slots = 2 ** (length - pool.length);
  const start = pool.network + startIn(from, slots) * 2 ** (32 - length);
  for (const isRetiredFree of [false, true]) {
    const ranges = merged(blocked(plan, own, isRetiredFree));
    const free = freeSlot(pool, length, start, ranges) ?? freeSlot(pool, length, pool.network, ranges);
    if (free) return free;
  }
  return vpnFinding("pool-full", { pool: hub.sitePool, hub: hub.name });
}

interface Range {
  readonly first: number;
  readonly last: number;
}

/** In order, none touching the next. */
function merged(prefixes: readonly Ipv4Prefix[]): Range[] {
  const ranges: { first: number; last: number }[] = [];
  for (const prefix of prefixes.toSorted((a, b) => a.network - b.network)) {
    const before = ranges.at(-1);
    if (before && prefix.network <= before.last + 1) before.last = Math.max(before.last, lastOf(prefix));
    else ranges.push({ first: prefix.network, last: lastOf(prefix) });
  }
  return ranges;
}

/** The first network of this length from an address on that touches no range; undefined at the pool's end. */
function freeSlot(pool: Ipv4Prefix, length: number, from: number, ranges: readonly Range[]): Ipv4Prefix | undefined {
  const size = 2 ** (32 - length);
  let at = from;
  for (const { first, last } of ranges) {
    if (last < at) continue;
    if (at + size <= first) break;
    at = Math.ceil((last + 1) / size) * size;
  }
  return at + size - 1 <= lastOf(pool) ? prefixAround(at, length) : undefined;
}

function freeHost(pool: Ipv4Prefix, start: number, taken: ReadonlySet<number>): number | undefined {
  const count = hostCount(pool);
  // Of one more than are taken, and the hub's, which is the first, one is free, if any is.
  const tries = Math.min(taken.size + 2, count);
  for (let step = 0; step < tries; step += 1) {
    const host = firstHost(pool) + ((start + step) % count);
    if (host !== firstHost(pool) && !taken.has(host)) return host;
  }
  return undefined;
}

/** Where a search among so many places begins for an id. FNV-1a, 32 bits: spreads ids evenly, and is the same everywhere. */
export function startIn(from: string, places: number): number {
  if (from === "") return 0;
  let hash = 0x811c9dc5;
  for (const character of from) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % places;
}
