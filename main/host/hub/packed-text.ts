import { deflateRaw, inflateRaw } from "node:zlib";
import { promisify } from "node:util";

const deflateInThread = promisify(deflateRaw);
const inflateInThread = promisify(inflateRaw);

/** What a text may become when it is unpacked: the store takes no more, and no survey has a tenth of it. */
const MAX_TEXT_BYTES = 64_000_000;

/** A text as it lies on the hub: UTF-8, deflated (RFC 1951). Done in a thread of its own. */
export const packText = (text: string): Promise<Buffer> => deflateInThread(Buffer.from(text, "utf8"));

/** Null: this is no packed text, or one that would fill the memory. */
export async function unpackText(body: Uint8Array): Promise<string | null> {
  try {
    const bytes = await inflateInThread(body, { maxOutputLength: MAX_TEXT_BYTES });
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
