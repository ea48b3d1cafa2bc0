import type { Computer } from "../check/environment.ts";
import { systemErrorCode } from "../system-error.ts";

type Names = Pick<Computer, "lookupIpv4" | "lookupIpv6">;

/** Where the default STUN servers have been for years: for a laptop that never had a name server's answer since it started. */
const LONG_KNOWN: Readonly<Record<string, string>> = {
  "stun.cloudflare.com": "162.159.207.0",
  "stun.l.google.com": "74.125.250.129",
};
/** A name server that answers at all mostly does so within this. */
const ANSWERS_WITHIN_MS = 700;
const MOST_NAMES = 64;

/**
 * Names of servers to compare with, which still lead somewhere when no name server answers: where a network blocks UDP, name servers are
 * often silent, too, and then nobody could tell the one from the other.
 */
export function rememberedNames({ lookupIpv4, lookupIpv6 }: Names): Names {
  const seen = new Map<string, string[]>();
  return {
    lookupIpv6,
    lookupIpv4: (name, signal) => {
      const known = seen.get(name) ?? [LONG_KNOWN[name]].filter((address) => address !== undefined);
      const asked = lookupIpv4(name, signal).then((addresses) => {
        if (addresses.length > 0 && (seen.size < MOST_NAMES || seen.has(name))) seen.set(name, addresses);
        return addresses;
      });
      if (known.length === 0) return asked;
      const { promise: late, resolve } = Promise.withResolvers<string[]>();
      const timer = setTimeout(() => resolve(known), ANSWERS_WITHIN_MS);
      const orKnown = asked.catch((error: unknown) => {
        if (isAnAnswer(error)) throw error;
        return known;
      });
      return Promise.race([orKnown, late]).finally(() => clearTimeout(timer));
    },
  };
}

const isAnAnswer = (error: unknown): boolean => ["ENOTFOUND", "ENODATA"].includes(systemErrorCode(error) ?? "");
