import { firstHost, ipv4Text, parseIpv4Prefix, type Ipv4Prefix } from "../net/ipv4-prefix.ts";
import type { FirmServer } from "../tunnel/firm-server.ts";
import { meshProductSchema, type MeshProduct, type Tunnel } from "../tunnel/tunnel.ts";
import { worstFirst, type VpnFinding } from "./findings.ts";
import { planFindings } from "./plan-findings.ts";
import { DIRECT_POOLS } from "./pools.ts";

/** A site as the plan sees it. */
export interface PlannedSite {
  readonly siteId: string;
  readonly name: string;
  readonly tunnels: readonly Tunnel[];
  /** From the last check, if there was one. */
  readonly lan: string | null;
}

/** A network that a technician's own laptop is in at home or in the office. */
export interface OwnNetwork {
  readonly name: string;
  readonly prefix: string;
}

/** One end of a tunnel that has an address and a key: hub, site, technician, telephone. */
export interface PlannedEnd {
  readonly name: string;
  readonly siteId: string | null;
  readonly address: string | null;
  readonly publicKey: string | null;
  readonly isStanding: boolean;
}

/** What one site is reached under. */
export interface PlannedReach {
  readonly siteId: string;
  readonly name: string;
  readonly tunnelId: string;
  readonly mapped: string | null;
  readonly lan: string | null;
  readonly isStanding: boolean;
}

/** A hub's part of the plan; or, with no server, all sites that are called directly. */
export interface HubPlan {
  readonly serverId: string | null;
  readonly name: string;
  readonly tunnelPool: string;
  readonly sitePool: string;
  readonly ends: readonly PlannedEnd[];
  readonly reaches: readonly PlannedReach[];
}

/** What sites are called in a mesh VPN, which has no hub: every device finds the site's box by itself. */
export interface MeshPlan {
  readonly product: MeshProduct;
  /** `mapped`: another IPv4 network, or Tailscale's 4via6. */
  readonly reaches: readonly PlannedReach[];
}

/** The addresses of the whole firm: every survey of this laptop, every server. */
export interface AddressPlan {
  readonly hubs: readonly HubPlan[];
  readonly meshes: readonly MeshPlan[];
  /** The LANs of all sites, tunnelled or not. */
  readonly lans: readonly { readonly siteId: string; readonly name: string; readonly prefix: Ipv4Prefix }[];
  readonly ownNetworks: readonly OwnNetwork[];
  /** What must be put right before anything is rolled out, worst first. */
  readonly findings: readonly VpnFinding[];
}

/**
 * The plan that follows from what the surveys say: nothing is kept beside them, so two laptops with the same surveys have the same
 * plan, and what they gave away twice while they had no line to each other is found as soon as they have.
 */
export function addressPlan(
  servers: readonly FirmServer[],
  sites: readonly PlannedSite[],
  ownNetworks: readonly OwnNetwork[] = [],
): AddressPlan {
  const inOrder = sites.toSorted((a, b) => compare(a.siteId, b.siteId));
  const hubs = [
    ...servers
      .filter(({ wireguard }) => wireguard !== null)
      .toSorted((a, b) => compare(a.id, b.id))
      .map((server) => hubPlan(server, inOrder)),
    directPlan(inOrder),
  ];
  const lans = inOrder.flatMap((site) => {
    const texts = new Set([site.lan, ...site.tunnels.filter(isStanding).map((tunnel) => tunnel.lan)]);
    return [...texts].flatMap((text) => {
      const prefix = text ? parseIpv4Prefix(text) : undefined;
      return prefix ? [{ siteId: site.siteId, name: site.name, prefix }] : [];
    });
  });
  const meshes = meshProductSchema.options.map((product) => ({ product, reaches: meshReaches(product, inOrder) }));
  const plan = { hubs, meshes, lans, ownNetworks };
  return { ...plan, findings: worstFirst(planFindings(plan, inOrder)) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const isStanding = ({ removedAt }: { removedAt?: string | null | undefined }): boolean =>
  removedAt === null || removedAt === undefined;

const wireguardTunnels = ({ tunnels }: PlannedSite): Tunnel[] => tunnels.filter(({ kind }) => kind === "wireguard");

/** What Farsite itself asks hubs by, from every laptop. */
const PROBE = { name: "Farsite", siteId: null, isStanding: true };

function hubPlan(server: FirmServer, sites: readonly PlannedSite[]): HubPlan {
  const { tunnelPool = "", sitePool = "", publicKey = null } = server.wireguard ?? {};
  const part = partOf(sites, server.id);
  const pool = parseIpv4Prefix(tunnelPool);
  const technicians = server.technicians.map((technician) => ({
    name: technician.name,
    siteId: null,
    address: technician.address,
    publicKey: technician.publicKey,
    isStanding: isStanding(technician),
  }));
  const own = {
    name: server.name,
    siteId: null,
    address: pool ? ipv4Text(firstHost(pool)) : null,
    publicKey,
    isStanding: true,
  };
  const probe = server.wireguard && { ...PROBE, ...server.wireguard.probe };
  return {
    serverId: server.id,
    name: server.name,
    tunnelPool,
    sitePool,
    ends: [own, ...(probe ? [probe] : []), ...technicians, ...part.ends],
    reaches: part.reaches,
  };
}

const directPlan = (sites: readonly PlannedSite[]): HubPlan => ({
  serverId: null,
  name: "",
  ...DIRECT_POOLS,
  ...partOf(sites, null),
});

const meshReaches = (product: MeshProduct, sites: readonly PlannedSite[]): PlannedReach[] =>
  sites.flatMap((site) => site.tunnels.filter(({ kind }) => kind === product).map((tunnel) => reachedAs(site, tunnel)));

const reachedAs = ({ siteId, name }: PlannedSite, tunnel: Tunnel): PlannedReach => ({
  siteId,
  name,
  tunnelId: tunnel.id,
  mapped: tunnel.mapped ?? null,
  lan: tunnel.lan ?? null,
  isStanding: isStanding(tunnel),
});

function partOf(sites: readonly PlannedSite[], serverId: string | null): Pick<HubPlan, "ends" | "reaches"> {
  const ends: PlannedEnd[] = [];
  const reaches: PlannedReach[] = [];
  for (const site of sites) {
    for (const tunnel of wireguardTunnels(site)) {
      if ((tunnel.serverId ?? null) !== serverId) continue;
      const { siteId, name } = site;
      const standing = isStanding(tunnel);
      const { address = null, publicKey = null } = tunnel;
      ends.push({ name, siteId, address, publicKey, isStanding: standing });
      for (const peer of tunnel.peers) {
        ends.push({
          name: peer.name,
          siteId,
          address: peer.address,
          publicKey: peer.publicKey,
          isStanding: standing && isStanding(peer),
        });
      }
      reaches.push(reachedAs(site, tunnel));
    }
  }
  return { ends, reaches };
}
