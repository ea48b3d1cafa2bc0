import { formatIpv4Prefix, inIpv4Prefix, ipv4Number, parseIpv4Prefix, type Ipv4Prefix } from "../net/ipv4-prefix.ts";
import { MESH_NAMES } from "../mesh/mesh-status.ts";
import type { AddressPlan, HubPlan, MeshPlan, PlannedEnd, PlannedReach, PlannedSite } from "./address-plan.ts";
import { namesOf, vpnFinding, type VpnFinding } from "./findings.ts";
import { isPrivateRange, OTHERS_RANGES } from "./pools.ts";
import { overlap, overlapGroups, PrefixIndex, type Located } from "./prefix-index.ts";

type Plan = Omit<AddressPlan, "findings">;

/** Of those that a wide network touches, as many are named. */
const NAMED = 4;
/** From here on the next sites may not fit. */
const NEARLY_FULL = 0.9;

/** Everything in the plan that would not work, or would work for the wrong site. Every look takes n log n. */
export function planFindings(plan: Plan, sites: readonly PlannedSite[]): VpnFinding[] {
  return [
    ...plan.hubs.flatMap((hub) => [
      ...unreadable(hub),
      ...sharedReach(hub),
      ...misplaced(hub),
      ...addressesTwice(hub),
      ...namesTwice(hub),
      ...nearlyFull(hub),
    ]),
    ...poolsOverlap(plan),
    ...ranges(plan),
    ...keysTwice(plan),
    ...lansInTheWay(plan),
    ...ownNetworksInTheWay(plan),
    ...changedLans(sites),
    ...plan.meshes.flatMap(meshShared),
    ...meshesMeetHubs(plan),
  ];
}

const read = (text: string | null): Ipv4Prefix | undefined => (text === null ? undefined : parseIpv4Prefix(text));

const standing = <T extends { readonly isStanding: boolean }>(all: readonly T[]): T[] =>
  all.filter(({ isStanding }) => isStanding);

/** Each prefix that a site is reached under. */
export const reachOf = (hub: HubPlan): Located<PlannedReach>[] =>
  standing(hub.reaches).flatMap((of) => {
    const prefix = read(of.mapped ?? of.lan);
    return prefix ? [{ prefix, of }] : [];
  });

function unreadable(hub: HubPlan): VpnFinding[] {
  const pools = [hub.tunnelPool, hub.sitePool].flatMap((text) => (read(text) ? [] : [{ text, ids: [] as string[] }]));
  const prefixes = standing(hub.reaches).flatMap(({ mapped, lan, siteId }) =>
    [mapped, lan].flatMap((text) => (text !== null && !read(text) ? [{ text, ids: [siteId] }] : [])),
  );
  const addresses = standing(hub.ends).flatMap(({ address, siteId }) =>
    address !== null && ipv4Number(address) === undefined ? [{ text: address, ids: siteId ? [siteId] : [] }] : [],
  );
  return [...pools, ...prefixes, ...addresses].map(({ text, ids }) => vpnFinding("unreadable", { text }, ids));
}

/** Two sites under one prefix: laptops that were offline gave it away twice, or two LANs that go by their own addresses are equal. */
function sharedReach(hub: HubPlan): VpnFinding[] {
  return overlapGroups(reachOf(hub)).map((group) => {
    const [widest] = group.toSorted((a, b) => a.prefix.length - b.prefix.length);
    const code = group.every(({ of }) => of.mapped !== null) ? "mapped-twice" : "lan-shared";
    const args = {
      prefix: widest ? formatIpv4Prefix(widest.prefix) : "",
      sites: namesOf(group.map(({ of }) => of.name)),
    };
    return vpnFinding(
      code,
      args,
      group.map(({ of }) => of.siteId),
    );
  });
}

function misplaced(hub: HubPlan): VpnFinding[] {
  const pool = read(hub.sitePool);
  const tunnelPool = read(hub.tunnelPool);
  const outside = (address: Ipv4Prefix, of: Ipv4Prefix | undefined): boolean =>
    of !== undefined && (address.length < of.length || !inIpv4Prefix(address.network, of));
  const reaches = standing(hub.reaches).flatMap(({ mapped: text, lan: lanText, siteId, name }) => {
    const mapped = read(text);
    const lan = read(lanText);
    if (!mapped || text === null) return [];
    const args = { site: name, mapped: text, lan: lanText ?? "", pool: hub.sitePool };
    return [
      ...(outside(mapped, pool) ? [vpnFinding("mapped-outside-pool", args, [siteId])] : []),
      ...(lan && lan.length !== mapped.length ? [vpnFinding("mapped-length", args, [siteId])] : []),
      ...(lan && overlap(lan, mapped) ? [vpnFinding("mapped-is-lan", args, [siteId])] : []),
    ];
  });
  const ends = standing(hub.ends).flatMap(({ address, name, siteId }) => {
    const at = read(address);
    return at && outside(at, tunnelPool)
      ? [
          vpnFinding(
            "address-outside-pool",
            { name, address: address ?? "", pool: hub.tunnelPool },
            siteId ? [siteId] : [],
          ),
        ]
      : [];
  });
  return [...reaches, ...ends];
}

function addressesTwice(hub: HubPlan): VpnFinding[] {
  return sharing(standing(hub.ends), ({ address }) => address)
    .filter((ends) => new Set(ends.map(deviceOf)).size > 1)
    .map((ends) =>
      vpnFinding("address-twice", { address: ends[0]?.address ?? "", names: namesOf(ends.map(nameOf)) }, idsOf(ends)),
    );
}

/** One laptop, by one key and one address, may be a peer of many sites that are called directly: that is no mistake. */
const deviceOf = (end: PlannedEnd): unknown => end.publicKey ?? end;

/** When one of them must go, nobody knows which. */
const namesTwice = (hub: HubPlan): VpnFinding[] =>
  sharing(standing(hub.ends), ({ name, siteId }) => `${siteId ?? ""} ${name.trim().toLowerCase()}`).map((ends) =>
    vpnFinding("name-twice", { name: ends[0]?.name ?? "", count: ends.length }, idsOf(ends)),
  );

/** WireGuard knows peers by their keys alone: of two with one key, the hub keeps the one it heard last. */
function keysTwice({ hubs }: Plan): VpnFinding[] {
  const ends = hubs.flatMap((hub) => standing(hub.ends).map((end) => ({ ...end, serverId: hub.serverId })));
  return sharing(ends, ({ publicKey }) => publicKey)
    .filter((same) => same.some((end) => !isSameDevice(end, same[0])))
    .map((same) => vpnFinding("key-twice", { names: namesOf(same.map(nameOf)), count: same.length }, idsOf(same)));
}

type HubEnd = PlannedEnd & { readonly serverId: string | null };

/** A laptop may have its one key at several hubs and at several sites that it calls directly. */
const isSameDevice = (end: HubEnd, other: HubEnd | undefined): boolean =>
  other === undefined ||
  end === other ||
  (end.name === other.name && (end.serverId !== other.serverId || end.serverId === null) && end.address !== null);

function nearlyFull(hub: HubPlan): VpnFinding[] {
  const pool = read(hub.sitePool);
  if (!pool) return [];
  const used = standing(hub.reaches).reduce((sum, { mapped }) => sum + sizeOf(read(mapped)), 0);
  const share = used / sizeOf(pool);
  return share < NEARLY_FULL
    ? []
    : [vpnFinding("pool-nearly-full", { pool: hub.sitePool, hub: hub.name, percent: Math.round(share * 100) })];
}

const sizeOf = (prefix: Ipv4Prefix | undefined): number => (prefix ? 2 ** (32 - prefix.length) : 0);

function poolsOf({ hubs }: Pick<Plan, "hubs">): Located<{ hub: HubPlan; pool: string }>[] {
  return hubs
    .filter(({ serverId, reaches }) => serverId !== null || reaches.length > 0)
    .flatMap((hub) =>
      [hub.tunnelPool, hub.sitePool].flatMap((pool) => {
        const prefix = read(pool);
        return prefix ? [{ prefix, of: { hub, pool } }] : [];
      }),
    );
}

function poolsOverlap(plan: Plan): VpnFinding[] {
  return overlapGroups(poolsOf(plan)).map((group) => {
    const hubs = new Set(group.map(({ of }) => of.hub));
    const args = {
      pools: namesOf(group.map(({ of }) => of.pool)),
      hubs: namesOf([...hubs].map(({ name }) => name)),
    };
    // Within one hub nothing works; two hubs trouble only who uses both at once.
    return vpnFinding("pools-overlap", args, [], hubs.size < group.length ? "problem" : "warning");
  });
}

function ranges(plan: Plan): VpnFinding[] {
  return poolsOf(plan).flatMap(({ prefix, of: { hub, pool } }) => {
    const args = { pool, hub: hub.name };
    if (!isPrivateRange(prefix)) return [vpnFinding("range-public", args)];
    const codes = OTHERS_RANGES.filter(({ range }) => overlap(range, prefix)).map(({ code }) => code);
    return [...new Set(codes)].map((code) => vpnFinding(code, args));
  });
}

/** LANs that lie where the firm's own addresses lie: there the box takes the LAN for the tunnel, or the laptop the other way round. */
function lansInTheWay({ hubs, lans }: Plan): VpnFinding[] {
  const used = hubs.map((hub) => ({
    hub,
    pool: read(hub.tunnelPool),
    sites: new Set(standing(hub.reaches).map(({ siteId }) => siteId)),
    mapped: new PrefixIndex(
      standing(hub.reaches).flatMap((of) => {
        const prefix = read(of.mapped);
        return prefix ? [{ prefix, of }] : [];
      }),
    ),
  }));
  return lans.flatMap(({ siteId, name, prefix }) =>
    used.flatMap(({ hub, pool, sites, mapped }) => {
      const args = { site: name, lan: formatIpv4Prefix(prefix), pool: hub.tunnelPool };
      const inPool =
        pool && sites.has(siteId) && overlap(pool, prefix) ? [vpnFinding("lan-in-tunnel-pool", args, [siteId])] : [];
      // The site's own is another finding.
      const others = touching(mapped, prefix).filter(({ of }) => of.siteId !== siteId);
      const [first] = others;
      if (!first) return inPool;
      const covered = {
        ...args,
        mapped: formatIpv4Prefix(first.prefix),
        sites: namesOf(others.map(({ of }) => of.name)),
      };
      return [...inPool, vpnFinding("mapped-in-lan", covered, [siteId, ...others.map(({ of }) => of.siteId)])];
    }),
  );
}

const touching = <T>(index: PrefixIndex<T>, prefix: Ipv4Prefix): Located<T>[] => [
  ...index.around(prefix),
  ...index.inside(prefix, NAMED),
];

function ownNetworksInTheWay({ hubs, ownNetworks }: Plan): VpnFinding[] {
  const used = hubs.map((hub) => ({ hub, pool: read(hub.tunnelPool), reach: new PrefixIndex(reachOf(hub)) }));
  return ownNetworks.flatMap(({ name, prefix: text }) => {
    const prefix = read(text);
    if (!prefix) return [];
    return used.flatMap(({ hub, pool, reach }) => {
      const first = touching(reach, prefix);
      const inPool = pool && standing(hub.ends).length > 0 && overlap(pool, prefix);
      if (first.length === 0 && !inPool) return [];
      const sites = inPool ? hub.tunnelPool : namesOf(first.map(({ of }) => of.name));
      return [
        vpnFinding(
          "technician-lan",
          { name, lan: text, sites },
          first.map(({ of }) => of.siteId),
        ),
      ];
    });
  });
}

/** A new router, another network: the tunnel still leads to the old one. */
const changedLans = (sites: readonly PlannedSite[]): VpnFinding[] =>
  sites.flatMap(({ siteId, name, lan, tunnels }) => {
    const now = read(lan);
    if (!now) return [];
    return tunnels
      .filter(({ removedAt }) => removedAt === null || removedAt === undefined)
      .flatMap((tunnel) => {
        const planned = read(tunnel.lan ?? null);
        // A part of the LAN may be what was wanted.
        if (!planned || overlap(planned, now)) return [];
        return [vpnFinding("lan-changed", { site: name, planned: tunnel.lan ?? "", lan: lan ?? "" }, [siteId])];
      });
  });

/** A mesh takes a network to one box alone: of two sites that are called the same, one is not reached, and nobody says which. */
function meshShared({ product, reaches }: MeshPlan): VpnFinding[] {
  const numbered = sharing(standing(reaches).filter(isNumbered), ({ mapped }) => mapped);
  const networks = overlapGroups(readable(reaches)).map((group) => group.map(({ of }) => of));
  return [...numbered, ...networks].map((sites) => {
    const args = {
      product: MESH_NAMES[product],
      prefix: sites[0]?.mapped ?? sites[0]?.lan ?? "",
      sites: namesOf(sites.map(({ name }) => name)),
    };
    return vpnFinding(
      "mesh-shared",
      args,
      sites.map(({ siteId }) => siteId),
    );
  });
}

/** By Tailscale's 4via6, which is no IPv4 network. */
const isNumbered = ({ mapped }: PlannedReach): boolean => mapped !== null && read(mapped) === undefined;

const readable = (reaches: readonly PlannedReach[]): Located<PlannedReach>[] =>
  standing(reaches).flatMap((of) => {
    const prefix = isNumbered(of) ? undefined : read(of.mapped ?? of.lan);
    return prefix ? [{ prefix, of }] : [];
  });

/** A laptop that is in a mesh and in a hub's VPN at once gets to one of two sites that are called the same. */
function meshesMeetHubs({ hubs, meshes }: Plan): VpnFinding[] {
  const reached = new PrefixIndex(hubs.flatMap((hub) => reachOf(hub)));
  const pools = poolsOf({ hubs }).filter(({ of }) => of.hub.serverId !== null);
  return meshes.flatMap(({ product, reaches }) =>
    readable(reaches).flatMap(({ prefix, of }) => {
      const sites = touching(reached, prefix).filter((other) => other.of.siteId !== of.siteId);
      const inPool = pools.filter((pool) => overlap(pool.prefix, prefix)).map((pool) => pool.of.pool);
      if (sites.length === 0 && inPool.length === 0) return [];
      const others = [...sites.map((other) => other.of.name), ...inPool];
      const args = {
        product: MESH_NAMES[product],
        site: of.name,
        prefix: formatIpv4Prefix(prefix),
        others: namesOf(others),
      };
      return [vpnFinding("mesh-meets", args, [of.siteId, ...sites.map((other) => other.of.siteId)])];
    }),
  );
}

/** Those that have the same of something, two or more. */
function sharing<T>(all: readonly T[], keyOf: (one: T) => string | null): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

const nameOf = ({ name }: PlannedEnd): string => name;

const idsOf = (ends: readonly PlannedEnd[]): string[] => ends.flatMap(({ siteId }) => siteId ?? []);
