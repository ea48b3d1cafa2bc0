import { decodeText } from "./byte-text.ts";
import { DecodeError } from "./decode-error.ts";

/** A session description, RFC 8866, as cameras answer DESCRIBE with it: what can be watched, and who says so. */
export type SessionDescription = {
  /** `o=`, as written; cameras cut it. */
  readonly origin: string | null;
  readonly sessionName: string | null;
  /** `a=tool:`, the program that wrote it. */
  readonly tool: string | null;
  readonly media: readonly SdpMedia[];
  /** All `a=` lines of the session and its media, without `a=`. */
  readonly attributes: readonly string[];
};

export type SdpMedia = {
  /** `video`, `audio`, `application`; as written. */
  readonly type: string;
  /** First format of the `m=` line: mostly an RTP payload type. */
  readonly payload: string | null;
  /** By `a=rtpmap:`; null for static payload types that it does not name. */
  readonly codec: string | null;
  readonly control: string | null;
};

/** A camera has two or three; a description of thousands is none. */
const MAX_MEDIA = 32;
const MAX_LINES = 2_000;
const MAX_ATTRIBUTES = 256;

/** Lines `x=...`; what is none is skipped. Several values for one name: the first counts. */
export function decodeSdp(bytes: Uint8Array): SessionDescription {
  const lines = decodeText(bytes)
    .split(/\r\n|\n|\r/, MAX_LINES)
    .map((line) => /^\s*([a-z])=(.*)$/is.exec(line))
    .filter((match) => match !== null)
    .map(([, name = "", value = ""]) => [name.toLowerCase(), value.trim()] as const);
  if (lines[0]?.[0] !== "v") throw new DecodeError("sdp", "does not begin with a version", 0);
  const starts = lines.flatMap(([name], index) => (name === "m" ? [index] : [])).slice(0, MAX_MEDIA);
  const session = lines.slice(0, starts[0] ?? lines.length);
  const attributes = lines.flatMap(([name, value]) => (name === "a" ? [value] : []));
  return {
    origin: first(session, "o"),
    sessionName: first(session, "s"),
    tool: attribute(attributes, "tool"),
    media: starts.map((start, index) => readMedia(lines.slice(start, starts[index + 1] ?? lines.length))),
    attributes: attributes.slice(0, MAX_ATTRIBUTES),
  };
}

type Line = readonly [name: string, value: string];

const first = (lines: readonly Line[], wanted: string): string | null =>
  lines.find(([name]) => name === wanted)?.[1] || null;

const attribute = (attributes: readonly string[], name: string): string | null =>
  attributes
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .trim() || null;

function readMedia(lines: readonly Line[]): SdpMedia {
  // `m=video 0 RTP/AVP 96 97`
  const [type = "", , , payload = null] = (first(lines, "m") ?? "").split(/\s+/);
  const attributes = lines.flatMap(([name, value]) => (name === "a" ? [value] : []));
  const map =
    payload === null
      ? null
      : attribute(
          attributes.filter((line) => line.startsWith(`rtpmap:${payload} `)),
          "rtpmap",
        );
  return {
    type,
    payload,
    codec: map?.split(/\s+/)[1]?.split("/")[0] || null,
    control: attribute(attributes, "control"),
  };
}
