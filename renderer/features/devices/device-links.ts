import type { Device } from "#core/lan/device.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";

type Link = Device["links"][number];

/** Pages that may be opened: plain web addresses on the device itself. What a device calls its page may be anything. */
export function openablePages({ links, addresses }: Pick<Device, "links" | "addresses">): readonly Link[] {
  const own = new Set(addresses.map(({ address }) => address));
  return links.filter(({ kind, url }) => kind === "web" && own.has(hostOf(url) ?? ""));
}

export const streamLinks = ({ links }: Pick<Device, "links">): readonly Link[] =>
  links.filter(({ kind, url }) => kind === "rtsp" && url.startsWith("rtsp://"));

function hostOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, username, password, hostname } = new URL(url);
  const isPlain = /^https?:$/.test(protocol) && username + password === "";
  return isPlain ? canonicalAddress(hostname.replace(/^\[|\]$/g, "")) : undefined;
}
