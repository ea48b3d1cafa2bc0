import { HostError, isHostError } from "#core/contract/errors.ts";
import type { CredentialReference, CredentialReferences, SecretBackend } from "../store/credential-references.ts";
import type { SecretStore } from "./secret-store.ts";
import type { VaultLock } from "./vault-lock.ts";

/** What has to happen elsewhere together with a change of a secret; all of it may come twice, after a crash. */
export interface SecretNotes {
  /** A secret was written or removed: does what `about` says. Returns what stays noted with the secret. */
  confirm(reference: CredentialReference): string | null;
  /** What to note of a secret that its backend has lost, or has again. */
  lost(reference: CredentialReference): string | null;
  found(reference: CredentialReference): string | null;
}

/** A secret with what is noted about it. */
export interface HeldSecret {
  value: string;
  about: string | null;
  keptAt: string;
  version: string;
}

/** The same for the same secret only: a new one gets another entry, whatever the clock says. */
export const versionOf = ({ backend, entry, keptAt }: CredentialReference): string => `${backend} ${entry} ${keptAt}`;

interface NewSecret {
  key: string;
  value: string;
  about: string | null;
  keptAt: string;
}

/**
 * Secrets in one of two backends, the knowledge of them in the database. Neither can be written together with the other, so the
 * database says what is about to happen before it happens, and the next call settles what a crash, or a prompt that was answered
 * too late, left open. A new secret gets an entry of its own: until it is safe, the old one stays what is in force.
 *
 * Calls throw the HostErrors of the backends (`secret-store.ts`) and of the store.
 */
export class SecretKeeper {
  readonly #references: () => CredentialReferences;
  readonly #backends: Record<SecretBackend, SecretStore>;
  readonly #lock: VaultLock;
  readonly #notes: SecretNotes;

  constructor(options: {
    references: () => CredentialReferences;
    backends: Record<SecretBackend, SecretStore>;
    lock: VaultLock;
    notes: SecretNotes;
  }) {
    this.#references = options.references;
    this.#backends = options.backends;
    this.#lock = options.lock;
    this.#notes = options.notes;
  }

  /**
   * Whether this laptop holds a secret, without reading it. Where something is unsettled its backend is asked; one that can't be
   * asked counts as "not held".
   */
  async held(key: string): Promise<CredentialReference | null> {
    await this.#settleIfOpen(key);
    return this.#inForce(key);
  }

  /** Null: none is held, or the backend has lost it; then that is noted. */
  async read(key: string): Promise<HeldSecret | null> {
    await this.#settleIfOpen(key);
    for (;;) {
      const reference = this.#inForce(key);
      if (reference === null) return null;
      const value = await this.#backends[reference.backend].read(reference.entry);
      const isAsNoted = (value === null) === (reference.state === "lost");
      if (isAsNoted || (await this.#noteWhatIsThere(reference, value !== null))) {
        return value === null
          ? null
          : { value, about: reference.about, keptAt: reference.keptAt, version: versionOf(reference) };
      }
    }
  }

  /** False: another shell has put a new entry in its place meanwhile, or it was found under another name. */
  #noteWhatIsThere(reference: CredentialReference, isThere: boolean): Promise<boolean> {
    return this.#lock.hold(async () => {
      const now = this.#inForce(reference.key);
      if (now?.entry !== reference.entry || now.backend !== reference.backend || now.state !== reference.state) {
        return false;
      }
      if (!isThere && (await this.#isFoundElsewhere(reference))) return false;
      if (isThere) this.#found(reference);
      else this.#lose(reference);
      return true;
    });
  }

  /** Replaces what was kept before. What has to be kept elsewhere with it is in `about`. */
  keep(secret: NewSecret): Promise<void> {
    return this.#lock.hold(() => this.#keep(secret));
  }

  /** Fine when nothing is kept. `about` as in `keep`. */
  remove(key: string, about: string | null): Promise<void> {
    return this.#lock.hold(() => this.#remove(key, about));
  }

  /**
   * Looks in the backend for a secret that this database knows nothing of: one that was made anew or put back from a backup may
   * know less than the keychain.
   */
  rediscover(key: string, keptAt: string): Promise<void> {
    return this.#lock.hold(async () => {
      if (this.#references().of(key).length > 0) return;
      const backend = this.#references().backend();
      for (const entry of entriesOf(key)) {
        if ((await this.#backends[backend].read(entry)) === null) continue;
        return this.#references().put({ key, entry, backend, about: null, keptAt, state: "kept" });
      }
    });
  }

  /** A database that was put back may tell of an entry from before the last change, while its backend holds the one from after it. */
  async #isFoundElsewhere(reference: CredentialReference): Promise<boolean> {
    const { key, backend } = reference;
    const known = this.#references()
      .of(key)
      .map((one) => one.entry);
    for (const entry of entriesOf(key)) {
      if (known.includes(entry) || (await this.#backends[backend].read(entry)) === null) continue;
      this.#references().settle({ ...reference, entry });
      return true;
    }
    return false;
  }

  /** Secrets that are kept, by where they are; one on its way is where it comes from. */
  counts(): Record<SecretBackend, number> {
    const counts = { keychain: 0, passphrase: 0 };
    const seen = new Set<string>();
    for (const { key, backend, state } of this.#references().list()) {
      if (state === "lost" || state === "copying" || seen.has(`${backend} ${key}`)) continue;
      seen.add(`${backend} ${key}`);
      counts[backend] += 1;
    }
    return counts;
  }

  /**
   * Brings every secret into `target`: writes it there, reads it back, compares, and only then removes it where it was. Where it ends
   * early, each secret is in one of the two and known to be there; called again it goes on.
   */
  moveTo(target: SecretBackend, begin: () => Promise<void>, end: () => Promise<void>): Promise<void> {
    return this.#lock.hold(async () => {
      const references = this.#references();
      await begin();
      let tooLong: HostError | null = null;
      for (const key of new Set(references.list().map((reference) => reference.key))) {
        await this.#settle(key);
        const reference = this.#inForce(key);
        if (reference === null || reference.backend === target) continue;
        try {
          await this.#move(reference, target);
        } catch (error) {
          // The others can still go; one that a backend refuses for its length stays where it is.
          if (!isHostError(error) || error.code !== "SECRET_TOO_LONG") throw error;
          tooLong = error;
        }
      }
      if (tooLong !== null) throw tooLong;
      references.choose(target);
      await end();
    });
  }

  async #move(reference: CredentialReference, target: SecretBackend): Promise<void> {
    const value = await this.#backends[reference.backend].read(reference.entry);
    if (value === null) {
      if (reference.state !== "kept") return;
      if (!(await this.#isFoundElsewhere(reference))) return this.#lose(reference);
      const found = this.#inForce(reference.key);
      return found === null ? undefined : this.#move(found, target);
    }
    if (reference.state === "lost") this.#found(reference);
    const copy: CredentialReference = { ...reference, backend: target, state: "copying" };
    this.#references().put(copy);
    try {
      await this.#backends[target].write(copy.entry, value);
    } catch (error) {
      if (!isTimeout(error)) this.#references().remove(copy);
      throw error;
    }
    if ((await this.#backends[target].read(copy.entry)) !== value) {
      await this.#drop(copy);
      const detail = "an entry that was written did not come back";
      throw new HostError("KEYCHAIN_MISSING", { platform: process.platform, detail });
    }
    this.#references().settle(copy);
    await this.#dropOthers(reference.key);
  }

  async #keep({ key, value, about, keptAt }: NewSecret): Promise<void> {
    await this.#settle(key);
    const references = this.#references();
    const backend = references.backend();
    const here = references.of(key).filter((one) => one.backend === backend);
    const entry = entriesOf(key).find((name) => here.every((one) => one.entry !== name || one.state === "writing"));
    if (entry === undefined) throw new HostError("STORE_BUSY", { file: key });
    const before = here.find((one) => one.entry === entry);
    const reference: CredentialReference = { key, entry, backend, about, keptAt, state: "writing" };
    references.put(reference);
    try {
      await this.#backends[backend].write(entry, value);
    } catch (error) {
      // Unless nobody knows (a prompt may yet be answered), it was not written.
      if (before !== undefined) references.put(before);
      else if (!isTimeout(error)) references.remove(reference);
      throw error;
    }
    try {
      this.#confirmKept(reference);
    } catch (error) {
      await this.#takeBack(reference);
      throw error;
    }
    await this.#dropOthers(key);
  }

  async #remove(key: string, about: string | null): Promise<void> {
    const references = this.#references();
    const known = references.of(key);
    if (known.length === 0) return this.#removeUnknown(key);
    for (const [index, reference] of known.entries()) {
      const leaving: CredentialReference = { ...reference, about: index === 0 ? about : null, state: "removing" };
      references.put(leaving);
      try {
        await this.#drop(leaving);
      } catch (error) {
        // The secret is still there; unless nobody knows, say so again.
        if (!isTimeout(error)) references.put(reference);
        throw error;
      }
    }
  }

  async #removeUnknown(key: string): Promise<void> {
    try {
      await this.#backends[this.#references().backend()].remove(key);
    } catch (error) {
      const nothingToForget = isHostError(error) && ["KEYCHAIN_MISSING", "VAULT_LOCKED"].includes(error.code);
      if (!nothingToForget) throw error;
    }
  }

  async #settleIfOpen(key: string): Promise<void> {
    const states = this.#references()
      .of(key)
      .map(({ state }) => state);
    // What only waits to be removed beside a kept secret is left to the next change: no prompt is shown for that.
    const isOpen = states.includes("writing") || (states.length > 0 && !states.includes("kept"));
    if (isOpen) await this.#lock.hold(() => this.#settle(key));
  }

  /** Finds out what a crash or a late answer has left. What its backend can't be asked about stays open. */
  async #settle(key: string): Promise<void> {
    for (const reference of this.#references().of(key)) {
      try {
        await this.#settleOne(reference);
      } catch (error) {
        if (!isHostError(error)) throw error;
      }
    }
  }

  async #settleOne(reference: CredentialReference): Promise<void> {
    switch (reference.state) {
      case "kept":
        return;
      case "lost":
        if (reference.about !== null) this.#lose(reference);
        return;
      case "copying":
      case "removing":
        return this.#drop(reference);
      case "writing":
        if ((await this.#backends[reference.backend].read(reference.entry)) === null) {
          return this.#references().remove(reference);
        }
        return this.#finish(reference);
    }
  }

  /** A secret that was written before a crash is taken for kept, unless what it belongs to is gone. */
  async #finish(reference: CredentialReference): Promise<void> {
    try {
      this.#confirmKept(reference);
    } catch (error) {
      const isRefused = isHostError(error) && ["BAD_INPUT", "SITE_NOT_FOUND"].includes(error.code);
      if (!isRefused) throw error;
      return this.#takeBack(reference);
    }
    return this.#dropOthers(reference.key);
  }

  async #takeBack(reference: CredentialReference): Promise<void> {
    const leaving: CredentialReference = { ...reference, about: null, state: "removing" };
    this.#references().put(leaving);
    await this.#dropQuietly(leaving);
  }

  #confirmKept(reference: CredentialReference): void {
    this.#references().settle({ ...reference, about: this.#notes.confirm(reference) });
  }

  #lose(reference: CredentialReference): void {
    const lost: CredentialReference = { ...reference, about: this.#notes.lost(reference), state: "lost" };
    this.#references().put(lost);
    this.#references().put({ ...lost, about: this.#notes.confirm(lost) });
  }

  #found(reference: CredentialReference): void {
    this.#confirmKept({ ...reference, about: this.#notes.found(reference), state: "writing" });
  }

  #inForce(key: string): CredentialReference | null {
    const known = this.#references().of(key);
    return known.find(({ state }) => state === "kept") ?? known.find(({ state }) => state === "lost") ?? null;
  }

  async #drop(reference: CredentialReference): Promise<void> {
    await this.#backends[reference.backend].remove(reference.entry);
    if (reference.about !== null) this.#notes.confirm(reference);
    this.#references().remove(reference);
  }

  async #dropQuietly(reference: CredentialReference): Promise<void> {
    try {
      await this.#drop(reference);
    } catch (error) {
      if (!isBackendTrouble(error)) throw error;
    }
  }

  /** What is not in force any more. Where that fails it is tried again later; what is kept is safe already. */
  async #dropOthers(key: string): Promise<void> {
    for (const reference of this.#references().of(key)) {
      if (reference.state === "removing") await this.#dropQuietly(reference);
    }
  }
}

/** A key's possible entries: the one in force, one that takes its place, and two that a backend would not let go of. */
const entriesOf = (key: string): string[] => [key, `${key}/2`, `${key}/3`, `${key}/4`];

const isTimeout = (error: unknown): boolean => isHostError(error) && error.code === "KEYCHAIN_TIMEOUT";

function isBackendTrouble(error: unknown): boolean {
  return isHostError(error) && (error.code.startsWith("KEYCHAIN_") || error.code.startsWith("VAULT_"));
}
