import { createHash, createPrivateKey, createPublicKey, randomBytes, sign as signBytes, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";
import {
  cardText,
  laptopFingerprint,
  laptopIdFrom,
  type LaptopCard,
  type SignedLaptopCard,
} from "#core/team/laptop-card.ts";
import { bech32, fiveBitGroups } from "./bech32.ts";

/**
 * The keys of a laptop: Ed25519 (RFC 8032) to sign revisions, X25519 as an age identity to be handed secrets. The private parts lie in
 * key objects, which no log and no JSON shows.
 */
export interface LaptopKeys {
  /** Ed25519, base64. */
  readonly publicKey: string;
  /** "age1…". */
  readonly recipient: string;
  readonly signing: KeyObject;
  readonly agreement: KeyObject;
}

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** DER around a raw key (RFC 8410 sections 4 and 7): all that differs between the two curves is their identifier. */
const CURVES = { ed25519: "70", x25519: "6e" } as const;
const privateDer = (curve: keyof typeof CURVES, raw: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`302e020100300506032b65${CURVES[curve]}04220420`, "hex"), raw]);
const publicDer = (curve: keyof typeof CURVES, raw: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`302a300506032b65${CURVES[curve]}032100`, "hex"), raw]);

/** What the keychain holds of a laptop: both private keys in base64. Far below the 1,280 characters that Windows takes. */
const keptKeysSchema = z.object({
  format: z.literal("farsite-laptop-key"),
  version: z.literal(1),
  signing: z.base64().length(44),
  agreement: z.base64().length(44),
});

export function createLaptopKeys(): LaptopKeys {
  return keysFrom(randomBytes(KEY_BYTES), randomBytes(KEY_BYTES));
}

/** The keys that `laptopKeysText` wrote; null: the text is something else. */
export function readLaptopKeys(text: string): LaptopKeys | null {
  const kept = keptKeysSchema.safeParse(parseJson(text));
  if (!kept.success) return null;
  return keysFrom(Buffer.from(kept.data.signing, "base64"), Buffer.from(kept.data.agreement, "base64"));
}

/** Secret: for the keychain and nothing else. */
export function laptopKeysText(keys: LaptopKeys): string {
  const [signing, agreement] = [keys.signing, keys.agreement].map((key) => rawPrivate(key).toString("base64"));
  return JSON.stringify({ format: "farsite-laptop-key", version: 1, signing, agreement });
}

/** Secret: "AGE-SECRET-KEY-1…", which opens what was encrypted to `recipient`. */
export function ageIdentityOf(keys: LaptopKeys): string {
  return bech32("age-secret-key-", fiveBitGroups(rawPrivate(keys.agreement))).toUpperCase();
}

/** Ed25519 over the text's UTF-8 bytes, base64. */
export function sign(keys: LaptopKeys, text: string): string {
  return signBytes(null, Buffer.from(text, "utf8"), keys.signing).toString("base64");
}

/** False for anything that is not this key's signature of this text, well-formed or not. Never throws. */
export function verifySignature(publicKeyBase64: string, text: string, signatureBase64: string): boolean {
  const raw = Buffer.from(publicKeyBase64, "base64");
  const signature = Buffer.from(signatureBase64, "base64");
  // Buffer skips what is no base64: one signature has one spelling.
  if (raw.toString("base64") !== publicKeyBase64 || signature.toString("base64") !== signatureBase64) return false;
  if (raw.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES || isSmallOrder(raw)) return false;
  try {
    const key = createPublicKey({ key: publicDer("ed25519", raw), format: "der", type: "spki" });
    return verify(null, Buffer.from(text, "utf8"), key, signature);
  } catch {
    return false;
  }
}

export function signCard(keys: LaptopKeys, card: Pick<LaptopCard, "name" | "technician" | "at">): SignedLaptopCard {
  const { name, technician, at } = card;
  const whole = { publicKey: keys.publicKey, recipient: keys.recipient, name, technician, at };
  return { ...whole, signature: sign(keys, cardText(whole)) };
}

/** Whether the laptop signed this card itself. */
export function verifyCard(card: SignedLaptopCard): boolean {
  return verifySignature(card.publicKey, cardText(card), card.signature);
}

/** The id of the laptop with this Ed25519 key. */
export function laptopIdOf(publicKeyBase64: string): string {
  return laptopIdFrom(sha256OfKey(publicKeyBase64));
}

/** What two people read to each other. */
export function fingerprintOf(publicKeyBase64: string): string {
  return laptopFingerprint(sha256OfKey(publicKeyBase64));
}

const sha256OfKey = (publicKeyBase64: string): string =>
  createHash("sha256").update(Buffer.from(publicKeyBase64, "base64")).digest("hex");

function keysFrom(signingRaw: Buffer, agreementRaw: Buffer): LaptopKeys {
  const signing = createPrivateKey({ key: privateDer("ed25519", signingRaw), format: "der", type: "pkcs8" });
  const agreement = createPrivateKey({ key: privateDer("x25519", agreementRaw), format: "der", type: "pkcs8" });
  return {
    publicKey: rawPublic(signing).toString("base64"),
    recipient: bech32("age", fiveBitGroups(rawPublic(agreement))),
    signing,
    agreement,
  };
}

/** In both encodings the key itself comes last. */
const rawPrivate = (key: KeyObject): Buffer => key.export({ format: "der", type: "pkcs8" }).subarray(-KEY_BYTES);
const rawPublic = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-KEY_BYTES);

/**
 * The points whose order divides 8, and their other spellings (the sign bit left out). A signature "by" such a key can be made to fit
 * any text without knowing anything: OpenSSL 3.5 (Node 24) refuses it, 3.0 (Node 20) lets it pass. No laptop has such a key.
 */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]);

function isSmallOrder(rawKey: Buffer): boolean {
  const unsigned = Buffer.from(rawKey);
  unsigned[KEY_BYTES - 1] = (unsigned[KEY_BYTES - 1] ?? 0) & 0x7f;
  return SMALL_ORDER.has(unsigned.toString("hex"));
}
