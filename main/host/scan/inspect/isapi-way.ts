import {
  readIsapiChannels,
  readIsapiDeviceInfo,
  readIsapiEnabled,
  readIsapiInterfaces,
  readIsapiIpFilter,
  readIsapiPorts,
  readIsapiTime,
  type IsapiChannel,
  type IsapiDeviceInfo,
  type IsapiInterface,
} from "#core/codec/isapi.ts";
import { brandOf } from "#core/lan/brands.ts";
import { cardMac, claimsOf, maskLength, ownPorts, ownSerial } from "#core/lan/claim-fields.ts";
import { cardAt, type DeviceInterface } from "#core/lan/device-network.ts";
import { givenName } from "#core/lan/given-name.ts";
import { roleOfModel } from "#core/lan/model-role.ts";
import { ownWords } from "#core/lan/own-words.ts";
import type { PortService } from "#core/lan/port-purpose.ts";
import type { Claims, DeviceRole } from "#core/lan/sighting.ts";
import { shownClockOffset } from "./device-clock.ts";
import { get, type Talk } from "./talk.ts";
import { channelOf, filterOf, withNetwork, type Channel, type Told } from "./told.ts";

/** Hikvision and its labels. Each question answers GET alone: nothing is changed. */
export async function inspectByIsapi(talk: Talk, brand: string | null): Promise<Told | null> {
  const info = await talk.first(get("/ISAPI/System/deviceInfo"), readIsapiDeviceInfo);
  if (info === null) return null;
  const identity = identityOf(info, brand);
  const channels = identity.role === "camera" ? [] : await channelsOf(talk);
  // The first stream of the first camera that is there; a camera's own is 101.
  const shown = channels.find(({ online }) => online === true) ?? channels[0];
  const snapshot = await talk.picture(`/ISAPI/Streaming/channels/${shown?.number ?? 1}01/picture`, shown?.name ?? null);
  const interfaces = await talk.further(get("/ISAPI/System/Network/interfaces"), readIsapiInterfaces);
  const time = await talk.timed(get("/ISAPI/System/time"), readIsapiTime);
  const filter = await talk.further(get("/ISAPI/System/Network/ipFilter"), readIsapiIpFilter);
  const ports = await talk.further(get("/ISAPI/Security/adminAccesses"), readIsapiPorts);
  const upnp = await talk.further(get("/ISAPI/System/Network/UPnP"), (text) => readIsapiEnabled(text, "UPnP"));
  const cloud = await talk.further(get("/ISAPI/System/Network/EZVIZ"), (text) => readIsapiEnabled(text, "EZVIZ"));
  const card = cardAt((interfaces ?? []).map(cardOf), talk.session.options.address);
  const mode = time?.value.timeMode?.toLowerCase();
  return {
    way: "isapi",
    claims: withNetwork(card, {
      ...identity,
      activated: true,
      mac: cardMac(card?.mac ?? info.macAddress),
      ports: ownPorts(...(ports ?? []).map(({ protocol, port }) => [port, SERVICES[protocol] ?? null] as const)),
      clockOffsetSeconds: time === null ? undefined : shownClockOffset(time.value.localTime, time.at),
      channels: channels.length === 0 ? undefined : { network: channels.length },
    }),
    timeServer: mode === undefined ? null : mode === "ntp",
    ipFilter: filterOf(filter),
    upnp,
    cloud,
    channels,
    snapshot,
  };
}

const SERVICES: Readonly<Record<string, PortService>> = {
  HTTP: "web",
  HTTPS: "web-secure",
  RTSP: "rtsp",
  DEV_MANAGE: "hikvision",
};

const ROLES: Readonly<Record<string, DeviceRole>> = {
  IPCamera: "camera",
  IPDome: "camera",
  NVR: "recorder",
  DVR: "recorder",
  HybirdNVR: "recorder",
};

function identityOf(info: IsapiDeviceInfo, brandFromScan: string | null): Claims {
  const model = ownWords(info.model);
  // Labels answer with the same interface, and often with Hikvision's model numbers.
  const brand = brandFromScan ?? brandOf(model ?? "") ?? "Hikvision";
  return claimsOf({
    brand,
    model,
    firmware: ownWords([info.firmwareVersion, info.firmwareReleasedDate].flatMap((part) => part ?? []).join(" ")),
    serialNumber: ownSerial(info.serialNumber),
    name: givenName([info.deviceName], { brand, model }),
    role: ROLES[info.deviceType ?? ""] ?? (model === undefined ? undefined : roleOfModel(brand, model)),
  });
}

async function channelsOf(talk: Talk): Promise<Channel[]> {
  const listed = await talk.further(get("/ISAPI/ContentMgmt/InputProxy/channels"), readIsapiChannels);
  if (listed === null || listed.length === 0) return [];
  const states = await talk.further(get("/ISAPI/ContentMgmt/InputProxy/channels/status"), readIsapiChannels);
  const online = new Map((states ?? []).map((state: IsapiChannel) => [state.number, state.online]));
  return listed.map(({ number, name, ipAddress }) =>
    channelOf({ number, name, address: ipAddress, online: online.get(number) ?? null }),
  );
}

function cardOf(told: IsapiInterface): DeviceInterface {
  return {
    mac: told.macAddress,
    address: told.ipAddress,
    prefixLength: maskLength(told.subnetMask) ?? null,
    gateway: told.defaultGateway,
    dns: told.dns,
    dhcp: told.dhcp,
  };
}
