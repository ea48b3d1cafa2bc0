import { decodeText } from "./byte-text.ts";
import { captured, type CaptureContext, type DecodedCapture } from "./capture.ts";
import { isOnvifDevice, readOnvifScopes } from "./onvif-scope.ts";
import { fallbackServiceUrl, preferredServiceAddress } from "./onvif-xaddr.ts";
import { roleOfModel } from "../lan/model-role.ts";
import { decodeSadp, type SadpDevice } from "./sadp.ts";
import { decodeWsDiscovery, type WsDiscoveryMatch } from "./ws-discovery.ts";
import { parseJson } from "../parse-json.ts";
import { DecodeError } from "./decode-error.ts";

/** Answers of devices to a search as `farsite decode` shows them. */

function describedMatch(match: WsDiscoveryMatch, sender: string | undefined) {
  const { names, hardware, manufacturer, location, profiles, mac } = readOnvifScopes(match.scopes);
  const preferred = preferredServiceAddress(match.xaddrs, sender)?.url ?? null;
  return {
    endpointReference: match.endpointReference,
    types: match.types,
    scopes: match.scopes,
    names,
    hardware,
    manufacturer,
    location,
    profiles,
    mac,
    xaddrs: match.xaddrs,
    preferredXAddr: preferred,
    fallbackXAddr: preferred === null && sender !== undefined ? fallbackServiceUrl(match.xaddrs, sender) : null,
    metadataVersion: match.metadataVersion,
    isOnvif: isOnvifDevice(match),
  };
}

/** An answer that another tool took apart: an object with the fields of a match, under the names that `decode` gives them. */
function matchOfFields(text: string): WsDiscoveryMatch {
  const fields = parseJson(text);
  if (typeof fields !== "object" || fields === null) throw new DecodeError("ws-discovery", "JSON that is no object");
  const record = new Map<string, unknown>(Object.entries(fields));
  const string = (name: string) => {
    const value = record.get(name);
    return typeof value === "string" ? value : null;
  };
  const list = (name: string) => {
    const value = record.get(name);
    return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  };
  return {
    endpointReference: string("endpointReference"),
    types: list("types"),
    scopes: list("scopes"),
    xaddrs: list("xaddrs"),
    metadataVersion: string("metadataVersion"),
    namespaces: new Map(),
  };
}

export function captureWsDiscovery(bytes: Uint8Array, { sourceAddress }: CaptureContext): DecodedCapture {
  if (bytes.length === 0) return { result: "no-response", reason: "no bytes at all" };
  return captured(() => {
    const text = decodeText(bytes);
    if (text.trimStart().startsWith("{"))
      return { result: "ok", ...describedMatch(matchOfFields(text), sourceAddress) };
    const { messageType, messageId, relatesTo, matches } = decodeWsDiscovery(bytes);
    const tells = matches.length > 0;
    return {
      result: tells ? "ok" : "ignore",
      ...(tells
        ? {}
        : { reason: messageType === "Bye" ? "a device that leaves" : `a ${messageType} without a device` }),
      messageType,
      messageId,
      relatesTo,
      matches: matches.map((match) => describedMatch(match, sourceAddress)),
    };
  });
}

/** In the words of the trade: a recorder is an `nvr`, or a `dvr` when it has inputs for analogue cameras. */
function deviceClass({ model, analogChannels }: SadpDevice): string | null {
  const role = model === null ? undefined : roleOfModel("Hikvision", model);
  if (role !== "recorder") return role ?? null;
  return (analogChannels ?? 0) > 0 || /^i?DS-[789]\d{3}H/i.test(model ?? "") ? "dvr" : "nvr";
}

export function captureSadp(bytes: Uint8Array): DecodedCapture {
  if (bytes.length === 0) return { result: "no-response", reason: "no bytes at all" };
  return captured(() => {
    const message = decodeSadp(bytes);
    if (message.kind === "question") {
      return { result: "ignore", reason: "somebody's question", messageType: "Probe", types: message.types };
    }
    return { result: "ok", messageType: "ProbeMatch", ...message.device, deviceClass: deviceClass(message.device) };
  });
}
