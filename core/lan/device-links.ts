import { canonicalAddress, isIpv4 } from "../net/ip-address.ts";
import type { Device, DeviceAddress } from "./device.ts";
import type { OpenPort, Sighting } from "./sighting.ts";

/** As many as a device of `deviceSchema` holds. */
const MAX_LINKS = 16;

/** Without a user name, behind which a URL can hide where it leads. */
const OWN_URL = /^(?:https?|rtsp):\/\/(?:\[([0-9a-f:.]+)\]|([0-9.]+))(?::[0-9]{1,5})?(?:[/?]|$)/i;

/** What can be opened or copied: the URLs that a device names on its own addresses, then its web and stream ports. */
export function linksOf(
  sightings: readonly Sighting[],
  addresses: readonly DeviceAddress[],
  ports: readonly OpenPort[],
): Device["links"] {
  const own = new Set(addresses.map(({ address }) => address));
  const named = sightings
    .flatMap(({ claims }) => claims.urls ?? [])
    .filter(({ url }) => own.has(canonicalAddress(hostOf(url)) ?? ""));
  const host = addresses.find(({ seen }) => seen)?.address;
  const links = [...named, ...(host === undefined ? [] : ports.flatMap((port) => linkTo(host, port)))];
  return [...new Map(links.toReversed().map((link) => [link.url, link])).values()].toReversed().slice(0, MAX_LINKS);
}

const hostOf = (url: string): string => {
  const match = OWN_URL.exec(url);
  return match?.[1] ?? match?.[2] ?? "";
};

function linkTo(address: string, { port, service, transport }: OpenPort): Device["links"] {
  const host = isIpv4(address) ? address : `[${address}]`;
  if (transport !== "tcp") return [];
  if (service === "web") return [{ kind: "web", url: `http://${host}${port === 80 ? "" : `:${port}`}/` }];
  if (service === "web-secure") return [{ kind: "web", url: `https://${host}${port === 443 ? "" : `:${port}`}/` }];
  return service === "rtsp" ? [{ kind: "rtsp", url: `rtsp://${host}:${port}/` }] : [];
}
