import { canonicalAddress, isIpv4, isIpv6 } from "./ip-address.ts";

/**
 * Plain `http:` URLs as UPnP devices write them, and nothing else: `core` has no URL class, and a gateway's word about where
 * to send requests deserves a stricter reader.
 */
export interface HttpUrl {
  /** The whole URL without fragment; the port is written as the source wrote it. */
  readonly href: string;
  /** Lower-case name, IPv4 or IPv6 address without brackets; a link-local zone stays (`fe80::1%eth0`). */
  readonly host: string;
  readonly port: number;
  /** Path and query, as it goes into the request line. */
  readonly target: string;
}

const MAX_URL_LENGTH = 2_000;
const DEFAULT_PORT = 80;
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//;
const HOST_NAME = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?$/;
/** Names such as `0x7f.1` or `192.168.001.1`: systems disagree about which address they mean. */
const NUMBER_LIKE = /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?$/;
const PORT = /^[0-9]{1,5}$/;

/** Spaces and bytes outside ASCII are written as percent signs; control characters never belong into a request line. */
function cleanTarget(text: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  if (/[\u0000-\u001f\u007f]/.test(text)) return undefined;
  if (!/[^\u0021-\u007e]/.test(text)) return text;
  return text.replace(/[^\u0021-\u007e]+/g, (part) => encodeURIComponent(part.toWellFormed()));
}

/** An IPv6 literal, with the zone either raw (`%3`) or as RFC 6874 has it (`%253`). */
function parseBracketed(text: string): string | undefined {
  const percent = text.indexOf("%");
  const address = canonicalAddress(text);
  if (address === undefined || !isIpv6(text)) return undefined;
  if (percent === -1) return address;
  const zone = text.slice(percent + 1).replace(/^25(?=.)/, "");
  return `${address}%${zone}`;
}

/** A host as it stands in a URL. A zone that begins with 25 would read like an escaped one, so it is escaped itself. */
export function hostInUrl(host: string): string {
  return host.includes(":") ? `[${host.replace(/%(?=25.)/, "%25")}]` : host;
}

function parseAuthority(authority: string): { host: string; port: number; text: string } | undefined {
  const lower = authority.toLowerCase();
  let host: string | undefined;
  let rest: string;
  if (authority.startsWith("[")) {
    const end = authority.indexOf("]");
    if (end === -1) return undefined;
    host = parseBracketed(authority.slice(1, end));
    rest = authority.slice(end + 1);
  } else {
    const colon = lower.indexOf(":");
    const name = colon === -1 ? lower : lower.slice(0, colon);
    if (isIpv4(name) || (HOST_NAME.test(name) && !NUMBER_LIKE.test(name) && name.length <= 253)) host = name;
    rest = colon === -1 ? "" : lower.slice(colon);
  }
  if (host === undefined) return undefined;
  const shown = hostInUrl(host);
  if (rest === "" || rest === ":") return { host, port: DEFAULT_PORT, text: shown };
  const port = rest.startsWith(":") && PORT.test(rest.slice(1)) ? Number(rest.slice(1)) : 0;
  if (port < 1 || port > 65535) return undefined;
  return { host, port, text: `${shown}:${port}` };
}

/** RFC 3986 section 5.2.4; the query is not part of the path. */
function removeDotSegments(target: string): string {
  const mark = target.indexOf("?");
  const path = mark === -1 ? target : target.slice(0, mark);
  const kept: string[] = [];
  const segments = path.split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === "..") kept.pop();
    if (segment !== "." && segment !== "..") kept.push(segment);
    else if (last) kept.push("");
  }
  return `/${kept.join("/")}${mark === -1 ? "" : target.slice(mark)}`;
}

function build(authority: string, target: string): HttpUrl | undefined {
  const parsed = parseAuthority(authority);
  const clean = cleanTarget(target);
  if (parsed === undefined || clean === undefined) return undefined;
  const path = removeDotSegments(clean.startsWith("/") ? clean : `/${clean}`);
  const href = `http://${parsed.text}${path}`;
  // Percent signs make it longer than it was written.
  return href.length > MAX_URL_LENGTH ? undefined : { href, host: parsed.host, port: parsed.port, target: path };
}

function withoutFragment(text: string): string {
  const hash = text.indexOf("#");
  return hash === -1 ? text : text.slice(0, hash);
}

/** Reads an absolute `http:` URL. Undefined for other schemes, user names, ports out of range and hosts that are none. */
export function parseHttpUrl(text: string): HttpUrl | undefined {
  if (text.length > MAX_URL_LENGTH) return undefined;
  const scheme = SCHEME.exec(text);
  if (scheme?.[1]?.toLowerCase() !== "http") return undefined;
  const rest = withoutFragment(text.slice(scheme[0].length));
  const end = rest.search(/[/?]/);
  return end === -1 ? build(rest, "/") : build(rest.slice(0, end), rest.slice(end));
}

/**
 * Resolves a reference of a document at `base` (RFC 3986 section 5.2). Unlike there, `x:y/z` is a path and not a scheme:
 * gateways write control URLs such as `uuid:.../WANIPConnection:1`. Undefined when the result is no `http:` URL.
 */
export function resolveHttpUrl(base: HttpUrl, reference: string): HttpUrl | undefined {
  if (reference.length > MAX_URL_LENGTH) return undefined;
  if (SCHEME.test(reference)) return parseHttpUrl(reference);
  if (reference.startsWith("//")) return parseHttpUrl(`http:${reference}`);
  const authority = base.href.slice("http://".length, base.href.length - base.target.length);
  const path = withoutFragment(reference);
  if (path === "") return base;
  if (path.startsWith("/")) return build(authority, path);
  const mark = base.target.indexOf("?");
  const basePath = mark === -1 ? base.target : base.target.slice(0, mark);
  if (path.startsWith("?")) return build(authority, basePath + path);
  return build(authority, basePath.slice(0, basePath.lastIndexOf("/") + 1) + path);
}

/** Whether both hosts are the same address or name; zones are not compared, they only say which cable. */
export function sameHost(a: string, b: string): boolean {
  const left = canonicalAddress(a);
  return left === undefined ? a.toLowerCase() === b.toLowerCase() : left === canonicalAddress(b);
}
