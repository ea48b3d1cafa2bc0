import { inPrefix, isIpv4, isIpv6 } from "#core/net/ip-address.ts";
import { nat64Address } from "#core/net/nat64-address.ts";
import { systemErrorCode } from "../system-error.ts";
import { SOMEWHERE_OUTSIDE } from "../system/local-address.ts";
import type { CheckContext } from "./check-context.ts";
import { ProbeTrouble } from "./probe-trouble.ts";

/** Over which families the laptop can ask the internet. */
export type WaysOut = {
  ipv4: boolean;
  ipv6: boolean;
  /** How an IPv4 server is reached: `nat64` where the laptop has no IPv4 of its own. Null: not at all. */
  toIpv4: Promise<"ipv4" | { nat64: string } | null>;
  /** The prefix of the network's NAT64, whose name servers make up IPv6 addresses under it (DNS64, RFC 6147). */
  nat64Prefix: Promise<string | null>;
};

export async function waysOut(context: CheckContext): Promise<WaysOut> {
  const [ipv4, ipv6] = await Promise.all([
    context.computer.localAddressTowards(SOMEWHERE_OUTSIDE.ipv4),
    context.computer.localAddressTowards(SOMEWHERE_OUTSIDE.ipv6),
  ]);
  const nat64Prefix = ipv6 === null ? Promise.resolve(null) : prefixInTime(context);
  return {
    ipv4: ipv4 !== null,
    ipv6: ipv6 !== null,
    toIpv4:
      ipv4 === null
        ? nat64Prefix.then((prefix) => (prefix === null ? null : { nat64: prefix }))
        : Promise.resolve("ipv4"),
    nat64Prefix,
  };
}

/** Whether a server is asked over IPv6: no row of its own says that the laptop has none, unless that is all the server has. */
export const isAskedOverIpv6 = (host: string, ways: WaysOut): boolean => isIpv6(host) || (ways.ipv6 && !isIpv4(host));

/**
 * Where an IPv4 server is connected to: at its own addresses, or at those that a NAT64 gives them.
 *
 * @throws ProbeTrouble dns-failed, or the resolver's error
 */
export async function ipv4Targets(
  context: CheckContext,
  to: "ipv4" | { nat64: string },
  host: string,
  signal: AbortSignal,
): Promise<string[]> {
  const found = await context.computer.lookupIpv4(host, signal);
  const targets = to === "ipv4" ? found : found.flatMap((ipv4) => nat64Address(to.nat64, ipv4) ?? []);
  if (targets.length === 0) throw new ProbeTrouble("failed", "dns-failed");
  return targets;
}

/**
 * The IPv6 addresses of a server, without those that a NAT64's name server made up.
 *
 * @throws ProbeTrouble no-ipv6-address, or the resolver's error
 */
export async function ipv6Targets(
  context: CheckContext,
  ways: WaysOut,
  host: string,
  signal: AbortSignal,
): Promise<string[]> {
  const [found, prefix] = await Promise.all([
    context.computer.lookupIpv6(host, signal).catch(noneFound),
    ways.nat64Prefix,
  ]);
  const own = found.filter((one) => prefix === null || !inPrefix(one, prefix));
  if (own.length === 0) throw new ProbeTrouble("skipped", "no-ipv6-address");
  return own;
}

/** The name exists and has no IPv6 address: nothing went wrong. */
function noneFound(error: unknown): string[] {
  if (systemErrorCode(error) === "ENODATA") return [];
  throw error;
}

/** What the NAT64 probe finds, as long as there is time for questions to the internet. */
function prefixInTime({ outsideSignal, nat64Prefix }: CheckContext): Promise<string | null> {
  if (nat64Prefix === undefined || outsideSignal.aborted) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    outsideSignal.addEventListener("abort", () => resolve(null), { once: true });
    nat64Prefix.then(resolve, reject);
  });
}
