import { describeMac } from "../lan/makers.ts";
import { decodeText, toHex } from "./byte-text.ts";
import type { CaptureContext, DecodedCapture } from "./capture.ts";

const MAC_BYTES = 6;
const MAX_TEXT_BYTES = 64;

/** A hardware address as text in any usual spelling, or its six bytes, as `farsite decode oui` shows it. */
export function captureMac(bytes: Uint8Array, { makers }: CaptureContext): DecodedCapture {
  const isRaw = bytes.length === MAC_BYTES && bytes.some((byte) => byte < 0x20 || byte > 0x7e);
  const text = isRaw ? toHex(bytes) : decodeText(bytes.subarray(0, MAX_TEXT_BYTES));
  const described = describeMac(text, makers ?? new Map());
  if (described === null) return { result: "malformed", reason: "not a hardware address of six bytes" };
  if (described.multicast) return { result: "reject", reason: "an address of a group is no device's", ...described };
  return { result: "ok", ...described, note: noteOn(described.locallyAdministered, described.maker) };
}

function noteOn(locallyAdministered: boolean, maker: string | null): string | null {
  if (locallyAdministered) return "private address, no maker";
  return maker === null ? "not in the registries" : null;
}
