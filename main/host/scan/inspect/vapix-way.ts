import { readKeyValues } from "#core/codec/key-values.ts";
import {
  readAxisBrand,
  readAxisDeviceInfo,
  readAxisNetwork,
  readAxisTime,
  readAxisTimeServer,
  type AxisDeviceInfo,
} from "#core/codec/vapix.ts";
import { brandOf } from "#core/lan/brands.ts";
import { cardMac, claimsOf, maskLength, ownSerial } from "#core/lan/claim-fields.ts";
import { givenName } from "#core/lan/given-name.ts";
import { roleOfModel } from "#core/lan/model-role.ts";
import { ownWords } from "#core/lan/own-words.ts";
import type { Claims } from "#core/lan/sighting.ts";
import { utcClockOffset } from "./device-clock.ts";
import type { DeviceRequest } from "./device-session.ts";
import { get, type Talk } from "./talk.ts";
import { filterOf, withNetwork, type Told } from "./told.ts";

const parametersOf = (group: string): DeviceRequest => get(`/axis-cgi/param.cgi?action=list&group=${group}`);
const json = (target: string, method: string): DeviceRequest => ({
  method: "POST",
  target,
  body: JSON.stringify({ apiVersion: "1.0", method }),
  contentType: "application/json",
});

/** Axis' cameras, encoders and door stations. */
export async function inspectByVapix(talk: Talk): Promise<Told | null> {
  const info =
    (await talk.first(json("/axis-cgi/basicdeviceinfo.cgi", "getAllProperties"), readAxisDeviceInfo)) ??
    // Before firmware 6.50.
    (await talk.first(parametersOf("Brand,Properties.Firmware,Properties.System"), readOldInfo));
  if (info === null) return null;
  const snapshot = await talk.picture("/axis-cgi/jpg/image.cgi", null);
  const network = await talk.further(parametersOf("Network"), (text) => readAxisNetwork(readKeyValues(text)));
  const time = await talk.timed(json("/axis-cgi/time.cgi", "getDateTimeInfo"), readAxisTime);
  const timeServer = await talk.further(parametersOf("Time"), (text) => readAxisTimeServer(readKeyValues(text)));
  const card = network === null ? undefined : { ...network, prefixLength: maskLength(network.subnetMask) ?? null };
  return {
    way: "axis-vapix",
    claims: withNetwork(card, {
      ...identityOf(info, network?.hostName ?? null),
      activated: true,
      mac: cardMac(network?.mac),
      clockOffsetSeconds: time === null ? undefined : utcClockOffset(time.value, time.at),
    }),
    timeServer,
    ipFilter: filterOf(network?.filter ?? null),
    upnp: network?.natTraversal ?? null,
    // Its cloud link is set up by one press on the device and told by no setting of all firmwares.
    cloud: null,
    channels: [],
    snapshot,
  };
}

function readOldInfo(text: string): AxisDeviceInfo | null {
  const info = readAxisBrand(readKeyValues(text));
  return info.brand === null ? null : info;
}

function identityOf(info: AxisDeviceInfo, hostName: string | null): Claims {
  const brand = brandOf(info.brand ?? "") ?? "Axis";
  const model = ownWords(info.model?.replace(/^AXIS\s+/i, ""));
  return claimsOf({
    brand,
    model,
    firmware: ownWords(info.firmware),
    serialNumber: ownSerial(info.serialNumber),
    hostName: ownWords(hostName),
    // `axis-accc8e7ea36d` is its own.
    name: givenName([hostName?.replace(/^axis-[0-9a-f]{12}$/i, "")], { brand, model }),
    role: model === undefined ? undefined : roleOfModel(brand, model),
  });
}
