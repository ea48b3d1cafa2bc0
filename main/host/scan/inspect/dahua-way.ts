import {
  readDahuaChannels,
  readDahuaFilter,
  readDahuaNetwork,
  readDahuaStates,
  type DahuaInterface,
} from "#core/codec/dahua-config.ts";
import { flagIn, readKeyValues, type KeyValues } from "#core/codec/key-values.ts";
import { brandOf } from "#core/lan/brands.ts";
import { cardMac, claimsOf, maskLength, ownSerial } from "#core/lan/claim-fields.ts";
import { cardAt, type DeviceInterface } from "#core/lan/device-network.ts";
import { givenName } from "#core/lan/given-name.ts";
import { roleOfModel } from "#core/lan/model-role.ts";
import { ownWords } from "#core/lan/own-words.ts";
import type { Claims } from "#core/lan/sighting.ts";
import { shownClockOffset } from "./device-clock.ts";
import { get, type Talk } from "./talk.ts";
import { channelOf, filterOf, withNetwork, type Channel, type Told } from "./told.ts";

const SYSTEM_INFO = "/cgi-bin/magicBox.cgi?action=getSystemInfo";
const configOf = (name: string): string => `/cgi-bin/configManager.cgi?action=getConfig&name=${name}`;

/** Dahua and its labels. Every action here reads: nothing is changed. */
export async function inspectByDahuaCgi(talk: Talk, brand: string | null): Promise<Told | null> {
  const info = await talk.first(get(SYSTEM_INFO), readSystemInfo);
  if (info === null) return null;
  const table = (target: string): Promise<KeyValues | null> => talk.further(get(target), readKeyValues);
  const version = await table("/cgi-bin/magicBox.cgi?action=getSoftwareVersion");
  const machine = await table("/cgi-bin/magicBox.cgi?action=getMachineName");
  const identity = identityOf({ info, version, machine }, brand);
  const channels = identity.role === "camera" ? [] : await channelsOf(table);
  const shown = channels.find(({ online }) => online === true) ?? channels[0];
  const snapshot = await talk.picture(`/cgi-bin/snapshot.cgi?channel=${shown?.number ?? 1}`, shown?.name ?? null);
  const network = await table(configOf("Network"));
  const time = await talk.timed(get("/cgi-bin/global.cgi?action=getCurrentTime"), readKeyValues);
  const ntp = await table(configOf("NTP"));
  const filter = await table(configOf("AccessFilter"));
  const upnp = await table(configOf("UPnP"));
  const cloud = await table(configOf("T2UServer"));
  const card = cardAt((network === null ? [] : readDahuaNetwork(network)).map(cardOf), talk.session.options.address);
  return {
    way: "dahua-cgi",
    claims: withNetwork(card, {
      ...identity,
      activated: true,
      mac: cardMac(card?.mac),
      hostName: ownWords(network?.get("table.Network.Hostname")),
      clockOffsetSeconds: time === null ? undefined : shownClockOffset(time.value.get("result") ?? null, time.at),
      channels: channels.length === 0 ? undefined : { network: channels.length },
    }),
    timeServer: ntp === null ? null : flagIn(ntp, "table.NTP.Enable"),
    ipFilter: filterOf(filter === null ? null : readDahuaFilter(filter)),
    upnp: upnp === null ? null : flagIn(upnp, "table.UPnP.Enable"),
    cloud:
      cloud === null ? null : (flagIn(cloud, "table.T2UServer.Enable") ?? flagIn(cloud, "table.T2UServer[0].Enable")),
    channels,
    snapshot,
  };
}

/** Other web servers answer any path with settings of their own. */
function readSystemInfo(text: string): KeyValues | null {
  const values = readKeyValues(text);
  return values.has("deviceType") || values.has("serialNumber") ? values : null;
}

type Identity = { info: KeyValues; version: KeyValues | null; machine: KeyValues | null };

function identityOf({ info, version, machine }: Identity, brandFromScan: string | null): Claims {
  // Recorders write a number for their type, and the model into what their updates go by.
  const type = info.get("deviceType") ?? "";
  const model = ownWords(/^\d*$/.test(type) ? info.get("updateSerial") : type);
  const brand = brandFromScan ?? brandOf(model ?? "") ?? "Dahua";
  // `version=2.800.0000000.27.R,build:2021-08-20`, or both on lines of their own.
  const build = version?.get("build");
  return claimsOf({
    brand,
    model,
    firmware: ownWords([version?.get("version"), build && `build:${build}`].flatMap((part) => part || []).join(",")),
    serialNumber: ownSerial(info.get("serialNumber")),
    name: givenName([machine?.get("name")], { brand, model }),
    role: model === undefined ? undefined : roleOfModel(brand, model),
  });
}

async function channelsOf(table: (target: string) => Promise<KeyValues | null>): Promise<Channel[]> {
  const devices = await table(configOf("RemoteDevice"));
  const listed = devices === null ? [] : readDahuaChannels(devices);
  if (listed.length === 0) return [];
  const answer = await table("/cgi-bin/LogicDeviceManager.cgi?action=getCameraState&uniqueChannels[0]=-1");
  const online = answer === null ? new Map<number, boolean>() : readDahuaStates(answer);
  return listed.map((channel) => channelOf({ ...channel, online: online.get(channel.number) ?? null }));
}

function cardOf(told: DahuaInterface): DeviceInterface {
  return {
    mac: told.physicalAddress,
    address: told.ipAddress,
    prefixLength: maskLength(told.subnetMask) ?? null,
    gateway: told.defaultGateway,
    dns: told.dns,
    dhcp: told.dhcp,
  };
}
