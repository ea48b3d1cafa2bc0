import { decodeSofia, encodeSofiaSearch, type SofiaDevice } from "../../codec/sofia.ts";
import { cardMac, claimsOf, maskLength, ownAddresses, ownGateway, ownPorts, ownSerial } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { roleOfModel } from "../model-role.ts";
import { ownWords } from "../own-words.ts";
import type { Claims, DeviceRole } from "../sighting.ts";

const PORT = 34_569;
const BRAND = "Xiongmai";
/** What a device is called that nobody has named. */
const FACTORY_NAMES = /^(?:local ?host|ip ?cam(?:era)?|nvr|dvr|xvr)$/i;

/** Xiongmai (XMEye, "Sofia") and its labels: docs/protocols/xmeye.md. Answers go to everybody on the asked port. */
export const sofia: DiscoveryProtocol = {
  source: "sofia",
  questions: [{ to: { address: "broadcast", port: PORT }, fromPort: PORT, payload: encodeSofiaSearch }],
  listen: [{ port: PORT, groups: [] }],
  read(bytes) {
    const message = decodeSofia(bytes);
    return message.kind === "device" ? [{ claims: claimsOfSofia(message.device) }] : null;
  },
};

function claimsOfSofia(device: SofiaDevice): Claims {
  const hostName = ownWords(device.hostName);
  const role = roleOf(device);
  return claimsOf({
    mac: cardMac(device.mac),
    addresses: ownAddresses(device.ipv4),
    serialNumber: ownSerial(device.serialNumber),
    brand: BRAND,
    firmware: ownWords(device.firmware),
    hostName: hostName === undefined || FACTORY_NAMES.test(hostName) ? undefined : hostName,
    role,
    ports: ownPorts(
      [device.sdkPort, "xiongmai"],
      [device.httpPort, "web"],
      [device.sslPort, null],
      [device.udpPort, null, "udp"],
    ),
    network: { prefixLength: maskLength(device.subnetMask), gateway: ownGateway(device.gateway) },
    channels:
      role === "recorder" && (device.channels ?? 0) <= 256 ? { network: device.channels ?? undefined } : undefined,
  });
}

/** Nobody has published what the numbers of DeviceType stand for: several channels are a recorder's, the name tells the rest. */
function roleOf({ channels, hostName }: SofiaDevice): DeviceRole | undefined {
  if (channels !== null && channels > 1) return "recorder";
  return roleOfModel(BRAND, hostName ?? "") ?? (channels === 1 ? "camera" : undefined);
}
