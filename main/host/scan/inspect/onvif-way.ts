import { headerValue } from "#core/codec/header-fields.ts";
import type { OnvifProfile } from "#core/codec/onvif-device.ts";
import { activeIpv4, type OnvifInterface } from "#core/codec/onvif-network.ts";
import { brandOf } from "#core/lan/brands.ts";
import { cardMac, ownPorts, ownSerial } from "#core/lan/claim-fields.ts";
import { cardAt, type DeviceInterface } from "#core/lan/device-network.ts";
import { givenName } from "#core/lan/given-name.ts";
import { roleOfModel } from "#core/lan/model-role.ts";
import { ownWords } from "#core/lan/own-words.ts";
import type { PortService } from "#core/lan/port-purpose.ts";
import type { Claims } from "#core/lan/sighting.ts";
import { parseHttpUrl, sameHost } from "#core/net/http-url.ts";
import { utcClockOffset } from "./device-clock.ts";
import type { DeviceSession } from "./device-session.ts";
import { OnvifTalk } from "./onvif-talk.ts";
import type { Door } from "./open-doors.ts";
import type { Talk } from "./talk.ts";
import { channelOf, filterOf, withNetwork, type Channel, type Snapshot, type Told } from "./told.ts";

const DEVICE_SERVICE = "/onvif/device_service";
const MEDIA_SERVICE = "/onvif/media_service";

export type OnvifWayOptions = {
  talk: Talk;
  now: () => Date;
  brand: string | null;
  /** A session with another port of the same device. */
  openSession: (port: number, secure: boolean) => DeviceSession | null;
};

/** Whatever speaks ONVIF (Core and Profile S). Every operation here reads: nothing is changed. */
export async function inspectByOnvif(options: OnvifWayOptions): Promise<Told | null> {
  const { talk, now, brand } = options;
  const { session } = talk;
  const clock = await readClock(session, now);
  if (clock === null) return null;
  const onvif = new OnvifTalk({ session, now, clockOffsetMs: (clock.offsetSeconds ?? 0) * 1_000 });
  const info = await onvif.first(DEVICE_SERVICE, "GetDeviceInformation", {});
  if (info === null) return null;
  const capabilities = await onvif.further(DEVICE_SERVICE, "GetCapabilities", {});
  const media = ownUrl(capabilities?.["Media"] ?? null, session)?.target ?? MEDIA_SERVICE;
  const profiles = (await onvif.further(media, "GetProfiles", {})) ?? [];
  const snapshot = await pictureOf(options, onvif, media, profiles[0]);
  const interfaces = await onvif.further(DEVICE_SERVICE, "GetNetworkInterfaces", {});
  const gateway = await onvif.further(DEVICE_SERVICE, "GetNetworkDefaultGateway", {});
  const dns = await onvif.further(DEVICE_SERVICE, "GetDNS", {});
  const protocols = await onvif.further(DEVICE_SERVICE, "GetNetworkProtocols", {});
  const filter = await onvif.further(DEVICE_SERVICE, "GetIPAddressFilter", {});
  const host = await onvif.further(DEVICE_SERVICE, "GetHostname", {});
  const model = ownWords(info.model);
  const maker = brand ?? brandOf(info.manufacturer ?? "") ?? brandOf(model ?? "") ?? ownWords(info.manufacturer);
  const shared: Pick<DeviceInterface, "gateway" | "dns"> = {
    gateway: gateway === null ? null : (gateway.ipv4[0] ?? ""),
    dns: dns === null ? null : [...dns.dnsManual, ...dns.dnsFromDhcp],
  };
  const card = cardAt(
    (interfaces ?? []).map((one) => ({ ...cardOf(one), ...shared })),
    session.options.address,
  );
  const network = card ?? { mac: null, address: null, prefixLength: null, dhcp: null, ...shared };
  const channels = channelsOf(profiles);
  return {
    way: "onvif",
    claims: withNetwork(network, {
      brand: maker,
      model,
      firmware: ownWords(info.firmwareVersion),
      serialNumber: ownSerial(info.serialNumber),
      hostName: ownWords(host?.name),
      name: givenName([host?.name], { brand: maker, model }),
      role: model === undefined ? undefined : roleOfModel(maker, model),
      activated: session.accepted ? true : undefined,
      mac: cardMac(network.mac),
      ports: portsOf(protocols ?? []),
      clockOffsetSeconds: clock.offsetSeconds,
      channels: channels.length === 0 ? undefined : { network: channels.length },
    }),
    timeServer: clock.timeServer,
    // Without entries it filters nothing, whatever its type says.
    ipFilter: filterOf(
      filter && { ...filter, enabled: filter.entries.length > 0, entries: filter.entries.map(entryText) },
    ),
    upnp: null,
    cloud: null,
    channels,
    snapshot,
  };
}

type Clock = { offsetSeconds: number | undefined; timeServer: boolean | null };

/** Null: there is no ONVIF. Devices that keep even the time to themselves tell it in the header of the answer, mostly. */
async function readClock(session: DeviceSession, now: () => Date): Promise<Clock | null> {
  const sentMs = now().getTime();
  const { reply, message } = await new OnvifTalk({ session, now, clockOffsetMs: 0 }).ask(
    DEVICE_SERVICE,
    "GetSystemDateAndTime",
    {},
  );
  const at = new Date((sentMs + now().getTime()) / 2);
  if (reply === null) return null;
  if (reply.kind !== "answer") {
    const isSoap = reply.kind === "fault" || message.statusCode === 400 || message.statusCode === 500;
    const header = utcClockOffset(headerValue(message.headers, "date"), at);
    return isSoap || message.statusCode === 401 ? { offsetSeconds: header, timeServer: null } : null;
  }
  const { utc, dateTimeType } = reply.value;
  return {
    offsetSeconds: utcClockOffset(utc, at),
    timeServer: dateTimeType === null ? null : dateTimeType.toUpperCase() === "NTP",
  };
}

async function pictureOf(
  { talk, openSession }: OnvifWayOptions,
  onvif: OnvifTalk,
  media: string,
  profile: OnvifProfile | undefined,
): Promise<Snapshot | null> {
  if (profile === undefined) return null;
  const uri = await onvif.further(media, "GetSnapshotUri", { profileToken: profile.token });
  const own = ownUrl(uri, talk.session);
  if (own === null) return null;
  const { port, secure } = talk.session.options;
  const isHere = own.port === port && own.secure === secure;
  const session = isHere ? talk.session : openSession(own.port, own.secure);
  return session === null ? null : talk.picture(own.target, profile.name, session);
}

const HTTPS = /^https:/i;
const HAS_PORT = /^https:\/\/[^/?#]*:\d{1,5}(?:[/?#]|$)/i;

/** A URL of this device; null when it names another host, which is never asked. */
function ownUrl(url: string | null, { options: { address } }: DeviceSession): (Door & { target: string }) | null {
  const secure = HTTPS.test(url ?? "");
  const parsed = parseHttpUrl((url ?? "").replace(HTTPS, "http:"));
  if (url === null || parsed === undefined || !sameHost(parsed.host, address)) return null;
  return { secure, port: secure && !HAS_PORT.test(url) ? 443 : parsed.port, target: parsed.target };
}

/** A recorder has a source for each of its cameras; profiles of one source show the same picture. */
function channelsOf(profiles: readonly OnvifProfile[]): Channel[] {
  const sources = [...new Set(profiles.flatMap(({ videoSource }) => videoSource ?? []))];
  if (sources.length < 2) return [];
  return sources.map((source, index) => {
    const name = profiles.find(({ videoSource }) => videoSource === source)?.name ?? null;
    return channelOf({ number: index + 1, name, address: null, online: null });
  });
}

function cardOf(told: OnvifInterface): Omit<DeviceInterface, "gateway" | "dns"> {
  const own = activeIpv4(told);
  return {
    mac: told.hardwareAddress,
    address: own?.address ?? null,
    prefixLength: own?.prefixLength ?? null,
    dhcp: told.dhcp,
  };
}

const SERVICES: Readonly<Record<string, PortService>> = { HTTP: "web", HTTPS: "web-secure", RTSP: "rtsp" };

type Protocols = readonly {
  readonly name: string;
  readonly enabled: boolean | null;
  readonly ports: readonly number[];
}[];

const portsOf = (protocols: Protocols): NonNullable<Claims["ports"]> =>
  ownPorts(
    ...protocols
      .filter(({ enabled }) => enabled !== false)
      .flatMap(({ name, ports }) => ports.map((port) => [port, SERVICES[name.toUpperCase()] ?? null] as const)),
  );

const entryText = ({ address, prefixLength }: { address: string; prefixLength: number | null }): string =>
  prefixLength === null ? address : `${address}/${prefixLength}`;
