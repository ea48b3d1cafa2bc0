import { canonicalAddress, parseAddress } from "../net/ip-address.ts";
import { isDeviceAddress } from "../net/device-address.ts";
import { normalMac } from "./makers.ts";
import { ownWords } from "./own-words.ts";
import type { PortService } from "./port-purpose.ts";
import type { Claims, OpenPort } from "./sighting.ts";

/** What devices say, in the form claims have it; what can't be true of a device is left out. */

const MAX_ADDRESSES = 16;
const NO_ADDRESS = "0.0.0.0";

/** The claims that are there. */
export function claimsOf({ network, channels, ...rest }: Claims): Claims {
  const claims: Claims = present(rest);
  const [net, inputs] = [present(network ?? {}), present(channels ?? {})];
  if (Object.keys(net).length > 0) claims.network = net;
  if (Object.keys(inputs).length > 0) claims.channels = inputs;
  return claims;
}

function present(fields: object): object {
  const isThere = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isThere(value)));
}

/** A card's own address, as text or six bytes: not zero, not of a group, not everybody. */
export function cardMac(value: string | Uint8Array | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = typeof value === "string" ? value : Array.from(value, (b) => b.toString(16).padStart(2, "0")).join(":");
  const mac = normalMac(text);
  if (mac === null || mac === "00:00:00:00:00:00" || (Number.parseInt(mac.slice(0, 2), 16) & 1) !== 0) return undefined;
  return mac;
}

/** Canonical, each once, without what no device has. */
export function ownAddresses(...texts: readonly (string | null | undefined)[]): string[] {
  const found = texts.flatMap((text) => (text === null || text === undefined ? [] : (canonicalAddress(text) ?? [])));
  return [...new Set(found.filter(isDeviceAddress))].slice(0, MAX_ADDRESSES);
}

/** The length of an IPv4 mask; undefined for one with holes. */
export function maskLength(mask: string | null | undefined): number | undefined {
  const parsed = mask === null || mask === undefined ? undefined : parseAddress(mask);
  if (parsed?.family !== 4) return undefined;
  const bits = Array.from(parsed.bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return /^1+0*$/.test(bits) ? bits.lastIndexOf("1") + 1 : undefined;
}

/** Null when the device says that it has none. */
export function ownGateway(text: string | null | undefined): string | null | undefined {
  if (text === null || text === undefined) return undefined;
  if (text === NO_ADDRESS) return null;
  const address = canonicalAddress(text);
  return address !== undefined && isDeviceAddress(address) ? address : undefined;
}

export type NamedPort = readonly [
  port: number | null | undefined,
  service: PortService | null,
  transport?: OpenPort["transport"],
];

/** Ports a device names, without zero and without doubles. */
export function ownPorts(...named: readonly NamedPort[]): OpenPort[] {
  const found = new Map<string, OpenPort>();
  for (const [port, service, transport = "tcp"] of named) {
    const key = `${transport} ${port}`;
    if (port === null || port === undefined || port < 1 || port > 65_535 || found.has(key)) continue;
    found.set(key, { transport, port, service });
  }
  return [...found.values()];
}

/** A number or name somebody can read off the label: has a letter or digit, and is not blanked out or left at zero. */
export function ownSerial(text: string | null | undefined): string | undefined {
  const words = ownWords(text);
  return words !== undefined && /[1-9a-z]/i.test(words) && !/^[x*.-]+$/i.test(words) ? words : undefined;
}
