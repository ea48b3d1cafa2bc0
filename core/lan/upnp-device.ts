import { decodeIgdDescription, type IgdDescription } from "../codec/igd-description.ts";
import { parseHttpUrl, resolveHttpUrl, sameHost } from "../net/http-url.ts";
import { brandOf } from "./brands.ts";
import { claimsOf, ownSerial } from "./claim-fields.ts";
import { givenName } from "./given-name.ts";
import { normalMac } from "./makers.ts";
import { roleOfModel } from "./model-role.ts";
import { ownUuid } from "./own-uuid.ts";
import { ownWords } from "./own-words.ts";
import type { Claims, DeviceRole } from "./sighting.ts";

/** By the kind in `urn:...:device:KIND:1`. Cameras and recorders are mostly `Basic`, which says nothing. */
const KINDS: readonly (readonly [kind: RegExp, role: DeviceRole])[] = [
  [/^(?:InternetGatewayDevice|WANDevice|WANConnectionDevice)$/i, "router"],
  [/^DigitalSecurityCamera$|Camera$/i, "camera"],
  [/^(?:N|D)VR$|VideoRecorder$/i, "recorder"],
  [
    /^(?:HomeAutomationGateway|HVAC_System|HVAC_ZoneThermostat|BinaryLight|DimmableLight|SolarProtectionBlind)$/i,
    "controller",
  ],
  [
    /^(?:Media(?:Server|Renderer)|Printer|Scanner|WLANAccessPointDevice|ZonePlayer|tvdevice|dial|RemoteUI.*)$/i,
    "other",
  ],
];

/** What a device or search type says of the role; undefined where it says nothing. */
export function roleOfUpnpType(type: string | null): DeviceRole | undefined {
  const kind = /^urn:[^:]{1,100}:(?:device|service):([^:]{1,100}):/i.exec(type ?? "")?.[1];
  return kind === undefined ? undefined : KINDS.find(([pattern]) => pattern.test(kind))?.[1];
}

const MAX_URL_CHARACTERS = 500;

/** Only on the host that was asked: a page elsewhere is not the device's. */
function presentationUrl({ root }: IgdDescription, location: string): string | undefined {
  const base = parseHttpUrl(location);
  const url = base && root.presentationUrl ? resolveHttpUrl(base, root.presentationUrl) : undefined;
  if (url === undefined || base === undefined || !sameHost(url.host, base.host)) return undefined;
  return url.href.length > MAX_URL_CHARACTERS ? undefined : url.href;
}

/**
 * What the UPnP description that was fetched from `location` says of its device. Throws DecodeError.
 *
 * @throws RangeError when `location` is no `http:` URL; the caller fetched from it
 */
export function claimsOfUpnpDescription(text: string, location: string): Claims {
  const description = decodeIgdDescription(text, location);
  const { root } = description;
  const model = modelOf(root);
  const brand = [root.manufacturer, root.friendlyName, root.modelName, model]
    .map((words) => brandOf(words ?? ""))
    .find((found) => found !== undefined);
  const role = description.isIgd
    ? "router"
    : (roleOfModel(brand, model ?? "") ??
      roleOfModel(brand, root.friendlyName ?? "") ??
      roleOfUpnpType(root.deviceType));
  const serialNumber = ownSerial(root.serialNumber);
  const url = presentationUrl(description, location);
  return claimsOf({
    brand,
    model,
    name: givenName([root.friendlyName], { brand, model }),
    role,
    uuid: ownUuid(root.udn),
    serialNumber,
    // Axis and others number their devices by the card.
    mac:
      serialNumber !== undefined && /^[0-9a-f]{12}$/i.test(serialNumber) && brand === "Axis"
        ? (normalMac(serialNumber) ?? undefined)
        : undefined,
    urls: url === undefined ? undefined : [{ kind: "web", url }],
  });
}

/** Some write the series into the name and the model into the number; a number is a version as often as not. */
function modelOf({ modelName, modelNumber }: IgdDescription["root"]): string | undefined {
  const name = ownWords(modelName);
  const number = ownWords(modelNumber);
  const isModel =
    number !== undefined && /^[a-z]+[a-z0-9]*-?\d/i.test(number) && !/^(?:v|ver|rev)[\s.]?\d/i.test(number);
  return isModel && (name === undefined || !/\d/.test(name)) ? number : name;
}
