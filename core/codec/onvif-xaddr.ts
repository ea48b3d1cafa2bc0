import { hostInUrl, parseHttpUrl, sameHost } from "../net/http-url.ts";
import { isDeviceAddress } from "../net/device-address.ts";
import { addressScope, isIpv6, parseAddress } from "../net/ip-address.ts";

/** The addresses of its service that a device names in WS-Discovery: which of them can be asked. */
export type ServiceAddress = {
  /** As written. */
  readonly url: string;
  /** Lower-case name, IPv4 or IPv6 address. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** The host is an address and no name. */
  readonly isAddress: boolean;
};

const HTTPS = /^https:/i;
const HTTPS_PORT = 443;
const HAS_PORT = /^https:\/\/(?:\[[^\]]*\]|[^/:?#]*):[0-9]/i;
const DEFAULT_PATH = "/onvif/device_service";
/** An http URL without a host that leads anywhere (`http://:8080/onvif/device_service`). */
const URL_PARTS = /^(https?):\/\/(?:\[[^\]]*\]|[^/:?#\s]*)(:[0-9]{1,5})?(\/[^\s]+)?/i;

/** Undefined for placeholders (`SERVICE_URI`, `http://:8080/`) and for addresses that no device can have. */
export function serviceAddress(text: string): ServiceAddress | undefined {
  const secure = HTTPS.test(text);
  const url = parseHttpUrl(secure ? text.replace(HTTPS, "http:") : text);
  if (url === undefined) return undefined;
  const isAddress = parseAddress(url.host) !== undefined;
  if (isAddress ? !isDeviceAddress(url.host) : url.host === "localhost") return undefined;
  return { url: text, host: url.host, port: secure && !HAS_PORT.test(text) ? HTTPS_PORT : url.port, secure, isAddress };
}

/** Whether the address only works on the cable it is on. */
function isLinkLocal({ host, isAddress }: ServiceAddress): boolean {
  return isAddress && addressScope(host) === "link-local";
}

/**
 * The address to ask first: one that works in the whole network before a link-local one, whatever the device's order, then the
 * sender's own, addresses before names (which a laptop may not resolve), IPv4, plain HTTP. Undefined when none is usable.
 */
export function preferredServiceAddress(
  xaddrs: readonly string[],
  sender: string | undefined,
): ServiceAddress | undefined {
  const rank = (one: ServiceAddress): number =>
    [
      isLinkLocal(one),
      sender !== undefined && !sameHost(one.host, sender),
      !one.isAddress,
      isIpv6(one.host),
      one.secure,
    ].reduce((sum, worse) => 2 * sum + Number(worse), 0);
  return xaddrs
    .flatMap((text) => serviceAddress(text) ?? [])
    .toSorted((a, b) => rank(a) - rank(b))
    .at(0);
}

/** Where to ask a device that names no usable address: at the sender's, with what can be kept of a placeholder's port and path. */
export function fallbackServiceUrl(xaddrs: readonly string[], sender: string): string {
  const parts = xaddrs.map((text) => URL_PARTS.exec(text)).find((match) => match?.[2] !== undefined || match?.[3]);
  const [, scheme = "http", port = "", path = DEFAULT_PATH] = parts ?? [];
  const url = `${scheme.toLowerCase()}://${hostInUrl(sender)}${port}${path}`;
  return serviceAddress(url) === undefined ? `http://${hostInUrl(sender)}${DEFAULT_PATH}` : url;
}
