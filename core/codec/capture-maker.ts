import { normalMac } from "../lan/makers.ts";
import { toHex } from "./byte-text.ts";
import { captured, type DecodedCapture } from "./capture.ts";
import { decodeDahuaV1, looksLikeDahuaV1 } from "./dahua-v1.ts";
import { decodeDhip } from "./dhip.ts";
import { decodeMhed } from "./mhed.ts";
import { decodeSofia } from "./sofia.ts";

/** Answers of makers' own discovery protocols as `farsite decode` shows them. Absent values are null. */

const NO_BYTES: DecodedCapture = { result: "no-response", reason: "no bytes at all" };

/** Bits 0-1 of `Init` (NetSDK, `byInitStatus`). */
const INITIALISED = [null, false, true, null] as const;

/** Either of Dahua's protocols. */
export function captureDhip(bytes: Uint8Array): DecodedCapture {
  if (bytes.length === 0) return NO_BYTES;
  if (looksLikeDahuaV1(bytes)) return captured(() => dahuaV1(bytes));
  return captured(() => {
    const message = decodeDhip(bytes);
    const { method } = message;
    if (message.kind === "other") return { result: "ignore", reason: "tells of no device", method };
    const { device } = message;
    const initialised = device.init === null ? null : INITIALISED[device.init & 0b11];
    return { result: "ok", method, ...device, mac: normalMac(device.mac ?? ""), initialised: initialised ?? null };
  });
}

function dahuaV1(bytes: Uint8Array): DecodedCapture {
  const device = decodeDahuaV1(bytes);
  if (device === null) return { result: "ignore", reason: "a question, not an answer", method: null };
  return { result: "ok", method: null, ...device, mac: normalMac(device.mac ?? "") };
}

export function captureSofia(bytes: Uint8Array): DecodedCapture {
  if (bytes.length === 0) return NO_BYTES;
  return captured(() => {
    const message = decodeSofia(bytes);
    if (message.kind === "other") {
      return { result: "ignore", reason: "no answer to a search", messageId: message.messageId };
    }
    const { device } = message;
    // It names no model; its number for what it is has no published meaning.
    return { result: "ok", ...device, mac: normalMac(device.mac ?? ""), model: null };
  });
}

export function captureMhed(bytes: Uint8Array): DecodedCapture {
  if (bytes.length === 0) return NO_BYTES;
  return captured(() => {
    const message = decodeMhed(bytes);
    const { command } = message;
    if (message.kind === "other") return { result: "ignore", reason: "tells of no device", command };
    return { result: "ok", command, ...message.device, mac: normalMac(toHex(message.device.mac)) };
  });
}
