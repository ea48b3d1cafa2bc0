import type { Endpoint } from "../net/endpoint.ts";

/** A peer as one end of a WireGuard tunnel knows it. */
export interface WireGuardPeer {
  /** For a comment; anything that a person calls it. */
  readonly name: string;
  /** Base64, 44 characters. */
  readonly publicKey: string;
  readonly presharedKey: string | null;
  /** Null: it calls, and is not called. `address` may be a name. */
  readonly endpoint: Endpoint | null;
  /** What is sent into the tunnel to this peer, and what may come from it. Prefixes, canonical. */
  readonly allowedIps: readonly string[];
  /** 25 where this end stands behind a NAT (wg(8)); null: none. */
  readonly keepaliveSeconds: number | null;
}

/** One address of the site for each address of its LAN, so that sites with equal LANs can be told apart (1:1, "NETMAP"). */
export interface PrefixTranslation {
  /** As the firm knows the site, e.g. 10.96.3.0/24. */
  readonly mapped: string;
  /** As the site numbers itself, e.g. 192.168.1.0/24. The same length. */
  readonly lan: string;
}

/**
 * One end of a WireGuard tunnel, as every format writes it. Made by `core/vpn/site-device.ts` and its neighbours from a tunnel of
 * the survey, and by the readers of pasted configurations.
 */
export interface WireGuardDevice {
  /** For a comment. */
  readonly name: string;
  /** 1 to 15 of letters, digits and _=+.- (Linux' limit; wg-quick(8)). */
  readonly interfaceName: string;
  /** Base64; or what stands in for it where the text is only shown. */
  readonly privateKey: string;
  /** Addresses of the interface with their length, e.g. 10.88.0.2/32. */
  readonly addresses: readonly string[];
  readonly listenPort: number | null;
  /** Bytes; null: left to the system. */
  readonly mtu: number | null;
  readonly peers: readonly WireGuardPeer[];
  /** The LAN behind it that the others may reach; null: only the device itself. */
  readonly lan: string | null;
  /** Null: the LAN is reached under its own addresses. */
  readonly translation: PrefixTranslation | null;
}
