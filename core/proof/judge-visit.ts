import { message, type Message } from "../nat/diagnosis.ts";
import { addressScope, inPrefix, isIpv6, sameAddress } from "../net/ip-address.ts";
import type { PhoneEvent } from "./phone-event.ts";
import type { SiteAround } from "./site-around.ts";

export type Visit = {
  /** The address that the visitor came from, canonical. */
  readonly from: string;
  /** It asked for this test's own page. */
  readonly isPage: boolean;
  /** The person says that the telephone has the site's own provider. */
  readonly hasSitesCarrier: boolean;
};

export type Judged = Extract<PhoneEvent, { type: "visit" }>["judged"];
export type JudgedVisit = { readonly judged: Judged; readonly remark: Message };

/** Providers give a site a /56 or less (RIPE-690 section 4.2): whoever shares it is on the same line. */
const SITE_PREFIX_LENGTH = 56;
/** The least that a registry gives a provider: the same one is the same provider, with few exceptions. */
const PROVIDER_PREFIX_LENGTH = 32;
/** Neighbours in the pool of an access line; mobile carriers have few addresses and wide pools. */
const POOL_PREFIX_LENGTH = { fixed: 24, mobile: 16 } as const;

/** Whether a visit to the page proves that the way in is open from the internet, and if not, why not and what to do. */
export function judgeVisit(visit: Visit, around: SiteAround): JudgedVisit {
  const { from } = visit;
  const place = insideOf(from, around);
  if (place !== null) return place;
  if (!visit.isPage) return judged("wrong-page", from);
  if (visit.hasSitesCarrier) return judged("same-carrier", from, "said");
  if (around.publicAddresses.some((own) => isOfSameProvider(from, own, around)))
    return judged("same-carrier", from, "pool");
  return judged("outside", from);
}

/** Null: it came from an address of the internet that is not the site's. */
function insideOf(from: string, around: SiteAround): JudgedVisit | null {
  const isFrom = (own: string): boolean => sameAddress(own, from);
  if (around.ownAddresses.some(isFrom)) {
    // A laptop that is on the internet itself is visited by others under their own addresses, too.
    return judged("same-network", from, "laptop");
  }
  const scope = addressScope(from);
  const isPublic = scope === "public";
  // Some routers put their own address in the place of everybody who comes in: then nobody can tell who it was.
  if (around.routerAddresses.some(isFrom)) return judged("hairpin", from, isPublic ? null : "router");
  if (around.publicAddresses.some(isFrom)) return judged("hairpin", from);
  if (around.ownNetworks.some((network) => inPrefix(from, network))) return judged("same-network", from);
  if (
    isIpv6(from) &&
    around.publicAddresses.some((own) => isIpv6(own) && inPrefix(from, `${own}/${SITE_PREFIX_LENGTH}`))
  )
    return judged("same-network", from);
  if (isPublic) return null;
  if (scope === "shared") {
    const isOwnVpn = around.ownAddresses.some((own) => addressScope(own) === "shared");
    return isOwnVpn ? judged("same-network", from, "vpn") : judged("same-carrier", from, "shared");
  }
  // Carriers number their customers in 10/8 and 172.16/12; 192.168/16 is a home's, such as its guest network.
  const mayBeCarriers = scope === "private" && !inPrefix(from, "192.168.0.0/16");
  if (mayBeCarriers && around.isBehindCarrier) return judged("same-carrier", from, "shared");
  return judged("same-network", from);
}

function isOfSameProvider(from: string, own: string, { isMobileLine, isBehindCarrier }: SiteAround): boolean {
  if (isIpv6(from)) return isIpv6(own) && inPrefix(from, `${own}/${PROVIDER_PREFIX_LENGTH}`);
  const length = POOL_PREFIX_LENGTH[isMobileLine || isBehindCarrier ? "mobile" : "fixed"];
  return !isIpv6(own) && inPrefix(from, `${own}/${length}`);
}

type Why = "laptop" | "router" | "vpn" | "said" | "pool" | "shared";

function judged(kind: Judged, from: string, why: Why | null = null): JudgedVisit {
  return { judged: kind, remark: message(`proof.visit.${why === null ? kind : `${kind}-${why}`}`, { from }) };
}
