import { addressScope, inPrefix, type AddressScope, TUNNEL_END_PREFIX } from "../net/ip-address.ts";
import type { Trace } from "./trace-output.ts";

/** What a trace alone says about the line. It never says yes or no: a private hop may be a router or a carrier's cable. */

export type TraceVerdict = {
  /** `no-evidence`: nothing on the way speaks for it; `unknown`: the trace shows too little. */
  cgnat: "likely" | "possible" | "no-evidence" | "unknown";
  doubleNat: "likely" | "possible" | "no-evidence" | "unknown";
  why: string;
};

export type TraceReading = {
  firstPublicHop: { hop: number; address: string } | null;
  /** The hops before it. What comes behind it is the far side's inner network. */
  leadingNonPublic: { hop: number; address: string; class: AddressScope }[];
  verdict: TraceVerdict;
};

type NonPublicHop = TraceReading["leadingNonPublic"][number];

export function readTrace({ hops }: Trace): TraceReading {
  const firstPublic = hops.find((hop) => hop.addresses.some(isPublic));
  const before = hops.filter((hop) => firstPublic === undefined || hop.hop < firstPublic.hop);
  const leadingNonPublic = before.flatMap(({ hop, addresses }) =>
    addresses.map((address) => ({ hop, address, class: addressScope(address) })),
  );
  const address = firstPublic?.addresses.find(isPublic);
  const firstPublicHop = firstPublic && address !== undefined ? { hop: firstPublic.hop, address } : null;
  return { firstPublicHop, leadingNonPublic, verdict: verdictOf(leadingNonPublic, firstPublicHop !== null) };
}

const isPublic = (address: string): boolean => addressScope(address) === "public";

/** RFC 6598, and the tunnel of DS-Lite (RFC 6333 section 5.7), whose far end translates. */
const isCarriers = (hop: NonPublicHop): boolean => hop.class === "shared" || inPrefix(hop.address, TUNNEL_END_PREFIX);

function verdictOf(leading: readonly NonPublicHop[], sawPublic: boolean): TraceVerdict {
  const [first] = leading;
  if (first?.hop === 1 && first.class === "shared")
    return { cgnat: "no-evidence", doubleNat: "no-evidence", why: `${first.address} as hop 1 is a cloud machine's` };
  const beyond = leading.filter((hop) => hop.hop > 1);
  const carrier = beyond.find(isCarriers);
  const privates = beyond.filter((hop) => hop.class === "private" && (!carrier || hop.hop < carrier.hop));
  const doubleNat = doubleNatOf(first, privates, beyond.length, sawPublic || carrier !== undefined);
  if (carrier)
    return { cgnat: "likely", doubleNat, why: `${carrier.address} at hop ${carrier.hop}, before any public hop` };
  const listed = privates.map((hop) => `${hop.address} at hop ${hop.hop}`).join(", ");
  if (!sawPublic) {
    const cgnat = privates.some(isOperatorNumbered) ? "likely" : "unknown";
    return { cgnat, doubleNat, why: listed === "" ? "no public hop seen" : `${listed}, and no public hop seen` };
  }
  if (privates.length === 0) return { cgnat: "no-evidence", doubleNat, why: "no private hop behind the router" };
  return { cgnat: privateCgnat(privates), doubleNat, why: `${listed}: a second router or the operator` };
}

/** Home routers give out 192.168.x.x; operators number their own networks from the larger blocks. */
const isHomeNumbered = (hop: NonPublicHop): boolean => inPrefix(hop.address, "192.168.0.0/16");
const isOperatorNumbered = (hop: NonPublicHop): boolean => !isHomeNumbered(hop);
/** A router that hands out addresses takes the first or the last one of its network. */
const isGatewayNumbered = (hop: NonPublicHop): boolean => /\.(?:1|254)$/.test(hop.address);

const SECOND = 2;
/** So many networks of one operator, all private up to its edge, leave little but a NAT at that edge. */
const WIDE_PRIVATE_NETWORKS = 3;

function privateCgnat(privates: readonly NonPublicHop[]): TraceVerdict["cgnat"] {
  const operators = privates.filter(isOperatorNumbered);
  const networks = new Set(operators.map((hop) => hop.address.split(".", 2).join(".")));
  const beginsRightBehind = operators.some((hop) => hop.hop === SECOND);
  if (beginsRightBehind && networks.size >= WIDE_PRIVATE_NETWORKS) return "likely";
  // A second router on site is the second hop; what comes behind it may as well be the operator's.
  return operators.length > 0 || privates.some((hop) => hop.hop > SECOND) ? "possible" : "no-evidence";
}

function doubleNatOf(
  first: NonPublicHop | undefined,
  privates: readonly NonPublicHop[],
  beyond: number,
  sawItsEnd: boolean,
): TraceVerdict["doubleNat"] {
  const homes = privates.filter(isHomeNumbered);
  if (homes.some(isGatewayNumbered)) return "likely";
  if (homes.length > 0) return "possible";
  // A network that is not a home's may have inner routers of its own.
  const firstIsHome = first !== undefined && first.hop === 1 && isHomeNumbered(first);
  if (beyond > 0 && !firstIsHome) return "unknown";
  if (!sawItsEnd) return "unknown";
  return privates.some(isGatewayNumbered) ? "possible" : "no-evidence";
}
