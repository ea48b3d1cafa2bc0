import { deflateRawSync, inflateRawSync } from "node:zlib";
import { Decrypter, Encrypter } from "age-encryption";
import { HostError } from "#core/contract/errors.ts";
import { errorText } from "#core/error-text.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { HAND_OVER_PREFIX, handOverText, signedHandOverSchema, type HandOver } from "#core/vault/hand-over.ts";
import {
  ageIdentityOf,
  laptopIdOf,
  sign,
  verifyCard,
  verifySignature,
  type LaptopKeys,
} from "../identity/laptop-keys.ts";

/** A hundred accounts with the longest passwords. */
const MAX_BYTES = 2_000_000;

/**
 * The text of a hand-over: signed with `keys`, encrypted to the recipient ("age1…").
 */
export async function sealHandOver(handOver: HandOver, recipient: string, keys: LaptopKeys): Promise<string> {
  const signature = sign(keys, handOverText(canonicalJson(handOver)));
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt(deflateRawSync(JSON.stringify({ handOver, signature })));
  return HAND_OVER_PREFIX + Buffer.from(sealed).toString("base64url");
}

/**
 * What a colleague handed over, once it is sure that the laptop on the card inside signed it and meant this one.
 *
 * @throws HostError NOT_A_HANDOVER, HANDOVER_NOT_FOR_US
 */
export async function openHandOver(text: string, keys: LaptopKeys): Promise<HandOver> {
  const opened = await decrypt(fileOf(text), keys);
  const parsed = signedHandOverSchema.safeParse(readJson(opened));
  if (!parsed.success) throw new HostError("NOT_A_HANDOVER", { detail: "its content can't be read" }, parsed.error);
  const { handOver, signature } = parsed.data;
  const isSigned =
    verifyCard(handOver.from) &&
    verifySignature(handOver.from.publicKey, handOverText(canonicalJson(handOver)), signature);
  if (!isSigned) throw new HostError("NOT_A_HANDOVER", { detail: "its signature is wrong" });
  if (handOver.to !== laptopIdOf(keys.publicKey)) throw new HostError("HANDOVER_NOT_FOR_US");
  return handOver;
}

function fileOf(text: string): Uint8Array {
  const trimmed = text.trim();
  const encoded = trimmed.slice(HAND_OVER_PREFIX.length);
  if (!trimmed.startsWith(HAND_OVER_PREFIX) || !/^[\w-]+$/.test(encoded)) {
    throw new HostError("NOT_A_HANDOVER", { detail: `it does not begin with ${HAND_OVER_PREFIX}` });
  }
  return new Uint8Array(Buffer.from(encoded, "base64url"));
}

async function decrypt(file: Uint8Array, keys: LaptopKeys): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(ageIdentityOf(keys));
  try {
    return await decrypter.decrypt(file);
  } catch (error) {
    // The library's words for a file whose key none of the identities opens.
    if (/no identity matched/i.test(errorText(error))) throw new HostError("HANDOVER_NOT_FOR_US", undefined, error);
    throw new HostError("NOT_A_HANDOVER", { detail: "it is damaged" }, error);
  }
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(inflateRawSync(bytes, { maxOutputLength: MAX_BYTES }).toString("utf8"));
  } catch {
    return null;
  }
}
