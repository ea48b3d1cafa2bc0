import type { FirmServer } from "../tunnel/firm-server.ts";
import { standingTunnels, type SitePlatform, type Tunnel, type TunnelPeer } from "../tunnel/tunnel.ts";
import { firstHost, formatIpv4Prefix, ipv4Text, parseIpv4Prefix, type Ipv4Prefix } from "../net/ipv4-prefix.ts";
import { FARSITE_INTERFACE } from "./interface-name.ts";
import { mtuAdvice, ORDINARY_LINE } from "./mtu-advice.ts";
import { overlap } from "./prefix-index.ts";
import type { WireGuardDevice, WireGuardPeer } from "./wireguard-device.ts";

/** wg(8): keeps a NAT's mapping alive that forgets after 30 s, as the worst do. */
const KEEPALIVE_SECONDS = 25;

/** What the ends of a tunnel differ in besides the survey. */
export interface EndOptions {
  /** Base64, from the keychain; or PRIVATE_KEY_PLACEHOLDER. */
  readonly privateKey: string;
  /** Absent: FARSITE_INTERFACE. */
  readonly interfaceName?: string;
  /** Bytes, of mtuAdvice; absent: the tunnel's own, or that of an ordinary line. */
  readonly mtu?: number;
}

export interface CallerOptions extends EndOptions {
  /** Absent: the server's first one; 443 where others are blocked. */
  readonly port?: number;
  /** False: it has a public address of its own, and nothing forgets it. Absent: true. */
  readonly isBehindNat?: boolean;
}

/** A site's tunnel with what people call the site. */
export interface NamedTunnel {
  readonly name: string;
  readonly tunnel: Tunnel;
}

/** The hub's own address: the first of its pool, with the pool's length. */
export function hubAddress(server: FirmServer): string {
  const pool = poolOf(wireguardOf(server).tunnelPool);
  return `${ipv4Text(firstHost(pool))}/${pool.length}`;
}

/**
 * The hub on the firm's server. Every site is allowed its tunnel address and its prefix, everybody else one address. AllowedIPs keep
 * peers from using each other's addresses; who may reach whom is decided by the hub's firewall (hubReach).
 *
 * @param tunnels all tunnels of all surveys; those that lead elsewhere, were removed or have no key yet are left out
 * @throws RangeError where two peers have the same key or prefix: WireGuard would give it to the last one, without a word
 */
export function hubDevice(server: FirmServer, tunnels: readonly NamedTunnel[], options: EndOptions): WireGuardDevice {
  const wireguard = wireguardOf(server);
  const peers = [
    listener("Farsite's probe", wireguard.probe, []),
    ...server.technicians.filter(isStanding).map((technician) => listener(technician.name, technician, [])),
    ...tunnelsOf(server, tunnels).flatMap(({ name, tunnel }) => [
      ...sitePeer(name, tunnel),
      ...tunnel.peers.filter(isStanding).map((peer) => listener(`${peer.name} (${name})`, peer, [])),
    ]),
  ];
  refuseTwice(peers);
  return {
    ...end(options, server.name),
    addresses: [hubAddress(server)],
    listenPort: wireguard.port,
    mtu: options.mtu ?? mtuAdvice(ORDINARY_LINE).mtu,
    peers,
  };
}

/** Who may reach what through the hub; everything else its firewall drops. A telephone's owner can widen its own AllowedIPs. */
export interface HubReach {
  /** An address in the tunnel. */
  readonly from: string;
  readonly to: readonly string[];
}

/** Technicians reach every site, a customer's telephone its own. Sites reach nobody (a site that was broken into stays alone), nor does the probe. */
export function hubReach(server: FirmServer, tunnels: readonly NamedTunnel[]): HubReach[] {
  const own = tunnelsOf(server, tunnels);
  const everySite = [wireguardOf(server).sitePool, ...unmappedLans(own)];
  return [
    ...server.technicians.filter(isStanding).map(({ address }) => ({ from: address, to: everySite })),
    ...own.flatMap(({ tunnel }) =>
      tunnel.peers.filter(isStanding).map(({ address, role }) => ({
        from: address,
        to: role === "customer" ? siteReach(tunnel) : everySite,
      })),
    ),
  ].filter(({ to }) => to.length > 0);
}

/** A site's gateway: it calls the hub, and lets nothing in but what comes from the tunnel's own addresses. */
export function siteDevice(server: FirmServer, { name, tunnel }: NamedTunnel, options: CallerOptions): WireGuardDevice {
  return {
    ...end(options, name),
    addresses: [hostPrefix(tunnel.address, "the site")],
    mtu: options.mtu ?? tunnel.mtu ?? mtuAdvice(ORDINARY_LINE).mtu,
    peers: [hubPeer(server, [formatIpv4Prefix(poolOf(wireguardOf(server).tunnelPool))], options)],
    lan: tunnel.lan ?? null,
    translation: tunnel.mapped && tunnel.lan ? { mapped: tunnel.mapped, lan: tunnel.lan } : null,
  };
}

/** A technician's laptop or telephone: it reaches the hub and every site. */
export function technicianDevice(
  server: FirmServer,
  technician: { readonly name: string; readonly address: string },
  tunnels: readonly NamedTunnel[],
  options: CallerOptions,
): WireGuardDevice {
  const hub = hostPrefix(hubAddress(server).split("/")[0], "the hub");
  const allowed = [hub, wireguardOf(server).sitePool, ...unmappedLans(tunnelsOf(server, tunnels))];
  return roaming(server, technician, allowed, options);
}

/** A customer's telephone: it reaches its own site and nothing else. */
export function customerDevice(
  server: FirmServer,
  { tunnel }: NamedTunnel,
  peer: Pick<TunnelPeer, "name" | "address">,
  options: CallerOptions,
): WireGuardDevice {
  return roaming(server, peer, siteReach(tunnel), options);
}

/** WireGuard on the site's own router, with a forward or a public address: the site is called, and has everybody as its peer. */
export function siteServerDevice({ name, tunnel }: NamedTunnel, options: EndOptions): WireGuardDevice {
  const [port] = tunnel.ports ?? [];
  if (port === undefined) throw new RangeError(`${name}: a tunnel that is called needs a port`);
  const peers = tunnel.peers.filter(isStanding).map((peer) => listener(peer.name, peer, []));
  refuseTwice(peers);
  return {
    ...end(options, name),
    addresses: [hostPrefix(tunnel.address, "the site")],
    listenPort: port,
    mtu: options.mtu ?? tunnel.mtu ?? mtuAdvice(ORDINARY_LINE).mtu,
    peers,
    lan: tunnel.lan ?? null,
    translation: tunnel.mapped && tunnel.lan ? { mapped: tunnel.mapped, lan: tunnel.lan } : null,
  };
}

/** Who calls such a site. */
export function siteServerCaller(
  { name, tunnel }: NamedTunnel,
  peer: Pick<TunnelPeer, "name" | "address">,
  options: CallerOptions,
): WireGuardDevice {
  const port = options.port ?? tunnel.ports?.[0];
  if (!tunnel.host || port === undefined || !tunnel.publicKey) {
    throw new RangeError(`${name}: calling a site needs its host, port and key`);
  }
  return {
    ...end(options, peer.name),
    addresses: [hostPrefix(peer.address, peer.name)],
    mtu: options.mtu ?? tunnel.mtu ?? mtuAdvice(ORDINARY_LINE).mtu,
    peers: [
      {
        name,
        publicKey: tunnel.publicKey,
        presharedKey: null,
        endpoint: { address: tunnel.host, port },
        allowedIps: [hostPrefix(tunnel.address, name), ...siteReach(tunnel)],
        keepaliveSeconds: keepalive(options),
      },
    ],
  };
}

/** What a site is reached under: what the firm calls its LAN, else the LAN's own addresses. */
const siteReach = ({ mapped, lan }: Tunnel): string[] => {
  const reach = mapped ?? lan;
  return reach ? [reach] : [];
};

/** Boxes that give every address of a LAN one of another network (1:1); the others only hide a LAN behind one address. */
const TRANSLATING: ReadonlySet<SitePlatform> = new Set([
  "linux",
  "networkd",
  "openwrt",
  "gl-inet",
  "routeros",
  "edgeos",
  "vyos",
  "pfsense",
  "opnsense",
]);

/** Whether a LAN behind such a box can be called by other addresses; unknown ones can't be relied on. */
export const canTranslate = (platform: SitePlatform | null | undefined): boolean =>
  platform !== null && platform !== undefined && TRANSLATING.has(platform);

/** Standing WireGuard tunnels to this server whose site has a key and an address. */
const tunnelsOf = (server: FirmServer, tunnels: readonly NamedTunnel[]): NamedTunnel[] =>
  tunnels.filter(
    ({ tunnel }) =>
      tunnel.kind === "wireguard" && tunnel.serverId === server.id && standingTunnels([tunnel]).length === 1,
  );

const unmappedLans = (tunnels: readonly NamedTunnel[]): string[] => [
  ...new Set(tunnels.flatMap(({ tunnel }) => (tunnel.mapped ? [] : siteReach(tunnel)))),
];

const isStanding = ({ removedAt }: { removedAt?: string | null | undefined }): boolean =>
  removedAt === null || removedAt === undefined;

const sitePeer = (name: string, tunnel: Tunnel): WireGuardPeer[] =>
  tunnel.publicKey && tunnel.address
    ? [listener(name, { publicKey: tunnel.publicKey, address: tunnel.address }, siteReach(tunnel))]
    : [];

/** A peer that calls by itself. */
const listener = (
  name: string,
  { publicKey, address }: { readonly publicKey: string; readonly address: string },
  behind: readonly string[],
): WireGuardPeer => ({
  name,
  publicKey,
  presharedKey: null,
  endpoint: null,
  allowedIps: [hostPrefix(address, name), ...behind],
  keepaliveSeconds: null,
});

const hubPeer = (server: FirmServer, allowedIps: readonly string[], options: CallerOptions): WireGuardPeer => {
  const { publicKey, port } = wireguardOf(server);
  return {
    name: server.name,
    publicKey,
    presharedKey: null,
    endpoint: { address: server.host, port: options.port ?? port },
    allowedIps,
    keepaliveSeconds: keepalive(options),
  };
};

const roaming = (
  server: FirmServer,
  { name, address }: { readonly name: string; readonly address: string },
  allowedIps: readonly string[],
  options: CallerOptions,
): WireGuardDevice => ({
  ...end(options, name),
  addresses: [hostPrefix(address, name)],
  mtu: options.mtu ?? mtuAdvice(ORDINARY_LINE).mtu,
  peers: [hubPeer(server, allowedIps, options)],
});

const end = ({ privateKey, interfaceName = FARSITE_INTERFACE }: EndOptions, name: string) => ({
  name,
  interfaceName,
  privateKey,
  listenPort: null,
  lan: null,
  translation: null,
});

const keepalive = ({ isBehindNat = true }: CallerOptions): number | null => (isBehindNat ? KEEPALIVE_SECONDS : null);

function hostPrefix(address: string | null | undefined, whose: string): string {
  const prefix = address ? parseIpv4Prefix(address) : undefined;
  if (prefix?.length !== 32) throw new RangeError(`${whose} has no address in the tunnel`);
  return formatIpv4Prefix(prefix);
}

function poolOf(text: string) {
  const pool = parseIpv4Prefix(text);
  if (pool === undefined) throw new RangeError(`not a pool of addresses: ${JSON.stringify(text)}`);
  return pool;
}

function wireguardOf({ wireguard, name }: FirmServer) {
  if (wireguard === null) throw new RangeError(`${name} is no WireGuard hub`);
  return wireguard;
}

/** Of a network inside another peer's, the wider one's owner and callers would be given a part that is not theirs. */
function refuseTwice(peers: readonly WireGuardPeer[]): void {
  const owners = new Map<string, string>();
  const networks: { name: string; key: string; text: string; prefix: Ipv4Prefix }[] = [];
  for (const { name, publicKey, allowedIps } of peers) {
    for (const thing of [publicKey, ...allowedIps]) {
      const other = owners.get(thing);
      if (other !== undefined) throw new RangeError(`${thing} is ${other}'s and ${name}'s`);
      owners.set(thing, name);
    }
    for (const text of allowedIps) {
      const prefix = parseIpv4Prefix(text);
      if (prefix !== undefined) networks.push({ name, key: publicKey, text, prefix });
    }
  }
  let wider: (typeof networks)[number] | null = null;
  for (const one of networks.toSorted((a, b) => byAddress(a.prefix, b.prefix))) {
    if (wider === null || !overlap(wider.prefix, one.prefix)) wider = one;
    else if (wider.key !== one.key)
      throw new RangeError(`${one.text} is ${one.name}'s, and in ${wider.name}'s ${wider.text}`);
  }
}

/** Each follows those that it lies in. */
const byAddress = (a: Ipv4Prefix, b: Ipv4Prefix): number => a.network - b.network || a.length - b.length;
