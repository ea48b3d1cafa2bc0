import { canonicalAddress } from "../net/ip-address.ts";

/** Several hundred name servers are a broken file, and nobody asks the seventeenth. */
const MAX_NAME_SERVERS = 16;

/** Distinct addresses in canonical form, in their order; ports, zones and Windows' placeholders (fec0::) are left out. */
export function nameServerAddresses(texts: readonly string[]): string[] {
  const found = texts
    .map((text) => canonicalAddress(/^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? text))
    .filter((address): address is string => address !== undefined && !address.startsWith("fec0:"));
  return [...new Set(found)].slice(0, MAX_NAME_SERVERS);
}

/** The `nameserver` lines of a resolv.conf (resolv.conf(5)); also those that systemd-resolved and NetworkManager write. */
export function parseResolvConf(text: string): string[] {
  return nameServerAddresses(text.split("\n").flatMap((line) => /^\s*nameserver\s+(\S{1,120})/.exec(line)?.[1] ?? []));
}

/** A forwarder on the laptop itself (systemd-resolved's 127.0.0.53, dnsmasq): whom it asks stands elsewhere. */
export function isOwnForwarder(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
}

/**
 * macOS `scutil --dns`: the servers for every name. Resolvers with a `domain` serve only that domain (a VPN's, or mDNS), and
 * those behind the heading in parentheses serve only sockets bound to one adapter.
 */
export function parseScutilDns(text: string): string[] {
  const [unscoped = ""] = text.split(/^DNS configuration \(/m);
  const resolvers = unscoped.split(/^resolver #\d+$/m).slice(1);
  return nameServerAddresses(
    resolvers
      .filter((resolver) => !/^[ \t]+domain[ \t]+:/m.test(resolver))
      .flatMap((resolver) =>
        [...resolver.matchAll(/^[ \t]+nameserver\[\d+\] : (\S{1,120})$/gm)].map((m) => m[1] ?? ""),
      ),
  );
}
