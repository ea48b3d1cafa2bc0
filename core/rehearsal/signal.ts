import { crc32 } from "../codec/crc32.ts";
import { ByteReader } from "../codec/byte-reader.ts";
import { decodeUtf8, encodeUtf8, fromBase64, fromHex, toBase64, toHex } from "../codec/byte-text.ts";
import { ByteWriter } from "../codec/byte-writer.ts";
import { DecodeError } from "../codec/decode-error.ts";
import { ownWords } from "../lan/own-words.ts";
import { canonicalFromBytes, isIpv6, parseAddress } from "../net/ip-address.ts";
import { CANDIDATE_KINDS, MAX_CANDIDATES, sortedCandidates, type Candidate } from "./candidate.ts";
import type { NatSide } from "./prediction.ts";

/**
 * What one end tells the other, in 150 to 650 characters: small enough for a QR code that a telephone reads off a screen, and for a
 * person to send by any messenger. Everything of WebRTC's description (RFC 8839, 8841) that is the same each time is left out.
 */
export type Signal = {
  role: "offer" | "answer";
  /** ICE credentials (RFC 8839 section 5.4). */
  ufrag: string;
  password: string;
  /** SHA-256 of the end's DTLS certificate, 64 hex digits (RFC 8122). */
  fingerprint: string;
  /** `blocked`: no server outside answered over UDP; `unknown`: there was none to ask. */
  udp: "open" | "blocked" | "unknown";
  /** Whether IPv6 leads out there. */
  ipv6: boolean;
  /** Whether a TURN server is there to relay, should nothing direct be found. */
  relay: boolean;
  nat: NatSide;
  /** Who or where it is, in the person's words. */
  name: string | null;
  candidates: readonly Candidate[];
};

/** Whole, with what stands before it. */
export const MAX_SIGNAL_CHARACTERS = 700;
export const MAX_NAME_CHARACTERS = 40;

const PREFIX = "FR1.";
const ROLES = ["offer", "answer"] as const;
const UDP = ["open", "blocked", "unknown"] as const;
const BEHAVIOURS = [
  "unknown",
  "endpoint-independent",
  "address-dependent",
  "address-and-port-dependent",
  "endpoint-dependent",
] as const;
/** `ice-char` of RFC 8839 section 5.4; both ends use libdatachannel, with 4 and 22 of them. */
const UFRAG = /^[A-Za-z0-9+/]{4,32}$/;
const PASSWORD = /^[A-Za-z0-9+/]{22,32}$/;
const FINGERPRINT_BYTES = 32;
const CRC_BYTES = 4;

/** @throws RangeError for a signal that could not be read again */
export function encodeSignal(signal: Signal): string {
  const name = encodeUtf8(cleanName(signal.name) ?? "");
  const fingerprint = fromHex(signal.fingerprint);
  if (!UFRAG.test(signal.ufrag) || !PASSWORD.test(signal.password)) throw new RangeError("ICE credentials");
  if (fingerprint?.length !== FINGERPRINT_BYTES) throw new RangeError("DTLS fingerprint");
  const candidates = sortedCandidates(signal.candidates);
  const writer = new ByteWriter()
    .u8(
      ROLES.indexOf(signal.role) |
        (UDP.indexOf(signal.udp) << 1) |
        (signal.ipv6 ? 8 : 0) |
        (signal.nat ? 16 : 0) |
        (signal.relay ? 32 : 0),
    )
    .u8(signal.nat ? BEHAVIOURS.indexOf(signal.nat.mapping) * 8 + BEHAVIOURS.indexOf(signal.nat.filtering) : 0);
  for (const text of [encodeUtf8(signal.ufrag), encodeUtf8(signal.password), name]) writer.u8(text.length).bytes(text);
  writer.bytes(fingerprint).u8(candidates.length);
  for (const one of candidates) {
    writer.u8(CANDIDATE_KINDS.indexOf(one.kind) | (isIpv6(one.address) ? 128 : 0));
    writer.bytes(parseAddress(one.address)?.bytes ?? new Uint8Array()).u16(one.port);
  }
  const sum = crc32(writer.finish());
  return PREFIX + toBase64Url(writer.u32(sum).finish());
}

/**
 * Reads what a colleague sent, however a messenger wrapped its lines.
 *
 * @throws DecodeError for anything that is not whole, of another version, or larger than a signal can be
 */
export function decodeSignal(given: string): Signal {
  const fail = (reason: string): never => {
    throw new DecodeError("rehearsal", reason);
  };
  if (given.length > 2 * MAX_SIGNAL_CHARACTERS) fail("too long");
  const text = given.replace(/\s+/g, "");
  if (!text.startsWith(PREFIX)) fail(/^FR\d+\./.test(text) ? "another version" : "not a signal");
  const bytes = fromBase64Url(text.slice(PREFIX.length)) ?? fail("not base64url");
  if (bytes.length < CRC_BYTES) fail("cut off");
  const body = bytes.subarray(0, -CRC_BYTES);
  const sum = new ByteReader(bytes.subarray(-CRC_BYTES), "rehearsal").u32("checksum");
  if (crc32(body) !== sum) fail("a character is wrong or missing");
  const reader = new ByteReader(body, "rehearsal");
  const flags = reader.u8("flags");
  const role = ROLES[flags & 1] ?? "offer";
  const udp = UDP[(flags >> 1) & 3] ?? reader.fail("unknown state of UDP");
  if (flags > 63) reader.fail("unknown flags");
  const nat = readNat(reader, (flags & 16) !== 0);
  const ufrag = readText(reader, UFRAG, "username fragment");
  const password = readText(reader, PASSWORD, "password");
  const nameBytes = reader.take(reader.u8("length of the name"), "name");
  const name = cleanName(decodeUtf8(nameBytes) ?? reader.fail("the name is not UTF-8"));
  const fingerprint = toHex(reader.take(FINGERPRINT_BYTES, "fingerprint"));
  const candidates = readCandidates(reader);
  if (reader.remaining > 0) reader.fail("more than a signal");
  return {
    role,
    ufrag,
    password,
    fingerprint,
    udp,
    ipv6: (flags & 8) !== 0,
    relay: (flags & 32) !== 0,
    nat,
    name,
    candidates,
  };
}

function readNat(reader: ByteReader, isThere: boolean): NatSide {
  const byte = reader.u8("NAT behaviour");
  const mapping = BEHAVIOURS[byte >> 3];
  const filtering = BEHAVIOURS[byte & 7];
  if (!mapping || !filtering || (!isThere && byte !== 0)) return reader.fail("unknown NAT behaviour");
  return isThere ? { mapping, filtering } : null;
}

function readText(reader: ByteReader, pattern: RegExp, what: string): string {
  const text = decodeUtf8(reader.take(reader.u8(`length of the ${what}`), what)) ?? "";
  return pattern.test(text) ? text : reader.fail(what);
}

function readCandidates(reader: ByteReader): Candidate[] {
  const count = reader.u8("number of candidates");
  if (count > MAX_CANDIDATES) reader.fail("too many candidates");
  const read = Array.from({ length: count }, (): Candidate => {
    const flags = reader.u8("candidate");
    const kind = CANDIDATE_KINDS[flags & 127] ?? reader.fail("unknown kind of candidate");
    const address = canonicalFromBytes(reader.take((flags & 128) === 0 ? 4 : 16, "address"));
    const port = reader.u16("port");
    return port === 0 ? reader.fail("port 0") : { kind, address, port };
  });
  const sorted = sortedCandidates(read);
  // Nobody is sent to a loopback or multicast address.
  return sorted.length === read.length ? read : reader.fail("a candidate twice, or one that leads nowhere");
}

/** One line, cut to what the signal has room for. */
function cleanName(name: string | null): string | null {
  const cut = [...(ownWords(name) ?? "")].slice(0, MAX_NAME_CHARACTERS);
  while (encodeUtf8(cut.join("")).length > MAX_NAME_BYTES) cut.pop();
  return ownWords(cut.join("")) ?? null;
}
const MAX_NAME_BYTES = 48;

/** RFC 4648 section 5, without padding. */
export const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

export function fromBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const standard = text.replace(/-/g, "+").replace(/_/g, "/");
  return fromBase64(standard + "=".repeat((4 - (standard.length % 4)) % 4));
}
