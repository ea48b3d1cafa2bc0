import type { ForwardMeans } from "./forward.ts";

/** How long a forward is asked for, and when it is asked for again. All are seconds unless the name says otherwise. */

type AskedMeans = Exclude<ForwardMeans, "by-hand">;

/** The longest that WANIPConnection:2 allows (PortMappingLeaseDuration). */
const WEEK = 604_800;
const DAY = 86_400;
/** PCP has no "for ever"; what a server finds too long it cuts (RFC 6887 section 11.1), often to a day. */
const YEAR = 31_536_000;
/** RFC 6886 section 3.3 recommends it. A laptop leaves, and what leads to it must not stay for long. */
const TWO_HOURS = 7_200;
const FOR_EVER = 0;

/**
 * Lease times to ask for, one after the other, where a router refuses one for its length; 0 asks for ever. For a recorder the
 * longest first; for the laptop never for ever, unless the router knows nothing else.
 */
export function leasesToAsk(means: AskedMeans, forLaptop: boolean): readonly [number, ...number[]] {
  switch (means) {
    case "upnp":
      return forLaptop ? [TWO_HOURS, FOR_EVER] : [FOR_EVER, WEEK, DAY, TWO_HOURS];
    case "nat-pmp":
      return [TWO_HOURS];
    case "pcp":
      return [forLaptop ? TWO_HOURS : YEAR];
    case "pinhole":
      // WANIPv6FirewallControl:1 allows a day (LeaseTime); PCP is asked for the same.
      return [forLaptop ? TWO_HOURS : DAY];
    default:
      return means satisfies never;
  }
}

type Granted = {
  /** When it was last granted, milliseconds. */
  grantedAtMs: number;
  /** Null: for ever. */
  leaseSeconds: number | null;
};

/** RFC 6887 section 11.2.1 and RFC 6886 section 3.3: at half of the lease. Null: there is nothing to renew. */
export const renewEverySeconds = (leaseSeconds: number | null): number | null =>
  leaseSeconds === null ? null : Math.max(1, Math.floor(leaseSeconds / 2));

/** When the router drops it unless it is renewed, milliseconds; null: never by itself. */
export const endsAtMs = ({ grantedAtMs, leaseSeconds }: Granted): number | null =>
  leaseSeconds === null ? null : grantedAtMs + leaseSeconds * 1_000;

/** Whether the lease is over. */
export function hasEnded(granted: Granted, nowMs: number): boolean {
  const endMs = endsAtMs(granted);
  return endMs !== null && nowMs >= endMs;
}

/** Whether it is time to renew. What has ended is not opened again without somebody who asks for it. */
export function isDue(granted: Granted, nowMs: number): boolean {
  const afterSeconds = renewEverySeconds(granted.leaseSeconds);
  return afterSeconds !== null && nowMs >= granted.grantedAtMs + afterSeconds * 1_000 && !hasEnded(granted, nowMs);
}
