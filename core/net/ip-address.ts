/**
 * IP addresses as text and bytes. Everywhere else in the project an address is its canonical string: dotted decimal for
 * IPv4, RFC 5952 for IPv6, no zone, and IPv4-mapped IPv6 (`::ffff:1.2.3.4`) written as the IPv4 address it stands for.
 */

export interface ParsedAddress {
  readonly family: 4 | 6;
  /** 4 or 16 bytes, network order. */
  readonly bytes: Uint8Array;
}

/** Longest text worth looking at: 45 characters of IPv6 with an embedded IPv4 address, `%`, and an interface name. */
const MAX_TEXT_LENGTH = 120;

const DECIMAL_BYTE = /^(?:0|[1-9][0-9]{0,2})$/;
const HEX_GROUP = /^[0-9A-Fa-f]{1,4}$/;
/** RFC 4007 section 11.2: the zone is any text of the host's own; whitespace, `/`, brackets and `%` never occur in one. */
const ZONE = /^[^\s/%[\]]+$/;

function parseIpv4Bytes(text: string): number[] | undefined {
  const parts = text.split(".", 5);
  if (parts.length !== 4) return undefined;
  const bytes: number[] = [];
  for (const part of parts) {
    // No leading zeros: some systems read them as octal, so `010.0.0.1` has no agreed meaning (RFC 6943 section 3.1.1).
    if (!DECIMAL_BYTE.test(part)) return undefined;
    const value = Number(part);
    if (value > 255) return undefined;
    bytes.push(value);
  }
  return bytes;
}

/** Bytes of colon-separated groups; an embedded IPv4 address is allowed as the last one (RFC 4291 section 2.2). */
function parseGroups(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === "") return [];
  const groups = text.split(":", 9);
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    if (HEX_GROUP.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
    } else if (mayEndInIpv4 && index === groups.length - 1) {
      const embedded = parseIpv4Bytes(group);
      if (embedded === undefined) return undefined;
      bytes.push(...embedded);
    } else {
      return undefined;
    }
  }
  return bytes;
}

function parseIpv6Bytes(text: string): number[] | undefined {
  const gap = text.indexOf("::");
  if (gap === -1) {
    const bytes = parseGroups(text, true);
    return bytes?.length === 16 ? bytes : undefined;
  }
  const head = parseGroups(text.slice(0, gap), false);
  const tail = parseGroups(text.slice(gap + 2), true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  // `::` stands for at least one group of zeros.
  if (missing < 2) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/**
 * Reads an IPv4 or IPv6 address strictly; a zone id (`fe80::1%eth0`) is accepted for IPv6 and dropped. Undefined when the
 * text is anything else: brackets, ports, prefixes, surrounding space, leading zeros in IPv4.
 */
export function parseAddress(text: string): ParsedAddress | undefined {
  if (text.length > MAX_TEXT_LENGTH) return undefined;
  if (!text.includes(":")) {
    const bytes = parseIpv4Bytes(text);
    return bytes && { family: 4, bytes: Uint8Array.from(bytes) };
  }
  const percent = text.indexOf("%");
  if (percent !== -1 && !ZONE.test(text.slice(percent + 1))) return undefined;
  const bytes = parseIpv6Bytes(percent === -1 ? text : text.slice(0, percent));
  return bytes && { family: 6, bytes: Uint8Array.from(bytes) };
}

function isIpv4Mapped(bytes: Uint8Array): boolean {
  return bytes.length === 16 && bytes.subarray(0, 10).every((b) => b === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
}

/** First of the longest runs of two or more zero groups (RFC 5952 sections 4.2.2 and 4.2.3). */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: -1, length: 1 };
  let start = 0;
  for (let index = 0; index <= groups.length; index += 1) {
    if (groups[index] === 0) continue;
    if (index - start > best.length) best = { start, length: index - start };
    start = index + 1;
  }
  return best;
}

/**
 * Text of 4 or 16 bytes; IPv6 as RFC 5952 wants it, IPv4-mapped in mixed notation (section 5).
 *
 * @throws RangeError for any other number of bytes.
 */
export function formatAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.length !== 16) throw new RangeError(`an IP address has 4 or 16 bytes, not ${bytes.length}`);
  if (isIpv4Mapped(bytes)) return `::ffff:${bytes.subarray(12).join(".")}`;
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0));
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(":");
  const run = longestZeroRun(groups);
  if (run.start === -1) return hex(groups);
  return `${hex(groups.slice(0, run.start))}::${hex(groups.slice(run.start + run.length))}`;
}

/** Text of 4 or 16 bytes in the project's canonical form: like `formatAddress`, with IPv4-mapped IPv6 as plain IPv4. */
export function canonicalFromBytes(bytes: Uint8Array): string {
  return formatAddress(isIpv4Mapped(bytes) ? bytes.subarray(12) : bytes);
}

/** The canonical form of an address, undefined when the text is no address. */
export function canonicalAddress(text: string): string | undefined {
  const parsed = parseAddress(text);
  return parsed && canonicalFromBytes(parsed.bytes);
}

export function isIpv4(text: string): boolean {
  return parseAddress(text)?.family === 4;
}

export function isIpv6(text: string): boolean {
  return parseAddress(text)?.family === 6;
}

/** Same address, whatever the spelling; false when either text is no address. */
export function sameAddress(a: string, b: string): boolean {
  const left = canonicalAddress(a);
  return left !== undefined && left === canonicalAddress(b);
}

/**
 * What an address is for, by the IANA special-purpose address registries (RFC 6890 and its updates). `public` is what a
 * line's own address can be; `reserved` is everything no subscriber's line can have.
 */
export type AddressScope =
  | "public"
  /** RFC 1918. */
  | "private"
  /** RFC 6598, 100.64.0.0/10: between a carrier's NAT and its customers. */
  | "shared"
  | "loopback"
  | "link-local"
  | "unspecified"
  | "multicast"
  /** RFC 4193. */
  | "unique-local"
  | "documentation"
  | "reserved";

interface Prefix {
  readonly bytes: Uint8Array;
  readonly length: number;
}

const DECIMAL_LENGTH = /^(?:0|[1-9][0-9]{0,2})$/;

/** Undefined unless the text is `address/length`. Bits behind the length may be set (`192.168.1.7/24` is a common spelling). */
function parsePrefix(cidr: string): Prefix | undefined {
  const slash = cidr.indexOf("/");
  if (slash === -1) return undefined;
  const address = parseAddress(cidr.slice(0, slash));
  const lengthText = cidr.slice(slash + 1);
  if (address === undefined || !DECIMAL_LENGTH.test(lengthText)) return undefined;
  const length = Number(lengthText);
  return length > address.bytes.length * 8 ? undefined : { bytes: address.bytes, length };
}

function matches(bytes: Uint8Array, prefix: Prefix): boolean {
  if (bytes.length !== prefix.bytes.length) return false;
  const whole = prefix.length >> 3;
  for (let index = 0; index < whole; index += 1) if (bytes[index] !== prefix.bytes[index]) return false;
  const rest = prefix.length & 7;
  if (rest === 0) return true;
  const mask = (0xff << (8 - rest)) & 0xff;
  return ((bytes[whole] ?? 0) & mask) === ((prefix.bytes[whole] ?? 0) & mask);
}

/** Whether the address lies in `address/length`; false when either text is not what it should be. */
export function inPrefix(address: string, cidr: string): boolean {
  const canonical = canonicalAddress(address);
  const bytes = canonical === undefined ? undefined : parseAddress(canonical)?.bytes;
  const prefix = parsePrefix(cidr);
  return bytes !== undefined && prefix !== undefined && matches(bytes, prefix);
}

/** First match wins, so a narrower block stands before the wider one. */
const BLOCKS: readonly (readonly [cidr: string, scope: AddressScope])[] = [
  ["0.0.0.0/32", "unspecified"],
  ["0.0.0.0/8", "reserved"],
  ["10.0.0.0/8", "private"],
  ["100.64.0.0/10", "shared"],
  ["127.0.0.0/8", "loopback"],
  ["169.254.0.0/16", "link-local"],
  ["172.16.0.0/12", "private"],
  // IETF protocol assignments: DS-Lite (RFC 6333), NAT64 discovery, and the PCP and TURN anycast service addresses.
  ["192.0.0.0/24", "reserved"],
  ["192.0.2.0/24", "documentation"],
  // 6to4 relay anycast, withdrawn by RFC 7526.
  ["192.88.99.0/24", "reserved"],
  ["192.168.0.0/16", "private"],
  // Benchmarking, RFC 2544.
  ["198.18.0.0/15", "reserved"],
  ["198.51.100.0/24", "documentation"],
  ["203.0.113.0/24", "documentation"],
  ["224.0.0.0/4", "multicast"],
  ["240.0.0.0/4", "reserved"],
  ["0.0.0.0/0", "public"],
  ["::/128", "unspecified"],
  ["::1/128", "loopback"],
  // IETF protocol assignments: Teredo, benchmarking, ORCHID and others; none is a line's own address.
  ["2001::/23", "reserved"],
  ["2001:db8::/32", "documentation"],
  // 6to4: derived from an IPv4 address and carried by relays that are gone (RFC 7526).
  ["2002::/16", "reserved"],
  ["3fff::/20", "documentation"],
  ["2000::/3", "public"],
  ["fc00::/7", "unique-local"],
  ["fe80::/10", "link-local"],
  ["ff00::/8", "multicast"],
  // Everything else is unallocated or a translator's (64:ff9b::/96, RFC 6052), discard-only or a segment identifier.
  ["::/0", "reserved"],
];

const SCOPES = BLOCKS.map(([cidr, scope]) => {
  const prefix = parsePrefix(cidr);
  if (prefix === undefined) throw new RangeError(`not a prefix: ${cidr}`);
  return { prefix, scope };
});

/** The scope of an address in any spelling. A text that is no address counts as `reserved`: nobody can own it. */
export function addressScope(text: string): AddressScope {
  const canonical = canonicalAddress(text);
  const bytes = canonical === undefined ? undefined : parseAddress(canonical)?.bytes;
  if (bytes === undefined) return "reserved";
  return SCOPES.find((entry) => matches(bytes, entry.prefix))?.scope ?? "reserved";
}

/**
 * Whether a line could have this address on the internet. Routers report 0.0.0.0, 127.0.0.1, private and documentation
 * addresses as their external address; none of those is one.
 */
export function isUsableAsPublicAddress(text: string): boolean {
  return addressScope(text) === "public";
}

/**
 * Ends of an IPv4-in-IPv6 tunnel: a DS-Lite router and its provider's box (RFC 6333 section 5.7), and a host that translates by
 * itself (464XLAT, RFC 7335). Whoever has one of these has no IPv4 address of its own.
 */
export const TUNNEL_END_PREFIX = "192.0.0.0/29";
