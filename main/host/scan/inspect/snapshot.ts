import type { HttpMessage } from "#core/codec/http-message.ts";
import { ownWords } from "#core/lan/own-words.ts";
import type { Snapshot } from "./told.ts";

/** As much as the contract lets through. */
const MAX_PICTURE_BYTES = 3 * 1_024 * 1_024;
const MAX_HEAD_BYTES = 16 * 1_024;
export const SNAPSHOT_ANSWER_BYTES = MAX_PICTURE_BYTES + MAX_HEAD_BYTES;

/** Whatever the device calls it, the page shows only what begins like a picture. */
const BEGINNINGS: readonly (readonly [Snapshot["mediaType"], readonly number[]])[] = [
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];
const MAX_CHANNEL_CHARACTERS = 120;

/** Null for what is no JPEG and no PNG, or too big. */
export function readSnapshot({ body }: Pick<HttpMessage, "body">, channel: string | null): Snapshot | null {
  const mediaType = BEGINNINGS.find(([, magic]) => magic.every((byte, index) => body[index] === byte))?.[0];
  if (mediaType === undefined || body.length > MAX_PICTURE_BYTES) return null;
  return {
    mediaType,
    base64: Buffer.from(body).toString("base64"),
    channel: ownWords(channel)?.slice(0, MAX_CHANNEL_CHARACTERS) ?? null,
  };
}
