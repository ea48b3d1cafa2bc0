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
    const mac = MAC.exec(line.slice(shown.index + shown[0].length))?.[0];
    if (!address || !mac) continue;
    const normal = mac
      .toLowerCase()
      .split(/[:-]/)
      .map((part) => part.padStart(2, "0"))
      .join(":");
    // All zeros: asked, and nobody answered.
    if (normal !== "00:00:00:00:00:00") table.set(address, normal);
  }
  return table;
}
