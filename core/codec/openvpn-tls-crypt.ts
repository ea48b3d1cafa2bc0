import { ctr } from "@noble/ciphers/aes.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { ByteWriter } from "./byte-writer.ts";
import { fromHex } from "./byte-text.ts";
import { DecodeError } from "./decode-error.ts";
import { encodeHardResetHeader, HARD_RESET_REST, OPENVPN_SESSION_BYTES } from "./openvpn-control.ts";

/**
 * tls-crypt: the key that every client of a server has, without which the server is silent. HMAC-SHA256 over header and plain text,
 * whose first half is the counter of AES-256-CTR (`tls_crypt.h`: "SIV construction").
 */

const KEY_BYTES = 256;
const CIPHER_KEY_BYTES = 32;
const HMAC_KEY_BYTES = 32;
const HALF = 64;
const TAG_BYTES = 32;
/** Packet id and time, both 4 bytes. */
const REPLAY_BYTES = 8;
const HEADER_BYTES = 1 + OPENVPN_SESSION_BYTES;

export interface TlsCryptKeys {
  readonly cipher: Uint8Array;
  readonly hmac: Uint8Array;
}

const keysAt = (material: Uint8Array, at: number): TlsCryptKeys => ({
  cipher: material.subarray(at, at + CIPHER_KEY_BYTES),
  hmac: material.subarray(at + HALF, at + HALF + HMAC_KEY_BYTES),
});

/** Both directions of a static key file (`openvpn --genkey secret`): the server writes with the first half, clients with the second. */
export interface TlsCryptKey {
  readonly fromServer: TlsCryptKeys;
  readonly fromClient: TlsCryptKeys;
}

const KEY_FILE = /-----BEGIN OpenVPN Static key V1-----([0-9A-Fa-f\s]{512,2000})-----END OpenVPN Static key V1-----/;

/** Reads a static key file, with or without comments around it; undefined for anything else. */
export function readTlsCryptKey(text: string): TlsCryptKey | undefined {
  const material = fromHex(KEY_FILE.exec(text.slice(0, 10_000))?.[1] ?? "");
  if (material?.length !== KEY_BYTES) return undefined;
  return { fromServer: keysAt(material, 0), fromClient: keysAt(material, 2 * HALF) };
}

function tagOf(keys: TlsCryptKeys, head: Uint8Array, plain: Uint8Array): Uint8Array {
  return hmac(sha256, keys.hmac, new ByteWriter().bytes(head).bytes(plain).finish());
}

const IV_BYTES = 16;

/** A client's first packet to a server with tls-crypt. `timeSeconds`: the Unix time; a server with a replay window may look at it. */
export function encodeWrappedHardReset(sessionId: Uint8Array, key: TlsCryptKey, timeSeconds: number): Uint8Array {
  const head = new ByteWriter().bytes(encodeHardResetHeader(sessionId)).u32(1).u32(timeSeconds).finish();
  const tag = tagOf(key.fromClient, head, HARD_RESET_REST);
  const sealed = ctr(key.fromClient.cipher, tag.subarray(0, IV_BYTES)).encrypt(HARD_RESET_REST);
  return new ByteWriter().bytes(head).bytes(tag).bytes(sealed).finish();
}

/** A server's packet as it would be without tls-crypt, once its tag is right. Throws DecodeError. */
export function unwrapFromServer(bytes: Uint8Array, key: TlsCryptKey): Uint8Array {
  const start = HEADER_BYTES + REPLAY_BYTES;
  if (bytes.length <= start + TAG_BYTES) throw new DecodeError("openvpn", "too short for tls-crypt", bytes.length);
  const head = bytes.subarray(0, start);
  const tag = bytes.subarray(start, start + TAG_BYTES);
  const plain = ctr(key.fromServer.cipher, tag.subarray(0, IV_BYTES)).decrypt(bytes.subarray(start + TAG_BYTES));
  // Nothing secret hangs on how long this takes: the answer is thrown away after it was looked at.
  if (!tagOf(key.fromServer, head, plain).every((byte, index) => byte === tag[index]))
    throw new DecodeError("openvpn", "wrong tls-crypt key", start);
  return new ByteWriter().bytes(bytes.subarray(0, HEADER_BYTES)).bytes(plain).finish();
}
