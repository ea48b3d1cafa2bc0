import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { blake2s } from "@noble/hashes/blake2.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { encodeUtf8 } from "../codec/byte-text.ts";
import { concatBytes } from "../codec/byte-writer.ts";

/**
 * Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s, both sides (Noise Protocol Framework, revision 34, sections 5, 7.5 and 9). Nothing of
 * WireGuard is in here: the prologue and what is carried are the caller's, so the framework's own test vectors run through it.
 */

const PROTOCOL_NAME = "Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s";
const KEY_BYTES = 32;
/** Every key of a handshake encrypts one text only, so the counter never leaves zero (section 5.1). */
const FIRST_NONCE = new Uint8Array(12);

export interface NoiseKeys {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** -> e, es, s, ss */
export interface NoiseFirstMessage {
  readonly ephemeral: Uint8Array;
  readonly encryptedStatic: Uint8Array;
  readonly encryptedPayload: Uint8Array;
}

/** <- e, ee, se, psk */
export interface NoiseSecondMessage {
  readonly ephemeral: Uint8Array;
  readonly encryptedPayload: Uint8Array;
}

/** For what is said after the handshake. */
export interface NoiseSession {
  readonly sendKey: Uint8Array;
  readonly receiveKey: Uint8Array;
}

/** Chaining key and hash of all that was said so far (section 5.2). */
interface Symmetric {
  readonly chainingKey: Uint8Array;
  readonly hash: Uint8Array;
}

/** What the side that began has to keep until the answer comes. */
export interface NoiseBegun extends Symmetric {
  readonly own: NoiseKeys;
  readonly ephemeral: NoiseKeys;
}

/** What the side that answers knows of who began. */
export interface NoiseHeard extends Symmetric {
  readonly remoteStatic: Uint8Array;
  readonly remoteEphemeral: Uint8Array;
  readonly payload: Uint8Array;
}

export const noiseKeys = (privateKey: Uint8Array): NoiseKeys => ({
  privateKey,
  publicKey: x25519.getPublicKey(privateKey),
});

function begin(prologue: Uint8Array, responderStatic: Uint8Array): Symmetric {
  // Longer than a hash, so it is hashed (section 5.2).
  const chainingKey = blake2s(encodeUtf8(PROTOCOL_NAME));
  return mixHash(mixHash({ chainingKey, hash: chainingKey }, prologue), responderStatic);
}

const mixHash = (state: Symmetric, data: Uint8Array): Symmetric => ({
  chainingKey: state.chainingKey,
  hash: blake2s(concatBytes(state.hash, data)),
});

/** HKDF of section 4.3: RFC 5869 with an empty info. */
function derive(chainingKey: Uint8Array, input: Uint8Array, count: 2 | 3): Uint8Array[] {
  const bytes = hkdf(blake2s, input, chainingKey, undefined, count * KEY_BYTES);
  return Array.from({ length: count }, (_, index) => bytes.slice(index * KEY_BYTES, (index + 1) * KEY_BYTES));
}

function mixKey(state: Symmetric, input: Uint8Array): { state: Symmetric; key: Uint8Array } {
  const [chainingKey = state.chainingKey, key = state.hash] = derive(state.chainingKey, input, 2);
  return { state: { chainingKey, hash: state.hash }, key };
}

/** Section 9.1. */
function mixKeyAndHash(state: Symmetric, input: Uint8Array): { state: Symmetric; key: Uint8Array } {
  const [chainingKey = state.chainingKey, hashed = input, key = input] = derive(state.chainingKey, input, 3);
  return { state: mixHash({ chainingKey, hash: state.hash }, hashed), key };
}

/** `e` of a handshake with a pre-shared key goes into both (section 9.2). */
const mixEphemeral = (state: Symmetric, ephemeral: Uint8Array): Symmetric =>
  mixKey(mixHash(state, ephemeral), ephemeral).state;

function encrypt(state: Symmetric, key: Uint8Array, plain: Uint8Array): { state: Symmetric; sealed: Uint8Array } {
  const sealed = chacha20poly1305(key, FIRST_NONCE, state.hash).encrypt(plain);
  return { state: mixHash(state, sealed), sealed };
}

function decrypt(state: Symmetric, key: Uint8Array, sealed: Uint8Array): { state: Symmetric; plain: Uint8Array } {
  const plain = chacha20poly1305(key, FIRST_NONCE, state.hash).decrypt(sealed);
  return { state: mixHash(state, sealed), plain };
}

/** Section 5.2, Split: who began sends with the first key. */
function split(state: Symmetric, side: "began" | "answered"): NoiseSession {
  const [first = state.hash, second = state.hash] = derive(state.chainingKey, new Uint8Array(), 2);
  return side === "began" ? { sendKey: first, receiveKey: second } : { sendKey: second, receiveKey: first };
}

/**
 * The first message.
 *
 * @throws Error where the other's key is one of the few points from which no secret comes (RFC 7748 section 6.1)
 */
export function writeFirst(
  { own, ephemeral, responderStatic }: { own: NoiseKeys; ephemeral: NoiseKeys; responderStatic: Uint8Array },
  prologue: Uint8Array,
  payload: Uint8Array,
): { message: NoiseFirstMessage; begun: NoiseBegun } {
  const started = mixEphemeral(begin(prologue, responderStatic), ephemeral.publicKey);
  const es = mixKey(started, x25519.getSharedSecret(ephemeral.privateKey, responderStatic));
  const sealedStatic = encrypt(es.state, es.key, own.publicKey);
  const ss = mixKey(sealedStatic.state, x25519.getSharedSecret(own.privateKey, responderStatic));
  const sealedPayload = encrypt(ss.state, ss.key, payload);
  return {
    message: {
      ephemeral: ephemeral.publicKey,
      encryptedStatic: sealedStatic.sealed,
      encryptedPayload: sealedPayload.sealed,
    },
    begun: { ...sealedPayload.state, own, ephemeral },
  };
}

/** What the first message says; undefined when it was not made for this key, or was changed on the way. */
export function readFirst(own: NoiseKeys, prologue: Uint8Array, message: NoiseFirstMessage): NoiseHeard | undefined {
  return unlessForged(() => {
    const started = mixEphemeral(begin(prologue, own.publicKey), message.ephemeral);
    const es = mixKey(started, x25519.getSharedSecret(own.privateKey, message.ephemeral));
    const { state, plain: remoteStatic } = decrypt(es.state, es.key, message.encryptedStatic);
    const ss = mixKey(state, x25519.getSharedSecret(own.privateKey, remoteStatic));
    const opened = decrypt(ss.state, ss.key, message.encryptedPayload);
    return { ...opened.state, remoteStatic, remoteEphemeral: message.ephemeral, payload: opened.plain };
  });
}

/**
 * The answer. `presharedKey` has 32 bytes.
 *
 * @throws Error where who began sent a point from which no secret comes
 */
export function writeSecond(
  heard: NoiseHeard,
  ephemeral: NoiseKeys,
  presharedKey: Uint8Array,
  payload: Uint8Array,
): { message: NoiseSecondMessage; session: NoiseSession } {
  const started = mixEphemeral(heard, ephemeral.publicKey);
  const ee = mixKey(started, x25519.getSharedSecret(ephemeral.privateKey, heard.remoteEphemeral));
  const se = mixKey(ee.state, x25519.getSharedSecret(ephemeral.privateKey, heard.remoteStatic));
  const psk = mixKeyAndHash(se.state, presharedKey);
  const { state, sealed } = encrypt(psk.state, psk.key, payload);
  return { message: { ephemeral: ephemeral.publicKey, encryptedPayload: sealed }, session: split(state, "answered") };
}

/** What the answer says; undefined when it does not fit what was begun, or the pre-shared key is another one. */
export function readSecond(
  begun: NoiseBegun,
  presharedKey: Uint8Array,
  message: NoiseSecondMessage,
): { payload: Uint8Array; session: NoiseSession } | undefined {
  return unlessForged(() => {
    const started = mixEphemeral(begun, message.ephemeral);
    const ee = mixKey(started, x25519.getSharedSecret(begun.ephemeral.privateKey, message.ephemeral));
    const se = mixKey(ee.state, x25519.getSharedSecret(begun.own.privateKey, message.ephemeral));
    const psk = mixKeyAndHash(se.state, presharedKey);
    const { state, plain } = decrypt(psk.state, psk.key, message.encryptedPayload);
    return { payload: plain, session: split(state, "began") };
  });
}

/** The primitives throw for a tag that does not fit and for a point from which no secret comes: both are the sender's doing. */
function unlessForged<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
