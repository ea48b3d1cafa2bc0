import type { VerdictKind } from "#core/nat/diagnosis.ts";
import { addressOf, contains } from "./cidr.ts";
import type { Inbound, Topology } from "./topology.ts";
import type { MeasuredTruth } from "./truth.ts";
import { vpnServerHost } from "./vpn.ts";

/** Between a site and the provider's end of its tunnel (RFC 6333 section 5.7). */
const dsLiteNetwork = "192.0.0.0/29";

/**
 * What the line is, from the measurement and whom its boxes belong to.
 * @throws Error when the measurements contradict each other: then the lab is broken, not the line.
 */
export function deriveKind(measured: MeasuredTruth, topology: Topology): VerdictKind {
  const { publicAddress, addressOwner, lineOwner, inboundWithHomeForward, inboundWithSiteForwards } = measured;
  const contradiction = (what: string) => new Error(`${topology.name}: ${what}: ${JSON.stringify(measured)}`);
  if (publicAddress === null) return "offline";
  const boxOf = (host: string | null) => topology.layers.find((layer) => layer.host === host);
  // The internet sees a VPN provider's address: the line is the one that the router itself is seen by.
  const owner = boxOf(addressOwner) ?? (addressOwner === vpnServerHost ? boxOf(lineOwner) : undefined);
  if (!owner) throw contradiction("the public address belongs to no box of the site or the carrier");
  if (owner.owner === "carrier") {
    if (inboundWithHomeForward || inboundWithSiteForwards) throw contradiction("inbound through a carrier's NAT");
    if (measured.throughNat64) return "nat64";
    return contains(dsLiteNetwork, addressOf(owner.inside)) ? "shared-address" : "cgnat";
  }
  if (!inboundWithSiteForwards) return measured.inboundWithSharedPort === true ? "shared-address" : "firewalled";
  if (owner === topology.layers[0]) {
    if (!inboundWithHomeForward) throw contradiction("the only router forwards, and then it does not");
    return "public";
  }
  if (inboundWithHomeForward) throw contradiction("inbound past a second router that was told nothing");
  return "double-nat";
}

/** What a vantage must find: it comes in where a box was asked and granted; where nothing is granted, it can't test. */
export function deriveInbound(measured: MeasuredTruth, { vantage }: Topology): Inbound {
  const { upnp, natpmp, inboundWithUpnp, inboundWithNatpmp, inboundWithChain } = measured;
  if (vantage !== true || ![upnp, natpmp].includes("granted")) return "untested";
  return inboundWithUpnp || inboundWithNatpmp || inboundWithChain === true ? "proven" : "blocked";
}
