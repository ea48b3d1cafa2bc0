import { Decrypter, Encrypter } from "age-encryption";
import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import { errorText } from "#core/error-text.ts";
import { parseJson } from "#core/parse-json.ts";
import { firmServerSchema, type FirmServer } from "#core/tunnel/firm-server.ts";
import { SERVER_SECRETS } from "./server-secrets.ts";

/** As much as 100 servers with their technicians take. */
const MAX_BYTES = 20_000_000;
const AGE_MAGIC = "age-encryption.org/";

const fileSchema = z.object({
  format: z.literal("farsite-servers"),
  version: z.literal(1),
  servers: z
    .array(
      z.object({
        server: firmServerSchema,
        secrets: z.partialRecord(z.enum(SERVER_SECRETS), z.string().max(10_000)),
      }),
    )
    .max(100),
});
export type ServersFile = z.infer<typeof fileSchema>;
export type ServerWithSecrets = { server: FirmServer; secrets: ServersFile["servers"][number]["secrets"] };

/** A file for colleagues. Secrets are only ever written under a passphrase (age, scrypt). */
export async function writeServersFile(
  servers: readonly ServerWithSecrets[],
  passphrase: string | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = JSON.stringify({
    format: "farsite-servers",
    version: 1,
    servers: servers.map(({ server, secrets }) => ({ server, secrets: passphrase === null ? {} : secrets })),
  });
  if (passphrase === null) return new TextEncoder().encode(text);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return new Uint8Array(await encrypter.encrypt(text));
}

/** @throws HostError NOT_SERVERS, PASSPHRASE_NEEDED, PASSPHRASE_WRONG */
export async function readServersFile(file: Blob, passphrase: string | null): Promise<ServersFile> {
  if (file.size > MAX_BYTES) throw new HostError("NOT_SERVERS", { detail: "it is too large" });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isSealed = Buffer.from(bytes.subarray(0, AGE_MAGIC.length)).toString("latin1") === AGE_MAGIC;
  const text = isSealed ? await opened(bytes, passphrase) : new TextDecoder().decode(bytes);
  const parsed = fileSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new HostError("NOT_SERVERS", { detail: "it is no list of servers" }, parsed.error);
  return parsed.data;
}

async function opened(bytes: Uint8Array, passphrase: string | null): Promise<string> {
  if (passphrase === null) throw new HostError("PASSPHRASE_NEEDED");
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(bytes, "text");
  } catch (error) {
    if (/header|version|stanza|unexpected/i.test(errorText(error))) {
      throw new HostError("NOT_SERVERS", { detail: "it is damaged" }, error);
    }
    throw new HostError("PASSPHRASE_WRONG", undefined, error);
  }
}
