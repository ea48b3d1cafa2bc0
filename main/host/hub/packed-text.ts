import { deflateRaw, inflateRaw } from "node:zlib";
import { promisify } from "node:util";

const deflateInThread = promisify(deflateRaw);
const inflateInThread = promisify(inflateRaw);

/** What a text may become when it is unpacked: the store takes no more, and no survey has a tenth of it. */
const MAX_TEXT_BYTES = 64_000_000;
/** DEFLATE packs nothing tighter than 1,032 to 1, and only one letter over and over comes near that; surveys are packed 5 to 30 to 1. */
const MOST_TIMES_LARGER = 250;
/** A short text may repeat itself more. */
const ALWAYS_ALLOWED_BYTES = 1_000_000;

/** A text as it lies on the hub: UTF-8, deflated (RFC 1951). Done in a thread of its own. */
export const packText = (text: string): Promise<Buffer> => deflateInThread(Buffer.from(text, "utf8"));

/** Null: this is no packed text, or one that would fill the memory. */
export async function unpackText(body: Uint8Array): Promise<string | null> {
  const maxOutputLength = Math.min(MAX_TEXT_BYTES, ALWAYS_ALLOWED_BYTES + MOST_TIMES_LARGER * body.length);
  try {
    const bytes = await inflateInThread(body, { maxOutputLength });
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
