import { addressScope } from "../net/ip-address.ts";
import { hostInUrl, parseHttpUrl, sameHost } from "../net/http-url.ts";
import { decodeText, encodeUtf8 } from "./byte-text.ts";
import { DecodeError } from "./decode-error.ts";
import { headerRecord, headerValue, parseHeaderFields, type HeaderField } from "./header-fields.ts";

/** SSDP, UPnP Device Architecture 1.1 section 1: how gateways and cameras announce where their description is. */

export interface SsdpMessage {
  readonly messageType: "response" | "notify" | "search";
  /** Null when absent, empty when the header is there without a value. */
  readonly location: string | null;
  /** Search target, of searches and responses. */
  readonly st: string | null;
  /** Notification type. */
  readonly nt: string | null;
  /** `ssdp:alive`, `ssdp:byebye` or `ssdp:update`. */
  readonly nts: string | null;
  readonly usn: string | null;
  readonly server: string | null;
  readonly maxAgeSeconds: number | null;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SsdpSearch {
  readonly searchTarget: string;
  /** Where the search is sent: `239.255.255.250:1900`, `[ff02::c]:1900`, or the gateway itself. */
  readonly host: string;
  /** Devices spread their answers over this time (section 1.3.2: 1 to 5). */
  readonly mxSeconds: number;
}

/** More does not fit into a UDP datagram. */
const MAX_BYTES = 65_507;

/** An M-SEARCH request. */
export function encodeSearch(search: SsdpSearch): Uint8Array {
  const lines = [
    "M-SEARCH * HTTP/1.1",
    `HOST: ${search.host}`,
    'MAN: "ssdp:discover"',
    `MX: ${search.mxSeconds}`,
    `ST: ${search.searchTarget}`,
    "",
    "",
  ];
  return encodeUtf8(lines.join("\r\n"));
}

function messageTypeOf(startLine: string): SsdpMessage["messageType"] | undefined {
  if (/^HTTP\/1\.[01]\s+200(?:\s|$)/i.test(startLine)) return "response";
  if (/^NOTIFY\s+\S+\s+HTTP\/1\.[01]\s*$/i.test(startLine)) return "notify";
  if (/^M-SEARCH\s+\S+\s+HTTP\/1\.[01]\s*$/i.test(startLine)) return "search";
  return undefined;
}

function maxAge(fields: readonly HeaderField[]): number | null {
  // Some firmwares write CACHE_CONTROL.
  const value = headerValue(fields, "cache-control") ?? headerValue(fields, "cache_control");
  const digits = value === null ? undefined : /max-age\s*=\s*"?([0-9]{1,9})/i.exec(value)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Decodes a response, a notification or somebody's search. Throws DecodeError. */
export function decodeSsdp(bytes: Uint8Array): SsdpMessage {
  if (bytes.length === 0) throw new DecodeError("ssdp", "empty datagram", 0);
  if (bytes.length > MAX_BYTES) throw new DecodeError("ssdp", "longer than a datagram can be", MAX_BYTES);
  const lines = decodeText(bytes).split(/\r?\n/);
  const start = lines.findIndex((line) => line.trim() !== "");
  const messageType = messageTypeOf((lines[start] ?? "").trim());
  if (messageType === undefined) throw new DecodeError("ssdp", "no SSDP start line", 0);
  const fields = parseHeaderFields(lines.slice(start + 1));
  return {
    messageType,
    location: headerValue(fields, "location"),
    st: headerValue(fields, "st"),
    nt: headerValue(fields, "nt"),
    nts: headerValue(fields, "nts"),
    usn: headerValue(fields, "usn"),
    server: headerValue(fields, "server"),
    maxAgeSeconds: maxAge(fields),
    headers: headerRecord(fields),
  };
}

/** Some write the address without a scheme (`192.168.1.1:1900/igd.xml`). */
function absolute(location: string): string {
  return /^[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:[:/]|$)/.test(location) ? `http://${location}` : location;
}

/**
 * The URL to fetch when `address` (the sender of the packet, with its zone where it has one) says its description is at
 * `location`: undefined unless that is plain HTTP on the same host. Everything else would let any box on the network make
 * the laptop fetch from somebody else. A link-local location gets the zone of the sender; link-local addresses of one box
 * may differ, and never lead off the cable.
 */
export function locationOnHost(location: string, address: string): string | undefined {
  const url = parseHttpUrl(absolute(location.trim()));
  if (url === undefined) return undefined;
  const linkLocal = url.host.includes(":") && addressScope(url.host) === "link-local";
  if (!linkLocal) return sameHost(url.host, address) ? url.href : undefined;
  const percent = address.indexOf("%");
  if (addressScope(address) !== "link-local" || !address.includes(":")) return undefined;
  if (percent === -1) return sameHost(url.host, address) ? url.href : undefined;
  const bare = url.host.replace(/%.*$/, "");
  return url.href.replace(/\[[^\]]*\]/, () => hostInUrl(`${bare}${address.slice(percent)}`));
}
