import { formatAddress, parseAddress } from "./ip-address.ts";

/** An IPv4 network, `192.168.1.0/24`. */
export type Ipv4Prefix = {
  /** The network's own address as an unsigned 32-bit number: no bit is set beyond the length. */
  readonly network: number;
  /** 0-32. */
  readonly length: number;
};

const PREFIX = /^(?<address>[\d.]{7,15})(?:\/(?<length>\d|[12]\d|3[0-2]))?$/;

/** Reads `192.168.1.7/24` as the network that the address lies in; a bare address is a network of one. Undefined for anything else. */
export function parseIpv4Prefix(text: string): Ipv4Prefix | undefined {
  const { address = "", length = "32" } = PREFIX.exec(text)?.groups ?? {};
  const number = ipv4Number(address);
  return number === undefined ? undefined : prefixAround(number, Number(length));
}

/** `192.168.1.0/24`. */
export const formatIpv4Prefix = ({ network, length }: Ipv4Prefix): string => `${ipv4Text(network)}/${length}`;

/** The network of this length that holds the address. */
export const prefixAround = (address: number, length: number): Ipv4Prefix => ({
  network: (address & mask(length)) >>> 0,
  length,
});

/** An IPv4 address as an unsigned 32-bit number; undefined for any other text. */
export function ipv4Number(address: string): number | undefined {
  const parsed = parseAddress(address);
  if (parsed?.family !== 4) return undefined;
  return parsed.bytes.reduce((number, byte) => number * 256 + byte, 0);
}

export const ipv4Text = (number: number): string =>
  formatAddress(Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number));

export const inIpv4Prefix = (address: number, { network, length }: Ipv4Prefix): boolean =>
  (address & mask(length)) >>> 0 === network;

/** Addresses that a device can have: the first and the last of a network are nobody's, except in `/31` (RFC 3021) and `/32`. */
export const hostCount = ({ length }: Ipv4Prefix): number =>
  length > 30 ? 2 ** (32 - length) : 2 ** (32 - length) - 2;

/** The lowest address that a device can have. */
export const firstHost = ({ network, length }: Ipv4Prefix): number => (length > 30 ? network : network + 1);

/** Where a datagram to everybody in this network goes; undefined where there is no such address. */
export const broadcastOf = ({ network, length }: Ipv4Prefix): number | undefined =>
  length > 30 ? undefined : network + 2 ** (32 - length) - 1;

/** The same addresses, each in one network only: networks inside others are dropped, twins once. In order of address. */
export function withoutOverlaps(prefixes: readonly Ipv4Prefix[]): Ipv4Prefix[] {
  const widestFirst = prefixes.toSorted((a, b) => a.length - b.length);
  const kept: Ipv4Prefix[] = [];
  for (const prefix of widestFirst) if (!kept.some((wider) => inIpv4Prefix(prefix.network, wider))) kept.push(prefix);
  return kept.toSorted((a, b) => a.network - b.network);
}

const mask = (length: number): number => (length === 0 ? 0 : -1 << (32 - length));
