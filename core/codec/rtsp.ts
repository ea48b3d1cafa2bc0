import { decodeText, encodeUtf8 } from "./byte-text.ts";
import { DecodeError } from "./decode-error.ts";
import { headerValue, parseHeaderFields, type HeaderField } from "./header-fields.ts";
import { contentLength, readHead } from "./http-message.ts";
import { offeredLogins } from "./offered-logins.ts";

/** RTSP 1.0 (RFC 2326): the questions that need no login, and answers as cameras write them. */
export type RtspAnswer = {
  /** Some answer on port 554 in HTTP: for the tunnel that QuickTime made popular, or because they know no better. */
  readonly protocol: "RTSP" | "HTTP";
  readonly version: string;
  readonly statusCode: number;
  readonly reason: string;
  readonly headers: readonly HeaderField[];
  /** Cut to Content-Length where that is said: the connection stays open. */
  readonly body: Uint8Array;
  readonly declaredContentLength: number | null;
  /** The question that it answers; null where the device leaves it out. */
  readonly cSeq: number | null;
};

/** One way to log in that a 401 offers. */
export type RtspChallenge = {
  /** `Digest`, `Basic`; as written. */
  readonly scheme: string;
  readonly realm: string | null;
  readonly nonce: string | null;
  readonly algorithm: string | null;
  /** Null where it is not said. */
  readonly stale: boolean | null;
};

const STATUS_LINE = /^(RTSP|HTTP)\/([0-9]{1,2}\.[0-9]{1,2})\s+([0-9]{3})(?:\s+(.*))?$/is;

/** Whether the bytes start like an answer on an RTSP port. */
export function looksLikeRtspAnswer(bytes: Uint8Array): boolean {
  return /^\s*(?:RTSP|HTTP)\/[0-9]/i.test(decodeText(bytes.subarray(0, 32)));
}

/**
 * A request without a body and without a login, section 6.
 *
 * @throws RangeError when the URL could end the line
 */
export function encodeRtspRequest(method: "OPTIONS" | "DESCRIBE", url: string, cSeq: number): Uint8Array {
  if (!/^[!-~]+$/.test(url)) throw new RangeError("an RTSP URL is printable ASCII without blanks");
  return encodeUtf8(
    [
      `${method} ${url} RTSP/1.0`,
      `CSeq: ${cSeq}`,
      "User-Agent: Farsite",
      ...(method === "DESCRIBE" ? ["Accept: application/sdp"] : []),
      "\r\n",
    ].join("\r\n"),
  );
}

/** Decodes an answer, section 7; lines may end in LF alone and be folded. Throws DecodeError. */
export function decodeRtsp(bytes: Uint8Array): RtspAnswer {
  if (bytes.length === 0) throw new DecodeError("rtsp", "no bytes at all", 0);
  const { lines, bodyStart } = readHead(bytes, 0, "rtsp");
  const status = STATUS_LINE.exec((lines[0] ?? "").trim());
  if (status === null) throw new DecodeError("rtsp", "no RTSP status line", 0);
  const headers = parseHeaderFields(lines.slice(1));
  const declaredContentLength = contentLength(headers);
  const cSeq = headerValue(headers, "cseq");
  return {
    protocol: status[1]?.toUpperCase() === "HTTP" ? "HTTP" : "RTSP",
    version: status[2] ?? "",
    statusCode: Number(status[3]),
    reason: status[4] ?? "",
    headers,
    body: bytes.subarray(bodyStart, declaredContentLength === null ? undefined : bodyStart + declaredContentLength),
    declaredContentLength,
    cSeq: cSeq !== null && /^[0-9]{1,9}$/.test(cSeq) ? Number(cSeq) : null,
  };
}

/** Methods that an answer to OPTIONS lists (`Public`, and `Allow` with errors), upper case. */
export function rtspMethods(headers: readonly HeaderField[]): string[] {
  const listed = headerValue(headers, "public") ?? headerValue(headers, "allow") ?? "";
  return listed
    .split(",")
    .map((method) => method.trim().toUpperCase())
    .filter((method) => /^[A-Z_]{1,24}$/.test(method))
    .slice(0, 32);
}

/** Ways to log in, in the order of the answer. */
export function rtspChallenges(headers: readonly HeaderField[]): RtspChallenge[] {
  return offeredLogins(headers).map(({ scheme, parameters }) => {
    const stale = parameters.get("stale")?.toLowerCase();
    return {
      scheme,
      realm: parameters.get("realm") ?? null,
      nonce: parameters.get("nonce") ?? null,
      algorithm: parameters.get("algorithm") ?? null,
      stale: stale === undefined ? null : stale === "true",
    };
  });
}
