import { addressScope, inPrefix, TUNNEL_END_PREFIX } from "../net/ip-address.ts";

/** An address between the router and the internet: RFC 1918, RFC 6598, or the far end of a DS-Lite tunnel. */
export function isBeforeInternet(address: string): boolean {
  const scope = addressScope(address);
  return scope === "private" || scope === "shared" || inPrefix(address, TUNNEL_END_PREFIX);
}
