import { hostInUrl, parseHttpUrl, resolveHttpUrl, sameHost, type HttpUrl } from "../net/http-url.ts";
import { DecodeError } from "./decode-error.ts";
import { decodeXml, isXmlNamed, xmlChild, xmlChildText, xmlDescendants, xmlNamespace, type XmlElement } from "./xml.ts";

/** The description of a UPnP device (UPnP Device Architecture 1.1 section 2.3), read for what an internet gateway offers. */

export interface IgdRoot {
  readonly deviceType: string | null;
  readonly friendlyName: string | null;
  readonly manufacturer: string | null;
  readonly modelName: string | null;
  readonly modelNumber: string | null;
  readonly serialNumber: string | null;
  readonly udn: string | null;
  /** As written; often a name or an address that leads nowhere. */
  readonly presentationUrl: string | null;
}

export interface IgdService {
  readonly serviceType: string;
  readonly serviceId: string | null;
  /** As written. */
  readonly controlUrl: string | null;
  /** Absolute; null when there is none, or when it leads to another host than the one that answered. */
  readonly controlUrlResolved: string | null;
  readonly scpdUrlResolved: string | null;
}

/** Absent elements are null, empty ones are empty. */
export interface IgdDescription {
  readonly root: IgdRoot;
  /** The namespace of the document element by its own word. */
  readonly namespace: string | null;
  /** As written; see `urlBaseUsed`. */
  readonly urlBase: string | null;
  /** Whether the URLs were resolved against URLBase, or against the place the description came from. */
  readonly urlBaseUsed: boolean;
  /** The services of the WAN side in the order of the document: link properties, connections, IPv6 firewall. */
  readonly wanServices: readonly IgdService[];
  /** An internet gateway by device type, or by having a connection service: some spell the type wrong. */
  readonly isIgd: boolean;
  /** Control URLs of WANIPConnection and WANPPPConnection services. A gateway may have several, of which one is connected. */
  readonly portMappingServices: readonly string[];
  /** Control URL of WANIPv6FirewallControl. */
  readonly ipv6Firewall: string | null;
}

/** Vendors use their own domains, such as `urn:dslforum-org:` (Huawei). */
const WAN_SERVICE =
  /^urn:[A-Za-z0-9._-]+:service:WAN(?:CommonInterfaceConfig|IPConnection|PPPConnection|IPv6FirewallControl):[0-9]+$/i;
const CONNECTION_SERVICE = /:service:WAN(?:IP|PPP)Connection:[0-9]+$/i;
const IPV6_FIREWALL_SERVICE = /:service:WANIPv6FirewallControl:[0-9]+$/i;
const GATEWAY_DEVICE = /:device:InternetGatewayDevice:[0-9]+$/i;
const DEVICE_NAMESPACE = "urn:schemas-upnp-org:device-1-0";
/** Real gateways have up to eight. */
const MAX_SERVICES = 64;

function decodeRoot(device: XmlElement): IgdRoot {
  return {
    deviceType: xmlChildText(device, "deviceType"),
    friendlyName: xmlChildText(device, "friendlyName"),
    manufacturer: xmlChildText(device, "manufacturer"),
    modelName: xmlChildText(device, "modelName"),
    modelNumber: xmlChildText(device, "modelNumber"),
    serialNumber: xmlChildText(device, "serialNumber"),
    udn: xmlChildText(device, "UDN"),
    presentationUrl: xmlChildText(device, "presentationURL"),
  };
}

/**
 * URLBase counts only when its host is the one that answered: 127.0.0.1 and unfilled placeholders have been seen, and a
 * description may not send requests elsewhere (UDA 1.1 dropped the element).
 */
function baseUrl(urlBase: string | null, location: HttpUrl | undefined): { base: HttpUrl | undefined; used: boolean } {
  const parsed = urlBase === null ? undefined : parseHttpUrl(urlBase);
  if (location === undefined) return { base: parsed, used: parsed !== undefined };
  if (parsed === undefined || !sameHost(parsed.host, location.host)) return { base: location, used: false };
  // The zone is known from where the answer came, never from the description.
  const zoned = location.host.includes("%")
    ? parseHttpUrl(parsed.href.replace(/\[[^\]]*\]/, () => hostInUrl(location.host)))
    : parsed;
  return { base: zoned ?? location, used: zoned !== undefined };
}

function resolveOnHost(base: HttpUrl | undefined, reference: string | null): string | null {
  if (base === undefined || reference === null || reference === "") return null;
  const url = resolveHttpUrl(base, reference);
  return url !== undefined && sameHost(url.host, base.host) ? url.href : null;
}

function decodeService(service: XmlElement, base: HttpUrl | undefined): IgdService {
  const controlUrl = xmlChildText(service, "controlURL");
  return {
    serviceType: xmlChildText(service, "serviceType") ?? "",
    serviceId: xmlChildText(service, "serviceId"),
    controlUrl,
    controlUrlResolved: resolveOnHost(base, controlUrl),
    scpdUrlResolved: resolveOnHost(base, xmlChildText(service, "SCPDURL")),
  };
}

/** Of a file of unknown origin the URLs stay as written. */
function controlUrls(services: readonly IgdService[], type: RegExp, originKnown: boolean): string[] {
  const urls = services
    .filter((service) => type.test(service.serviceType))
    .map((service) => (originKnown ? service.controlUrlResolved : service.controlUrl));
  return [...new Set(urls.filter((url) => url !== null))];
}

/**
 * Decodes a device description that was fetched from `locationUrl`. Any device is decoded; `isIgd` says whether it is a
 * gateway. Throws DecodeError for text that is no XML or no description. Null is for a file of unknown origin: URLs are
 * resolved by URLBase or stay as written.
 *
 * @throws RangeError when `locationUrl` is no `http:` URL; the caller fetched from it.
 */
export function decodeIgdDescription(text: string, locationUrl: string | null): IgdDescription {
  const location = locationUrl === null ? undefined : parseHttpUrl(locationUrl);
  if (locationUrl !== null && location === undefined)
    throw new RangeError(`not an http URL: ${locationUrl.slice(0, 200)}`);
  const document = decodeXml(text, "igd");
  const device = isXmlNamed(document, "root") ? xmlChild(document, "device") : undefined;
  if (device === undefined) throw new DecodeError("igd", `<${document.name.slice(0, 40)}> without a device`);
  const urlBase = xmlChildText(document, "URLBase");
  const { base, used } = baseUrl(urlBase, location);
  const wanServices = xmlDescendants(device, "service")
    .filter((service) => WAN_SERVICE.test(xmlChildText(service, "serviceType") ?? ""))
    .slice(0, MAX_SERVICES)
    .map((service) => decodeService(service, base));
  const deviceTypes = [device, ...xmlDescendants(device, "device")].map((one) => xmlChildText(one, "deviceType") ?? "");
  return {
    root: decodeRoot(device),
    namespace: xmlNamespace(document),
    urlBase,
    urlBaseUsed: used,
    wanServices,
    isIgd:
      deviceTypes.some((type) => GATEWAY_DEVICE.test(type)) ||
      wanServices.some((service) => CONNECTION_SERVICE.test(service.serviceType)),
    portMappingServices: controlUrls(wanServices, CONNECTION_SERVICE, base !== undefined),
    ipv6Firewall: controlUrls(wanServices, IPV6_FIREWALL_SERVICE, base !== undefined)[0] ?? null,
  };
}

/** Whether the document is in the namespace of device descriptions, or in none. */
export function isDeviceNamespace(description: IgdDescription): boolean {
  return description.namespace === null || description.namespace === DEVICE_NAMESPACE;
}
