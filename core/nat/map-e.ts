import { canonicalFromBytes, parseAddress } from "../net/ip-address.ts";
import { END_USER_PREFIX_LENGTH, MAP_RULES, type MapRuleEntry } from "./map-e-rules.ts";

/**
 * Shared IPv4 addresses of which a line has a set of ports: MAP-E (RFC 7597), MAP-T (RFC 7599), lightweight 4over6
 * (RFC 7596). All three compute the set from a port-set id (PSID).
 */

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** RFC 7597 section 5.1: a port is `offset` bits above zero, then the PSID, then the rest. */
export interface PortLayout {
  readonly psid: number;
  /** Bits of the PSID (k): 2^k subscribers share the address. */
  readonly psidLength: number;
  /** Bits before it (a). Where there are any, they are never all zero, which keeps the lowest ports out of every set. */
  readonly psidOffset: number;
}

const PORT_BITS = 16;

/**
 * The ports of one subscriber, ascending (RFC 7597 section 5.1, RFC 7596 section 4).
 *
 * @throws RangeError for lengths that do not fit into 16 bits, or a PSID longer than its length.
 */
export function portSet({ psid, psidLength, psidOffset }: PortLayout): PortRange[] {
  const isWhole = [psid, psidLength, psidOffset].every((value) => Number.isInteger(value) && value >= 0);
  if (!isWhole || psidLength + psidOffset > PORT_BITS || psid >= 2 ** psidLength)
    throw new RangeError(`no port set: PSID ${psid} of ${psidLength} bits at offset ${psidOffset}`);
  // Nobody shares the address: every port is the line's own.
  if (psidLength === 0) return [{ from: 0, to: 2 ** PORT_BITS - 1 }];
  const size = 2 ** (PORT_BITS - psidOffset - psidLength);
  const blocks = psidOffset === 0 ? [0] : Array.from({ length: 2 ** psidOffset - 1 }, (_, index) => index + 1);
  return blocks.map((block) => {
    const from = (block * 2 ** psidLength + psid) * size;
    return { from, to: from + size - 1 };
  });
}

/** What a published rule makes of an IPv6 address. */
export interface MapRule extends PortLayout {
  readonly operator: string;
  readonly ipv4Address: string;
  readonly ranges: readonly PortRange[];
}

/**
 * The IPv4 address and ports that a published rule gives the line with this IPv6 address; null where no known rule covers
 * it. A rule tells what the operator's MAP-E line would have: the customer may still have IPv4 in another way, so the
 * address has to be compared with the one that the internet sees.
 */
export function mapRuleFor(ipv6Address: string): MapRule | null {
  const parsed = parseAddress(ipv6Address);
  if (parsed?.family !== 6) return null;
  const address = toBits(parsed.bytes);
  const entry = RULES.find(
    ({ ipv6 }) => address >> BigInt(128 - ipv6.length) === ipv6.bits >> BigInt(128 - ipv6.length),
  );
  return entry ? applyRule(entry, address) : null;
}

interface Prefix {
  readonly bits: bigint;
  readonly length: number;
}

interface ParsedRule {
  readonly operator: string;
  readonly ipv6: Prefix;
  readonly ipv4: Prefix;
  readonly psidOffset: number;
}

/** RFC 7597 section 5.2: the bits between rule prefix and end-user prefix are the rest of the IPv4 address, then the PSID. */
function applyRule({ operator, ipv6, ipv4, psidOffset }: ParsedRule, address: bigint): MapRule {
  const eaLength = END_USER_PREFIX_LENGTH - ipv6.length;
  const suffixLength = 32 - ipv4.length;
  const psidLength = eaLength - suffixLength;
  const ea = (address >> BigInt(128 - END_USER_PREFIX_LENGTH)) & ones(eaLength);
  const psid = Number(ea & ones(psidLength));
  const layout = { psid, psidLength, psidOffset };
  const ipv4Address = canonicalFromBytes(toBytes(ipv4.bits | (ea >> BigInt(psidLength)), 4));
  return { operator, ipv4Address, ...layout, ranges: portSet(layout) };
}

const RULES: readonly ParsedRule[] = MAP_RULES.map((entry) => parseRule(entry));

function parseRule({ operator, ipv6Prefix, ipv4Prefix, psidOffset }: MapRuleEntry): ParsedRule {
  return { operator, ipv6: parsePrefix(ipv6Prefix), ipv4: parsePrefix(ipv4Prefix), psidOffset };
}

function parsePrefix(text: string): Prefix {
  const [address = "", length] = text.split("/");
  const parsed = parseAddress(address);
  if (parsed === undefined || length === undefined) throw new RangeError(`not a prefix: ${text}`);
  return { bits: toBits(parsed.bytes), length: Number(length) };
}

const ones = (count: number): bigint => (1n << BigInt(count)) - 1n;

function toBits(bytes: Uint8Array): bigint {
  return bytes.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
}

function toBytes(bits: bigint, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => Number((bits >> BigInt(8 * (length - 1 - index))) & 0xffn));
}

/** One binding as a STUN server saw it: the port of the laptop, and the one that it came from outside. */
export interface PortPair {
  readonly localPort: number;
  readonly mappedPort: number;
}

/**
 * `restricted`: every outside port was of one set, too often for chance; `consistentWith` names the layouts that fit.
 * `unrestricted`: no layout in use has all of them in one set. `unknown`: neither.
 */
export type SharedPorts =
  | { readonly state: "restricted"; readonly consistentWith: readonly PortLayout[] }
  | { readonly state: "unrestricted" }
  | { readonly state: "unknown" };

/**
 * Layouts that operators use: MAP-E in Japan 4+8 and 6+6 (docs/protocols/map-e.md), RFC 7597's default offset 6, lw4o6 and
 * MAP-T in France one block (offset 0) with as few as 3 bits (openwrt/openwrt#25190).
 */
const OFFSETS_IN_USE = [0, 4, 6];
const LENGTHS_IN_USE = [3, 4, 5, 6, 7, 8];
/** A coincidence that happens to one line in 65,536 is none. */
const SURPRISE_BITS = 16;
/** A block of at most 1,024 ports; some routers choose from a wider one of their own (Windows' sharing: 1025 to 5000). */
const NARROW_BLOCK_BITS = 6;
/** Ports of a router that counts upwards are beside each other, but for those of other devices in between. */
const COUNTING_STEP = 16;

/**
 * What the outside ports of some bindings say about a port set. Every outside port counts once: a router maps one local port
 * to one outside port however often it is asked.
 */
export function sharedPortsFrom(pairs: readonly PortPair[]): SharedPorts {
  const ports = [...new Set(pairs.map(({ mappedPort }) => mappedPort))];
  if (ports.length < 2) return { state: "unknown" };
  const layouts = OFFSETS_IN_USE.flatMap((psidOffset) =>
    LENGTHS_IN_USE.flatMap((psidLength) => commonSet(ports, psidLength, psidOffset) ?? []),
  );
  if (layouts.length === 0) return { state: "unrestricted" };
  // A router that keeps the ports it gets shows where they came from, not which it may use.
  const kept = pairs.filter(({ localPort, mappedPort }) => localPort === mappedPort);
  const telling = kept.length * 2 >= pairs.length ? [] : layouts.filter((layout) => isTelling(layout, ports));
  return telling.length === 0 ? { state: "unknown" } : { state: "restricted", consistentWith: telling };
}

/** The set that all of these ports are in; null when they are in different ones, or in none. */
function commonSet(ports: readonly number[], psidLength: number, psidOffset: number): PortLayout | null {
  const sizeBits = PORT_BITS - psidOffset - psidLength;
  const psids = new Set(ports.map((port) => (port >> sizeBits) & (2 ** psidLength - 1)));
  const [psid] = psids;
  if (psids.size !== 1 || psid === undefined) return null;
  if (psidOffset > 0 && ports.some((port) => port >> (PORT_BITS - psidOffset) === 0)) return null;
  return { psid, psidLength, psidOffset };
}

/** Whether chance, or another habit of routers, would hardly have put all ports into this set. */
function isTelling({ psidLength, psidOffset }: PortLayout, ports: readonly number[]): boolean {
  // Ports beside each other are in one set for many reasons, so only those of different blocks count.
  const blocks = new Set(ports.map((port) => port >> (PORT_BITS - psidOffset)));
  if (psidOffset > 0) return (blocks.size - 1) * psidLength >= SURPRISE_BITS;
  const isNarrow = psidLength >= NARROW_BLOCK_BITS;
  const isCounted = Math.max(...ports) - Math.min(...ports) < COUNTING_STEP * ports.length;
  return isNarrow && !isCounted && (ports.length - 1) * psidLength >= SURPRISE_BITS;
}
