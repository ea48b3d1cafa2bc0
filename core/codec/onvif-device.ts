import { childrenNamed, readCount } from "./onvif-network.ts";
import { isXmlNamed, xmlChild, xmlChildText, xmlDescendants, type XmlElement } from "./xml.ts";

/** What an ONVIF device says of itself, its services and its pictures. Absent is null or an empty list; texts are as written. */

export type OnvifDeviceInformation = {
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly firmwareVersion: string | null;
  readonly serialNumber: string | null;
  readonly hardwareId: string | null;
};

/** Address of each service by its name in the answer: `Device`, `Media`, `DeviceIO`. */
export type OnvifCapabilities = Readonly<Record<string, string>>;

export type OnvifService = {
  readonly namespace: string;
  readonly xaddr: string | null;
  /** `21.6` */
  readonly version: string | null;
};

export type OnvifProfile = {
  readonly token: string;
  readonly name: string | null;
  /** Profiles of one source show the same picture: a recorder has a source for each camera. */
  readonly videoSource: string | null;
  readonly encoding: string | null;
  readonly width: number | null;
  readonly height: number | null;
};

const MAX_PIXELS = 100_000;

export function readDeviceInformation(response: XmlElement): OnvifDeviceInformation {
  const text = (name: string) => xmlChildText(response, name) || null;
  return {
    manufacturer: text("Manufacturer"),
    model: text("Model"),
    firmwareVersion: text("FirmwareVersion"),
    serialNumber: text("SerialNumber"),
    hardwareId: text("HardwareId"),
  };
}

/** Newer services stand in an Extension, by the rules of XML Schema; some put one into another. */
function servicesBelow(element: XmlElement): (readonly [string, string])[] {
  return element.children.flatMap((child) => {
    if (isXmlNamed(child, "Extension")) return servicesBelow(child);
    const address = xmlChildText(child, "XAddr");
    return address ? [[child.name, address] as const] : [];
  });
}

export function readCapabilities(response: XmlElement): OnvifCapabilities {
  const capabilities = xmlChild(response, "Capabilities") ?? response;
  // fromEntries defines its keys, so a service called `__proto__` is only a key.
  return Object.fromEntries(servicesBelow(capabilities).toReversed());
}

export function readServices(response: XmlElement): readonly OnvifService[] {
  return childrenNamed(response, "Service").map((service) => {
    const version = xmlChild(service, "Version");
    const [major, minor] = ["Major", "Minor"].map((part) =>
      readCount((version && xmlChildText(version, part)) ?? null, 9_999),
    );
    return {
      namespace: xmlChildText(service, "Namespace") ?? "",
      xaddr: xmlChildText(service, "XAddr") || null,
      version: major === null || major === undefined ? null : `${major}.${minor ?? 0}`,
    };
  });
}

export function readScopeItems(response: XmlElement): readonly string[] {
  return childrenNamed(response, "Scopes").flatMap((scope) => (xmlChildText(scope, "ScopeItem") ?? scope.text) || []);
}

export function readProfiles(response: XmlElement): readonly OnvifProfile[] {
  return childrenNamed(response, "Profiles").flatMap((profile) => {
    const token = profile.attributes.get("token");
    if (token === undefined) return [];
    const source = xmlChild(profile, "VideoSourceConfiguration");
    const encoder = xmlChild(profile, "VideoEncoderConfiguration");
    const size = encoder && xmlChild(encoder, "Resolution");
    const pixels = (name: string) => readCount((size && xmlChildText(size, name)) ?? null, MAX_PIXELS);
    return [
      {
        token,
        name: xmlChildText(profile, "Name") || null,
        videoSource: (source && xmlChildText(source, "SourceToken")) || null,
        encoding: (encoder && xmlChildText(encoder, "Encoding")) || null,
        width: pixels("Width"),
        height: pixels("Height"),
      },
    ];
  });
}

/** Of GetStreamUri and GetSnapshotUri; null when the answer has none. */
export function readMediaUri(response: XmlElement): string | null {
  return xmlDescendants(response, "Uri")[0]?.text || null;
}
