import { addressScope, canonicalAddress, inPrefix, isIpv4 } from "../net/ip-address.ts";
import type { PlainDevice } from "./device-findings.ts";
import {
  forwardsTo,
  ipv4Of,
  isEquipment,
  nameOf,
  rivalAt,
  wireMacsOf,
  type DeviceRule,
  type Severity,
} from "./device-rule.ts";
import { isFactoryAddress } from "./factory-address.ts";
import { DISCOVERY_SOURCES, type SightingSource } from "./sighting.ts";

/** Findings about where a device is on the network and whether it finds its way out. */
export const NETWORK_FINDINGS: readonly DeviceRule[] = [
  {
    code: "duplicate-address",
    severity: "problem",
    find: ({ device, site }) => {
      for (const at of ipv4Of(device).filter(({ seen }) => seen)) {
        const other = rivalAt(device, at, site);
        if (other) return { args: { address: at.address, other: nameOf(other) }, sources: device.sources };
      }
      return null;
    },
  },
  {
    code: "wrong-subnet",
    severity: "problem",
    find: ({ device, context: { rescued = [] } }) => {
      const own = ipv4Of(device).filter(({ address }) => !isLinkLocal(address));
      const [first] = own;
      // Of whom another device spoke nobody knows on which cable it is.
      const isElsewhere = first?.seen === true && own.every(({ inOwnNetwork }) => inOwnNetwork === false);
      const isRescued = own.some(({ address }) => rescued.some((second) => inPrefix(address, second)));
      if (!isElsewhere || (wasConnectedTo(device) && !isRescued)) return null;
      return {
        args: { address: first.address },
        severity: isEquipment(device) ? "problem" : "info",
        sources: DISCOVERY_SOURCES,
      };
    },
  },
  {
    code: "no-dhcp-address",
    severity: "warning",
    find: ({ device }) => {
      const own = ipv4Of(device);
      const [first] = own;
      if (!first?.seen || !isEquipment(device) || !own.every(({ address }) => isLinkLocal(address))) return null;
      return { args: { address: first.address }, sources: device.sources };
    },
  },
  {
    code: "factory-address",
    severity: "advice",
    hiddenBy: ["duplicate-address"],
    find: ({ device }) => {
      const brand = device.brand?.value;
      // What it only names may be long out of date.
      const own = ipv4Of(device).filter(({ seen }) => seen);
      const found = brand === undefined ? undefined : own.find((at) => isFactoryAddress(brand, at.address));
      return found && brand ? { args: { address: found.address, brand }, sources: device.sources } : null;
    },
  },
  {
    code: "no-gateway",
    severity: "warning",
    find: ({ device }) => {
      const gateway = saidGateway(device);
      if (!isEquipment(device) || gateway === undefined) return null;
      const isOwn = device.addresses.some(({ address }) => address === gateway);
      if (gateway !== null && addressScope(gateway) !== "unspecified" && !isOwn) return null;
      return { severity: quietForCameras(device, "warning"), sources: SETTINGS };
    },
  },
  {
    code: "gateway-elsewhere",
    severity: "warning",
    hiddenBy: ["no-gateway"],
    find: ({ device }) => {
      const gateway = saidGateway(device);
      const prefixLength = device.network?.prefixLength;
      // 0.0.0.0 and 255.255.255.255 as masks are fields that nobody filled in.
      if (!isEquipment(device) || !gateway || !prefixLength || prefixLength > 30) return null;
      const own = ipv4Of(device).filter(({ address }) => !isLinkLocal(address));
      const [first] = own;
      if (!first || own.some(({ address }) => inPrefix(gateway, `${address}/${prefixLength}`))) return null;
      return {
        args: { gateway, network: `${first.address}/${prefixLength}` },
        severity: quietForCameras(device, "warning"),
        sources: SETTINGS,
      };
    },
  },
  {
    code: "gateway-unknown",
    severity: "advice",
    hiddenBy: ["no-gateway", "gateway-elsewhere"],
    find: ({ device, site }) => {
      const gateway = saidGateway(device);
      if (!isEquipment(device) || !gateway || site.byAddress.has(gateway)) return null;
      const router = site.routers
        .flatMap(ipv4Of)
        .find(({ address, seen }) => seen && inPrefix(address, `${gateway}/${device.network?.prefixLength ?? 24}`));
      if (!router) return null;
      return {
        args: { gateway, router: router.address },
        severity: quietForCameras(device, "advice"),
        sources: SETTINGS,
      };
    },
  },
  {
    code: "no-dns",
    severity: "advice",
    find: ({ device }) => {
      const servers = device.network?.dnsServers;
      const isNone = servers?.every((server) => addressScope(server) === "unspecified") ?? false;
      return isEquipment(device) && isNone ? { severity: quietForCameras(device, "advice"), sources: SETTINGS } : null;
    },
  },
  {
    code: "address-by-dhcp",
    severity: "advice",
    find: ({ device, context }) => {
      if (!isEquipment(device) || device.network?.dhcp !== true) return null;
      const isTarget = forwardsTo(device, context.forwards).length > 0;
      // A camera is found again by its recorder; what is reached from outside is not.
      if (device.role.value === "camera" && !isTarget) return null;
      return { severity: isTarget ? "warning" : "advice", sources: SETTINGS };
    },
  },
  {
    code: "claims-other-mac",
    severity: "advice",
    find: ({ device, site }) => {
      const own = wireMacsOf(device);
      for (const mac of device.macs.filter((one) => !own.has(one))) {
        const other = site.byWireMac.get(mac)?.find(({ id }) => id !== device.id);
        if (other) return { args: { mac, other: nameOf(other) }, sources: device.sources };
      }
      return null;
    },
  },
];

/** Sources in which devices tell their network settings. */
const SETTINGS: readonly SightingSource[] = [
  "login",
  "sadp",
  "dhdiscover",
  "dahua-v1",
  "sofia",
  "mhed",
  "onvif",
  "hanwha",
];

/** What only works when packets find their way there and back. */
const CONNECTED: ReadonlySet<SightingSource> = new Set([
  "port",
  "http",
  "favicon",
  "tls",
  "rtsp",
  "onvif",
  "banner",
  "upnp-description",
  "vendor-page",
  "login",
]);

const wasConnectedTo = ({ sources }: PlainDevice): boolean => sources.some((source) => CONNECTED.has(source));

const isLinkLocal = (address: string): boolean => addressScope(address) === "link-local";

/** The gateway that the device names, canonical; null: it says that it has none; undefined: it doesn't tell. */
function saidGateway({ network }: PlainDevice): string | null | undefined {
  const gateway = network?.gateway;
  if (gateway === null || gateway === undefined) return gateway;
  const canonical = canonicalAddress(gateway);
  return canonical !== undefined && isIpv4(canonical) ? canonical : undefined;
}

/** A camera behind a recorder needs no way out, and many are kept from having one on purpose. */
const quietForCameras = ({ role }: PlainDevice, otherwise: "warning" | "advice"): Severity =>
  role.value === "camera" ? "info" : otherwise;
