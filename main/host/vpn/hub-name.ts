import { setTimeout as sleep } from "node:timers/promises";
import { canonicalAddress } from "#core/net/ip-address.ts";
import type { WireGuardObserved } from "#core/wireguard/probe.ts";
import type { Computer } from "../check/environment.ts";
import { systemErrorCode } from "../system-error.ts";

/** Some routers' name servers swallow questions for one kind of address: so long the other kind waits for it. */
const OTHER_FAMILY_MS = 300;

export type FoundName = { state: WireGuardObserved["name"]; addresses: string[] };

/** IPv4 and IPv6 addresses of a name or of an address as text, IPv4 first. Never throws. */
export async function addressesOf(
  name: string,
  names: Pick<Computer, "lookupIpv4" | "lookupIpv6">,
  signal: AbortSignal,
): Promise<FoundName> {
  const literal = canonicalAddress(name.replace(/^\[|\]$/g, ""));
  if (literal !== undefined) return { state: "literal", addresses: [literal] };
  const failures: unknown[] = [];
  const found: [string[], string[]] = [[], []];
  const lookups = [names.lookupIpv4, names.lookupIpv6].map(async (lookup, family) => {
    try {
      found[family === 0 ? 0 : 1] = await lookup(name, signal);
    } catch (error) {
      failures.push(error);
    }
  });
  const all = Promise.all(lookups);
  const firstFound = Promise.any(
    lookups.map(async (lookup, family) => {
      await lookup;
      if ((found[family] ?? []).length === 0) throw new Error("none of this kind");
      await sleep(OTHER_FAMILY_MS, undefined, { ref: false });
    }),
  );
  await Promise.race([all, firstFound.catch(() => all)]);
  const addresses = found.flat();
  if (addresses.length > 0) return { state: "found", addresses };
  // "No such name", or a name without any address; everything else is a name server's silence or trouble.
  const isAnswered = failures.some((error) => ["ENOTFOUND", "ENODATA"].includes(systemErrorCode(error) ?? ""));
  return { state: isAnswered ? "not-found" : "no-answer", addresses: [] };
}
