import { hostInUrl, parseHttpUrl } from "../net/http-url.ts";
import { canonicalAddress, isIpv6 } from "../net/ip-address.ts";

/** The address of a stream, as devices write it, brought into the form that RFC 3986 has. */
export type RtspUrl = {
  readonly scheme: "rtsp" | "rtsps";
  /** Lower-case name, IPv4 or IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
  /** Without the login that it may have had. */
  readonly href: string;
};

const MAX_URL_CHARACTERS = 2_000;
const RTSP_PORT = 554;
const RTSPS_PORT = 322;

/**
 * Reads a stream's address; without a scheme it is RTSP, an IPv6 address may lack its brackets, a user name is left out. Undefined
 * for other schemes and for what is no address.
 */
export function parseRtspUrl(text: string): RtspUrl | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_URL_CHARACTERS) return undefined;
  const [, said, rest = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(trimmed) ?? [];
  const scheme = said?.toLowerCase() ?? "rtsp";
  if (scheme !== "rtsp" && scheme !== "rtsps") return undefined;
  const end = rest.search(/[/?#]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  // A password may hold an @ of its own.
  const place = bracketed(authority.slice(authority.lastIndexOf("@") + 1));
  const target = end === -1 ? "/" : rest.slice(end);
  const url = parseHttpUrl(`http://${place}${target.startsWith("/") ? "" : "/"}${target}`);
  if (url === undefined) return undefined;
  const saysPort = /:[0-9]{1,5}$/.test(place.replace(/^\[[^\]]*\]/, ""));
  const port = saysPort ? url.port : scheme === "rtsp" ? RTSP_PORT : RTSPS_PORT;
  const shownPort = saysPort ? `:${port}` : "";
  return {
    scheme,
    host: url.host,
    port,
    path: url.target,
    href: `${scheme}://${hostInUrl(url.host)}${shownPort}${url.target}`,
  };
}

/** `::ffff:192.168.1.5`, also with a port behind it: only an IPv4 address at the end tells where it begins. */
function bracketed(place: string): string {
  if (place.startsWith("[") || !isIpv6(place.replace(/(\.[0-9]{1,3}):[0-9]{1,5}$/, "$1"))) return place;
  const [, address = place, port = ""] = /^(.*\.[0-9]{1,3})(:[0-9]{1,5})$/.exec(place) ?? [];
  const canonical = canonicalAddress(address) ?? address;
  return `${hostInUrl(canonical)}${port}`;
}
