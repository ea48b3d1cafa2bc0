import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeUtf8, toHex } from "../codec/byte-text.ts";
import { DecodeError } from "../codec/decode-error.ts";
import { fromBase64Url, toBase64Url } from "./signal.ts";

/**
 * Two ends that meet at a server neither has to trust agree on a key (X25519, RFC 7748) and on four digits that both screens show.
 * The inviting end commits to its key before it knows the other one's, as with Bluetooth's numeric comparison: a server that
 * puts itself between has one try in 10,000 at equal digits, and none to search for them. What follows is sealed
 * (ChaCha20-Poly1305, RFC 8439), so the fingerprints in it hold for whoever compared the digits.
 *
 *   invite -> join   SHA-256 of what follows later
 *   join -> invite   its public key
 *   invite -> join   its public key and a salt
 */

/** Random bytes of an end: its secret key and, of the inviting one, the salt. */
export const SECRET_BYTES = 32;

const CONTEXT = "farsite-rehearsal/1";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

export type Sealed = {
  /** Four digits; the same on both screens unless somebody is in between. */
  digits: string;
  /** In order; each text is read once. */
  seal(bytes: Uint8Array): string;
  /** @throws DecodeError */
  open(text: string): Uint8Array;
};

export type Invitation = {
  commitment: string;
  /** @throws DecodeError for what is no public key */
  accept(joinKey: string): { opening: string; sealed: Sealed };
};

export function invitation(code: string, secretKey: Uint8Array, salt: Uint8Array): Invitation {
  const opening = toBase64Url(Uint8Array.of(...x25519.getPublicKey(secretKey), ...salt));
  const commitment = commitmentTo(opening);
  return {
    commitment,
    accept: (joinKey) => {
      const shared = sharedSecret(secretKey, bytesOf(joinKey, KEY_BYTES));
      return { opening, sealed: sealing("invite", shared, [code, commitment, joinKey, opening]) };
    },
  };
}

export type Joining = {
  joinKey: string;
  /** @throws DecodeError when the opening is not what was committed to */
  accept(commitment: string, opening: string): Sealed;
};

export function joining(code: string, secretKey: Uint8Array): Joining {
  const joinKey = toBase64Url(x25519.getPublicKey(secretKey));
  return {
    joinKey,
    accept: (commitment, opening) => {
      if (commitmentTo(opening) !== commitment) throw new DecodeError("rehearsal", "not what was committed to");
      const inviteKey = bytesOf(opening, KEY_BYTES + SECRET_BYTES).subarray(0, KEY_BYTES);
      return sealing("join", sharedSecret(secretKey, inviteKey), [code, commitment, joinKey, opening]);
    },
  };
}

/** Both screens' digits where texts went by hand: from what both ends sent. */
export function digitsOf(offer: string, answer: string): string {
  return fourDigits(sha256(encodeUtf8([CONTEXT, "by-hand", offer, answer].join("\n"))));
}

const commitmentTo = (opening: string): string => toBase64Url(sha256(encodeUtf8(`${CONTEXT}\n${opening}`)));

function bytesOf(text: string, length: number): Uint8Array {
  const bytes = fromBase64Url(text);
  if (bytes?.length !== length) throw new DecodeError("rehearsal", "not a key");
  return bytes;
}

function sharedSecret(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  try {
    // Throws for the points of small order (RFC 7748 section 6.1).
    return x25519.getSharedSecret(secretKey, publicKey);
  } catch {
    throw new DecodeError("rehearsal", "not a key");
  }
}

function sealing(side: "invite" | "join", shared: Uint8Array, transcript: readonly string[]): Sealed {
  const salt = sha256(encodeUtf8([CONTEXT, ...transcript].join("\n")));
  const derive = (what: string): Uint8Array => hkdf(sha256, shared, salt, encodeUtf8(`${CONTEXT} ${what}`), KEY_BYTES);
  const [own, other] = side === "invite" ? ["invite", "join"] : ["join", "invite"];
  const keys = { own: derive(`from ${own}`), other: derive(`from ${other}`) };
  let sent = 0;
  let read = 0;
  return {
    digits: fourDigits(derive("digits")),
    seal: (bytes) => toBase64Url(chacha20poly1305(keys.own, nonceOf(sent++)).encrypt(bytes)),
    open: (text) => {
      const bytes = fromBase64Url(text) ?? new Uint8Array();
      try {
        const opened = chacha20poly1305(keys.other, nonceOf(read)).decrypt(bytes);
        read += 1;
        return opened;
      } catch {
        throw new DecodeError("rehearsal", "sealed by somebody else");
      }
    },
  };
}

/** A counter: each direction has its own key. */
function nonceOf(count: number): Uint8Array {
  const nonce = new Uint8Array(NONCE_BYTES);
  nonce[NONCE_BYTES - 1] = count;
  return nonce;
}

/** 2^48 is a multiple of 10,000 but for one part in 10^10. */
const fourDigits = (bytes: Uint8Array): string =>
  String(Number(BigInt(`0x${toHex(bytes.subarray(0, 6))}`) % 10_000n)).padStart(4, "0");
