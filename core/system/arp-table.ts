import { canonicalAddress } from "../net/ip-address.ts";

const MAC = /(?<![0-9a-z:-])[0-9a-f]{1,2}([:-])[0-9a-f]{1,2}(?:\1[0-9a-f]{1,2}){4}(?![0-9a-z:-])/i;
const IPV4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/;

/**
 * Address -> MAC from `arp -a` of any system and language, or from Linux's `/proc/net/arp`: a line counts when it holds one
 * IPv4 address and one MAC. MACs come back in lower case with colons, each part two digits (macOS prints `0:1:2`).
 */
export function parseArpTable(text: string): Map<string, string> {
  const table = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const shown = IPV4.exec(line);
    if (!shown) continue;
    const address = canonicalAddress(shown[0]);
    // Every system writes the MAC behind the address; a name before it may look like one, too.
    const mac = macIn(line.slice(shown.index + shown[0].length));
    if (address && mac) table.set(address, mac);
  }
  return table;
}

/**
 * The first hardware address in a text, in lower case with colons, each part two digits; undefined where there is none, or one of
 * zeros only: asked, and nobody answered.
 */
export function macIn(text: string): string | undefined {
  const normal = MAC.exec(text)?.[0]
    .toLowerCase()
    .split(/[:-]/)
    .map((part) => part.padStart(2, "0"))
    .join(":");
  return normal === "00:00:00:00:00:00" ? undefined : normal;
}
