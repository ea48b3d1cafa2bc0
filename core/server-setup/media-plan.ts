import { address, checked, hostName, portNumber } from "./values.ts";

/** A device's stream as the server pulls it through the tunnel. */
export interface MediaSource {
  readonly scheme: "rtsp" | "rtsps";
  /** The mapped address of the device, or 127.0.0.1 at a port of the relay. */
  readonly address: string;
  readonly port: number;
  /** With its query, as the device has it: `/Streaming/Channels/101`. */
  readonly path: string;
  readonly userName: string | null;
  /** As it is; it goes percent-encoded into the address. */
  readonly password: string | null;
}

export interface MediaStream {
  /** As it is called in addresses: a to z, digits, - and _. */
  readonly name: string;
  readonly source: MediaSource;
}

/** Who may watch what. */
export interface MediaUser {
  readonly name: string;
  /** Random, made by Farsite; MediaMTX gets only its hash. */
  readonly token: string;
  readonly streams: readonly string[];
}

export interface MediaPlan {
  readonly streams: readonly MediaStream[];
  readonly users: readonly MediaUser[];
  /** Beside WebRTC. RTMP and SRT carry the login in the clear, so they are off unless somebody wants them. */
  readonly protocols: readonly ("rtsp" | "hls" | "rtmp" | "srt")[];
  /** Null: put there by a person. */
  readonly program: { readonly url: string; readonly sha256: string } | null;
}

export const streamName = (value: string): string => checked("stream", value, /^[a-z0-9][a-z0-9_-]{0,62}$/);
export const mediaUserName = (value: string): string => checked("viewer", value, /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/);

/** `$` starts variables in both programs, `#` parameters in go2rtc. */
const PATH = /^\/[A-Za-z0-9\-._~!&()*+,;=:@/?%]{0,400}$/;

/** @throws RangeError */
export function sourceUrl({ scheme, address: host, port, path, userName, password }: MediaSource): string {
  const canonical = host.includes(":") || /^[\d.]+$/.test(host) ? address("camera", host) : hostName("camera", host);
  const name = canonical.includes(":") ? `[${canonical}]` : canonical;
  const login = userName === null ? "" : `${percent(userName)}${password === null ? "" : `:${percent(password)}`}@`;
  return `${checked("scheme", scheme, /^rtsps?$/)}://${login}${name}:${portNumber("camera's port", port)}${checked("stream's path", path, PATH)}`;
}

/** All but letters, digits, `-` and `_`: Go's URL reader and both programs' variables leave those alone. */
export function percent(text: string): string {
  if (!text.isWellFormed() || text.includes("\0")) throw new RangeError("a login with NUL or half a character");
  return encodeURIComponent(text).replace(/[!'()*.~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
