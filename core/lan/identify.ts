import { canonicalAddress, inPrefix, isIpv4 } from "../net/ip-address.ts";
import { brandOf, brandOfMac, usualRole } from "./brands.ts";
import { MAX_DEVICE_KEYS, type Device, type DeviceAddress, type Sourced } from "./device.ts";
import type { PlainDevice } from "./device-findings.ts";
import { linksOf } from "./device-links.ts";
import { endpointsOf, type Endpoint } from "./endpoints.ts";
import { roleOfModel } from "./model-role.ts";
import { settledPurpose } from "./port-purpose.ts";
import { flocksOf, macIds, sameDevices, serialIds, uuidIds, type OwnNetwork } from "./same-device.ts";
import { mostTrusted, sourced, type Candidate } from "./sourced-value.ts";
import { sourceTrust } from "./source-trust.ts";
import { sightingSourceSchema, type Claims, type DeviceRole, type OpenPort, type Sighting } from "./sighting.ts";

export type IdentifyContext = {
  /** The laptop's own networks. */
  networks: readonly OwnNetwork[];
  /** The gateways of its default routes. */
  gateways: readonly string[];
  /** Whether a device can have this address (`core/net/device-address.ts`). */
  isDeviceAddress: (address: string) => boolean;
  /** Who made the card with this MAC; null: nobody is known. */
  makerOf(mac: string): string | null;
};

/** A device and all that was seen of it. */
export type IdentifiedDevice = { device: PlainDevice; sightings: readonly Sighting[] };

/** As many as a device of `deviceSchema` holds. */
const MAX = { keys: MAX_DEVICE_KEYS, macs: 16, addresses: 32, ports: 128, certificates: 8 } as const;

/**
 * The devices behind the sightings: one record for each physical device, put together over all protocols. The same sightings
 * give the same devices in whatever order they came.
 */
export function identifyDevices(sightings: readonly Sighting[], context: IdentifyContext): IdentifiedDevice[] {
  const endpoints = endpointsOf(
    sightings.filter(({ address }) => context.isDeviceAddress(address)),
    context.gateways,
  );
  const flocks = flocksOf(endpoints);
  const owners = ownersOnTheWire(endpoints);
  const groups = sameDevices(endpoints, context.networks);
  const devices = withOwnIds(groups.map((group) => deviceOf(group, { ...context, flocks, owners })));
  return devices
    .map((device, index) => ({
      device,
      sightings: (groups[index] ?? []).flatMap((endpoint) => endpoint.sightings),
    }))
    .toSorted((a, b) => byFirstAddress(a.device, b.device));
}

/** As people count addresses: .64 before .101. */
function byFirstAddress(a: PlainDevice, b: PlainDevice): number {
  const [ours, theirs] = [a.addresses[0], b.addresses[0]];
  return (ours && theirs ? order(ours, theirs) : 0) || (a.id < b.id ? -1 : 1);
}

type GroupContext = IdentifyContext & {
  /** `mac:` ids that answer for many devices. */
  flocks: ReadonlySet<string>;
  /** Whose wire a MAC was seen on. */
  owners: ReadonlyMap<string, ReadonlySet<Endpoint>>;
};

function ownersOnTheWire(endpoints: readonly Endpoint[]): Map<string, Set<Endpoint>> {
  const owners = new Map<string, Set<Endpoint>>();
  for (const endpoint of endpoints) {
    for (const mac of endpoint.wireMacs) owners.set(mac, (owners.get(mac) ?? new Set()).add(endpoint));
  }
  return owners;
}

function deviceOf(group: readonly Endpoint[], context: GroupContext): PlainDevice {
  const sightings = group.flatMap((endpoint) => endpoint.sightings);
  const macs = [...new Set(group.flatMap(({ wireMacs, claimedMacs }) => [...wireMacs, ...claimedMacs]))];
  const addresses = addressesOf(group, context);
  const [firstMac] = group.flatMap(({ wireMacs }) => wireMacs).concat(macs);
  const maker = firstMac === undefined ? null : context.makerOf(firstMac);
  // The card of a repeater says nothing of who is behind it.
  const ownMacs = macs.filter((mac) => !context.flocks.has(`mac:${mac}`));
  const brand = sourced(brandCandidates(sightings, ownMacs, context));
  const model = sourced(candidates(sightings, "model"));
  const ports = portsOf(sightings, brand?.value);
  return {
    ...identityOf(group, addresses, context),
    brand,
    model,
    firmware: sourced(candidates(sightings, "firmware")),
    serialNumber: sourced(candidates(sightings, "serialNumber")),
    name: sourced([...candidates(sightings, "name"), ...candidates(sightings, "hostName", 0.6)]),
    role: roleOf({ sightings, brand, model, addresses, gateways: context.gateways }),
    macs: macs.toSorted().slice(0, MAX.macs),
    maker,
    addresses,
    ports,
    links: linksOf(sightings, addresses, ports),
    network: networkOf(sightings),
    activated: mostTrusted(sightings, (claims) => claims.activated),
    channels: together(sightings, (claims) => claims.channels),
    clockOffsetSeconds: mostTrusted(sightings, (claims) => claims.clockOffsetSeconds),
    certificates: [
      ...new Map(sightings.flatMap(({ claims: { certificate: c } }) => (c ? [[c.port, c] as const] : []))).values(),
    ].slice(0, MAX.certificates),
    sources: sightingSourceSchema.options.filter((source) => sightings.some((s) => s.source === source)),
  };
}

/** By what it is known again. A MAC that a whole flock answers with, or that is somebody else's on the wire, is no key. */
function identityOf(
  group: readonly Endpoint[],
  addresses: readonly DeviceAddress[],
  { flocks, owners }: GroupContext,
): Pick<Device, "id" | "keys"> {
  const members = new Set(group);
  const isOwn = (id: string): boolean => {
    const holders = owners.get(id.slice("mac:".length));
    return holders === undefined || [...holders].some((holder) => members.has(holder));
  };
  const ids = [
    ...group
      .flatMap(macIds)
      .filter((id) => !flocks.has(id) && isOwn(id))
      .toSorted(),
    ...group.flatMap(serialIds).toSorted(),
    ...group.flatMap(uuidIds).toSorted(),
  ];
  const [address] = addresses;
  const keys = [...new Set(ids)].slice(0, MAX.keys);
  if (keys.length === 0) keys.push(`address:${address?.interfaceName ?? ""}:${address?.address ?? ""}`);
  return { id: keys[0] ?? "", keys };
}

/** Keys and ids stand for one device each, whatever devices claim: what clones share tells none of them from the other. */
function withOwnIds(devices: readonly PlainDevice[]): PlainDevice[] {
  const holders = new Map<string, number>();
  for (const key of devices.flatMap(({ keys }) => keys)) holders.set(key, (holders.get(key) ?? 0) + 1);
  const taken = new Set<string>();
  return devices.map((device) => {
    const [first] = device.addresses;
    const byAddress = `address:${first?.interfaceName ?? ""}:${first?.address ?? ""}`;
    const own = device.keys.filter((key) => holders.get(key) === 1);
    const keys = own.length > 0 ? own : [byAddress];
    let id = keys[0] ?? byAddress;
    for (let n = 2; taken.has(id); n += 1) id = `${byAddress}#${n}`;
    taken.add(id);
    return { ...device, id, keys };
  });
}

function candidates(
  sightings: readonly Sighting[],
  field: "brand" | "model" | "firmware" | "serialNumber" | "name" | "hostName",
  atMost = 1,
): Candidate<string>[] {
  return sightings.flatMap(({ source, claims }) => {
    const value = claims[field];
    if (value === undefined) return [];
    return [{ value, source, confidence: Math.min(atMost, sourceTrust(source), claims.certainty ?? 1) }];
  });
}

/** A maker's registered card is half a hint; a model number that only one maker uses is more. */
const BRAND_BY_MODEL = 0.7;

function brandCandidates(
  sightings: readonly Sighting[],
  macs: readonly string[],
  context: IdentifyContext,
): Candidate<string>[] {
  return [
    ...candidates(sightings, "brand"),
    ...candidates(sightings, "model", BRAND_BY_MODEL).flatMap(({ value, ...rest }) => {
      const brand = brandOf(value);
      return brand === undefined ? [] : [{ value: brand, ...rest }];
    }),
    ...macs.flatMap((mac) => {
      const brand = brandOfMac(mac, context.makerOf(mac));
      return brand === undefined
        ? []
        : [{ value: brand, source: "neighbour" as const, confidence: sourceTrust("neighbour") }];
    }),
  ];
}

/** ONVIF calls whatever sends video a "video encoder", and whoever has a stream looks like a camera: that contradicts no recorder. */
const SAYS_CAMERA = 0.6;
const isEncoder = ({ value, source }: Candidate<DeviceRole>): boolean =>
  (source === "onvif-discovery" || source === "rtsp") && value === "camera";
const BY_GATEWAY = 0.9;
const BY_USUAL_ROLE = 0.4;
/** A recorder's inputs: a camera has one, a multi-sensor camera four. */
const RECORDER_CHANNELS = 4;
const BY_CHANNELS = 0.7;

function roleOf({
  sightings,
  brand,
  model,
  addresses,
  gateways,
}: {
  sightings: readonly Sighting[];
  brand: Sourced<string> | null;
  model: Sourced<string> | null;
  addresses: readonly DeviceAddress[];
  gateways: readonly string[];
}): Sourced<DeviceRole> {
  const said = sightings.flatMap(({ source, claims }): Candidate<DeviceRole>[] => {
    const { role, certainty = 1 } = claims;
    if (role === undefined || role === "unknown") return [];
    const candidate = { value: role, source, confidence: Math.min(certainty, sourceTrust(source)) };
    return [isEncoder(candidate) ? { ...candidate, confidence: Math.min(SAYS_CAMERA, certainty) } : candidate];
  });
  const byModel = model && roleOfModel(brand?.value, model.value);
  const channels = together(sightings, (claims) => claims.channels);
  const isGateway = addresses.some(({ address, seen }) => seen && gateways.includes(address));
  const derived: Candidate<DeviceRole>[] = [
    ...(byModel && model ? [{ value: byModel, source: model.source, confidence: model.confidence }] : []),
    ...((channels?.analog ?? 0) + (channels?.network ?? 0) > RECORDER_CHANNELS
      ? [{ value: "recorder" as const, source: "sadp" as const, confidence: BY_CHANNELS }]
      : []),
    ...(isGateway ? [{ value: "router" as const, source: "neighbour" as const, confidence: BY_GATEWAY }] : []),
  ];
  const usual = brand && usualRole(brand.value);
  const all = [...said, ...derived];
  const best = sourced(all);
  const isSurelyOther = best !== null && best.value !== "camera";
  const settled = isSurelyOther ? sourced(all.filter((candidate) => !isEncoder(candidate))) : best;
  if (settled !== null) return settled;
  if (usual && brand) {
    return { value: usual, source: brand.source, confidence: Math.min(brand.confidence, BY_USUAL_ROLE), otherwise: [] };
  }
  return { value: "unknown", source: sightings[0]?.source ?? "neighbour", confidence: 0, otherwise: [] };
}

function addressesOf(group: readonly Endpoint[], { networks, isDeviceAddress }: IdentifyContext): DeviceAddress[] {
  const inOwnNetwork = (address: string, interfaceName: string | null): boolean | null => {
    if (address.startsWith("fe80:")) return null;
    return networks.some(
      (own) =>
        isIpv4(own.address) === isIpv4(address) &&
        (interfaceName === null || own.interfaceName === interfaceName) &&
        inPrefix(address, `${own.address}/${own.prefixLength}`),
    );
  };
  const found = new Map<string, DeviceAddress>();
  for (const { address, interfaceName, wireMacs } of group.filter(({ isToldOf }) => !isToldOf)) {
    const mac = wireMacs[0] ?? null;
    const own = inOwnNetwork(address, interfaceName);
    found.set(`${interfaceName} ${address}`, { address, interfaceName, mac, inOwnNetwork: own, seen: true });
  }
  const seen = new Set([...found.values()].map(({ address }) => address));
  for (const { address: own, interfaceName, sightings } of group) {
    for (const said of [own, ...sightings.flatMap(({ claims }) => claims.addresses ?? [])]) {
      const address = canonicalAddress(said);
      if (address === undefined || seen.has(address) || !isDeviceAddress(address)) continue;
      seen.add(address);
      const isOwn = inOwnNetwork(address, interfaceName);
      found.set(`- ${address}`, { address, interfaceName, mac: null, inOwnNetwork: isOwn, seen: false });
    }
  }
  return [...found.values()].toSorted((a, b) => use(a) - use(b) || order(a, b)).slice(0, MAX.addresses);
}

/** Which address to use first: one that answered, reachable from here, IPv4. */
const use = ({ address, seen, inOwnNetwork }: DeviceAddress): number =>
  (seen ? 0 : 8) + (inOwnNetwork === true ? 0 : inOwnNetwork === null ? 4 : 2) + (isIpv4(address) ? 0 : 1);

const order = (a: DeviceAddress, b: DeviceAddress): number =>
  a.address.localeCompare(b.address, "en", { numeric: true }) ||
  (a.interfaceName ?? "").localeCompare(b.interfaceName ?? "", "en");

function portsOf(sightings: readonly Sighting[], brand: string | undefined): OpenPort[] {
  const ports = sightings.flatMap(({ claims }) => claims.ports ?? []);
  return [...Map.groupBy(ports, ({ transport, port }) => `${transport} ${port}`).values()]
    .flatMap(([first, ...more]) => (first === undefined ? [] : [{ first, said: [first, ...more] }]))
    .map(({ first: { transport, port }, said }) => ({
      transport,
      port,
      service: settledPurpose(
        { port, transport },
        said.map(({ service }) => service),
        brand,
      ),
    }))
    .toSorted((a, b) => a.port - b.port || (a.transport < b.transport ? -1 : 1))
    .slice(0, MAX.ports);
}

/** The parts of a group of claims, each from the source most trusted with it. */
function together<T extends object>(sightings: readonly Sighting[], say: (claims: Claims) => T | undefined): T | null {
  const byTrust = sightings.toSorted((a, b) => sourceTrust(a.source) - sourceTrust(b.source));
  const [first, ...others] = byTrust.flatMap(({ claims }) => say(claims) ?? []);
  return first === undefined ? null : others.reduce<T>((all, part) => Object.assign(all, part), { ...first });
}

/** The settings of one card, never those of two mixed: of a recorder with a card for its cameras the one with the gateway. */
function networkOf(sightings: readonly Sighting[]): Device["network"] {
  const cardOf = ({ address, claims }: Sighting): string => claims.addresses?.find(isIpv4) ?? address;
  const said = sightings.filter(({ claims }) => claims.network !== undefined);
  const cards = [...Map.groupBy(said, cardOf).values()].flatMap(
    (card) => together(card, ({ network }) => network) ?? [],
  );
  return cards.find(({ gateway }) => typeof gateway === "string") ?? cards[0] ?? null;
}
