import { concatBytes } from "../codec/byte-writer.ts";
import { DecodeError } from "../codec/decode-error.ts";
import { decodeRtsp, looksLikeRtspAnswer, type RtspAnswer } from "../codec/rtsp.ts";

/** What comes over an RTSP connection while a stream plays in it (RFC 2326 section 10.12): packets and answers, mixed. */
export type RtspFrame =
  | { readonly kind: "packet"; readonly channel: number; readonly bytes: Uint8Array }
  | { readonly kind: "answer"; readonly answer: RtspAnswer };

const DOLLAR = 0x24;
const PACKET_HEADER_BYTES = 4;
const MAX_HEAD_BYTES = 16 * 1_024;
/** A description of a recorder with 64 channels has 20 kB. */
const MAX_BODY_BYTES = 128 * 1_024;

/** Cuts the bytes of an RTSP connection into packets and answers, however they come. */
export class RtspFrames {
  #rest: Uint8Array = new Uint8Array();

  /**
   * What is whole now.
   *
   * @throws DecodeError when neither a packet nor an answer begins where one must, or an answer has no end
   */
  push(bytes: Uint8Array): RtspFrame[] {
    let rest = concatBytes(this.#rest, bytes);
    const frames: RtspFrame[] = [];
    for (;;) {
      const next = rest[0] === DOLLAR ? packetIn(rest) : answerIn(rest);
      if (next === null) break;
      if (next.frame !== null) frames.push(next.frame);
      rest = rest.subarray(next.length);
    }
    this.#rest = rest.slice();
    return frames;
  }
}

type Next = { readonly frame: RtspFrame | null; readonly length: number };

function packetIn(bytes: Uint8Array): Next | null {
  if (bytes.length < PACKET_HEADER_BYTES) return null;
  const end = PACKET_HEADER_BYTES + (((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0));
  if (bytes.length < end) return null;
  return {
    frame: { kind: "packet", channel: bytes[1] ?? 0, bytes: bytes.slice(PACKET_HEADER_BYTES, end) },
    length: end,
  };
}

function answerIn(bytes: Uint8Array): Next | null {
  // Empty lines between answers are nobody's.
  const blank = bytes.findIndex((byte) => byte !== 0x0d && byte !== 0x0a);
  if (blank === -1) return bytes.length === 0 ? null : { frame: null, length: bytes.length };
  if (blank > 0) return { frame: null, length: blank };
  const headEnd = endOfHead(bytes);
  if (headEnd === null) {
    if (bytes.length > MAX_HEAD_BYTES) throw new DecodeError("rtsp", "an answer without an end", MAX_HEAD_BYTES);
    if (bytes.length >= 7 && !looksLikeRtspAnswer(bytes)) throw new DecodeError("rtsp", "no RTSP", 0);
    return null;
  }
  const length = headEnd + (decodeRtsp(bytes.subarray(0, headEnd)).declaredContentLength ?? 0);
  if (length - headEnd > MAX_BODY_BYTES) throw new DecodeError("rtsp", "an answer is too long", headEnd);
  if (bytes.length < length) return null;
  return { frame: { kind: "answer", answer: decodeRtsp(bytes.slice(0, length)) }, length };
}

/** Behind the empty line; lines may end in LF alone. */
function endOfHead(bytes: Uint8Array): number | null {
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < MAX_HEAD_BYTES; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at + 1] === 0x0a) return at + 2;
    if (bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a) return at + 3;
  }
  return null;
}
