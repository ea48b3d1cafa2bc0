import { createCipheriv, pbkdf2, randomBytes, randomInt } from "node:crypto";
import { promisify } from "node:util";

/** Letters and digits that look and lie alike on every keyboard and label: no i, l, o, 0, 1, and no y, z, which German keyboards swap. */
const ALPHABET = "abcdefghjkmnpqrstuvwx23456789";
const GROUPS = 6;
const GROUP_LENGTH = 4;

/** 24 of 29 signs: 116 bits, `k7mp-a3xd-...`. */
export function newPassphrase(): string {
  const group = (): string =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** OWASP's figure for PBKDF2 with SHA-256; about a second on a Raspberry Pi. The scripts of a box have it, too. */
const ITERATIONS = 600_000;

/**
 * Encrypts in the form of `openssl enc -aes-256-cbc -pbkdf2 -iter 600000 -md sha256`, which Debian, OpenWrt and .NET read with what they
 * have. The form has no integrity of its own: the text carries its hash.
 */
export async function sealed(text: string, passphrase: string): Promise<Buffer> {
  const salt = randomBytes(8);
  // As a box takes what is typed: without blanks and hyphens.
  const typed = passphrase.replace(/[^a-z0-9]/g, "");
  const derived = await promisify(pbkdf2)(typed, salt, ITERATIONS, 48, "sha256");
  const cipher = createCipheriv("aes-256-cbc", derived.subarray(0, 32), derived.subarray(32));
  return Buffer.concat([Buffer.from("Salted__"), salt, cipher.update(text, "utf8"), cipher.final()]);
}
