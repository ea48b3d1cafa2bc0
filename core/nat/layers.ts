import type { Layer, Verdict } from "./diagnosis.ts";
import { believedWan, ipv4WaysOut, type Facts } from "./facts.ts";
import { observationsOf, type Observation } from "./observation.ts";

/** What the schema of a layer takes; maker and model come from the network. */
const MAX_NAME_CHARACTERS = 200;

/** The way out as far as it is known, from the laptop to the internet. A box that was not seen is not drawn. */
export function deriveLayers(facts: Facts, observations: readonly Observation[], verdict: Verdict): Layer[] {
  const gateway = facts.gateway?.value ?? null;
  const layers: Layer[] = [
    {
      kind: "laptop",
      owner: "installer",
      address: laptopAddressTowards(observations),
      insideAddress: null,
      name: null,
      translates: false,
      observationIds: [],
    },
  ];
  if (gateway === null) return layers;
  const routerOwnsPublic = verdict.kind === "public" && facts.publicAddress !== null;
  layers.push({
    kind: "router",
    owner: "customer",
    address: believedWan(facts)?.address ?? (routerOwnsPublic ? (facts.publicAddress?.value ?? null) : null),
    insideAddress: gateway,
    name: routerName(observations, gateway),
    translates: null,
    observationIds: [],
  });
  if (verdict.kind === "cgnat") layers.push(beyond(facts, "carrier-nat", "carrier"));
  // Through a VPN the pings and the outside servers tell of the VPN's way out, not of this site's.
  else if (facts.tunnelRoute === null && (facts.owner?.value.who === "further-out" || facts.wan?.scope === "private"))
    layers.push(beyond(facts, "unidentified-nat", "unknown"));
  if (facts.outside?.value === "answered")
    layers.push({
      kind: "internet",
      owner: "nobody",
      address: null,
      insideAddress: null,
      name: null,
      translates: false,
      observationIds: [],
    });
  return layers;
}

function beyond(facts: Facts, kind: "carrier-nat" | "unidentified-nat", owner: "carrier" | "unknown"): Layer {
  const hop = facts.secondHop;
  const insideAddress = hop?.scope === "shared" || hop?.scope === "private" ? hop.value : null;
  return {
    kind,
    owner,
    address: facts.publicAddress?.value ?? null,
    insideAddress,
    name: null,
    translates: true,
    observationIds: [],
  };
}

function laptopAddressTowards(observations: readonly Observation[]): string | null {
  const [route] = observationsOf(observations, "default-routes").flatMap((o) => ipv4WaysOut(o.data));
  const adapters = observationsOf(observations, "interfaces").flatMap((o) => o.data.adapters);
  // Without a way out the address still tells in which network the laptop is.
  const adapter = route
    ? adapters.find((a) => a.name === route.interfaceName)
    : adapters.find((a) => a.adapterKind !== "loopback" && a.addresses.length > 0);
  return adapter?.addresses.find((a) => !a.address.includes(":"))?.address ?? null;
}

function routerName(observations: readonly Observation[], gateway: string): string | null {
  const described = observationsOf(observations, "upnp-gateway").find((o) => o.data.from === gateway);
  if (!described) return null;
  const { manufacturer, modelName, friendlyName } = described.data;
  // Many makers put the brand into the model as well: "ZyXEL" + "ZyXEL VMG3925".
  const parts =
    manufacturer && modelName && !modelName.startsWith(manufacturer) ? [manufacturer, modelName] : [modelName];
  return parts.filter(Boolean).join(" ").slice(0, MAX_NAME_CHARACTERS) || friendlyName;
}
