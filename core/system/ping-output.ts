import { canonicalAddress } from "../net/ip-address.ts";

export type PingReply = { reply: "echo" | "expired"; replier: string } | null;

const ADDRESSES = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;

/**
 * Who answered one `ping` with a small TTL, on any system and in many languages: Windows' exit code is 0 for "TTL expired"
 * too, so only what is printed counts.
 *
 * - An echo reply names the target and carries the reply's own TTL (`ttl=64`, `TTL=64` on every localised Windows).
 * - "Time to live exceeded" names another box.
 */
export function parsePingReply(text: string, target: string, ownAddresses: readonly string[]): PingReply {
  const own = new Set(ownAddresses);
  for (const line of text.split(/\r?\n/)) {
    const named = (line.match(ADDRESSES) ?? []).map((a) => canonicalAddress(a));
    if (named.includes(target) && /\bttl[=:]\s?\d+/i.test(line)) return { reply: "echo", replier: target };
    const replier = named.find((a): a is string => a !== undefined && a !== target && !own.has(a));
    if (replier && EXPIRED.test(line)) return { reply: "expired", replier };
  }
  return null;
}

/**
 * "Unreachable", "filtered" and "redirect" name a router, too, so the line must say that the time to live ran out: in English
 * where the system obeys LC_ALL=C, else by the letters TTL, which every Windows keeps in that sentence but the German one
 * (whose umlaut depends on the console's code page). In a language that is not known here nothing is concluded.
 */
const EXPIRED = /time to live exceeded|\bTTL\b(?!\s*[=:]\s*\d)|\bG.{1,4}ltigkeitsdauer\b/i;

const GROUP = /([=<])\s?(\d{1,6}(?:[.,]\d{1,6})?)/g;

/**
 * The times of the target's echoes in milliseconds. The label of the time is translated, its place is not: Windows prints it
 * before the reply's own TTL, everybody else behind. "<1ms" counts as 1.
 */
export function parseEchoTimes(text: string, target: string): number[] {
  const times: number[] = [];
  for (const line of text.split(/\r?\n/)) {
    const ttl = /\bttl\s?[=:]\s?\d+/i.exec(line);
    if (
      !ttl ||
      !line
        .slice(0, ttl.index)
        .match(ADDRESSES)
        ?.some((a) => canonicalAddress(a) === target)
    )
      continue;
    const behind = [...line.slice(ttl.index + ttl[0].length).matchAll(GROUP)][0];
    const before = [...line.slice(0, ttl.index).matchAll(GROUP)].at(-1);
    const value = (behind ?? before)?.[2];
    if (value !== undefined) times.push(Number(value.replace(",", ".")));
  }
  return times;
}
