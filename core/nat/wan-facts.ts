import { addressScope, inPrefix, isIpv4, type AddressScope, TUNNEL_END_PREFIX } from "../net/ip-address.ts";
import { observationsOf, type Observation } from "./observation.ts";
import type { Sourced } from "./sourced.ts";

/** What a box claims to be its own address on the internet side. */
export type WanClaim = {
  address: string;
  scope: AddressScope;
  /** `typed`: the person read it off the router's status page. */
  protocol: "upnp" | "nat-pmp" | "pcp" | "typed";
  from: string;
  /** The claim comes from the default gateway itself, not from another box on the LAN. */
  fromGateway: boolean;
  id: string;
};

export type WanFacts = {
  wanClaims: WanClaim[];
  /** The one address that the gateway's protocols agree on; null when none told or they contradict each other. */
  wan: WanClaim | null;
  wanContradiction: Sourced<string[]> | null;
  /** The protocols by which the router told that address. */
  wanSaidBy: WanClaim["protocol"][];
  /** The router's own end of a DS-Lite or 464XLAT tunnel (RFC 6333 section 5.7, RFC 7335): it has no IPv4 of its own. */
  tunnelEnd: Sourced<string> | null;
  /** The router says that its line is down. */
  lineDown: Sourced<string> | null;
};

export function wanFacts(observations: readonly Observation[], gateway: string | null): WanFacts {
  const claims = claimedAddresses(observations, gateway);
  const usable = claims.filter(({ scope }) => scope === "public" || scope === "private" || scope === "shared");
  const end = claims.find((c) => c.fromGateway && inPrefix(c.address, TUNNEL_END_PREFIX));
  return {
    wanClaims: usable,
    ...agreed(usable),
    // A tunnel end beside another word of the router is a contradiction, not a line without IPv4.
    tunnelEnd:
      end && !usable.some((c) => c.fromGateway && c.protocol !== "typed")
        ? { value: end.address, ids: [end.id] }
        : null,
    lineDown: lineDown(observations, gateway),
  };
}

function claimedAddresses(observations: readonly Observation[], gateway: string | null): WanClaim[] {
  const claims: WanClaim[] = [];
  const claim = (protocol: WanClaim["protocol"], from: string | null, address: string | null, id: string): void => {
    if (address === null || from === null || !isIpv4(address)) return;
    claims.push({ address, scope: addressScope(address), protocol, from, fromGateway: from === gateway, id });
  };
  for (const o of observationsOf(observations, "upnp-external-address"))
    claim("upnp", o.data.from, o.data.address, o.id);
  for (const o of observationsOf(observations, "natpmp-external-address"))
    claim("nat-pmp", o.data.from, o.data.address, o.id);
  for (const o of observationsOf(observations, "pcp-mapping"))
    // A refusal may name the address, too: we suggest none, so one that is not zero is the router's own word.
    claim("pcp", o.data.from, o.data.externalAddress, o.id);
  for (const o of observationsOf(observations, "wan-address-typed")) claim("typed", gateway, o.data.address, o.id);
  return claims;
}

function agreed(claims: readonly WanClaim[]): Pick<WanFacts, "wan" | "wanContradiction" | "wanSaidBy"> {
  // A box that is not the gateway may be a second router beside it: its claim says nothing about our way out.
  const ours = claims.filter((c) => c.fromGateway);
  // The status page is where protocols that contradict it, or each other, are checked.
  const typed = ours.find((c) => c.protocol === "typed");
  const wanSaidBy = [...new Set(ours.map((c) => c.protocol))].toSorted();
  if (typed) return { wan: typed, wanContradiction: null, wanSaidBy };
  const addresses = [...new Set(ours.map((c) => c.address))].toSorted();
  if (addresses.length > 1)
    return { wan: null, wanContradiction: { value: addresses, ids: ours.map((c) => c.id) }, wanSaidBy };
  return { wan: ours[0] ?? null, wanContradiction: null, wanSaidBy };
}

/** RFC 6886 section 3.5 result 3 and RFC 6887 section 7.4 result 7: the router has not got an address itself. */
const NATPMP_NETWORK_FAILURE = 3;

function lineDown(observations: readonly Observation[], gateway: string | null): Sourced<string> | null {
  for (const o of observationsOf(observations, "upnp-status")) {
    const { from, connectionStatus } = o.data;
    if (from === gateway && connectionStatus !== null && /^(Disconnected|Unconfigured)$/i.test(connectionStatus))
      return { value: connectionStatus, ids: [o.id] };
  }
  for (const o of observationsOf(observations, "natpmp-external-address"))
    if (o.data.from === gateway && o.data.resultCode === NATPMP_NETWORK_FAILURE)
      return { value: "NETWORK_FAILURE", ids: [o.id] };
  return null;
}
