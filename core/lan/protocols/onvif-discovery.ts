import { isOnvifDevice, localName, readOnvifScopes, type OnvifScopes } from "../../codec/onvif-scope.ts";
import { fallbackServiceUrl, serviceAddress, type ServiceAddress } from "../../codec/onvif-xaddr.ts";
import { decodeWsDiscovery, encodeProbe, type ProbedType, type WsDiscoveryMatch } from "../../codec/ws-discovery.ts";
import { sameHost } from "../../net/http-url.ts";
import { addressScope, isIpv6, parseAddress } from "../../net/ip-address.ts";
import { brandOf } from "../brands.ts";
import { cardMac, claimsOf, ownAddresses, ownPorts } from "../claim-fields.ts";
import type { DiscoveryProtocol, DiscoveryQuestion } from "../discovery-protocol.ts";
import { givenName } from "../given-name.ts";
import { roleOfModel } from "../model-role.ts";
import { portPurpose, type PortService } from "../port-purpose.ts";
import { ownUuid } from "../own-uuid.ts";
import { ownWords } from "../own-words.ts";
import type { Claims, DeviceRole } from "../sighting.ts";
import { randomUuid } from "./message-id.ts";

const PORT = 3_702;
const IPV4_GROUP = "239.255.255.250";
/** WS-Discovery section 2.4: link-local. */
const IPV6_GROUP = "ff02::c";

/** Separately, since some answer to one only. Null: everybody, printers and computers too; what they are not is worth knowing. */
const PROBED: readonly (ProbedType | null)[] = [
  "dn:NetworkVideoTransmitter",
  "tds:Device",
  "dn:NetworkVideoStorage",
  "dn:NetworkVideoDisplay",
  null,
];

function question(type: ProbedType | null, address: string): DiscoveryQuestion {
  return {
    to: { address, port: PORT },
    payload: (context) => encodeProbe(type, `urn:uuid:${randomUuid(context)}`),
  };
}

/** ONVIF devices, and whatever else speaks WS-Discovery: docs/protocols/onvif.md. */
export const onvifDiscovery: DiscoveryProtocol = {
  source: "onvif-discovery",
  questions: [
    ...[IPV4_GROUP, IPV6_GROUP].flatMap((group) => PROBED.map((type) => question(type, group))),
    // Switches that listen to IGMP without anybody asking for it drop groups; a device that takes any packet to its port answers.
    question("dn:NetworkVideoTransmitter", "broadcast"),
  ],
  listen: [{ port: PORT, groups: [IPV4_GROUP, IPV6_GROUP] }],
  read(bytes, from) {
    const { matches } = decodeWsDiscovery(bytes);
    // Who answers for several is not the device.
    const sender = matches.length === 1 ? from.address : null;
    return matches.length === 0 ? null : matches.map((match) => ({ claims: claimsOfMatch(match, sender) }));
  },
};

/** The profiles of access control: C (doors), A (credentials), D (readers). */
const ACCESS_PROFILE = /^[CAD]$/i;
const MAX_URL_CHARACTERS = 500;
const MAX_URLS = 8;

function claimsOfMatch(match: WsDiscoveryMatch, sender: string | null): Claims {
  const scopes = readOnvifScopes(match.scopes);
  const isOnvif = isOnvifDevice(match);
  const named = [scopes.manufacturer, ...scopes.names, scopes.hardware];
  const brand = named.map((text) => brandOf(text ?? "")).find((found) => found !== undefined);
  // A scope has no blanks, and Bosch writes underscores for them.
  const model = ownWords(scopes.hardware?.replaceAll("_", " "));
  const services = match.xaddrs.flatMap((text) => serviceAddress(text) ?? []);
  const addresses = ownAddresses(...services.map(({ host }) => host));
  return claimsOf({
    mac: cardMac(scopes.mac) ?? macOfAddresses([...addresses, ...(sender === null ? [] : [sender])]),
    addresses: addresses.toSorted((a, b) => Number(b === sender) - Number(a === sender)),
    uuid: ownUuid(match.endpointReference),
    brand,
    model,
    name: givenName(scopes.names, { brand, model }),
    hostName: ownWords(services.find(({ isAddress }) => !isAddress)?.host),
    role: isOnvif === false ? "other" : roleOf(match, scopes, brand),
    ports:
      isOnvif === true ? ownPorts(...services.map(({ port }) => [port, serviceOf(port, brand)] as const)) : undefined,
    urls: isOnvif === true ? urlsOf(services, match, sender) : undefined,
  });
}

/** A recorder calls itself a transmitter, too, so its model and names are looked at first. */
function roleOf(match: WsDiscoveryMatch, scopes: OnvifScopes, brand: string | undefined): DeviceRole | undefined {
  for (const text of [scopes.hardware, ...scopes.names]) {
    const role = text === null ? undefined : roleOfModel(brand, text);
    if (role !== undefined) return role;
  }
  const types = [...match.types.map(localName), ...scopes.types].map((type) => type.toLowerCase().replaceAll("_", ""));
  if (types.includes("networkvideostorage") || types.includes("networkvideorecorder")) return "recorder";
  const isVideo = types.some((type) => type === "networkvideotransmitter" || type === "videoencoder");
  const isStreaming = scopes.profiles.some((profile) => !ACCESS_PROFILE.test(profile));
  if (scopes.profiles.some((profile) => ACCESS_PROFILE.test(profile)) && !isStreaming) return "controller";
  if (isVideo) return "camera";
  return types.includes("networkvideodisplay") ? "other" : undefined;
}

/** ONVIF has no port of its own: mostly it is a page of the web server. */
function serviceOf(port: number, brand: string | undefined): PortService {
  const usual = portPurpose(port, "tcp", brand);
  return usual === "web" || usual === "web-secure" ? usual : "onvif";
}

/** As said, and at the sender's when none of them leads there: settings move, and what a device says may be what it once had. */
function urlsOf(services: readonly ServiceAddress[], match: WsDiscoveryMatch, sender: string | null): Claims["urls"] {
  const said = services.filter(({ isAddress }) => isAddress);
  const isElsewhere = sender !== null && !said.some(({ host }) => sameHost(host, sender));
  const onSender = isElsewhere && !isLinkLocalIpv6(sender) ? [fallbackServiceUrl(match.xaddrs, sender)] : [];
  const urls = [...new Set([...said.map(({ url }) => url), ...onSender])];
  return urls
    .filter((url) => url.length <= MAX_URL_CHARACTERS)
    .slice(0, MAX_URLS)
    .map((url) => ({ kind: "onvif", url }));
}

const isLinkLocalIpv6 = (address: string): boolean => isIpv6(address) && addressScope(address) === "link-local";

/**
 * The hardware address in a link-local IPv6 address (RFC 4291 appendix A), which the card made of it: the device's own word on its
 * card where nothing else tells, as on the wrong subnet.
 */
function macOfAddresses(addresses: readonly string[]): string | undefined {
  for (const address of addresses) {
    if (!isLinkLocalIpv6(address)) continue;
    const id = parseAddress(address)?.bytes.subarray(8);
    if (id === undefined || id[3] !== 0xff || id[4] !== 0xfe) continue;
    const mac = cardMac(Uint8Array.from([(id[0] ?? 0) ^ 2, ...id.subarray(1, 3), ...id.subarray(5)]));
    if (mac !== undefined) return mac;
  }
  return undefined;
}
