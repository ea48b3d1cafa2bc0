import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase64, toBase64 } from "../codec/byte-text.ts";

/** The longest that is read: an RSA key of 16,384 bits has 2.8 kB. */
const MAX_LINE = 8_192;

/** A public key as OpenSSH writes it in one line: `ssh-ed25519 AAAAC3... comment`. */
export interface SshPublicKey {
  readonly type: string;
  /** RFC 4253 section 6.6: the type once more, then the key. */
  readonly blob: Uint8Array;
}

/** Reads one line of a `.pub` file; the comment is left out. Undefined for anything else, options before the type included. */
export function parsePublicKeyLine(line: string): SshPublicKey | undefined {
  if (line.length > MAX_LINE) return undefined;
  const [type = "", base64 = ""] = line.trim().split(/[ \t]+/);
  const blob = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? fromBase64(base64) : undefined;
  return blob === undefined || publicKeyType(blob) !== type ? undefined : { type, blob };
}

/** The line without a comment, as `known_hosts` and `authorized_keys` carry it. */
export const publicKeyLine = ({ type, blob }: SshPublicKey): string => `${type} ${toBase64(blob)}`;

/** The type that a key says it is of; undefined when it says none. */
export function publicKeyType(blob: Uint8Array): string | undefined {
  if (blob.length < 4) return undefined;
  const length = new DataView(blob.buffer, blob.byteOffset).getUint32(0);
  if (length === 0 || length > 64 || blob.length <= 4 + length) return undefined;
  const type = String.fromCharCode(...blob.subarray(4, 4 + length));
  return /^[a-z0-9@.-]+$/.test(type) ? type : undefined;
}

/** As `ssh-keygen -l` shows it: "SHA256:" and Base64 without its padding. */
export const publicKeyFingerprint = (blob: Uint8Array): string => `SHA256:${toBase64(sha256(blob)).replace(/=+$/, "")}`;
