import { decodeSadp, encodeSadpInquiry, type SadpDevice } from "../../codec/sadp.ts";
import { brandOf } from "../brands.ts";
import { cardMac, claimsOf, maskLength, ownAddresses, ownGateway, ownPorts, ownSerial } from "../claim-fields.ts";
import type { DiscoveryProtocol, DiscoveryQuestion } from "../discovery-protocol.ts";
import { roleOfModel } from "../model-role.ts";
import { ownWords } from "../own-words.ts";
import type { Claims } from "../sighting.ts";
import { randomUuid } from "./message-id.ts";

const PORT = 37_020;
const GROUP = "239.255.255.250";

function question(address: string): DiscoveryQuestion {
  return {
    to: { address, port: PORT },
    payload: (context) => encodeSadpInquiry(randomUuid(context).toUpperCase()),
  };
}

/** Hikvision and its labels: docs/protocols/sadp.md. */
export const sadp: DiscoveryProtocol = {
  source: "sadp",
  // Some firmwares take no broadcast, some switches drop the group.
  questions: [question(GROUP), question("broadcast")],
  // Some answer to the asker, some to the group.
  listen: [{ port: PORT, groups: [GROUP] }],
  read(bytes) {
    const message = decodeSadp(bytes);
    return message.kind === "device" ? [{ claims: claimsOfSadp(message.device) }] : null;
  },
};

/** Said in place of a model; the type then holds it. */
const ANY_MODEL =
  /^(?:(?:ip|network|hd)?[ -]?(?:camera|dome|bullet|cam)|(?:embedded net )?[nd]vr|network video recorder)$/i;
/** Who answers to this protocol and names no other maker: a label's model number says little of who made it. */
const OF_LABEL_CERTAINTY = 0.7;
const OWN_MODEL = /^i?DS-/i;
/** A camera with several lenses counts up to four of itself. */
const CAMERA_CHANNELS = 4;

function claimsOfSadp(device: SadpDevice): Claims {
  const said = ownWords(device.model);
  const type = device.deviceType !== null && /[a-z]/i.test(device.deviceType) ? ownWords(device.deviceType) : undefined;
  const model = said === undefined || ANY_MODEL.test(said) ? (type ?? said) : said;
  const label = [device.oem, model].map((text) => brandOf(text ?? "")).find((brand) => brand !== undefined);
  const channels = (device.digitalChannels ?? 0) + (device.analogChannels ?? 0);
  const role =
    roleOfModel(label ?? "Hikvision", model ?? "") ??
    roleOfModel(undefined, said ?? "") ??
    (channels > CAMERA_CHANNELS ? "recorder" : undefined);
  return claimsOf({
    mac: cardMac(device.mac),
    addresses: ownAddresses(device.ipv4, device.ipv6),
    serialNumber: ownSerial(device.serialNumber),
    brand: label ?? "Hikvision",
    certainty: label === undefined && !OWN_MODEL.test(model ?? "") ? OF_LABEL_CERTAINTY : undefined,
    model,
    firmware: ownWords(device.firmware),
    role,
    ports: ownPorts(
      [device.httpPort, "web"],
      [device.httpsPort, "web-secure"],
      [device.rtspPort, "rtsp"],
      [device.sdkPort, "hikvision"],
    ),
    network: {
      prefixLength: maskLength(device.subnetMask),
      gateway: ownGateway(device.gateway),
      dhcp: device.dhcp ?? undefined,
    },
    activated: device.activated ?? undefined,
    channels:
      role === "recorder"
        ? { analog: device.analogChannels ?? undefined, network: device.digitalChannels ?? undefined }
        : undefined,
  });
}
