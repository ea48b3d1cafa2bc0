import { constants, gunzipSync, inflateSync } from "node:zlib";
import { decodeText } from "#core/codec/byte-text.ts";
import { headerValue } from "#core/codec/header-fields.ts";
import { htmlCharset } from "#core/codec/html-title.ts";
import type { HttpMessage } from "#core/codec/http-message.ts";

const MAX_UNPACKED_BYTES = 512 * 1_024;

/** The text of a page, unpacked and in the encoding that it names, as far as it is there. */
export function pageText({ headers, body }: Pick<HttpMessage, "headers" | "body">): string {
  return decoded(unpacked(body, headerValue(headers, "content-encoding")), headerValue(headers, "content-type"));
}

/** Some routers send their pages packed to everybody. */
function unpacked(body: Uint8Array, encoding: string | null): Uint8Array {
  // The page may have been cut: what is there counts.
  const options = { maxOutputLength: MAX_UNPACKED_BYTES, finishFlush: constants.Z_SYNC_FLUSH };
  try {
    switch (encoding?.trim().toLowerCase()) {
      case "gzip":
      case "x-gzip":
        return gunzipSync(body, options);
      case "deflate":
        return inflateSync(body, options);
      default:
        return body;
    }
  } catch {
    return new Uint8Array();
  }
}

function decoded(page: Uint8Array, contentType: string | null): string {
  const charset = htmlCharset(contentType, page);
  try {
    // An unknown name throws; devices also name encodings that the page then is not in.
    return charset === null || /^utf-?8$/.test(charset) ? decodeText(page) : new TextDecoder(charset).decode(page);
  } catch {
    return decodeText(page);
  }
}
