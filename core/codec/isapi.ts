import { DecodeError } from "./decode-error.ts";
import { readBoolean, readCount } from "./onvif-network.ts";
import { decodeXml, isXmlNamed, xmlChild, xmlChildText, xmlDescendants, type XmlElement } from "./xml.ts";

/**
 * Answers of Hikvision's ISAPI (and of PSIA, which it grew out of), version 2.0: what a login shows of a device. Absent is null or an
 * empty list, texts are as written. Verification codes and names of users, which stand beside these, are not read.
 */

export type IsapiDeviceInfo = {
  readonly deviceName: string | null;
  readonly model: string | null;
  readonly serialNumber: string | null;
  readonly firmwareVersion: string | null;
  /** `build 220315` */
  readonly firmwareReleasedDate: string | null;
  readonly macAddress: string | null;
  /** `IPCamera`, `NVR`, `DVR` */
  readonly deviceType: string | null;
};

export type IsapiTime = {
  /** `2026-01-13T19:25:37+08:00`; the zone may be missing. */
  readonly localTime: string | null;
  /** `NTP`, `manual` */
  readonly timeMode: string | null;
};

export type IsapiInterface = {
  readonly macAddress: string | null;
  readonly ipAddress: string | null;
  readonly subnetMask: string | null;
  readonly defaultGateway: string | null;
  /** Without empty ones; `0.0.0.0` stays. */
  readonly dns: readonly string[];
  readonly dhcp: boolean | null;
};

export type IsapiIpFilter = {
  readonly enabled: boolean | null;
  readonly mode: "allow" | "deny" | null;
  readonly entries: readonly string[];
};

export type IsapiChannel = {
  readonly number: number;
  readonly name: string | null;
  readonly ipAddress: string | null;
  readonly online: boolean | null;
};

export type IsapiPort = { readonly protocol: string; readonly port: number };

/** Recorders take up to 512 cameras, filters hold up to 48 addresses. */
const MAX_ENTRIES = 512;
const MAX_CHANNEL = 4_096;

/** The document element of that name. Throws DecodeError for a web page or a ResponseStatus, which says only why not. */
function rootOf(text: string, ...names: readonly string[]): XmlElement {
  const root = decodeXml(text, "isapi");
  if (names.some((name) => isXmlNamed(root, name))) return root;
  throw new DecodeError("isapi", `<${root.name.slice(0, 40)}> in place of <${names[0]}>`);
}

const textOf = (element: XmlElement | undefined, name: string): string | null =>
  (element && xmlChildText(element, name)) || null;

const all = (root: XmlElement, name: string): XmlElement[] => xmlDescendants(root, name).slice(0, MAX_ENTRIES);

/** `/ISAPI/System/deviceInfo`. Throws DecodeError. */
export function readIsapiDeviceInfo(text: string): IsapiDeviceInfo {
  const root = rootOf(text, "DeviceInfo");
  return {
    deviceName: textOf(root, "deviceName"),
    model: textOf(root, "model"),
    serialNumber: textOf(root, "serialNumber"),
    firmwareVersion: textOf(root, "firmwareVersion"),
    firmwareReleasedDate: textOf(root, "firmwareReleasedDate"),
    macAddress: textOf(root, "macAddress"),
    deviceType: textOf(root, "deviceType"),
  };
}

/** `/ISAPI/System/time`. Throws DecodeError. */
export function readIsapiTime(text: string): IsapiTime {
  const root = rootOf(text, "Time");
  return { localTime: textOf(root, "localTime"), timeMode: textOf(root, "timeMode") };
}

/** `/ISAPI/System/Network/interfaces`. Throws DecodeError. */
export function readIsapiInterfaces(text: string): IsapiInterface[] {
  const root = rootOf(text, "NetworkInterfaceList", "NetworkInterface");
  const interfaces = isXmlNamed(root, "NetworkInterface") ? [root] : all(root, "NetworkInterface");
  return interfaces.map((one) => {
    const address = xmlChild(one, "IPAddress");
    const below = (name: string) => textOf(address && xmlChild(address, name), "ipAddress");
    const mode = textOf(address, "addressingType")?.toLowerCase();
    return {
      macAddress: xmlDescendants(one, "MACAddress")[0]?.text || null,
      ipAddress: textOf(address, "ipAddress"),
      subnetMask: textOf(address, "subnetMask"),
      defaultGateway: below("DefaultGateway"),
      dns: ["PrimaryDNS", "SecondaryDNS"].flatMap((name) => below(name) ?? []),
      // "apipa": it drew a link-local address itself.
      dhcp: mode === "dynamic" ? true : mode === "static" ? false : null,
    };
  });
}

/** `/ISAPI/System/Network/ipFilter`; an entry is one address, its mask an exception. Throws DecodeError. */
export function readIsapiIpFilter(text: string): IsapiIpFilter {
  const root = rootOf(text, "IPFilter");
  const mode = textOf(root, "permissionType")?.toLowerCase();
  return {
    enabled: readBoolean(textOf(root, "enabled")),
    mode: mode === "allow" || mode === "deny" ? mode : null,
    entries: all(root, "IPFilterAddress").flatMap((entry) => entryText(entry) ?? []),
  };
}

function entryText(entry: XmlElement): string | null {
  const range = xmlDescendants(entry, "AddressRange")[0];
  const [from, to] = ["startIPAddress", "endIPAddress"].map((name) => textOf(range, name));
  if (from && to) return `${from}-${to}`;
  const mask = xmlDescendants(entry, "bitMask")[0]?.text;
  const address = xmlDescendants(entry, "ipAddress")[0]?.text || xmlDescendants(entry, "ipv6Address")[0]?.text;
  return address ? `${address}${mask ? `/${mask}` : ""}` : null;
}

/** `/ISAPI/ContentMgmt/InputProxy/channels` and `…/channels/status`. Throws DecodeError. */
export function readIsapiChannels(text: string): IsapiChannel[] {
  const root = rootOf(text, "InputProxyChannelList", "InputProxyChannelStatusList");
  const name = isXmlNamed(root, "InputProxyChannelList") ? "InputProxyChannel" : "InputProxyChannelStatus";
  return all(root, name).flatMap((channel) => {
    const number = readCount(textOf(channel, "id"), MAX_CHANNEL);
    const source = xmlChild(channel, "sourceInputPortDescriptor");
    return number === null
      ? []
      : [
          {
            number,
            name: textOf(channel, "name"),
            ipAddress: textOf(source, "ipAddress") ?? textOf(source, "hostName"),
            // Some firmwares put it into the descriptor.
            online: readBoolean(textOf(channel, "online") ?? textOf(source, "online")),
          },
        ];
  });
}

/** Whether a service is on, of which nothing else is read: `/ISAPI/System/Network/UPnP`, `…/EZVIZ`. Throws DecodeError. */
export function readIsapiEnabled(text: string, name: "UPnP" | "EZVIZ"): boolean | null {
  return readBoolean(textOf(rootOf(text, name), "enabled"));
}

/** `/ISAPI/Security/adminAccesses`: `HTTP`, `HTTPS`, `RTSP`, `DEV_MANAGE` and their ports, without those switched off. Throws DecodeError. */
export function readIsapiPorts(text: string): IsapiPort[] {
  const root = rootOf(text, "AdminAccessProtocolList");
  return all(root, "AdminAccessProtocol").flatMap((one) => {
    const port = readCount(textOf(one, "portNo"), 65_535) ?? 0;
    const isOff = readBoolean(textOf(one, "enabled")) === false;
    return port === 0 || isOff ? [] : [{ protocol: (textOf(one, "protocol") ?? "").toUpperCase(), port }];
  });
}
