import type { Diagnosis, VerdictKind } from "#core/nat/diagnosis.ts";
import type { Cidr } from "./cidr.ts";
import type { Ipv6Site, Ipv6Truth } from "./ipv6-site.ts";

/**
 * A site and its way to the internet, as data. `topologies.ts` is the catalogue, `network-plan.ts` turns one into
 * namespaces and cables, `truth.ts` measures from outside what the line really is.
 */

/** RFC 4787 sections 4.1 and 5: what a mapping, or the filter on it, depends on. Listed from open to strict. */
export const dependences = ["endpoint-independent", "address-dependent", "address-and-port-dependent"] as const;
export type Dependence = (typeof dependences)[number];

/** UDP behaviour of one address translation. */
export interface NatBehaviour {
  readonly mapping: Dependence;
  readonly filtering: Dependence;
}

/** miniupnpd on a box; it always speaks NAT-PMP and PCP together. */
export interface MappingDaemon {
  readonly upnp: boolean;
  readonly natpmpAndPcp: boolean;
  /** UPnP: a client may map only to itself. */
  readonly secureMode: boolean;
  /** PCP: a client may map for another (`pcp_allow_thirdparty`, RFC 6887 section 13.1). Absent: only for itself. */
  readonly pcpForOthers?: boolean;
  /** It describes itself as the first version of the gateway (`force_igd_desc_v1`). */
  readonly firstVersion?: boolean;
  /** The address it claims to have outside, when that is not its own (`ext_ip`). */
  readonly claimedExternalAddress: string | null;
  /** It asks a STUN server for its outside address, and maps when that one is public (`ext_perform_stun`). */
  readonly selfStun?: boolean;
  /**
   * What it does while its outside address is private or shared. Stock miniupnpd (`refuses`) grants nothing and does
   * not even tell the address; many shipped routers (`maps`) grant mappings that lead nowhere.
   */
  readonly behindPrivateAddress: "refuses" | "maps";
}

/** What a box refuses to let through, beyond what address translation does anyway. Dropped silently. */
export type Filter =
  | { readonly kind: "drop-outbound-udp"; readonly exceptPorts?: readonly number[] }
  | { readonly kind: "drop-udp-to-box"; readonly ports: readonly number[] }
  /** Version 2 on port 5351 stays unanswered, as with a daemon from before RFC 6887. */
  | { readonly kind: "drop-pcp" }
  | { readonly kind: "ignore-ping" }
  /** Every web page is replaced by the way to a login page, and nothing but names gets out. */
  | { readonly kind: "captive-portal" };

/** A forward that somebody typed into a router's web page. */
export interface ManualForward {
  readonly transport: "tcp" | "udp";
  readonly externalPort: number;
  readonly toAddress: string;
  readonly toPort: number;
}

/** The status page of a box, for its own network only. */
export interface WebPage {
  readonly title: string;
  /** The `Server` header. */
  readonly server: string;
  /** It shows nothing before a password for this realm (HTTP Basic). */
  readonly realm?: string;
}

/** A second way out of a box, beside `wan`. */
export type SecondWay =
  /** The line of another provider on `wan2`; destinations are spread over both by their address. */
  | { readonly kind: "balanced"; readonly outside: Cidr }
  /** A VPN provider's tunnel that takes all that comes from the LAN; what came in by `wan` is answered there. */
  | { readonly kind: "vpn" };

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** How a box takes part in sharing one public IPv4 address among subscribers. */
export type AddressSharing =
  /** It hands packets on as they are, through a tunnel, to the provider's box that translates (DS-Lite, RFC 6333). */
  | { readonly kind: "untranslated" }
  /** It translates, to these outside ports only, and the provider lets in no others (MAP-E, RFC 7597; lw4o6, RFC 7596). */
  | { readonly kind: "port-set"; readonly ports: readonly PortRange[] };

/** One box that translates addresses between two networks. */
export interface Layer {
  /** Its name in the lab: lower-case letters and digits, at most 10. */
  readonly host: string;
  /** `customer`: it stands on site and somebody there can change it, whoever paid for it. */
  readonly owner: "customer" | "carrier";
  /** Its own address in the network it gives out. */
  readonly inside: Cidr;
  /** Its address in the next layer's network (the last one: in the internet provider's). */
  readonly outside: Cidr;
  readonly nat: NatBehaviour;
  readonly mappingDaemon: MappingDaemon | null;
  readonly filters: readonly Filter[];
  /** Absent: all of the address is its own. */
  readonly addressSharing?: AddressSharing;
  /** How long a packet takes on the cable outside, each way; absent: no time. */
  readonly lineDelayMs?: number;
  /** Absent or null: nothing listens on port 80. */
  readonly webPage?: WebPage | null;
  /** RFC 4787 section 6: who is inside reaches forwards, and open UDP mappings, by the outside address. */
  readonly hairpin?: boolean;
  readonly manualForwards?: readonly ManualForward[];
  /** Takes everything that comes from outside and nobody else is waiting for. */
  readonly dmzHost?: string;
  readonly secondWay?: SecondWay;
}

/** What the outermost box's cable is plugged into. */
export interface Access {
  /** `dead-modem`: the cable has a link and nothing behind it answers; `no-cable`: no link and no address either. */
  readonly state: "connected" | "dead-modem" | "no-cable";
  /** The provider drops connections that come from the internet. */
  readonly dropsInbound: boolean;
  /** The provider drops everything to port 53. */
  readonly dropsNames?: boolean;
  /** How the provider numbers the router that subscribers are connected to, where that is not a public address. */
  readonly privateRouter?: string;
  /** Where it is not the usual one: the network of the subscribers, by the provider's own address in it. */
  readonly network?: Cidr;
}

/**
 * `no-gateway`: on the LAN with a fixed address, told no router; `unplugged`: no cable; `vpn`: on the LAN with a tunnel
 * that takes everything else.
 */
export type LaptopConnection = "lan" | "no-gateway" | "unplugged" | "vpn";

/** A second adapter of the laptop, which the system likes less than the cable, and what it leads through. */
export interface SecondUplink {
  readonly interfaceName: string;
  readonly address: Cidr;
  readonly layers: readonly [Layer, ...Layer[]];
}

export type Inbound = Diagnosis["inbound"];

/** What the stock clients `upnpc` and `natpmpc` on the laptop get; `refused`: the router understood and said no. */
export type StockMapping = "granted" | "refused" | "no-answer";

/** What the line is. Every field is measured again by `lab-truth.test.ts`, from outside the site. */
export interface Truth {
  readonly kind: VerdictKind;
  /** The address from which the internet sees the laptop; null when it sees nothing. */
  readonly publicAddress: string | null;
  /** The box that owns it. */
  readonly addressOwner: string | null;
  readonly stockMappings: { readonly upnp: StockMapping; readonly natpmp: StockMapping };
  /** What a test by the configured vantage must find. `untested`: there is none, or nothing can be opened for it. */
  readonly inbound: Inbound;
  /** What the lab's STUN servers see, one after the other; absent: `publicAddress`. */
  readonly stunAddresses?: readonly string[];
  /** Absent: there is no IPv6. */
  readonly ipv6?: Ipv6Truth;
}

/** What else a diagnosis made from inside may honestly say, and why. */
export interface Tolerance {
  readonly kinds: readonly VerdictKind[];
  readonly because: string;
}

export interface Topology {
  readonly name: string;
  /** One line for people. */
  readonly summary: string;
  readonly laptop: LaptopConnection;
  /** From the site's LAN outwards; the first is the home router. */
  readonly layers: readonly [Layer, ...Layer[]];
  readonly access: Access;
  /** Absent: the laptop was told the home router's name server; `internet`: one outside. */
  readonly nameServer?: "internet";
  readonly secondUplink?: SecondUplink;
  /** Another customer's router behind the same carrier's box, with `laptop2` behind it. */
  readonly secondSite?: Layer;
  /** The firm's own server outside is up, and a survey is told of it. */
  readonly vantage?: boolean;
  /** Absent: there is no IPv6. */
  readonly ipv6?: Ipv6Site;
  readonly truth: Truth;
  readonly tolerance: Tolerance | null;
}

/** Verdict kinds a diagnosis may give in this topology; the first is the truth. */
export function expectedVerdicts(topology: Topology): VerdictKind[] {
  return [topology.truth.kind, ...(topology.tolerance?.kinds ?? [])];
}

/** Every box that translates: those of the main line first, from the laptop outwards. */
export function allBoxes({ layers, secondUplink, secondSite }: Topology): Layer[] {
  return [...layers, ...(secondUplink?.layers ?? []), ...(secondSite ? [secondSite] : [])];
}

/** The box of that name. @throws Error when the topology has no such box. */
export function layerOf(topology: Topology, host: string): Layer {
  const layer = allBoxes(topology).find((candidate) => candidate.host === host);
  if (!layer) throw new Error(`"${host}" is no router of ${topology.name}`);
  return layer;
}

/** The box whose cable leaves the site, or the carrier's. */
export function outermostLayer(topology: Topology): Layer {
  return topology.layers.at(-1) ?? topology.layers[0];
}

/** How the layers' UDP behaviours add up for somebody at the laptop: the strictest of each. */
export function combinedNat(layers: readonly Layer[]): NatBehaviour {
  const strictest = (behaviours: readonly Dependence[]): Dependence =>
    dependences.findLast((dependence) => behaviours.includes(dependence)) ?? "endpoint-independent";
  return {
    mapping: strictest(layers.map(({ nat }) => nat.mapping)),
    filtering: strictest(layers.map(({ nat }) => nat.filtering)),
  };
}
