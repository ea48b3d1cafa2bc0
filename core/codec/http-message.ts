import { decodeText } from "./byte-text.ts";
import { concatBytes } from "./byte-writer.ts";
import { DecodeError } from "./decode-error.ts";
import { headerValue, parseHeaderFields, type HeaderField } from "./header-fields.ts";

/** A captured HTTP/1 response, RFC 9112, as routers and cameras send it: header and body in one piece. */
export interface HttpMessage {
  /** `1.0`, `1.1` */
  readonly version: string;
  readonly statusCode: number;
  readonly reason: string;
  /** In the order of the message; fields may occur more than once. */
  readonly headers: readonly HeaderField[];
  /**
   * Everything behind the header, chunks put together. Content-Length does not cut it: it is wrong by a byte or two on real
   * devices, and the connection's end is what ends a message here.
   */
  readonly body: Uint8Array;
  /** What Content-Length says, null when it is absent or no number. */
  readonly declaredContentLength: number | null;
  readonly chunked: boolean;
}

const MAX_HEADER_BYTES = 65_536;
const LF = 0x0a;
const CR = 0x0d;
const STATUS_LINE = /^HTTP\/([0-9]{1,2}\.[0-9]{1,2})\s+([0-9]{3})(?:\s+(.*))?$/is;
const CHUNK_SIZE = /^\s*([0-9A-Fa-f]{1,7})\s*(?:;.*)?$/s;

/** Whether the bytes start like an HTTP response. */
export function looksLikeHttpResponse(bytes: Uint8Array): boolean {
  return /^\s*HTTP\/[0-9]/i.test(decodeText(bytes.subarray(0, 32)));
}

/** The end of the line that starts at `from` (the index of its LF), or the end of the bytes. */
function lineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LF, from);
  return end === -1 ? bytes.length : end;
}

function readLine(bytes: Uint8Array, from: number): { text: string; next: number } {
  const end = lineEnd(bytes, from);
  const last = end > from && bytes[end - 1] === CR ? end - 1 : end;
  return { text: decodeText(bytes.subarray(from, last)), next: Math.min(end + 1, bytes.length) };
}

/** Start line and header lines up to the empty line; a message may also end before it. Throws DecodeError. */
export function readHead(
  bytes: Uint8Array,
  from: number,
  protocol: "http" | "rtsp" = "http",
): { lines: string[]; bodyStart: number } {
  const lines: string[] = [];
  let offset = from;
  while (offset < bytes.length) {
    if (offset - from > MAX_HEADER_BYTES) throw new DecodeError(protocol, "header is too long", offset);
    const line = readLine(bytes, offset);
    offset = line.next;
    if (line.text === "") {
      if (lines.length > 0) break;
    } else {
      lines.push(line.text);
    }
  }
  return { lines, bodyStart: offset };
}

/** Chunks put together (RFC 9112 section 7.1); what is there of an unfinished last chunk counts. */
function unchunk(body: Uint8Array): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let offset = 0;
  while (offset < body.length) {
    const line = readLine(body, offset);
    const size = Number.parseInt(CHUNK_SIZE.exec(line.text)?.[1] ?? "x", 16);
    if (Number.isNaN(size)) return parts.length === 0 ? undefined : concatBytes(...parts);
    if (size === 0) break;
    parts.push(body.subarray(line.next, line.next + size));
    offset = line.next + size;
    if (body[offset] === CR) offset += 1;
    if (body[offset] === LF) offset += 1;
  }
  return concatBytes(...parts);
}

/** Null when it is absent or no number. */
export function contentLength(headers: readonly HeaderField[]): number | null {
  const value = headerValue(headers, "content-length");
  return value !== null && /^[0-9]{1,15}$/.test(value) ? Number(value) : null;
}

/** Decodes a response; interim 1xx responses before it are skipped. Throws DecodeError. */
export function decodeHttpMessage(bytes: Uint8Array): HttpMessage {
  if (bytes.length === 0) throw new DecodeError("http", "no bytes at all", 0);
  let from = 0;
  for (;;) {
    const { lines, bodyStart } = readHead(bytes, from);
    const status = STATUS_LINE.exec((lines[0] ?? "").trim());
    if (status === null) throw new DecodeError("http", "no HTTP status line", from);
    const statusCode = Number(status[2]);
    if (statusCode >= 100 && statusCode < 200 && statusCode !== 101 && bodyStart < bytes.length) {
      from = bodyStart;
      continue;
    }
    const headers = parseHeaderFields(lines.slice(1));
    const raw = bytes.subarray(bodyStart);
    const coded = headers.some((field) => field.name === "transfer-encoding" && /\bchunked\b/i.test(field.value));
    // A body that does not start with a chunk size was put together by whoever recorded it.
    const assembled = coded ? unchunk(raw) : undefined;
    return {
      version: status[1] ?? "",
      statusCode,
      reason: status[3] ?? "",
      headers,
      body: assembled ?? raw,
      declaredContentLength: contentLength(headers),
      chunked: coded,
    };
  }
}
