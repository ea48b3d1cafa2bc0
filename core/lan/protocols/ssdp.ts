import { decodeSsdp, encodeSearch, locationOnHost, type SsdpMessage } from "../../codec/ssdp.ts";
import { brandOf } from "../brands.ts";
import { claimsOf } from "../claim-fields.ts";
import type { DiscoveryProtocol, DiscoveryQuestion } from "../discovery-protocol.ts";
import { ownUuid } from "../own-uuid.ts";
import type { Claims } from "../sighting.ts";
import { roleOfUpnpType } from "../upnp-device.ts";

const PORT = 1_900;
const IPV4_GROUP = "239.255.255.250";
const IPV6_GROUP = "ff02::c";
/** Answers are spread over this time; the least that lets a busy network breathe, and well inside a scan's window. */
const MX_SECONDS = 1;

/** Some answer to one of the two only: `ssdp:all` is a load that small devices skip, and a few take root devices for gateways alone. */
const SEARCHED = ["upnp:rootdevice", "ssdp:all"] as const;

function question(searchTarget: string, group: string): DiscoveryQuestion {
  const host = group.includes(":") ? `[${group.toUpperCase()}]` : group;
  return {
    to: { address: group, port: PORT },
    payload: () => encodeSearch({ searchTarget, host: `${host}:${PORT}`, mxSeconds: MX_SECONDS }),
  };
}

/** UPnP devices: docs/protocols/upnp-igd.md has the search itself. What a device is stands in its description. */
export const ssdp: DiscoveryProtocol = {
  source: "ssdp",
  questions: [IPV4_GROUP, IPV6_GROUP].flatMap((group) => SEARCHED.map((target) => question(target, group))),
  listen: [{ port: PORT, groups: [IPV4_GROUP, IPV6_GROUP] }],
  read(bytes, from) {
    const message = decodeSsdp(bytes);
    if (message.messageType === "search" || message.nts === "ssdp:byebye") return null;
    const url = message.location === null ? undefined : locationOnHost(message.location, from.address);
    // A zone is the device's own name for its cable, and means nothing on the laptop.
    const descriptionUrl = url?.replace(/%[^\]]*\]/, "]");
    return [{ claims: claimsOfSsdp(message), ...(descriptionUrl !== undefined && { descriptionUrl }) }];
  },
};

/** Programs that many makers build in: their name says nothing of the device. */
const ANY_SERVER = /^(?:linux|unix|posix|upnp|dlnadoc|miniupnpd|portable sdk|intel sdk|allegro)\b/i;

function claimsOfSsdp({ st, nt, usn, server }: SsdpMessage): Claims {
  const role = roleOfUpnpType(st ?? nt);
  const product = (server ?? "")
    .split(/[\s,]+/)
    .filter((word) => !ANY_SERVER.test(word))
    .join(" ");
  return claimsOf({
    uuid: ownUuid(usn),
    brand: brandOf(product),
    role,
  });
}
