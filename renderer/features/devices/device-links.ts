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

export const streamLinks = ({ links }: Pick<Device, "links">): readonly Link[] =>
  links.filter(({ kind, url }) => kind === "rtsp" && url.startsWith("rtsp://"));

function hostOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, username, password, hostname } = new URL(url);
  const isPlain = /^https?:$/.test(protocol) && username + password === "";
  return isPlain ? canonicalAddress(hostname.replace(/^\[|\]$/g, "")) : undefined;
}
