import { message, type Message } from "../nat/diagnosis.ts";

/**
 * What WireGuard adds to a packet: IPv6 header 40 (IPv4: 20), UDP 8, its own header 16 and the tag 16 (WireGuard paper, section
 * 5.4.6). Always reckoned with IPv6: a server's name may get an IPv6 address tomorrow.
 */
const OVERHEAD_BYTES = 80;
const ETHERNET_BYTES = 1500;
/** RFC 2516: PPPoE's header of 6 and PPP's of 2. */
const PPPOE_BYTES = 8;
/** RFC 6333 section 5.3: each packet gets an IPv6 header of 40. */
const DS_LITE_BYTES = 40;
/** What mobile carriers hand out is 1400 to 1500; 1440 leaves room for GTP-U inside their own 1500 (3GPP TS 29.060, Annex C: 1358 worst). */
const MOBILE_BYTES = 1440;
/** RFC 8200 section 5: no line that carries IPv6 takes less. */
export const LOWEST_MTU = 1280;

export interface LineForMtu {
  /** Bytes that were seen to pass whole on the way to the server; null: not measured. */
  readonly pathMtu: number | null;
  readonly isPppoe: boolean;
  readonly isDsLite: boolean;
  readonly isMobile: boolean;
}

/** An ordinary line, of which nothing else is known. */
export const ORDINARY_LINE: LineForMtu = { pathMtu: null, isPppoe: false, isDsLite: false, isMobile: false };

export interface MtuAdvice {
  /** Bytes, for the tunnel's interface. */
  readonly mtu: number;
  /** The sum in a sentence. */
  readonly why: Message;
}

/** The tunnel's MTU for a line: what the line takes, less what WireGuard adds, and never below 1280. */
export function mtuAdvice({ pathMtu, isPppoe, isDsLite, isMobile }: LineForMtu): MtuAdvice {
  const line = pathMtu ?? lineMtu(isPppoe, isDsLite, isMobile);
  const rest = Math.min(line, ETHERNET_BYTES) - OVERHEAD_BYTES;
  const args = { line: Math.min(line, ETHERNET_BYTES), overhead: OVERHEAD_BYTES, mtu: Math.max(rest, LOWEST_MTU) };
  const reason = pathMtu === null ? reasonOf(isPppoe, isDsLite, isMobile) : "measured";
  return { mtu: args.mtu, why: message(rest < LOWEST_MTU ? "vpn.mtu.floor" : `vpn.mtu.${reason}`, args) };
}

function lineMtu(isPppoe: boolean, isDsLite: boolean, isMobile: boolean): number {
  if (isMobile) return MOBILE_BYTES;
  return ETHERNET_BYTES - (isPppoe ? PPPOE_BYTES : 0) - (isDsLite ? DS_LITE_BYTES : 0);
}

function reasonOf(isPppoe: boolean, isDsLite: boolean, isMobile: boolean): "mobile" | "ds-lite" | "pppoe" | "ordinary" {
  if (isMobile) return "mobile";
  if (isDsLite) return "ds-lite";
  return isPppoe ? "pppoe" : "ordinary";
}
