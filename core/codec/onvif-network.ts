import { canonicalAddress } from "../net/ip-address.ts";
import { xmlChild, xmlChildText, xmlDescendants, type XmlElement } from "./xml.ts";

/** Network settings of an ONVIF device: what decides whether it can be reached from outside. Absent is null or an empty list. */

export type OnvifPrefix = { readonly address: string; readonly prefixLength: number | null };

export type OnvifInterface = {
  readonly token: string | null;
  readonly name: string | null;
  readonly enabled: boolean | null;
  /** As written: with colons, hyphens, or neither. */
  readonly hardwareAddress: string | null;
  readonly mtu: number | null;
  /** Whether IPv4 comes from DHCP. */
  readonly dhcp: boolean | null;
  readonly manual: readonly OnvifPrefix[];
  readonly fromDhcp: readonly OnvifPrefix[];
  readonly linkLocal: readonly OnvifPrefix[];
  readonly ipv6: readonly OnvifPrefix[];
};

export type OnvifProtocol = {
  /** `HTTP`, `HTTPS`, `RTSP` */
  readonly name: string;
  readonly enabled: boolean | null;
  /** Some write a second port 0 behind the real one. */
  readonly ports: readonly number[];
};

export type OnvifGateway = { readonly ipv4: readonly string[]; readonly ipv6: readonly string[] };

export type OnvifDns = {
  readonly fromDhcp: boolean | null;
  readonly searchDomains: readonly string[];
  readonly dnsFromDhcp: readonly string[];
  readonly dnsManual: readonly string[];
};

/** Time servers by address or name. */
export type OnvifNtp = {
  readonly fromDhcp: boolean | null;
  readonly ntpFromDhcp: readonly string[];
  readonly ntpManual: readonly string[];
};

export type OnvifHostname = { readonly fromDhcp: boolean | null; readonly name: string | null };

/** `allow`: only these may come in; `deny`: all but these. Without entries it filters nothing. */
export type OnvifAddressFilter = { readonly mode: "allow" | "deny" | null; readonly entries: readonly OnvifPrefix[] };

/** No device has more of anything here. */
const MAX_ENTRIES = 256;

export function readBoolean(text: string | null | undefined): boolean | null {
  const word = text?.toLowerCase();
  if (word === "true" || word === "1") return true;
  return word === "false" || word === "0" ? false : null;
}

export function readCount(text: string | null, largest: number): number | null {
  return text !== null && /^[0-9]{1,9}$/.test(text) && Number(text) <= largest ? Number(text) : null;
}

function textOf(element: XmlElement | undefined, name: string): string | null {
  return (element && xmlChildText(element, name)) || null;
}

export function childrenNamed(element: XmlElement | undefined, name: string): XmlElement[] {
  const all = element?.children.filter((child) => child.name.toLowerCase() === name.toLowerCase()) ?? [];
  return all.slice(0, MAX_ENTRIES);
}

function readPrefixes(config: XmlElement | undefined, name: string): OnvifPrefix[] {
  return childrenNamed(config, name).flatMap((entry) => {
    const address = canonicalAddress(xmlChildText(entry, "Address") ?? "");
    const largest = address?.includes(":") ? 128 : 32;
    return address === undefined
      ? []
      : [{ address, prefixLength: readCount(xmlChildText(entry, "PrefixLength"), largest) }];
  });
}

function readInterface(element: XmlElement): OnvifInterface {
  const info = xmlChild(element, "Info");
  const [ipv4, ipv6] = ["IPv4", "IPv6"].map((family) => {
    const settings = xmlChild(element, family);
    return settings && xmlChild(settings, "Config");
  });
  return {
    token: element.attributes.get("token") ?? null,
    name: textOf(info, "Name"),
    enabled: readBoolean(textOf(element, "Enabled")),
    hardwareAddress: textOf(info, "HwAddress"),
    mtu: readCount(textOf(info, "MTU"), 1_000_000),
    dhcp: readBoolean(textOf(ipv4, "DHCP")),
    manual: readPrefixes(ipv4, "Manual"),
    fromDhcp: readPrefixes(ipv4, "FromDHCP"),
    linkLocal: readPrefixes(ipv4, "LinkLocal"),
    ipv6: ["Manual", "LinkLocal", "FromDHCP", "FromRA"].flatMap((name) => readPrefixes(ipv6, name)),
  };
}

export function readInterfaces(response: XmlElement): readonly OnvifInterface[] {
  return childrenNamed(response, "NetworkInterfaces").map(readInterface);
}

/** The IPv4 address it uses: DHCP keeps the manual one for when there is no server. */
export function activeIpv4({ dhcp, manual, fromDhcp, linkLocal }: OnvifInterface): OnvifPrefix | null {
  const [first, second] = dhcp === true ? [fromDhcp, manual] : [manual, fromDhcp];
  return first[0] ?? second[0] ?? linkLocal[0] ?? null;
}

export function readProtocols(response: XmlElement): readonly OnvifProtocol[] {
  return childrenNamed(response, "NetworkProtocols").map((element) => ({
    name: textOf(element, "Name") ?? "",
    enabled: readBoolean(textOf(element, "Enabled")),
    ports: childrenNamed(element, "Port").flatMap(({ text }) => readCount(text, 65_535) ?? []),
  }));
}

export function readGateway(response: XmlElement): OnvifGateway {
  const gateways = xmlChild(response, "NetworkGateway");
  const read = (name: string) => childrenNamed(gateways, name).flatMap(({ text }) => canonicalAddress(text) ?? []);
  return { ipv4: read("IPv4Address"), ipv6: read("IPv6Address") };
}

/** Hosts by address or, where there is none, by name. */
function readHosts(settings: XmlElement | undefined, name: string): string[] {
  return childrenNamed(settings, name).flatMap((host) => {
    const address = textOf(host, "IPv4Address") ?? textOf(host, "IPv6Address");
    return address === null ? (textOf(host, "DNSname") ?? []) : (canonicalAddress(address) ?? []);
  });
}

export function readDns(response: XmlElement): OnvifDns {
  const settings = xmlChild(response, "DNSInformation");
  return {
    fromDhcp: readBoolean(textOf(settings, "FromDHCP")),
    searchDomains: childrenNamed(settings, "SearchDomain").flatMap(({ text }) => text || []),
    dnsFromDhcp: readHosts(settings, "DNSFromDHCP"),
    dnsManual: readHosts(settings, "DNSManual"),
  };
}

export function readNtp(response: XmlElement): OnvifNtp {
  const settings = xmlChild(response, "NTPInformation");
  return {
    fromDhcp: readBoolean(textOf(settings, "FromDHCP")),
    ntpFromDhcp: readHosts(settings, "NTPFromDHCP"),
    ntpManual: readHosts(settings, "NTPManual"),
  };
}

export function readHostname(response: XmlElement): OnvifHostname {
  const settings = xmlChild(response, "HostnameInformation");
  return { fromDhcp: readBoolean(textOf(settings, "FromDHCP")), name: textOf(settings, "Name") };
}

export function readAddressFilter(response: XmlElement): OnvifAddressFilter {
  const filter = xmlDescendants(response, "IPAddressFilter")[0];
  const type = textOf(filter, "Type")?.toLowerCase();
  return {
    mode: type === "allow" || type === "deny" ? type : null,
    entries: ["IPv4Address", "IPv6Address"].flatMap((name) => readPrefixes(filter, name)),
  };
}
