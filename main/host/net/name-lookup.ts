import { Resolver } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { canonicalAddress, isIpv4, isIpv6 } from "#core/net/ip-address.ts";

/**
 * One try of the system's DNS server, then the next: a dead line is told by silence, not by waiting for it. The resolver looks at
 * its clock seldom, so the first try lasts 1.4 s, which a satellite line needs, and all of them 2.1 s (measured with Node 24).
 */
const DNS_TRY_MS = 700;
const DNS_TRIES = 2;

/**
 * IPv4 addresses of a name. Uses its own resolver instead of the system's `getaddrinfo`, which can't be cancelled and
 * would hold a finished check open for up to half a minute on a dead line.
 *
 * @throws with the resolver's code (ENOTFOUND, ETIMEOUT, ECANCELLED ...)
 */
export function lookupIpv4(name: string, signal: AbortSignal): Promise<string[]> {
  return resolveName(name, "127.0.0.1", isIpv4, (resolver, host) => resolver.resolve4(host), signal);
}

/** IPv6 addresses of a name, in the same way; ENODATA when it has none. */
export function lookupIpv6(name: string, signal: AbortSignal): Promise<string[]> {
  return resolveName(name, "::1", isIpv6, (resolver, host) => resolver.resolve6(host), signal);
}

async function resolveName(
  name: string,
  loopback: string,
  isOfFamily: (address: string) => boolean,
  resolve: (resolver: Resolver, host: string) => Promise<string[]>,
  signal: AbortSignal,
): Promise<string[]> {
  const host = name.replace(/^\[|\]$/g, "");
  const literal = canonicalAddress(host);
  if (literal) return isOfFamily(literal) ? [literal] : [];
  if (host === "localhost") return [loopback];
  const resolver = new Resolver({ timeout: DNS_TRY_MS, maxTimeout: DNS_TRY_MS, tries: DNS_TRIES });
  const cancel = (): void => resolver.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    if (signal.aborted) throw Object.assign(new Error("cancelled"), { code: "ECANCELLED" });
    return await resolve(resolver, host);
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** Addresses that are known already, in the shape that Node's HTTP client takes. */
export function lookupFunction(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIpv4(address) ? 4 : 6 }));
  return (_hostname, options, callback) => {
    const [first = { address: "", family: 4 }] = found;
    process.nextTick(() => (options.all ? callback(null, found) : callback(null, first.address, first.family)));
  };
}

/** Splits `host:port`; an IPv6 literal stands in brackets. */
export function splitHostPort(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(":");
  const host = text.slice(0, colon);
  return { host: isIpv6(host.replace(/^\[|\]$/g, "")) ? host.slice(1, -1) : host, port: Number(text.slice(colon + 1)) };
}
