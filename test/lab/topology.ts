import type { VerdictKind } from "#core/nat/diagnosis.ts";
import type { Cidr } from "./cidr.ts";

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
  /** The address it claims to have outside, when that is not its own (`ext_ip`). */
  readonly claimedExternalAddress: string | null;
  /**
   * What it does while its outside address is private or shared. Stock miniupnpd (`refuses`) grants nothing and does
   * not even tell the address; many shipped routers (`maps`) grant mappings that lead nowhere.
   */
  readonly behindPrivateAddress: "refuses" | "maps";
}

/** What a box refuses to let through, beyond what address translation does anyway. Dropped silently. */
export type Filter =
  | { readonly kind: "drop-outbound-udp" }
  | { readonly kind: "drop-udp-to-box"; readonly ports: readonly number[] }
  | { readonly kind: "ignore-ping" };

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
}

/** What the outermost box's cable is plugged into. */
export interface Access {
  /** `dead-modem`: the cable has a link and nothing behind it answers. */
  readonly state: "connected" | "dead-modem";
  /** The provider drops connections that come from the internet. */
  readonly dropsInbound: boolean;
}

/** `no-gateway`: on the LAN with a fixed address, told no router; `unplugged`: no cable. */
export type LaptopConnection = "lan" | "no-gateway" | "unplugged";

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
  readonly truth: Truth;
  readonly tolerance: Tolerance | null;
}

/** Verdict kinds a diagnosis may give in this topology; the first is the truth. */
export function expectedVerdicts(topology: Topology): VerdictKind[] {
  return [topology.truth.kind, ...(topology.tolerance?.kinds ?? [])];
}

/** The box of that name. @throws Error when the topology has no such box. */
export function layerOf(topology: Topology, host: string): Layer {
  const layer = topology.layers.find((candidate) => candidate.host === host);
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
