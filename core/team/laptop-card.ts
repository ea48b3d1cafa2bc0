import { z } from "zod";
import { canonicalJson } from "../survey/canonical-json.ts";

/**
 * Who a laptop is: its public keys and what it is called, signed by itself. Cards travel with surveys. A laptop's id follows from
 * its public key, so nobody can claim the id of another one; whose laptop it really is, a person confirms by comparing
 * fingerprints.
 */
export const laptopCardSchema = z.object({
  /** Ed25519, 32 bytes in base64 (RFC 8032): it signs revisions. */
  publicKey: z.base64().length(44),
  /** X25519 as an age recipient (age-encryption.org/v1): secrets are handed over encrypted to it. */
  recipient: z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/, "age recipient"),
  name: z.string().trim().min(1).max(120),
  technician: z.string().trim().min(1).max(120).nullable(),
  /** Of two cards of one laptop the later one counts. */
  at: z.iso.datetime({ offset: true }),
});
export type LaptopCard = z.infer<typeof laptopCardSchema>;

export const signedLaptopCardSchema = laptopCardSchema.extend({
  /** Ed25519 over `cardText`, base64. */
  signature: z.base64().length(88),
});
export type SignedLaptopCard = z.infer<typeof signedLaptopCardSchema>;

/** What a laptop signs of its card. */
export function cardText({ publicKey, recipient, name, technician, at }: LaptopCard): string {
  return `farsite-laptop\n${canonicalJson({ publicKey, recipient, name, technician, at })}`;
}

/** The id of the laptop with this key: a UUID of version 8 (RFC 9562 section 5.8) from the SHA-256 of the key's bytes. */
export function laptopIdFrom(sha256HexOfKey: string): string {
  const hex = sha256HexOfKey;
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join("-");
}

/** What two people read to each other: the first 80 bits of the key's hash in five groups. */
export function laptopFingerprint(sha256HexOfKey: string): string {
  return (sha256HexOfKey.slice(0, 20).toUpperCase().match(/.{4}/g) ?? []).join(" ");
}
