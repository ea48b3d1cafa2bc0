import { sightingSourceSchema, type Sighting } from "./sighting.ts";
import { heard, NAMES_OWN_MAC } from "./spoken-for.ts";

/**
 * Sightings of one address that may belong to one device. As a rule an address is one device; two devices that were left on
 * the same factory address answer from the same address, and are told apart here by what they say of themselves.
 */
export type Endpoint = {
  address: string;
  interfaceName: string | null;
  sightings: readonly Sighting[];
  /** MACs that answer for the address on the wire, and MACs that answers name. */
  wireMacs: readonly string[];
  claimedMacs: readonly string[];
  /** Nothing came from it: another device speaks for it. */
  isToldOf: boolean;
};

const SOURCE_ORDER = new Map(sightingSourceSchema.options.map((source, index) => [source, index]));

/** The same order whatever order the answers came in: by what they are, not by when they came. */
function inOrder(sightings: readonly Sighting[]): Sighting[] {
  const keyed = sightings.map((sighting) => ({ sighting, key: JSON.stringify(sighting.claims) }));
  return keyed
    .toSorted(
      (a, b) =>
        (SOURCE_ORDER.get(a.sighting.source) ?? 0) - (SOURCE_ORDER.get(b.sighting.source) ?? 0) ||
        (a.sighting.port ?? 0) - (b.sighting.port ?? 0) ||
        (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
    )
    .map(({ sighting }) => sighting);
}

/** All endpoints, by address and adapter. Sightings without an adapter (a routed network) join the one that has it. */
export function endpointsOf(sightings: readonly Sighting[], gateways: readonly string[] = []): Endpoint[] {
  const { own, told } = heard(inOrder(sightings), gateways);
  const ofOthers = Map.groupBy(
    told,
    ({ sighting: { interfaceName, claims }, address }) => `${address} ${interfaceName} ${claims.mac}`,
  );
  return [
    ...ownEndpoints(own),
    ...[...ofOthers]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, [first, ...more]]) => {
        if (first === undefined) return [];
        const said = [first, ...more].map(({ sighting }) => sighting);
        return [{ ...endpoint(first.address, first.sighting.interfaceName, said), isToldOf: true }];
      }),
  ];
}

function ownEndpoints(sightings: readonly Sighting[]): Endpoint[] {
  const byAddress = Map.groupBy(sightings, ({ address }) => address);
  const addresses = [...byAddress.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  return addresses.flatMap((address) => {
    const here = byAddress.get(address) ?? [];
    const adapters = [...new Set(here.map((s) => s.interfaceName).filter((name) => name !== null))].toSorted();
    if (adapters.length <= 1) return apart(address, adapters[0] ?? null, here);
    // The same private address on two cards: two networks that know nothing of each other, or one that both are plugged into.
    return adapters.flatMap((name, index) =>
      apart(
        address,
        name,
        here.filter((s) => s.interfaceName === name || (s.interfaceName === null && index === 0)),
      ),
    );
  });
}

/** One endpoint, or one for each device where several answer from the same address. */
function apart(address: string, interfaceName: string | null, here: readonly Sighting[]): Endpoint[] {
  const owners = isTwice(here)
    ? [...new Set(here.filter(namesOwnMac).flatMap(({ claims }) => claims.mac ?? []))].toSorted()
    : [];
  if (owners.length < 2) return [endpoint(address, interfaceName, here)];
  const wire = here.find(({ source }) => source === "neighbour")?.claims.mac;
  // What names no MAC came from whom the wire shows, because the laptop's questions go there.
  const holder = owners.find((mac) => mac === wire) ?? owners[0];
  const macById = new Map<string, string>();
  for (const { claims } of here) {
    if (claims.mac !== undefined && owners.includes(claims.mac))
      for (const id of ownIds(claims)) macById.set(id, claims.mac);
  }
  const ownerOf = ({ claims }: Sighting): string | undefined =>
    owners.find((mac) => mac === claims.mac) ?? ownIds(claims).flatMap((id) => macById.get(id) ?? [])[0] ?? holder;
  const byOwner = Map.groupBy(here, ownerOf);
  return owners.map((mac) => endpoint(address, interfaceName, byOwner.get(mac) ?? []));
}

const ownIds = ({ serialNumber, uuid }: Sighting["claims"]): string[] =>
  [serialNumber, uuid].filter((id) => id !== undefined);

/** Computers name the MACs of all their cards and services in mDNS, NetBIOS and ONVIF. */
const namesOwnMac = ({ source }: Sighting): boolean => source === "neighbour" || NAMES_OWN_MAC.has(source);

/** One source that names two MACs for one address: no device has a reason to. */
function isTwice(here: readonly Sighting[]): boolean {
  const bySource = new Map<string, string>();
  for (const { source, claims, port } of here.filter(namesOwnMac)) {
    if (claims.mac === undefined) continue;
    const key = source === "neighbour" ? source : `${source} ${port}`;
    const known = bySource.get(key);
    if (known !== undefined && known !== claims.mac) return true;
    bySource.set(key, claims.mac);
  }
  return false;
}

function endpoint(address: string, interfaceName: string | null, sightings: readonly Sighting[]): Endpoint {
  const macs = (fits: (s: Sighting) => boolean): string[] =>
    [...new Set(sightings.filter(fits).flatMap(({ claims }) => claims.mac ?? []))].toSorted();
  return {
    address,
    interfaceName,
    sightings,
    wireMacs: macs(({ source }) => source === "neighbour"),
    claimedMacs: macs(({ source }) => source !== "neighbour"),
    isToldOf: false,
  };
}
