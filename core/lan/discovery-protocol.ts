import type { Claims, DiscoverySource } from "./sighting.ts";

/**
 * A discovery protocol as the scan runs it: data and a pure reader. `core/lan/discovery-protocols.ts` is the catalogue;
 * the host sends the questions on every adapter and hands each datagram to `read`.
 */
export type DiscoveryProtocol = {
  readonly source: DiscoverySource;
  readonly questions: readonly DiscoveryQuestion[];
  /** Further local ports on which answers or announcements come that go to a group or to everybody, not to the asker. */
  readonly listen: readonly ListenPort[];
  /** From this byte on, answers may hold passwords: nothing of it is kept. Absent: they hold none. */
  readonly secretFrom?: number;
  /**
   * What one datagram says, null where it is somebody's question or not of this protocol. Several: an answer for several devices
   * (a proxy, a gateway).
   *
   * @throws DecodeError for bytes that make no sense
   */
  read(bytes: Uint8Array, from: DatagramSender): readonly DiscoveryAnswer[] | null;
};

export type DiscoveryQuestion = {
  readonly to: {
    /** A group, or `broadcast`: the directed broadcast address of each network as well as 255.255.255.255. */
    readonly address: MulticastGroup;
    readonly port: number;
  };
  /** The port to ask from, where answers come to a fixed one; it is shared with whoever has it. Absent: any. */
  readonly fromPort?: number;
  /** Built anew for every send: ids must be fresh. `randomBytes` for ids, `localAddress` for protocols that carry it. */
  payload(context: { randomBytes(length: number): Uint8Array; localAddress: string }): Uint8Array;
};

/** An IPv4 group (`239.255.255.250`) or an IPv6 one (`ff02::c`). */
export type MulticastGroup = string;

export type ListenPort = { readonly port: number; readonly groups: readonly MulticastGroup[] };

export type DatagramSender = {
  /** Canonical, without zone. */
  readonly address: string;
  readonly port: number;
};

export type DiscoveryAnswer = {
  readonly claims: Claims;
  /** Where its description can be fetched (SSDP); absent: nowhere. Only followed on the address that answered. */
  readonly descriptionUrl?: string;
};
