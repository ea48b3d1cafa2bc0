import { addressScope, inPrefix, type AddressScope } from "../net/ip-address.ts";
import { isBeforeInternet } from "./before-internet.ts";
import { observationsOf, type Observation, type ObservationOf } from "./observation.ts";
import type { Sourced } from "./sourced.ts";

export type Hop = Sourced<string> & { ttl: number; scope: AddressScope };

/** A box between the router and the internet, with all that it showed of itself. */
export type OuterBox = {
  address: string;
  scope: AddressScope;
  /** How many steps away; the router is 1. */
  ttl: number;
  /** Where the path showed it. */
  hopIds: string[];
  /** Its UPnP description: only boxes made for homes have one. */
  upnp: Sourced<{ name: string | null }> | null;
  page: Sourced<{ title: string | null }> | null;
  natPmp: Sourced<true> | null;
  pcp: Sourced<true> | null;
  /** What it says its own internet address is. */
  claims: Sourced<string> | null;
  ports: { state: "open" | "refused" | "silent"; id: string }[];
  /** How much further away than the router, in milliseconds. */
  beyondRouter: Sourced<number> | null;
  /** It opened a port for the router when asked. */
  maps: Sourced<true> | null;
};

export type PathFacts = {
  /** Who answers for the public address (docs/architecture.md, "One ping"). */
  owner: Sourced<{ who: "router" | "further-out"; replier: string; by: "answer" | "silence" }> | null;
  ownerAsked: string[];
  /** How many steps away the box is that has the public address; 1 is the router. */
  ownerSteps: Sourced<number> | null;
  /** The boxes on the way from the second step on, one per step, none where the way forks. */
  hops: Hop[];
  /** Of those, the ones that are not yet on the internet. */
  boxes: OuterBox[];
  /** Whether the laptop's gateway translates addresses, or only passes on like a switch. */
  routerTranslates: Sourced<boolean> | null;
};

export function pathFacts(
  observations: readonly Observation[],
  gateway: string | null,
  publicAddresses: readonly string[],
): PathFacts {
  const hops = hopFacts(observations);
  const ownerSteps = ownerStepsFact(observations, publicAddresses);
  return {
    ...ownerFact(observations, gateway, publicAddresses),
    ownerSteps,
    hops,
    boxes: beforeTheInternet(hops, ownerSteps?.value ?? null).map((hop) => outerBox(observations, gateway, hop)),
    routerTranslates: routerTranslates(observations, gateway, hops),
  };
}

function ownerFact(
  observations: readonly Observation[],
  gateway: string | null,
  publicAddresses: readonly string[],
): Pick<PathFacts, "owner" | "ownerAsked"> {
  const asked = observations.filter((o) => o.probe === "own-address-ping" && o.outcome !== "skipped");
  const ownerAsked = asked.map((o) => o.id);
  // A first step that answers for an outside server answers for anybody: a TTL that is rewritten, a virtual machine's NAT.
  if (observationsOf(observations, "path-hop").some((o) => o.data.ttl === 1 && o.data.reply === "echo"))
    return { owner: null, ownerAsked };
  const pings = ownPings(observations, publicAddresses).filter((o) => o.data.ttl === 1);
  const [ping] = pings;
  // Two answers that disagree (a reroute in the middle, a spoofed reply) prove nothing. Every address needs one.
  const targets = new Set(pings.map((o) => o.data.target));
  if (!ping) return { owner: ownedBySilence(observations, gateway, publicAddresses), ownerAsked };
  if (targets.size < publicAddresses.length || pings.some((o) => o.data.reply !== ping.data.reply))
    return { owner: null, ownerAsked };
  return {
    owner: {
      value: { who: ping.data.reply === "echo" ? "router" : "further-out", replier: ping.data.replier, by: "answer" },
      ids: pings.map((o) => o.id),
    },
    ownerAsked,
  };
}

/** A lost packet is no silence: so many pings of different TTL have to go unanswered. */
const TELLING_SILENCE = 3;

/**
 * A router that drops pings to itself still says "time exceeded" for every other target. One that says it on the way
 * outside and stays silent for this address therefore has the address: it took the packets, and passed none on.
 */
function ownedBySilence(
  observations: readonly Observation[],
  gateway: string | null,
  publicAddresses: readonly string[],
): PathFacts["owner"] {
  const [target] = publicAddresses;
  const asked = observations.filter((o) => o.probe === "own-address-ping" && o.asked === target);
  const silent = asked.filter((o) => o.outcome === "silent");
  const passesOn = observationsOf(observations, "path-hop").filter(
    (o) => o.data.ttl === 1 && o.data.reply === "expired" && o.data.replier === gateway,
  );
  const isTelling = publicAddresses.length === 1 && silent.length >= TELLING_SILENCE && silent.length === asked.length;
  if (!isTelling || gateway === null || passesOn.length === 0) return null;
  return {
    value: { who: "router", replier: gateway, by: "silence" },
    ids: [...silent, ...passesOn].map((o) => o.id),
  };
}

const ownPings = (observations: readonly Observation[], targets: readonly string[]) =>
  observationsOf(observations, "own-address-ping").filter((o) => targets.includes(o.data.target));

function ownerStepsFact(observations: readonly Observation[], targets: readonly string[]): Sourced<number> | null {
  const pings = ownPings(observations, targets);
  const echoes = pings.filter((o) => o.data.reply === "echo");
  const [first] = echoes.toSorted((a, b) => a.data.ttl - b.data.ttl);
  // An echo means "at most this many steps": only the step before, where somebody passed it on, makes it exactly.
  if (!first) return null;
  const before = pings.filter((o) => o.data.ttl === first.data.ttl - 1 && o.data.reply === "expired");
  const isExact = first.data.ttl === 1 || before.length > 0;
  return isExact ? { value: first.data.ttl, ids: [first, ...before].map((o) => o.id) } : null;
}

function hopFacts(observations: readonly Observation[]): Hop[] {
  const expired = observationsOf(observations, "path-hop").filter((o) => o.data.reply === "expired" && o.data.ttl > 1);
  const byTtl = Map.groupBy(expired, (o) => o.data.ttl);
  return [...byTtl]
    .map(([ttl, list]): Hop | null => {
      const repliers = [...new Set(list.map((o) => o.data.replier))];
      const [value] = repliers;
      // Two boxes at the same distance: the way forks, and neither is "the" hop.
      if (value === undefined || repliers.length > 1) return null;
      return { value, ttl, scope: addressScope(value), ids: list.map((o) => o.id) };
    })
    .filter((hop) => hop !== null)
    .toSorted((a, b) => a.ttl - b.ttl);
}

/** Private hops count only before the first public one: behind it they are the far side's inner network. */
function beforeTheInternet(hops: readonly Hop[], ownerSteps: number | null): Hop[] {
  const firstPublic = hops.find((hop) => hop.scope === "public")?.ttl ?? Number.POSITIVE_INFINITY;
  return hops.filter(
    (hop) => isBeforeInternet(hop.value) && hop.ttl < firstPublic && hop.ttl <= (ownerSteps ?? hop.ttl),
  );
}

function outerBox(observations: readonly Observation[], gateway: string | null, hop: Hop): OuterBox {
  const said = observations.filter((o) => o.probe === "outer-box" && "from" in o.data && o.data.from === hop.value);
  const upnp = observationsOf(said, "upnp-gateway");
  const page = observationsOf(said, "router-page").filter((o) => isOwnPage(o.data.statusCode));
  const natPmp = observationsOf(said, "natpmp-external-address").filter((o) => o.data.resultCode !== 1);
  const pcp = observationsOf(said, "pcp-announce").filter((o) => o.data.resultName !== "UNSUPP_VERSION");
  const granted = (["pcp-mapping", "natpmp-mapping", "upnp-mapping"] as const).flatMap((kind) =>
    observationsOf(said, kind).filter((o) => o.data.granted),
  );
  const ids = (list: readonly Observation[]): string[] => list.map((o) => o.id);
  return {
    address: hop.value,
    scope: hop.scope,
    ttl: hop.ttl,
    hopIds: hop.ids,
    upnp: upnp[0] ? { value: { name: boxName(upnp[0].data) }, ids: ids(upnp) } : null,
    page: page[0] ? { value: { title: page[0].data.title ?? page[0].data.realm }, ids: ids(page) } : null,
    natPmp: natPmp.length > 0 ? { value: true, ids: ids(natPmp) } : null,
    pcp: pcp.length > 0 ? { value: true, ids: ids(pcp) } : null,
    claims: claimed(said),
    ports: observationsOf(said, "box-port").map((o) => ({ state: o.data.state, id: o.id })),
    beyondRouter: beyondRouter(observations, gateway, hop),
    maps: granted.length > 0 ? { value: true, ids: ids(granted) } : null,
  };
}

const UNAUTHORIZED = 401;
const FIRST_ERROR = 400;

/** An error page is as likely that of a proxy or a filter in between; asking for a password is a page of its own. */
const isOwnPage = (statusCode: number): boolean => statusCode < FIRST_ERROR || statusCode === UNAUTHORIZED;

function claimed(said: readonly Observation[]): Sourced<string> | null {
  const claims = [
    ...observationsOf(said, "upnp-external-address"),
    ...observationsOf(said, "natpmp-external-address"),
  ].map((o) => ({ address: o.data.address, id: o.id }));
  const named = claims.filter((c) => c.address !== null && CLAIMABLE.has(addressScope(c.address)));
  const addresses = new Set(named.map((c) => c.address));
  const [value] = addresses;
  return value && addresses.size === 1 ? { value, ids: named.map((c) => c.id) } : null;
}

const CLAIMABLE: ReadonlySet<AddressScope> = new Set<AddressScope>(["public", "private", "shared"]);

function beyondRouter(observations: readonly Observation[], gateway: string | null, hop: Hop): Sourced<number> | null {
  const distances = observationsOf(observations, "hop-distance");
  const near = distances.find((o) => o.data.target === gateway);
  const far = distances.find((o) => o.data.target === hop.value);
  if (!near || !far) return null;
  return { value: Math.max(0, far.data.rttMs - near.data.rttMs), ids: [near.id, far.id] };
}

/** What a box calls itself, by its description or else by its page. */
export const outerBoxName = ({ upnp, page }: OuterBox): string | null => upnp?.value.name ?? page?.value.title ?? null;

/** Maker and model of a described router, each once: many makers put the brand into the model as well. */
export function boxName(data: ObservationOf<"upnp-gateway">["data"]): string | null {
  const { manufacturer, modelName, friendlyName } = data;
  const parts =
    manufacturer && modelName && !modelName.startsWith(manufacturer) ? [manufacturer, modelName] : [modelName];
  return parts.filter(Boolean).join(" ").slice(0, MAX_NAME_CHARACTERS) || friendlyName;
}

/** What the schema of a layer takes; maker and model come from the network. */
const MAX_NAME_CHARACTERS = 200;

function routerTranslates(
  observations: readonly Observation[],
  gateway: string | null,
  hops: readonly Hop[],
): Sourced<boolean> | null {
  // RFC 6887 section 8.1: a server sees a request come from another address than the one in it.
  const seenAs = observationsOf(observations, "pcp-mapping").filter((o) => o.data.from !== gateway);
  const mismatch = seenAs.find((o) => o.data.errorName === "ADDRESS_MISMATCH");
  if (mismatch) return { value: true, ids: [mismatch.id] };
  const inLan = hops.find((hop) => hop.ttl === 2 && isInLan(observations, gateway, hop.value));
  if (inLan) return { value: false, ids: inLan.ids };
  const speaks = observations.find(
    (o) => SPOKEN_BY_TRANSLATORS.has(o.data.kind) && "from" in o.data && o.data.from === gateway,
  );
  return speaks ? { value: true, ids: [speaks.id] } : null;
}

/** Only a box that translates has ports to open, or an internet address to tell. */
const SPOKEN_BY_TRANSLATORS: ReadonlySet<Observation["data"]["kind"]> = new Set([
  "upnp-gateway",
  "upnp-external-address",
  "natpmp-external-address",
  "natpmp-mapping",
  "pcp-mapping",
]);

/** The next box is in the laptop's own network: the gateway is one more device there, and passes on. */
function isInLan(observations: readonly Observation[], gateway: string | null, hop: string): boolean {
  return observationsOf(observations, "interfaces")
    .flatMap((o) => o.data.adapters.flatMap((a) => a.addresses))
    .some(({ address, prefixLength }) => {
      const network = `${address}/${prefixLength}`;
      return gateway !== null && inPrefix(gateway, network) && inPrefix(hop, network);
    });
}
