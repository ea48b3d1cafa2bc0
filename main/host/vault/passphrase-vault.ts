import { join } from "node:path";
import { HostError, isHostError } from "#core/contract/errors.ts";
import { WORK_FACTOR, WrongPassphrase } from "./passphrase-work.ts";
import {
  createVaultKey,
  openEntries,
  openVaultKey,
  partsOf,
  sealEntries,
  textOf,
  type VaultKey,
} from "./sealed-entries.ts";
import type { SecretStore } from "./secret-store.ts";
import { putAside, readVaultFile, removeVaultFile, replaceVaultFile } from "./vault-file.ts";

/** An open laptop that nobody has used for so long is closed to whoever comes by. */
const IDLE_MS = 15 * 60_000;

type PassphraseVaultState = { state: "none" | "locked" | "ok" } | { state: "damaged"; detail: string };

export interface PassphraseVaultOptions {
  now: () => Date;
  idleMs?: number;
  /** Of scrypt, as a power of two; a test's smaller one. */
  workFactor?: number;
}

/**
 * Secrets in a file of Farsite's own, `vault.age`, encrypted with a passphrase. Its key is held in memory from `open` until `lock`,
 * the idle time or the end of the process. Several shells may have it open; each opens it for itself and reads the file anew with
 * every call. Whoever changes it holds the vault's lock (`vault-lock.ts`).
 *
 * Calls throw HostError VAULT_LOCKED, VAULT_DAMAGED, FOLDER_NOT_WRITABLE; those that write also DISK_FULL.
 */
export class PassphraseVault implements SecretStore {
  readonly file: string;
  readonly #now: () => Date;
  readonly #idleMs: number;
  readonly #workFactor: number;
  #open: { key: VaultKey; usedAtMs: number; timer: NodeJS.Timeout } | null = null;

  constructor(folder: string, { now, idleMs = IDLE_MS, workFactor = WORK_FACTOR }: PassphraseVaultOptions) {
    this.file = join(folder, "vault.age");
    this.#now = now;
    this.#idleMs = idleMs;
    this.#workFactor = workFactor;
  }

  /** Never throws; does not count as use. */
  async state(): Promise<PassphraseVaultState> {
    try {
      const parts = await this.#parts();
      if (parts === null) return { state: "none" };
      const key = this.#key(parts.header);
      if (key === null) return { state: "locked" };
      await this.#entries(key, parts.body);
      return { state: "ok" };
    } catch (error) {
      return { state: "damaged", detail: detailOf(error) };
    }
  }

  /**
   * Makes a new, empty vault and opens it. Where there is one already, opens that. A file that can't be read is put aside, never
   * overwritten; so is one with another passphrase of which `isNeeded` says that nothing is kept in it.
   *
   * @throws HostError PASSPHRASE_WRONG: there is one already, with another passphrase
   */
  async begin(passphrase: string, { isNeeded }: { isNeeded: boolean }): Promise<void> {
    try {
      if ((await this.#parts()) !== null) return await this.open(passphrase);
    } catch (error) {
      const isUseless =
        isHostError(error) && (error.code === "VAULT_DAMAGED" || (error.code === "PASSPHRASE_WRONG" && !isNeeded));
      if (!isUseless) throw error;
      await putAside(this.file, this.#now());
    }
    const key = await createVaultKey(passphrase, this.#workFactor);
    await replaceVaultFile(this.file, textOf(key.header, await sealEntries(key, new Map())));
    this.#remember(key);
  }

  /** @throws HostError PASSPHRASE_WRONG, VAULT_LOCKED: there is no file to open */
  async open(passphrase: string): Promise<void> {
    const parts = await this.#parts();
    if (parts === null) throw new HostError("VAULT_LOCKED");
    const key = await this.#damagedUnless(async () => {
      try {
        return await openVaultKey(parts.header, passphrase);
      } catch (error) {
        if (error instanceof WrongPassphrase) throw new HostError("PASSPHRASE_WRONG");
        throw error;
      }
    });
    await this.#entries(key, parts.body);
    this.#remember(key);
  }

  /** Does nothing but throw where it can't be used. */
  async assertOpen(): Promise<void> {
    await this.#opened();
  }

  lock(): void {
    clearTimeout(this.#open?.timer);
    this.#open = null;
  }

  /** Removes the file when nothing is left in it; one that can't be looked into stays. */
  async endIfEmpty(): Promise<void> {
    if ((await this.state()).state !== "ok") return;
    const { entries } = await this.#opened();
    if (entries.size > 0) return;
    await removeVaultFile(this.file);
    this.lock();
  }

  async read(name: string): Promise<string | null> {
    const { entries } = await this.#opened();
    return entries.get(name) ?? null;
  }

  async write(name: string, value: string): Promise<void> {
    // JSON would keep half a character, but the keychain it may be moved to would not.
    if (!value.isWellFormed()) throw new HostError("BAD_INPUT", { detail: "half a Unicode character" });
    const { key, entries } = await this.#opened();
    await this.#replace(key, new Map([...entries, [name, value]]));
  }

  async remove(name: string): Promise<boolean> {
    const { key, entries } = await this.#opened();
    if (!entries.delete(name)) return false;
    await this.#replace(key, entries);
    return true;
  }

  async #opened(): Promise<{ key: VaultKey; entries: Map<string, string> }> {
    const parts = await this.#parts();
    const key = parts === null ? null : this.#key(parts.header);
    if (parts === null || key === null) throw new HostError("VAULT_LOCKED");
    const entries = await this.#entries(key, parts.body);
    this.#remember(key);
    return { key, entries };
  }

  async #replace(key: VaultKey, entries: ReadonlyMap<string, string>): Promise<void> {
    await replaceVaultFile(this.file, textOf(key.header, await sealEntries(key, entries)));
  }

  async #parts(): Promise<{ header: string; body: string } | null> {
    return this.#damagedUnless(async () => {
      const text = await readVaultFile(this.file);
      return text === null ? null : partsOf(text);
    });
  }

  #entries(key: VaultKey, body: string): Promise<Map<string, string>> {
    return this.#damagedUnless(() => openEntries(key, body));
  }

  async #damagedUnless<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isHostError(error)) throw error;
      throw new HostError("VAULT_DAMAGED", { file: this.file, detail: detailOf(error) });
    }
  }

  /** Null: locked; also where another shell has begun a new vault in the meantime, or the laptop slept over the idle time. */
  #key(header: string): VaultKey | null {
    if (this.#open === null) return null;
    const { key, usedAtMs } = this.#open;
    if (key.header !== header || Math.abs(this.#now().getTime() - usedAtMs) > this.#idleMs) this.lock();
    return this.#open === null ? null : key;
  }

  #remember(key: VaultKey): void {
    clearTimeout(this.#open?.timer);
    const timer = setTimeout(() => this.lock(), this.#idleMs);
    timer.unref();
    this.#open = { key, usedAtMs: this.#now().getTime(), timer };
  }
}

function detailOf(error: unknown): string {
  if (isHostError(error)) return error.code === "VAULT_DAMAGED" ? error.data.detail : error.code;
  return error instanceof Error ? error.message : String(error);
}
