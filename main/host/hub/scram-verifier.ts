import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/** PostgreSQL's own. More would not help: the passwords are made by Farsite and have 120 bits. */
const ITERATIONS = 4_096;
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** Characters that nobody mixes up when he has to type them (no 0, 1, l, o). Thirty-two of them: five bits each. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const GROUPS = 6;
const GROUP_LENGTH = 4;

/** A password of 120 random bits, in groups. */
export function newPassword(): string {
  const bytes = randomBytes(GROUPS * GROUP_LENGTH);
  const letters = [...bytes].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join("");
  return (letters.match(/.{4}/g) ?? []).join("-");
}

/**
 * What PostgreSQL keeps of a password (`pg_authid.rolpassword`; RFC 5803 in PostgreSQL's spelling). Made here, so that the password
 * itself never comes into the server's log or memory, whatever its `password_encryption` is. ASCII only: SASLprep changes nothing.
 */
export function scramVerifier(password: string, salt: Uint8Array = randomBytes(SALT_BYTES)): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, KEY_BYTES, "sha256");
  const storedKey = createHash("sha256").update(hmac(salted, "Client Key")).digest("base64");
  const serverKey = hmac(salted, "Server Key").toString("base64");
  return `SCRAM-SHA-256$${ITERATIONS}:${Buffer.from(salt).toString("base64")}$${storedKey}:${serverKey}`;
}

const hmac = (key: Uint8Array, text: string): Buffer => createHmac("sha256", key).update(text).digest();
