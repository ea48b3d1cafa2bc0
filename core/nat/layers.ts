import { addressScope } from "../net/ip-address.ts";
import { boxChain, type Link } from "./box-chain.ts";
import type { Layer, Verdict } from "./diagnosis.ts";
import { believedWan, type Facts } from "./facts.ts";
import { observationsOf, type Observation } from "./observation.ts";
import { boxName, outerBoxName } from "./path-facts.ts";
import { ipv4WaysOut } from "./route-facts.ts";

/** The way out as far as it is known, from the laptop to the internet. A box that was not seen is not drawn. */
export function deriveLayers(facts: Facts, observations: readonly Observation[], verdict: Verdict): Layer[] {
  const layers = [laptopLayer(observations)];
  if (facts.tunnelRoute) layers.push(plain("vpn", "unknown", { name: facts.tunnelRoute.value, translates: true }));
  if (facts.gateway !== null) {
    layers.push(routerLayer(facts, observations, verdict, facts.gateway.value));
    // Through a VPN the pings and the outside servers tell of the VPN's way out, not of this site's.
    if (facts.tunnelRoute === null) layers.push(...beyondRouter(facts, verdict));
  } else if (verdict.kind === "nat64") layers.push(...provider(verdict));
  if (facts.outside?.value === "answered") layers.push(plain("internet", "nobody", { translates: false }));
  return layers;
}

const plain = (kind: Layer["kind"], owner: Layer["owner"], rest: Partial<Layer>): Layer => ({
  kind,
  owner,
  address: null,
  insideAddress: null,
  name: null,
  translates: null,
  observationIds: [],
  ...rest,
});

function laptopLayer(observations: readonly Observation[]): Layer {
  const [route] = observationsOf(observations, "default-routes").flatMap((o) => ipv4WaysOut(o.data));
  const adapters = observationsOf(observations, "interfaces").flatMap((o) => o.data.adapters);
  // Without a way out the address still tells in which network the laptop is.
  const adapter = route
    ? adapters.find((a) => a.name === route.interfaceName)
    : adapters.find((a) => a.adapterKind !== "loopback" && a.addresses.length > 0);
  const address = adapter?.addresses.find((a) => !a.address.includes(":"))?.address ?? null;
  return plain("laptop", "installer", { address, translates: false });
}

function routerLayer(facts: Facts, observations: readonly Observation[], verdict: Verdict, gateway: string): Layer {
  const ownsPublic = OWN_ADDRESS.has(verdict.kind) && facts.publicAddress !== null;
  const described = observationsOf(observations, "upnp-gateway").find((o) => o.data.from === gateway);
  const wan = believedWan(facts);
  return plain("router", "customer", {
    address: wan?.address ?? (ownsPublic ? (facts.publicAddress?.value ?? null) : null),
    insideAddress: gateway,
    name: described ? boxName(described.data) : pageTitle(observations, gateway),
    // Whatever else it does, a router with another address outside than the laptop's translates.
    translates: ownsPublic || wan !== null ? true : (facts.routerTranslates?.value ?? null),
    observationIds: [...(facts.gateway?.ids ?? []), ...(described ? [described.id] : []), ...(wan ? [wan.id] : [])],
  });
}

const OWN_ADDRESS: ReadonlySet<Verdict["kind"]> = new Set<Verdict["kind"]>(["public", "firewalled"]);

function pageTitle(observations: readonly Observation[], gateway: string): string | null {
  const page = observationsOf(observations, "router-page").find((o) => o.data.from === gateway);
  return page?.data.title ?? page?.data.realm ?? null;
}

function beyondRouter(facts: Facts, verdict: Verdict): Layer[] {
  if (verdict.kind === "shared-address" || verdict.kind === "nat64") return provider(verdict, facts);
  // A private hop on a public line is the carrier's numbering, not a box that translates.
  if (OWN_ADDRESS.has(verdict.kind)) return [];
  const chain = boxChain(facts);
  const boxes = chain
    .map((link) => boxLayer(link, link === chain.at(-1), facts))
    .map((layer) => (verdict.kind === "unknown" ? undecided(layer) : layer));
  const last = boxes.at(-1);
  const isCarriers = verdict.kind === "cgnat";
  if (last && (!isCarriers || last.kind === "carrier-nat")) return boxes;
  const isBeyond = facts.owner?.value.who === "further-out" || facts.wan?.scope === "private";
  if (!isCarriers && !isBeyond) return boxes;
  const address = facts.publicAddress?.value ?? null;
  const more = isCarriers
    ? plain("carrier-nat", "carrier", { address, translates: true })
    : plain("unidentified-nat", "unknown", { address, translates: true });
  return [...boxes, more];
}

function boxLayer({ box, owner }: Link, isOutermost: boolean, facts: Facts): Layer {
  const steps = facts.ownerSteps?.value ?? null;
  const isLast = steps === null ? isOutermost : steps === box.ttl;
  const { who, evidence } = owner;
  const kinds = { customer: "second-router", carrier: "carrier-nat", unknown: "unidentified-nat" } as const;
  return plain(kinds[who], who, {
    address: box.claims?.value ?? (isLast ? (facts.publicAddress?.value ?? null) : null),
    insideAddress: box.address,
    name: outerBoxName(box),
    // Only the box with the public address is sure to translate; one before it may just pass on.
    translates: isLast || who === "customer" ? true : null,
    observationIds: [...new Set([...box.hopIds, ...evidence.flatMap((e) => e.observationIds)])].toSorted(),
  });
}

/** What the verdict leaves open the drawing must not decide; a carrier's own range is beyond doubt. */
function undecided(layer: Layer): Layer {
  const isCarriers = layer.insideAddress !== null && addressScope(layer.insideAddress) === "shared";
  // A box that gave its name is what it says; one that only refused may stand anywhere.
  return isCarriers || layer.name !== null ? layer : { ...layer, kind: "unidentified-nat", owner: "unknown" };
}

function provider(verdict: Verdict, facts?: Facts): Layer[] {
  const kind = verdict.kind === "nat64" ? "nat64" : "shared-address";
  const ids = [...new Set(verdict.for.flatMap((e) => e.observationIds))].toSorted();
  const address = facts?.publicAddress?.value ?? null;
  return [plain(kind, "carrier", { address, translates: true, observationIds: ids })];
}
