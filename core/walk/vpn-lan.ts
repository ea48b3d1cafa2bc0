import { formatIpv4Prefix, parseIpv4Prefix } from "../net/ipv4-prefix.ts";

/** Wider ones are no site's, narrower ones have no room for a device. */
const WIDEST = 8;
const NARROWEST = 30;

/** The network of a text as it is written usually; undefined for what can be no site's LAN. */
export function lanOf(text: string): string | undefined {
  const prefix = text.includes("/") ? parseIpv4Prefix(text.trim()) : undefined;
  return prefix !== undefined && prefix.length >= WIDEST && prefix.length <= NARROWEST
    ? formatIpv4Prefix(prefix)
    : undefined;
}

export const isLan = (text: string): boolean => lanOf(text) === text;
