import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** More than any survey or record makes; what unfolds to more comes from a damaged page. */
const MAX_TEXT_BYTES = 256_000_000;

export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** A text as it lies in the database: raw DEFLATE (RFC 1951), since the hash beside it is the better checksum. */
export function deflateText(text: string): Buffer {
  return deflateRawSync(Buffer.from(text, "utf8"));
}

/** Throws where the bytes are no DEFLATE stream. */
export function inflateText(body: Uint8Array): string {
  return inflateRawSync(body, { maxOutputLength: MAX_TEXT_BYTES }).toString("utf8");
}
