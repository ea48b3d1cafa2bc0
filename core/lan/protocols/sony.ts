import { decodeText, encodeUtf8 } from "../../codec/byte-text.ts";
import { DecodeError } from "../../codec/decode-error.ts";
import { cardMac, claimsOf, maskLength, ownAddresses, ownGateway, ownPorts, ownSerial } from "../claim-fields.ts";
import type { DiscoveryProtocol } from "../discovery-protocol.ts";
import { roleOfModel } from "../model-role.ts";
import { ownWords } from "../own-words.ts";
import type { Claims } from "../sighting.ts";

/** Surveillance cameras (SNC), and cameras for rooms and studios (SRG, BRC), which Sony documents. */
const PORT = 2_380;
const ROOM_CAMERA_PORT = 52_380;
const BRAND = "Sony";
const START = 0x02;
const END = 0x03;
const UNIT_END = 0xff;
const MAX_BYTES = 2_048;

const enquiry = (unit: string): Uint8Array => Uint8Array.of(START, ...encodeUtf8(unit), UNIT_END, END);

/** docs/protocols/vendor-discovery.md. Answers may go to everybody on the asker's port. */
export const sony: DiscoveryProtocol = {
  source: "sony",
  questions: [
    { to: { address: "broadcast", port: PORT }, payload: () => enquiry("ENQ:allinfo") },
    {
      to: { address: "broadcast", port: ROOM_CAMERA_PORT },
      fromPort: ROOM_CAMERA_PORT,
      payload: () => enquiry("ENQ:network"),
    },
  ],
  listen: [{ port: ROOM_CAMERA_PORT, groups: [] }],
  read(bytes) {
    const units = unitsOf(bytes);
    return units.has("mac") || units.has("model") ? [{ claims: claimsOfSony(units) }] : null;
  },
};

/** `NAME:value`, by lower-case name; the first of a name counts. */
function unitsOf(bytes: Uint8Array): Map<string, string> {
  const end = bytes.lastIndexOf(END);
  if (bytes[0] !== START || end === -1) throw new DecodeError("sony", "no frame", 0);
  if (bytes.length > MAX_BYTES) throw new DecodeError("sony", "longer than an answer", MAX_BYTES);
  const found = new Map<string, string>();
  for (let at = 1; at < end;) {
    const next = bytes.indexOf(UNIT_END, at);
    const unit = decodeText(bytes.subarray(at, next === -1 ? end : Math.min(next, end)));
    const colon = unit.indexOf(":");
    const name = unit.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !found.has(name)) found.set(name, unit.slice(colon + 1).trim());
    at = next === -1 ? end : next + 1;
  }
  return found;
}

function claimsOfSony(units: ReadonlyMap<string, string>): Claims {
  const model = ownWords(units.get("modelname") ?? units.get("model"));
  const webPort = /^[0-9]{1,5}$/.exec(units.get("webport") ?? "")?.[0];
  return claimsOf({
    mac: cardMac(units.get("mac")),
    addresses: ownAddresses(units.get("ipadr")),
    serialNumber: ownSerial(units.get("serial")),
    brand: BRAND,
    model,
    firmware: ownWords(units.get("softversion")),
    name: ownWords(units.get("name")),
    role: roleOfModel(BRAND, model ?? "") ?? "camera",
    ports: ownPorts([webPort === undefined ? undefined : Number(webPort), "web"]),
    network: { prefixLength: maskLength(units.get("mask")), gateway: ownGateway(units.get("gateway")) },
  });
}
