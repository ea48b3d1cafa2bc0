import { nat64PrefixIn } from "#core/net/nat64-prefix.ts";
import { systemErrorCode } from "../../system-error.ts";
import { SOMEWHERE_OUTSIDE } from "../../system/local-address.ts";
import { ask, skip, type CheckContext } from "../check-context.ts";

/** It has IPv4 addresses only, so an IPv6 address of it is made up by the network's name server (RFC 7050 section 2). */
const IPV4_ONLY_NAME = "ipv4only.arpa";

/**
 * Does this network reach IPv4 through IPv6 (NAT64), and under which prefix (RFC 7050)? The other probes learn it through
 * `found`, null where it does not.
 */
export async function probeNat64(context: CheckContext, found: (prefix: string | null) => void): Promise<void> {
  const question = { id: "nat64/prefix", probe: "nat64", question: "nat64-prefix", asked: IPV4_ONLY_NAME } as const;
  const way = await context.computer.localAddressTowards(SOMEWHERE_OUTSIDE.ipv6);
  if (way === null) {
    found(null);
    return skip(context, question, "no-gateway");
  }
  const answer = await ask(context, question, async () => {
    const addresses = await context.computer.lookupIpv6(IPV4_ONLY_NAME, context.outsideSignal).catch(noneMadeUp);
    const prefix = nat64PrefixIn(addresses);
    const raw = addresses.length > 0 ? addresses.join("\n") : null;
    return prefix === null
      ? { data: { kind: "no-answer" as const }, answeredBy: null, raw, trouble: "no-nat64" as const, prefix }
      : { data: { kind: "nat64-prefix" as const, prefix, source: "dns64" as const }, answeredBy: null, raw, prefix };
  });
  found(answer?.prefix ?? null);
}

/** The name server knows the name as the internet does, or not at all: it makes no addresses up. */
function noneMadeUp(error: unknown): string[] {
  const code = systemErrorCode(error);
  if (code === "ENODATA" || code === "ENOTFOUND") return [];
  throw error;
}
