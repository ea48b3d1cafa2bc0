import { canonicalAddress } from "../net/ip-address.ts";

export type PingReply = { reply: "echo" | "expired"; replier: string } | null;

const ADDRESSES = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;

/**
 * Who answered one `ping` with a small TTL, on any system and in any language: words are translated and Windows' exit code
 * is 0 for "TTL expired" too, so only addresses and numbers count.
 *
 * - An echo reply names the target and carries the reply's own TTL (`ttl=64`, `TTL=64` on every localised Windows).
 * - "Time to live exceeded" names another box.
 * - A line that names one of the laptop's own addresses is the laptop saying "unreachable".
 */
export function parsePingReply(text: string, target: string, ownAddresses: readonly string[]): PingReply {
  const own = new Set(ownAddresses);
  for (const line of text.split(/\r?\n/)) {
    const named = (line.match(ADDRESSES) ?? []).map((a) => canonicalAddress(a));
    if (named.includes(target) && /\bttl[=:]\s?\d+/i.test(line)) return { reply: "echo", replier: target };
    const others = named.filter((a): a is string => a !== undefined && a !== target && !own.has(a));
    const [replier] = others;
    if (replier && !UNREACHABLE.test(line)) return { reply: "expired", replier };
  }
  return null;
}

/** Where the system speaks English (LC_ALL=C), a router's "unreachable" or "filtered" is not mistaken for "expired". */
const UNREACHABLE = /unreachable|filtered|prohibited|packet too big|redirect/i;
