import { canonicalFromBytes } from "#core/net/ip-address.ts";
import { runTool } from "./namespace.ts";

/** An opening in a router as it stands in its packet rules, whatever its API says about it. */
export interface Mapping {
  readonly transport: "tcp" | "udp";
  /** Null: the firewall lets packets through that nothing translates. */
  readonly externalPort: number | null;
  readonly internalAddress: string;
  readonly internalPort: number;
}

/** The subset of `nft -j` (libnftables-json(5)) that miniupnpd's rules consist of. */
interface NftMatch {
  readonly left?: { readonly payload?: { readonly offset?: number; readonly field?: string } };
  readonly right?: unknown;
}
interface NftStatement {
  readonly match?: NftMatch;
  readonly dnat?: { readonly addr?: unknown; readonly port?: unknown };
}
interface NftListing {
  readonly nftables: readonly { readonly rule?: { readonly expr: readonly NftStatement[] } }[];
}

const transports: Readonly<Record<number, Mapping["transport"]>> = { 6: "tcp", 17: "udp" };
/** miniupnpd compares raw bytes of the header; these are the bit offsets of protocol and destination, IPv4 and IPv6. */
const protocolOffsets = [72, 48] as const;
const destinationOffset = 128;
const ipv6DestinationOffset = 192;

/**
 * Reads the mappings out of listings of miniupnpd's two chains.
 * @throws Error for a rule it does not understand: a leftover must never be overlooked.
 */
export function parseMappings(translations: string, openings: string): Mapping[] {
  const translated = rulesOf(translations).map((rule): Mapping => {
    const dnat = rule.find((statement) => statement.dnat)?.dnat;
    const externalPort = destinationPort(rule);
    if (typeof dnat?.addr !== "string" || typeof dnat.port !== "number") throw strange(rule);
    return { transport: transportOf(rule), externalPort, internalAddress: dnat.addr, internalPort: dnat.port };
  });
  const opened = rulesOf(openings).map((rule): Mapping => {
    const internalAddress = openedAddress(rule);
    return { transport: transportOf(rule), externalPort: null, internalAddress, internalPort: destinationPort(rule) };
  });
  const untranslated = opened.filter(
    (opening) =>
      !translated.some(
        (mapping) =>
          mapping.transport === opening.transport &&
          mapping.internalAddress === opening.internalAddress &&
          mapping.internalPort === opening.internalPort,
      ),
  );
  return [...translated, ...untranslated];
}

function rulesOf(listing: string): (readonly NftStatement[])[] {
  return (JSON.parse(listing) as NftListing).nftables.flatMap(({ rule }) => (rule ? [rule.expr] : []));
}

/** Of a translated packet, or of a pinhole for IPv6. */
function openedAddress(rule: readonly NftStatement[]): string {
  const ipv4 = headerBytes(rule, destinationOffset);
  if (typeof ipv4 === "number") return [24, 16, 8, 0].map((shift) => Math.floor(ipv4 / 2 ** shift) % 256).join(".");
  const ipv6 = headerBytes(rule, ipv6DestinationOffset);
  if (typeof ipv6 !== "string" || !/^0x[0-9a-f]{1,32}$/.test(ipv6)) throw strange(rule);
  return canonicalFromBytes(Buffer.from(ipv6.slice(2).padStart(32, "0"), "hex"));
}

function headerBytes(rule: readonly NftStatement[], offset: number): number | string | null {
  const value = rule.find(({ match }) => match?.left?.payload?.offset === offset)?.match?.right;
  // Numbers that JavaScript could not hold are written as hexadecimal text.
  return typeof value === "number" || typeof value === "string" ? value : null;
}

function destinationPort(rule: readonly NftStatement[]): number {
  const port = rule.find(({ match }) => match?.left?.payload?.field === "dport")?.match?.right;
  if (typeof port !== "number") throw strange(rule);
  return port;
}

function transportOf(rule: readonly NftStatement[]): Mapping["transport"] {
  const numbers = protocolOffsets.map((offset) => headerBytes(rule, offset));
  const transport = transports[Number(numbers.find((number) => number !== null) ?? 0)];
  if (transport === undefined) throw strange(rule);
  return transport;
}

function strange(rule: readonly NftStatement[]): Error {
  return new Error(`not a rule of miniupnpd: ${JSON.stringify(rule)}`);
}

/** The openings in the packet rules of one box, read from the kernel. */
export async function readMappings(namespace: string): Promise<Mapping[]> {
  const listChain = (chain: string) =>
    runTool(["ip", "netns", "exec", namespace, "nft", "-j", `list chain inet filter ${chain}`]);
  const [translations, openings] = await Promise.all([listChain("prerouting_miniupnpd"), listChain("miniupnpd")]);
  return parseMappings(translations.stdout, openings.stdout);
}
