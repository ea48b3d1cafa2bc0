import { decodeDhip, encodeDhipSearch, type DhipDevice } from "../../codec/dhip.ts";
import { brandOf } from "../brands.ts";
import { cardMac, claimsOf, maskLength, ownAddresses, ownGateway, ownPorts, ownSerial } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { roleOfModel } from "../model-role.ts";
import { ownWords } from "../own-words.ts";
import type { Claims, DeviceRole } from "../sighting.ts";

const PORT = 37_810;
const GROUP = "239.255.255.251";

/** Dahua's DHDiscover (DHIP), which its many labels speak, too: docs/protocols/dahua.md. */
export const dhDiscover: DiscoveryProtocol = {
  source: "dhdiscover",
  questions: [
    { to: { address: GROUP, port: PORT }, payload: encodeDhipSearch },
    { to: { address: "broadcast", port: PORT }, payload: encodeDhipSearch },
  ],
  // Some answer to the group although they are asked not to.
  listen: [{ port: PORT, groups: [GROUP] }],
  read(bytes) {
    const message = decodeDhip(bytes);
    return message.kind === "device" ? [{ claims: claimsOfDhip(message.device) }] : null;
  },
};

/** DeviceClass; encoders, decoders and others that are none of these say it by their model. */
const ROLES: readonly (readonly [deviceClass: RegExp, role: DeviceRole])[] = [
  [/^(?:IPC|IPD|SD|PTZ|TPC|ITC|PSD)/i, "camera"],
  [/^(?:[A-Z]*NVR|[A-Z]*DVR|[A-Z]*XVR|[A-Z]*CVR|EVS|IVSS)/i, "recorder"],
  [/^(?:VT[OHSTAX]|VDP)/i, "door-station"],
  [/^AS[CIRA]/i, "controller"],
  [/^ARC/i, "panel"],
];

/** Bits 0-1 of `Init`. */
const INIT_STATE = 0b11;
const NOT_INITIALISED = 1;
const INITIALISED = 2;

function claimsOfDhip(device: DhipDevice): Claims {
  const brand = labelOf(device);
  const role =
    ROLES.find(([pattern]) => pattern.test(device.deviceClass ?? ""))?.[1] ?? roleOfModel(brand, device.model ?? "");
  const serialNumber = ownSerial(device.serialNumber);
  const name = ownWords(device.machineName);
  const state = device.init === null ? 0 : device.init & INIT_STATE;
  return claimsOf({
    mac: cardMac(device.mac),
    addresses: ownAddresses(device.ipv4, ...device.ipv6),
    serialNumber,
    brand,
    model: ownWords(device.model),
    firmware: ownWords(device.firmware),
    name: name === ownWords(device.serialNumber) ? undefined : name,
    role,
    ports: ownPorts([device.sdkPort, "dahua"], [device.httpPort, "web"], [device.httpsPort, "web-secure"]),
    network: {
      prefixLength: maskLength(device.subnetMask),
      gateway: ownGateway(device.gateway),
      dhcp: device.dhcp ?? undefined,
    },
    activated: state === NOT_INITIALISED ? false : state === INITIALISED ? true : undefined,
    channels:
      role === "recorder"
        ? { analog: channelCount(device.videoInputs), network: channelCount(device.remoteVideoInputs) }
        : undefined,
  });
}

/** Labels name themselves as vendor or in the model; who does neither is Dahua ("General", "Private"). */
function labelOf({ vendor, manufacturer, model }: DhipDevice): string {
  return (
    [vendor, manufacturer, model].map((text) => brandOf(text ?? "")).find((brand) => brand !== undefined) ?? "Dahua"
  );
}

const MAX_CHANNELS = 4_096;
const channelCount = (count: number | null): number | undefined =>
  count === null || count > MAX_CHANNELS ? undefined : count;
