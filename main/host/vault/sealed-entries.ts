import { createHash } from "node:crypto";
import { Decrypter, Encrypter, armor, generateX25519Identity, identityToRecipient } from "age-encryption";
import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";
import { sealWithPassphrase, unsealWithPassphrase } from "./passphrase-work.ts";

/**
 * The text of a passphrase vault: a line with its checksum, then two age files (age-encryption.org/v1) in their armor. The first is
 * an age identity encrypted with the passphrase, as `age-keygen | age -p` makes it; the second holds the entries, encrypted to that
 * identity, so that the costly passphrase is computed once and not for every change. docs/decisions/009-passphrase-vault.md says
 * how to open it without Farsite.
 */

/** Opens and seals the entries while the vault is unlocked. Secret. */
export interface VaultKey {
  identity: string;
  recipient: string;
  /** The first part, as it stands in the file: another one has another key. */
  header: string;
}

type Entries = ReadonlyMap<string, string>;

/** The checksum tells a damaged file from a wrong passphrase, which age alone can't. */
const TEXT =
  /^farsite-vault 1 (?<sum>[0-9a-f]{64})\n(?<header>-----BEGIN AGE ENCRYPTED FILE-----[^-]+-----END AGE ENCRYPTED FILE-----)\n(?<body>-----BEGIN AGE ENCRYPTED FILE-----[^-]+-----END AGE ENCRYPTED FILE-----)\n$/;

const sumOf = (header: string, body: string): string => createHash("sha256").update(`${header}\n${body}`).digest("hex");

const NEWER = "a newer Farsite wrote it";
const VERSION = 1;
const contentSchema = z.object({
  format: z.literal("farsite-vault"),
  version: z.number().int().min(1),
  entries: z.array(z.tuple([z.string(), z.string()])),
});

/** The two parts of a vault's text. @throws Error: it is damaged, or a newer Farsite wrote it */
export function partsOf(text: string): { header: string; body: string } {
  const { sum, header, body } = TEXT.exec(text)?.groups ?? {};
  if (header === undefined || body === undefined || sum !== sumOf(header, body)) {
    throw new Error(/^farsite-vault (?!1 )\d/.test(text) ? NEWER : "it is cut off or was altered");
  }
  return { header, body };
}

export const textOf = (header: string, body: string): string =>
  `farsite-vault 1 ${sumOf(header, body)}\n${header}\n${body}\n`;

/** A new key under this passphrase. */
export async function createVaultKey(passphrase: string, workFactor: number): Promise<VaultKey> {
  const identity = await generateX25519Identity();
  const header = armor.encode(await sealWithPassphrase(`${identity}\n`, passphrase, workFactor)).trim();
  return { identity, recipient: await identityToRecipient(identity), header };
}

/** @throws WrongPassphrase; Error: the part is damaged */
export async function openVaultKey(header: string, passphrase: string): Promise<VaultKey> {
  const identity = (await unsealWithPassphrase(armor.decode(header), passphrase)).trim();
  return { identity, recipient: await identityToRecipient(identity), header };
}

/** The second part. */
export async function sealEntries(key: VaultKey, entries: Entries): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(key.recipient);
  const content = { format: "farsite-vault", version: VERSION, entries: [...entries] };
  return armor.encode(await encrypter.encrypt(JSON.stringify(content))).trim();
}

/** @throws Error: the part is damaged, or a newer Farsite wrote it. The message names no entry. */
export async function openEntries(key: VaultKey, body: string): Promise<Map<string, string>> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(key.identity);
  const text = await decrypter.decrypt(armor.decode(body), "text");
  const content = contentSchema.safeParse(parseJson(text));
  if (!content.success) throw new Error("what is inside can't be read");
  if (content.data.version > VERSION) throw new Error(NEWER);
  return new Map(content.data.entries);
}
