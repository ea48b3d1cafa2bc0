import { encodeUtf8, toBase64 } from "../codec/byte-text.ts";
import { digestAuthorization, type DigestHash, type LoginChallenge } from "../codec/http-digest.ts";
import type { SdpMedia } from "../codec/sdp.ts";

export type StreamMethod = "OPTIONS" | "DESCRIBE" | "SETUP" | "PLAY" | "TEARDOWN";
export type StreamLogin = { readonly userName: string; readonly password: string };

export type StreamRequest = {
  readonly method: StreamMethod;
  /** Printable ASCII. */
  readonly url: string;
  readonly cSeq: number;
  readonly session: string | null;
  /** How to prove who asks: the challenge, fresh randomness, and how often its nonce was used. */
  readonly proof: { login: StreamLogin; challenge: LoginChallenge; clientNonce: string; count: number } | null;
};

const PRINTABLE = /^[!-~]{1,2000}$/;
/** RFC 2326 section 3.4; some devices use more signs. */
const SESSION = /^[A-Za-z0-9$_.+~-]{1,200}/;

/** The id that later requests name, without its time-out; null where there is none that could be sent back. */
export const sessionOf = (header: string | null): string | null => SESSION.exec(header?.trim() ?? "")?.[0] ?? null;

/**
 * A request for a stream inside the connection itself (RFC 2326 section 10.12).
 *
 * @throws RangeError when the URL could end the line
 */
export function encodeStreamRequest(request: StreamRequest, hash: DigestHash): Uint8Array {
  const { method, url, cSeq, session, proof } = request;
  if (!PRINTABLE.test(url)) throw new RangeError("an RTSP URL is printable ASCII without blanks");
  const lines = [
    `${method} ${url} RTSP/1.0`,
    `CSeq: ${cSeq}`,
    "User-Agent: Farsite",
    ...(method === "DESCRIBE" ? ["Accept: application/sdp"] : []),
    ...(method === "SETUP" ? ["Transport: RTP/AVP/TCP;unicast;interleaved=0-1"] : []),
    ...(method === "PLAY" ? ["Range: npt=0.000-"] : []),
    ...(session === null ? [] : [`Session: ${session}`]),
    ...(proof === null ? [] : [`Authorization: ${authorization(request, proof, hash)}`]),
  ];
  return encodeUtf8(`${lines.join("\r\n")}\r\n\r\n`);
}

function authorization(
  { method, url }: StreamRequest,
  { login, challenge, clientNonce, count }: NonNullable<StreamRequest["proof"]>,
  hash: DigestHash,
): string {
  if (challenge.scheme === "basic") return `Basic ${toBase64(encodeUtf8(`${login.userName}:${login.password}`))}`;
  return digestAuthorization(challenge, { ...login, method, target: url, clientNonce, count }, hash);
}

/** Where to set up a medium (RFC 2326 appendix C.1.1): absolute as it is, else behind the base. */
export function controlUrl(media: Pick<SdpMedia, "control">, base: string): string {
  const { control } = media;
  if (control === null || control === "*" || !PRINTABLE.test(control)) return base;
  if (/^rtsps?:\/\//i.test(control)) return control;
  return `${base}${base.endsWith("/") ? "" : "/"}${control.replace(/^\/+/, "")}`;
}

/** Ticks a second, by `a=rtpmap:96 H264/90000`; 90,000 for video that does not say (RFC 3551 section 5). */
export function clockRateOf({ payload, type }: SdpMedia, attributes: readonly string[]): number | null {
  const map = attributes.find((line) => line.startsWith(`rtpmap:${payload ?? ""} `));
  const rate = Number(/\/([0-9]{3,7})(?:\/|$)/.exec(map ?? "")?.[1] ?? Number.NaN);
  if (rate > 0) return rate;
  return type === "video" ? 90_000 : null;
}
