import { chacha20poly1305, xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { blake2s } from "@noble/hashes/blake2.js";
import { encodeUtf8 } from "../codec/byte-text.ts";
import { concatBytes } from "../codec/byte-writer.ts";
import {
  encodeWireGuard,
  MAC_BYTES,
  type WireGuardCookieReply,
  type WireGuardInitiation,
  type WireGuardResponse,
} from "../codec/wireguard.ts";
import {
  noiseKeys,
  readFirst,
  readSecond,
  writeFirst,
  writeSecond,
  type NoiseBegun,
  type NoiseHeard,
  type NoiseKeys,
  type NoiseSession,
} from "./noise-ik.ts";
import { decodeTai64n, encodeTai64n, TAI64N_BYTES } from "./tai64n.ts";

/** WireGuard's handshake on top of Noise: whitepaper sections 5.4.2 to 5.4.7. Randomness and clock are the caller's. */

const PROLOGUE = encodeUtf8("WireGuard v1 zx2c4 Jason@zx2c4.com");
const LABEL_MAC1 = encodeUtf8("mac1----");
const LABEL_COOKIE = encodeUtf8("cookie--");
const NOTHING = new Uint8Array();
const NO_MAC = new Uint8Array(MAC_BYTES);
/** Section 5.2: where there is none, its place is taken by zeros. */
const NO_PRESHARED_KEY = new Uint8Array(32);
const NONCE_BYTES = 12;

/** Our side of a tunnel, and whom we expect at the other end. */
export interface WireGuardIdentity {
  readonly own: NoiseKeys;
  readonly peerPublicKey: Uint8Array;
  /** Null: none. */
  readonly presharedKey: Uint8Array | null;
}

/** A handshake that was begun and not answered yet. */
export interface BegunHandshake {
  readonly bytes: Uint8Array;
  readonly sender: number;
  readonly mac1: Uint8Array;
  readonly noise: NoiseBegun;
}

/** An established session, of either side. */
export interface WireGuardSession extends NoiseSession {
  /** The index by which the peer knows it. */
  readonly receiver: number;
}

/**
 * The first message. `ephemeralPrivateKey` must be fresh; `sender` is any number of 32 bits by which the answer is known; the time
 * must be later than that of every handshake before with the same key, else the peer stays silent (section 5.1).
 *
 * @throws Error where the peer's public key is none
 */
export function beginHandshake(
  identity: WireGuardIdentity,
  fresh: { ephemeralPrivateKey: Uint8Array; sender: number; unixMs: number },
  cookie: Uint8Array | null,
): BegunHandshake {
  const { message, begun } = writeFirst(
    {
      own: identity.own,
      ephemeral: noiseKeys(fresh.ephemeralPrivateKey),
      responderStatic: identity.peerPublicKey,
    },
    PROLOGUE,
    encodeTai64n(fresh.unixMs),
  );
  const bytes = withMacs(
    encodeWireGuard({
      kind: "initiation",
      sender: fresh.sender,
      ephemeral: message.ephemeral,
      encryptedStatic: message.encryptedStatic,
      encryptedTimestamp: message.encryptedPayload,
      mac1: NO_MAC,
      mac2: NO_MAC,
    }),
    identity.peerPublicKey,
    cookie,
  );
  return { bytes, sender: fresh.sender, mac1: bytes.slice(-2 * MAC_BYTES, -MAC_BYTES), noise: begun };
}

/** Whether the message's mac1 is the one for the owner of this public key (section 5.4.4); `bytes` is all of it. */
export function isForKey(bytes: Uint8Array, publicKey: Uint8Array): boolean {
  const mac1 = macOf(mac1Key(publicKey), bytes.subarray(0, -2 * MAC_BYTES));
  return isSame(mac1, bytes.subarray(-2 * MAC_BYTES, -MAC_BYTES));
}

/** The session the answer makes; undefined when it does not verify. */
export function finishHandshake(
  identity: WireGuardIdentity,
  begun: BegunHandshake,
  response: WireGuardResponse,
): WireGuardSession | undefined {
  if (response.receiver !== begun.sender) return undefined;
  const read = readSecond(begun.noise, identity.presharedKey ?? NO_PRESHARED_KEY, {
    ephemeral: response.ephemeral,
    encryptedPayload: response.encryptedNothing,
  });
  return read && { ...read.session, receiver: response.sender };
}

/** An empty transport message: the first one tells the peer that the handshake arrived (section 5.4.6, 6.5). */
export function keepaliveOf(session: WireGuardSession, counter: bigint): Uint8Array {
  const encryptedPacket = chacha20poly1305(session.sendKey, transportNonce(counter), NOTHING).encrypt(NOTHING);
  return encodeWireGuard({ kind: "transport", receiver: session.receiver, counter, encryptedPacket });
}

/** The cookie of a loaded peer, for mac2 of the next try; undefined when the reply is not one to this handshake. */
export function cookieOf(
  identity: WireGuardIdentity,
  begun: BegunHandshake,
  reply: WireGuardCookieReply,
): Uint8Array | undefined {
  if (reply.receiver !== begun.sender) return undefined;
  const cipher = xchacha20poly1305(cookieKey(identity.peerPublicKey), reply.nonce, begun.mac1);
  try {
    return cipher.decrypt(reply.encryptedCookie);
  } catch {
    return undefined;
  }
}

/** What an initiation says to the owner of `own`. */
export interface HeardInitiation {
  readonly noise: NoiseHeard;
  readonly peerPublicKey: Uint8Array;
  readonly unixMs: number;
  readonly sender: number;
}

/** Reads an initiation as the peer does; undefined when it is not for this key, or was changed on the way. */
export function hearInitiation(own: NoiseKeys, initiation: WireGuardInitiation): HeardInitiation | undefined {
  const noise = readFirst(own, PROLOGUE, {
    ephemeral: initiation.ephemeral,
    encryptedStatic: initiation.encryptedStatic,
    encryptedPayload: initiation.encryptedTimestamp,
  });
  if (noise?.payload.length !== TAI64N_BYTES) return undefined;
  const { remoteStatic: peerPublicKey, payload } = noise;
  return { noise, peerPublicKey, unixMs: decodeTai64n(payload), sender: initiation.sender };
}

/**
 * The answer to an initiation, and the session it makes.
 *
 * @throws Error where the initiation carried a point from which no secret comes
 */
export function answerInitiation(
  heard: HeardInitiation,
  fresh: { ephemeralPrivateKey: Uint8Array; sender: number },
  presharedKey: Uint8Array | null,
): { bytes: Uint8Array; session: WireGuardSession } {
  const ephemeral = noiseKeys(fresh.ephemeralPrivateKey);
  const { message, session } = writeSecond(heard.noise, ephemeral, presharedKey ?? NO_PRESHARED_KEY, NOTHING);
  const bytes = encodeWireGuard({
    kind: "response",
    sender: fresh.sender,
    receiver: heard.sender,
    ephemeral: message.ephemeral,
    encryptedNothing: message.encryptedPayload,
    mac1: NO_MAC,
    mac2: NO_MAC,
  });
  return { bytes: withMacs(bytes, heard.peerPublicKey, null), session: { ...session, receiver: heard.sender } };
}

/** What a loaded peer says to an initiation: the cookie it wants to see in mac2 (section 5.4.7). */
export function replyWithCookie(
  ownPublicKey: Uint8Array,
  initiation: WireGuardInitiation,
  fresh: { cookie: Uint8Array; nonce: Uint8Array },
): Uint8Array {
  const cipher = xchacha20poly1305(cookieKey(ownPublicKey), fresh.nonce, initiation.mac1);
  return encodeWireGuard({
    kind: "cookie-reply",
    receiver: initiation.sender,
    nonce: fresh.nonce,
    encryptedCookie: cipher.encrypt(fresh.cookie),
  });
}

/** Whether mac2 was made with this cookie; `bytes` is all of the message. */
export const hasCookie = (bytes: Uint8Array, cookie: Uint8Array): boolean =>
  isSame(macOf(cookie, bytes.subarray(0, -MAC_BYTES)), bytes.subarray(-MAC_BYTES));

const mac1Key = (publicKey: Uint8Array): Uint8Array => blake2s(concatBytes(LABEL_MAC1, publicKey));
const cookieKey = (publicKey: Uint8Array): Uint8Array => blake2s(concatBytes(LABEL_COOKIE, publicKey));
const macOf = (key: Uint8Array, bytes: Uint8Array): Uint8Array => blake2s(bytes, { key, dkLen: MAC_BYTES });
const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

/** The message with mac1 for the receiver, and with mac2 where it gave a cookie. */
function withMacs(bytes: Uint8Array, receiverPublicKey: Uint8Array, cookie: Uint8Array | null): Uint8Array {
  const body = bytes.subarray(0, -2 * MAC_BYTES);
  const signed = concatBytes(body, macOf(mac1Key(receiverPublicKey), body));
  return concatBytes(signed, cookie === null ? NO_MAC : macOf(cookie, signed));
}

/** Four zeros, then the counter, little-endian (section 5.4.6). */
function transportNonce(counter: bigint): Uint8Array {
  const view = new DataView(new ArrayBuffer(NONCE_BYTES));
  view.setBigUint64(4, counter, true);
  return new Uint8Array(view.buffer);
}
