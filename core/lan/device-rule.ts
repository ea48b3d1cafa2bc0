import type { Finding, Message } from "../nat/diagnosis.ts";
import { isIpv4 } from "../net/ip-address.ts";
import type { DeviceAddress, DeviceFinding } from "./device.ts";
import type { KnownForward, PlainDevice, RiskContext } from "./device-findings.ts";
import type { KnownExploited } from "./kev.ts";
import type { DeviceRole, SightingSource } from "./sighting.ts";

export type Severity = Finding["severity"];

/** What a finding about a device is judged from. */
export type DeviceRuleInput = {
  device: PlainDevice;
  site: SiteIndex;
  context: RiskContext;
  /** The rows of the register that may concern it. */
  exploited: readonly KnownExploited[];
};

export type DeviceHit = {
  args?: Message["args"];
  severity?: Severity;
  links?: DeviceFinding["links"];
  /** Who said what it rests on, of those that the device was seen by. */
  sources?: readonly SightingSource[];
};

/**
 * One finding of the catalogue: a pure rule. `hiddenBy` names findings that say the same better: while one of those stands, this
 * is not shown beside it.
 */
export type DeviceRule = {
  code: string;
  severity: Severity;
  hiddenBy?: readonly string[];
  find(input: DeviceRuleInput): DeviceHit | null;
};

/** What installers put on a site, by contrast to what else is on the network. */
export const EQUIPMENT: ReadonlySet<DeviceRole> = new Set([
  "recorder",
  "camera",
  "panel",
  "door-station",
  "controller",
  "bridge",
]);

export const isEquipment = ({ role }: PlainDevice): boolean => EQUIPMENT.has(role.value);

/** Devices by what several of them may share, looked up once for all. */
export type SiteIndex = {
  byAddress: ReadonlyMap<string, readonly { device: PlainDevice; at: DeviceAddress }[]>;
  /** By the MAC that was seen to answer. */
  byWireMac: ReadonlyMap<string, readonly PlainDevice[]>;
  byCertificate: ReadonlyMap<string, readonly PlainDevice[]>;
  byKey: ReadonlyMap<string, readonly PlainDevice[]>;
  routers: readonly PlainDevice[];
};

const indexes = new WeakMap<readonly PlainDevice[], SiteIndex>();

/** The index of a list of devices; the same list is looked through once, however many devices ask. */
export function siteIndex(devices: readonly PlainDevice[]): SiteIndex {
  const known = indexes.get(devices);
  if (known !== undefined) return known;
  const index = buildIndex(devices);
  indexes.set(devices, index);
  return index;
}

/** Each device's gateway is held against them; a site has a few, a flood of made-up devices has thousands. */
const MAX_ROUTERS = 32;

function buildIndex(devices: readonly PlainDevice[]): SiteIndex {
  const byAddress = new Map<string, { device: PlainDevice; at: DeviceAddress }[]>();
  const byWireMac = new Map<string, PlainDevice[]>();
  const byCertificate = new Map<string, PlainDevice[]>();
  const byKey = new Map<string, PlainDevice[]>();
  for (const device of devices) {
    for (const at of device.addresses.filter(({ seen }) => seen)) push(byAddress, at.address, { device, at });
    for (const mac of wireMacsOf(device)) push(byWireMac, mac, device);
    for (const print of new Set(device.certificates.map(({ fingerprint }) => fingerprint))) {
      push(byCertificate, print, device);
    }
    for (const key of new Set(device.keys)) push(byKey, key, device);
  }
  const routers = devices.filter(({ role }) => role.value === "router").slice(0, MAX_ROUTERS);
  return { byAddress, byWireMac, byCertificate, byKey, routers };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

export const wireMacsOf = (device: PlainDevice): Set<string> =>
  new Set(device.addresses.flatMap(({ mac }) => (mac === null ? [] : [mac])));

/** Its IPv4 addresses, that to use first comes first. */
export const ipv4Of = ({ addresses }: PlainDevice): DeviceAddress[] =>
  addresses.filter(({ address }) => isIpv4(address));

/** How people tell two devices apart in a sentence. */
export const nameOf = (device: PlainDevice): string =>
  [device.brand?.value, device.model?.value].filter(Boolean).join(" ") ||
  device.macs[0] ||
  device.addresses[0]?.address ||
  device.id;

/** Another device that answers at an address on the same network. */
export function rivalAt(device: PlainDevice, at: DeviceAddress, { byAddress }: SiteIndex): PlainDevice | undefined {
  const other = byAddress.get(at.address)?.find(
    (one) =>
      one.device.id !== device.id &&
      // Two cards may be in two networks that use the same addresses.
      (one.at.interfaceName ?? at.interfaceName) === (at.interfaceName ?? one.at.interfaceName) &&
      areTwo(device, one.device),
  );
  return other?.device;
}

/** Proven to be two: nothing of what names a card or a device is the same. */
const areTwo = (a: PlainDevice, b: PlainDevice): boolean =>
  (a.macs.length > 0 && b.macs.length > 0 && !a.macs.some((mac) => b.macs.includes(mac))) ||
  (a.serialNumber !== null && b.serialNumber !== null && a.serialNumber.value !== b.serialNumber.value);

/** The forwards on the router that lead to a device. */
export const forwardsTo = (device: PlainDevice, forwards: readonly KnownForward[]): KnownForward[] =>
  forwards.filter(({ internalAddress }) => device.addresses.some(({ address }) => address === internalAddress));
