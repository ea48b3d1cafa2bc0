import type { Device } from "#core/lan/device.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";
import { isSitePage } from "#core/net/site-page.ts";

type Link = Device["links"][number];

/**
 * Pages that may be opened: web addresses on the device itself. What a device calls its page may be anything. An unencrypted one
 * is opened only on an address that is the site's own, as the desktop window does.
 */
export function openablePages({ links, addresses }: Pick<Device, "links" | "addresses">): readonly Link[] {
  const own = new Set(addresses.map(({ address }) => address));
  return links.filter(
    ({ kind, url }) => kind === "web" && own.has(hostOf(url) ?? "") && (url.startsWith("https:") || isSitePage(url)),
  );
}

/** What people look for first. */
const KINDS: readonly Link["kind"][] = ["web", "rtsp", "snapshot", "onvif"];

/**
 * What can be opened or copied, by kind, each once: devices name the same page with and without the usual port. A stream without a
 * path is left out where the device's path is known.
 */
export function shownLinks({ links }: Pick<Device, "links">): readonly Link[] {
  const once = [...new Map(links.toReversed().map((link) => [normalized(link.url), link])).values()].toReversed();
  const streamHosts = new Set(once.filter((link) => isStream(link) && hasPath(link)).map(hostAndPort));
  return once
    .filter((link) => !isStream(link) || hasPath(link) || !streamHosts.has(hostAndPort(link)))
    .toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

export const streamLinks = (device: Pick<Device, "links">): readonly Link[] =>
  shownLinks(device).filter((link) => isStream(link) && link.url.startsWith("rtsp://"));

const isStream = ({ kind }: Link): boolean => kind === "rtsp";
const normalized = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);
const hasPath = ({ url }: Link): boolean => URL.canParse(url) && new URL(url).pathname.length > 1;
const hostAndPort = ({ url }: Link): string => (URL.canParse(url) ? new URL(url).host : url);

function hostOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, username, password, hostname } = new URL(url);
  const isPlain = /^https?:$/.test(protocol) && username + password === "";
  return isPlain ? canonicalAddress(hostname.replace(/^\[|\]$/g, "")) : undefined;
}
