import type { MakerTable } from "../lan/makers.ts";
import { DecodeError } from "./decode-error.ts";

/** What is known about a capture besides its bytes. */
export interface CaptureContext {
  /** Who sent it, with the zone of a link-local address. */
  readonly sourceAddress?: string;
  /** The URL a description was fetched from. */
  readonly location?: string;
  /** The SOAP action it answers. */
  readonly action?: string;
  /** Who made which hardware address; it comes with the app. */
  readonly makers?: MakerTable;
}

/**
 * How a capture reads. `reject`: well-formed, but nothing to act on. `ignore`: tells of no device (a question, a farewell). `missing-value`: an answer without the value asked for.
 * All but `ok` carry a `reason`.
 */
export type CaptureResult =
  | "ok"
  | "error"
  | "upnp-fault"
  | "soap-fault"
  | "missing-value"
  | "reject"
  | "ignore"
  | "not-igd"
  | "not-stun"
  | "malformed"
  | "malformed-xml"
  | "no-response"
  | "empty-body";

/** JSON-safe. Absent values are null. */
export interface DecodedCapture {
  readonly result: CaptureResult;
  readonly [field: string]: unknown;
}

/** Runs a decoder and turns its DecodeError into a result; other errors are bugs and stay errors. */
export function captured(read: () => DecodedCapture, onError: CaptureResult = "malformed"): DecodedCapture {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { result: onError, reason: error.reason, protocol: error.protocol, offset: error.offset };
  }
}
