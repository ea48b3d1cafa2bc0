import { addressScope, isIpv4, isIpv6, isUsableAsPublicAddress } from "../net/ip-address.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { observationsOf, type Observation, type ObservationOf, type ProbeId } from "./observation.ts";
import type { Sourced } from "./sourced.ts";

export type OutsideFacts = {
  /** `unusable`: something answered, though not what was asked (a login page, a refusal, garbage). */
  outside: Sourced<"answered" | "unusable" | "silent"> | null;
  /** Nothing outside was even asked, because no name could be looked up. */
  onlyNamesFailed: Sourced<true> | null;
  /** A web page came where an address was asked for. */
  loginPage: (Sourced<string> & { isCertain: boolean }) | null;
  /** Packets of ours went beyond the router: somebody further out said so. */
  passedRouter: Sourced<string> | null;
  /** Distinct public IPv4 addresses that outside servers saw, with who saw them. */
  publicAddresses: SeenAddress[];
  /** The one address that all outside servers agree on. */
  publicAddress: SeenAddress | null;
};

/** `servers`: how many different ones saw it, however often each was asked. */
export type SeenAddress = Sourced<string> & { servers: number };

const OUTSIDE_PROBES: ReadonlySet<ProbeId> = new Set<ProbeId>(["stun", "public-address"]);

/** A server outside that says from where it sees us; the vantage is asked other things as well. */
const isOutsideView = (o: Observation): boolean =>
  OUTSIDE_PROBES.has(o.probe) || (o.probe === "vantage" && o.data.kind === "vantage-view");

export function outsideFacts(observations: readonly Observation[]): OutsideFacts {
  const asked = observations.filter((o) => isOutsideView(o) && o.outcome !== "skipped");
  const ids = (list: readonly Observation[]): string[] => list.map((o) => o.id);
  const publicAddresses = seenPublicAddresses(observations);
  const [page] = observationsOf(observations, "web-page-instead");
  return {
    outside: outsideState(asked),
    onlyNamesFailed:
      asked.length > 0 && asked.every((o) => o.trouble === "dns-failed") ? { value: true, ids: ids(asked) } : null,
    loginPage: page
      ? { value: page.data.redirectsTo ?? page.data.url, ids: [page.id], isCertain: isLoginPage(page.data) }
      : null,
    passedRouter: passedRouter(observations),
    publicAddresses,
    publicAddress: publicAddresses.length === 1 ? (publicAddresses[0] ?? null) : null,
  };
}

/** RFC 6585 section 6: the status made for it. */
const NETWORK_AUTHENTICATION_REQUIRED = 511;

const isLoginPage = (data: ObservationOf<"web-page-instead">["data"]): boolean =>
  data.redirectsTo !== null || data.statusCode === NETWORK_AUTHENTICATION_REQUIRED;

function outsideState(asked: readonly Observation[]): OutsideFacts["outside"] {
  if (asked.length === 0) return null;
  const state = (value: "answered" | "unusable" | "silent", list: readonly Observation[]): OutsideFacts["outside"] => ({
    value,
    ids: list.map((o) => o.id),
  });
  const answered = asked.filter((o) => o.outcome === "answered" && o.data.kind !== "web-page-instead");
  if (answered.length > 0) return state("answered", answered);
  // A refusal or nonsense is no answer, but it takes somebody to give it: that is not what a dead line looks like.
  const reacted = asked.filter((o) => o.outcome === "refused" || o.answeredBy !== null);
  return reacted.length > 0 ? state("unusable", reacted) : state("silent", asked);
}

function passedRouter(observations: readonly Observation[]): Sourced<string> | null {
  const hop = observationsOf(observations, "path-hop").find((o) => o.data.ttl > 1);
  return hop ? { value: hop.data.replier, ids: [hop.id] } : null;
}

function seenPublicAddresses(observations: readonly Observation[]): SeenAddress[] {
  const seen = [
    ...observationsOf(observations, "stun-binding").map((o) => ({ o, address: o.data.mappedAddress })),
    ...observationsOf(observations, "public-address-https").map((o) => ({ o, address: o.data.address })),
    ...observationsOf(observations, "vantage-view").map((o) => ({ o, address: o.data.address })),
  ].filter(({ address }) => isIpv4(address) && isUsableAsPublicAddress(address));
  return [...Map.groupBy(seen, ({ address }) => address)]
    .map(([value, list]) => ({
      value,
      ids: list.map(({ o }) => o.id),
      servers: new Set(list.map(({ o }) => o.answeredBy ?? o.asked)).size,
    }))
    .toSorted((a, b) => (a.value < b.value ? -1 : 1));
}

/** What IPv6 is like beside the IPv4 that the verdict is about. */
export type Ipv6Facts = Omit<Diagnosis["ipv6"], "inbound"> & { ids: string[] };

export function ipv6Facts(observations: readonly Observation[]): Ipv6Facts {
  const adapters = observationsOf(observations, "interfaces");
  const own = adapters.flatMap((o) => o.data.adapters.flatMap((a) => a.addresses.map((x) => x.address)));
  const ids = adapters.map((o) => o.id);
  const seen = [
    ...observationsOf(observations, "stun-binding").map((o) => ({ address: o.data.mappedAddress, id: o.id })),
    ...observationsOf(observations, "public-address-https").map((o) => ({ address: o.data.address, id: o.id })),
    ...observationsOf(observations, "vantage-view").map((o) => ({ address: o.data.address, id: o.id })),
  ].filter(({ address }) => isIpv6(address) && isUsableAsPublicAddress(address));
  const [first] = seen;
  const seenIds = seen.map(({ id }) => id);
  if (first) {
    const isOurs = seen.every(({ address }) => own.includes(address));
    return { state: isOurs ? "native" : "translated", address: first.address, ids: [...ids, ...seenIds] };
  }
  if (adapters.length === 0) return { state: "unknown", address: null, ids };
  const scopes = new Set(own.filter(isIpv6).map(addressScope));
  if (!scopes.has("public") && !scopes.has("unique-local")) return { state: "none", address: null, ids };
  // An address is no proof of a way out: whether there is one shows only in answers.
  const silent = unansweredIpv6(observations);
  const isLocal = !scopes.has("public") || silent.length > 0;
  return { state: isLocal ? "local-only" : "unknown", address: null, ids: [...ids, ...silent] };
}

/** Servers that answered over IPv4 and not over IPv6, where nobody answered over IPv6 at all. */
function unansweredIpv6(observations: readonly Observation[]): string[] {
  const outside = observations.filter((o) => isOutsideView(o) && o.outcome !== "skipped");
  const overIpv6 = outside.filter((o) => o.id.endsWith("/v6"));
  const answered = outside.filter((o) => o.outcome === "answered" && !o.id.endsWith("/v6"));
  const isSilent = overIpv6.every((o) => o.outcome !== "answered");
  return isSilent && answered.length > 0 ? overIpv6.map((o) => o.id) : [];
}
