import { canonicalAddress } from "../net/ip-address.ts";
import { macIn } from "./arp-table.ts";

/** A line of the system's table of neighbours: somebody on the same network who told, at some time, which card answers for an address. */
export type NeighbourEntry = {
  /** Canonical, without zone. */
  address: string;
  /** Lower case, with colons; never a group's. */
  mac: string;
  /** As the table calls it (`interfaceRef`); null where it does not say. */
  interfaceRef: InterfaceRef | null;
  /** True: heard of within the last half minute. False: from memory, it may be gone. Null: the table does not say. */
  confirmed: boolean | null;
};

/** Windows' tables head the neighbours of an interface by its own address, or by its number. */
export type InterfaceRef = { name: string } | { ownAddress: string } | { index: number };

/** More is no table of a laptop: Linux holds 1,024 of each family. */
const MAX_ENTRIES = 8_192;

/** ATF_COM of if_arp.h: the hardware address is known. */
const COMPLETE = 0x2;

/** Linux' `/proc/net/arp`: IPv4, without saying how old the knowledge is. Read many times a second while a sweep goes on. */
export function parseProcNetArp(text: string): NeighbourEntry[] {
  return entriesOf(text, (line) => {
    // Up to a thousand of these in a sweep, and each is in every reading.
    if (line.includes("00:00:00:00:00:00")) return undefined;
    const [address = "", , flags = "", mac = "", , name] = line.split(/ +/, 6);
    if ((Number(flags) & COMPLETE) === 0 || name === undefined) return undefined;
    return entry(address, mac, { name }, null);
  });
}

/** The other lines of `/proc/net/arp`: addresses that are looked for, or were looked for in vain. Canonical. */
export function parseProcNetArpUnanswered(text: string): string[] {
  const addresses: string[] = [];
  for (const line of text.split("\n")) {
    if (addresses.length === MAX_ENTRIES) break;
    const [shown = "", , flags = ""] = line.includes(" 0x0 ") ? line.split(/ +/, 3) : [];
    const address = flags === "0x0" ? canonicalAddress(shown) : undefined;
    if (address !== undefined) addresses.push(address);
  }
  return addresses;
}

/** `ip neigh` of Linux, both families: `192.168.1.1 dev eth0 lladdr 02:00:5e:00:00:01 router REACHABLE`. */
export function parseIpNeigh(text: string): NeighbourEntry[] {
  return entriesOf(text, (line) => {
    const words = line.split(/\s+/, 24);
    const after = (word: string): string | undefined => words[words.indexOf(word) + 1];
    if (!words.includes("lladdr") || !words.includes("dev")) return undefined;
    const name = after("dev");
    // `nud_state` of neighbour.h; all others with a hardware address are waiting to be confirmed.
    const confirmed = words.includes("REACHABLE") || words.includes("PERMANENT");
    if (name === undefined || words.includes("FAILED")) return undefined;
    return entry(words[0] ?? "", after("lladdr") ?? "", { name }, confirmed);
  });
}

/**
 * `arp -a` of macOS, BSD and Linux (`? (192.168.1.1) at 0:1:2:3:4:5 on en0 ...`) and of Windows in any language, which has a
 * heading for each interface (`Schnittstelle: 192.168.1.42 --- 0xb`).
 */
export function parseArpListing(text: string): NeighbourEntry[] {
  let section: InterfaceRef | null = null;
  return entriesOf(text, (line) => {
    const heading = /(\d{1,3}(?:\.\d{1,3}){3}) +-{3} +0x([0-9a-f]{1,8})\s*$/i.exec(line);
    if (heading) {
      section = { ownAddress: heading[1] ?? "" };
      return undefined;
    }
    const shown = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/.exec(line);
    if (!shown) return undefined;
    const behind = line.slice(shown.index + shown[0].length);
    const name = / on (\S{1,64})/.exec(behind)?.[1];
    return entry(shown[0], behind, name === undefined ? section : { name }, null);
  });
}

/** `ndp -an` of macOS: `fe80::1%en0   0:1:2:3:4:5   en0   23h59m58s   S R`. */
export function parseNdp(text: string): NeighbourEntry[] {
  return entriesOf(text, (line) => {
    const [address = "", mac = "", name, , state = ""] = line.split(/\s+/, 5);
    if (name === undefined || !address.includes(":")) return undefined;
    // R: reachable (ndp(8)); "permanent" entries are this computer's own.
    return / permanent /.test(line) ? undefined : entry(address, mac, { name }, state === "R");
  });
}

/** `netsh interface ipv6 show neighbors` of Windows in any language: a heading with the interface's number, then a line for each. */
export function parseNetshNeighbours(text: string): NeighbourEntry[] {
  let section: InterfaceRef | null = null;
  return entriesOf(text, (line) => {
    const [address = "", mac = ""] = line.split(/\s+/, 2);
    if (canonicalAddress(address) === undefined) {
      const index = /^\S[^:]{0,60} (\d{1,9}) ?: ?\S/.exec(line)?.[1];
      if (index !== undefined) section = { index: Number(index) };
      return undefined;
    }
    // The state is a word of the system's language.
    return entry(address, mac, section, null);
  });
}

function entriesOf(text: string, read: (line: string) => NeighbourEntry | undefined): NeighbourEntry[] {
  const entries: NeighbourEntry[] = [];
  for (const line of text.split("\n")) {
    const found = read(line.trimEnd());
    if (found) entries.push(found);
    if (entries.length === MAX_ENTRIES) break;
  }
  return entries;
}

function entry(
  addressText: string,
  macText: string,
  interfaceRef: InterfaceRef | null,
  confirmed: boolean | null,
): NeighbourEntry | undefined {
  const address = canonicalAddress(addressText);
  const mac = macIn(macText);
  if (address === undefined || mac === undefined || isGroup(mac)) return undefined;
  return { address, mac, interfaceRef, confirmed };
}

/** The lowest bit of the first byte: groups and everybody (IEEE 802). Windows lists them as static neighbours. */
const isGroup = (mac: string): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
