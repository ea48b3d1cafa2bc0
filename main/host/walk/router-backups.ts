import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { HostError } from "#core/contract/errors.ts";
import type { Store } from "../store/open-store.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import { toFileError } from "../file-errors.ts";
import { makeOwnFolder } from "../own-folder.ts";
import { systemErrorCode } from "../system-error.ts";
import type { TempFolder } from "../temp-folder.ts";
import type { SecretStore } from "../vault/secret-store.ts";

/** Routers' settings are some ten or hundred kilobytes; one that keeps its log in it, a few megabytes. */
const MAX_BYTES = 16_000_000;
const KEY_NAME = "router-backups";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface RouterBackupOptions {
  dataFolder: string;
  temp: TempFolder;
  store: () => Store;
  secrets: SecretStore;
  actor: () => { laptopId: string; by: string };
  now: () => Date;
  randomUuid: () => string;
}

/**
 * Files with a router's settings, as its own pages save them. They hold passwords, so they lie encrypted (AES-256-GCM) in the data folder
 * of the laptop that saved them, with the key in its keychain, and go into no export; the survey says that there is one.
 */
export class RouterBackups {
  readonly #options: RouterBackupOptions;
  #keyTurn: Promise<unknown> = Promise.resolve();

  constructor(options: RouterBackupOptions) {
    this.#options = options;
  }

  /** @throws HostError SITE_NOT_FOUND, BAD_INPUT, DISK_FULL, FOLDER_NOT_WRITABLE, those of the keychain and of the store */
  async keep({ siteId, fileName, file }: { siteId: string; fileName: string; file: File }) {
    const { store, now, randomUuid, actor, temp } = this.#options;
    if (file.size === 0 || file.size > MAX_BYTES) {
      throw new HostError("BAD_INPUT", { detail: `a file of 1 to ${MAX_BYTES} bytes` });
    }
    // Before anything is written: a site that is not there needs no file.
    const { router = null } = store().document(siteId).line;
    const bytes = Buffer.from(await file.arrayBuffer());
    const id = randomUuid();
    const sealed = seal(bytes, await this.#key(true), id);
    const on = temp.newFile("backup", "enc");
    try {
      makeOwnFolder(this.#folder());
      await writeFile(on, sealed, { mode: 0o600, flush: true });
      await rename(on, this.#fileOf(id));
    } catch (error) {
      throw toFileError(error, this.#folder());
    }
    const { laptopId, by } = actor();
    const entry = {
      id,
      fileName: basename(fileName).slice(0, 200),
      bytes: bytes.length,
      hash: sha256(bytes),
      savedAt: now().toISOString(),
      savedBy: by,
      laptopId,
      router,
    };
    const { revision } = store().amend(siteId, (document) =>
      withChanges(document, [{ op: "put", list: "routerBackups", entry }]),
    );
    return { siteId, revision };
  }

  /** @throws HostError SITE_NOT_FOUND, BACKUP_NOT_HERE, STORE_DAMAGED, those of the keychain */
  async open(siteId: string, backupId: string): Promise<{ fileName: string; file: File }> {
    const entry = this.#options
      .store()
      .document(siteId)
      .routerBackups.find(({ id }) => id === backupId);
    if (entry === undefined) throw new HostError("BACKUP_NOT_HERE");
    const path = this.#fileOf(entry.id);
    const bytes = unseal(this.#read(path), await this.#key(false), entry.id);
    if (bytes === null || sha256(bytes) !== entry.hash) {
      throw new HostError("STORE_DAMAGED", { file: path, detail: "the router's settings can't be read any more" });
    }
    return { fileName: entry.fileName, file: new File([new Uint8Array(bytes)], entry.fileName) };
  }

  #read(path: string): Buffer {
    try {
      return readFileSync(path);
    } catch (error) {
      if (systemErrorCode(error) === "ENOENT") throw new HostError("BACKUP_NOT_HERE");
      throw error;
    }
  }

  /** One after the other: two files kept at once would make two keys, and only one of them stays. */
  #key(make: boolean): Promise<Buffer> {
    const key = this.#keyTurn.then(() => this.#readKey(make));
    this.#keyTurn = key.catch(() => {});
    return key;
  }

  async #readKey(make: boolean): Promise<Buffer> {
    const { secrets } = this.#options;
    const kept = await secrets.read(KEY_NAME);
    if (kept !== null) return Buffer.from(kept, "base64");
    if (!make) throw new HostError("BACKUP_NOT_HERE");
    await secrets.write(KEY_NAME, randomBytes(KEY_BYTES).toString("base64"));
    // Another shell may have made one at the same time; a file is sealed with the one that is kept.
    const made = await secrets.read(KEY_NAME);
    if (made === null) {
      throw new HostError("KEYCHAIN_MISSING", { platform: process.platform, detail: "a new entry can't be read back" });
    }
    return Buffer.from(made, "base64");
  }

  #folder(): string {
    return join(this.#options.dataFolder, "router-backups");
  }

  /** The id comes out of a survey, which may be from elsewhere: it names a file by its hash only. */
  #fileOf(id: string): string {
    return join(this.#folder(), `${sha256(Buffer.from(id))}.enc`);
  }
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Nonce, tag, ciphertext; bound to the id, so that one file can't be put in another's place. */
function seal(bytes: Buffer, key: Buffer, id: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(id));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function unseal(sealed: Buffer, key: Buffer, id: string): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(id));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}
