import type { DiscoveryProtocol } from "#core/lan/discovery-protocol.ts";
import type { Claims, Sighting } from "#core/lan/sighting.ts";
import type { Firewall } from "#core/system/local-firewall.ts";
import type { DefaultRoute } from "#core/system/routing-table.ts";
import type { Adapter } from "../system/adapters.ts";
import type { ScanBudget } from "./scan-budget.ts";

/** Somebody in the system's table of neighbours. */
export type Neighbour = {
  /** Canonical, without zone. */
  address: string;
  mac: string;
  interfaceName: string | null;
  /** True: heard of within the last half minute. False: from memory, it may be gone. Absent: the system does not say. */
  confirmed?: boolean;
};

/** The computer and the network around a scan; tests bring their own, on loopback. */
export type ScanEnvironment = {
  readAdapters(): Adapter[];
  describeAdapters(adapters: readonly Adapter[]): Promise<Adapter[]>;
  readDefaultRoutes(): Promise<DefaultRoute[]>;
  readLocalFirewalls(): Promise<Firewall[]>;
  /** IPv4 and, unless only that is wanted, IPv6; those that did not answer are left out. Never throws. */
  readNeighbours(onlyIpv4?: boolean): Promise<Neighbour[]>;
  /**
   * IPv4 addresses that the system looks for, or looked for in vain, as far as it still remembers. Absent where it does not tell.
   * Never throws.
   */
  readUnanswered?(): Promise<string[]>;
  /** Who made the card with this hardware address; null when no registry knows. Never throws. */
  makerOf(mac: string): Promise<string | null>;
  /** Whether a device of a site can have this address (`core/net/device-address.ts`). */
  isDeviceAddress: (address: string) => boolean;
  protocols: readonly DiscoveryProtocol[];
  /** TCP ports that are tried on every address that lives. */
  ports: readonly number[];
  budget: ScanBudget;
};

/** What every part of a scan gets. Parts keep nothing: they ask through this and report through it. */
export type ScanContext = ScanEnvironment & {
  /** Cancelled by the person, or the scan's time is up. */
  signal: AbortSignal;
  elapsedMs(): number;
  randomBytes(length: number): Uint8Array;
  /** For clocks of devices. */
  now(): Date;
  /** `descriptionUrl`: where its UPnP description can be fetched. */
  onSighting(sighting: Omit<Sighting, "atMs">, descriptionUrl?: string): void;
  /** The system would not send. */
  onRefusedSend(interfaceName: string, code: string): void;
};

/** An address with an open port, to be looked at. */
export type LookTarget = {
  address: string;
  interfaceName: string | null;
  /** Open TCP ports, from the sweep and from what the device said. */
  ports: readonly number[];
  /** URLs that answers named on this address: ONVIF services, UPnP descriptions. */
  urls: NonNullable<Claims["urls"]>;
  descriptionUrls: readonly string[];
  /** What is known of it by now, to try the maker's own way first. */
  known: Pick<Claims, "brand" | "model" | "role">;
};
