import type { Diagnosis } from "../nat/diagnosis.ts";
import type { CheckRecord } from "./check-record.ts";
import { addressScope, canonicalAddress, inPrefix, isIpv6, TUNNEL_END_PREFIX } from "../net/ip-address.ts";

/**
 * What a person read off the router's status page as its internet address. `no-line`: 0.0.0.0, the router has no
 * connection. `inside`: an address of the site's own network, a common mix-up. `next-box`: the box behind the router, which
 * many status pages show right below as "gateway".
 */
export type TypedWanAddress =
  | { ok: true; address: string }
  | { ok: false; reason: "empty" | "not-an-address" | "ipv6" | "no-line" | "inside" | "next-box" | "impossible" };

/** The network that home routers deal from. */
const HOME_NETWORK_BITS = 24;

/** Reads what was typed about the router of this check. */
export function readTypedWanAddress(
  text: string,
  { gateway, layers }: Pick<Diagnosis, "gateway" | "layers">,
): TypedWanAddress {
  const trimmed = text.trim();
  if (trimmed === "") return { ok: false, reason: "empty" };
  const address = canonicalAddress(trimmed);
  if (address === undefined) return { ok: false, reason: "not-an-address" };
  if (isIpv6(address)) return { ok: false, reason: "ipv6" };
  if (gateway !== null && inPrefix(address, `${gateway}/${HOME_NETWORK_BITS}`)) return { ok: false, reason: "inside" };
  const isNextBox = layers.some((layer) => layer.kind !== "router" && layer.insideAddress === address);
  if (isNextBox) return { ok: false, reason: "next-box" };
  const scope = addressScope(address);
  if (scope === "unspecified") return { ok: false, reason: "no-line" };
  const possible =
    scope === "public" || scope === "private" || scope === "shared" || inPrefix(address, TUNNEL_END_PREFIX);
  return possible ? { ok: true, address } : { ok: false, reason: "impossible" };
}

/** The observation that a person's own reading becomes; one per check, a later reading takes its place. */
export const TYPED_WAN_ADDRESS_ID = "person/wan-address";

/** What a person added to a check by hand; null when nothing was. */
export function typedWanAddress({ observations }: Pick<CheckRecord, "observations">): string | null {
  const typed = observations.find(({ id }) => id === TYPED_WAN_ADDRESS_ID);
  return typed?.data.kind === "wan-address-typed" ? typed.data.address : null;
}
