import { HostError, isHostError, type ContractErrorCode } from "#core/contract/errors.ts";
import { signedText } from "#core/survey/revision.ts";
import type { OwnLaptopKeys, UnsignedRevisions } from "../store/own-laptop.ts";
import type { SecretStore } from "../vault/secret-store.ts";
import { laptopKeysText, readLaptopKeys, sign, type LaptopKeys } from "./laptop-keys.ts";

export interface IdentityKeeperOptions {
  secrets: SecretStore;
  /** Opens the store at the first use; what it throws only means that there is nothing to do yet. */
  store: () => { ownLaptop: OwnLaptopKeys; unsignedRevisions: UnsignedRevisions };
  waits?: Partial<IdentityWaits>;
}

export interface IdentityWaits {
  /** Changes come in bursts; they are signed together. */
  gatherMs: number;
  /** Another process is just bringing the key of a fresh folder to safety. */
  otherProcessMs: number;
  /** A keychain that starts up may look empty for a moment: a key is given up after two looks this far apart. */
  secondLookMs: number;
  /** No keychain: somebody may start one. A locked one is not asked again by itself, since that opens a prompt each time. */
  noKeychainMs: number;
  /** A keychain answers in milliseconds; ending the program waits for no prompt. */
  closeMs: number;
}

const WAITS: IdentityWaits = {
  gatherMs: 200,
  otherProcessMs: 2_000,
  secondLookMs: 5_000,
  noKeychainMs: 300_000,
  closeMs: 3_000,
};

/** Signing takes 50 microseconds each; between two batches other calls get their turn. */
const BATCH = 100;

const UNREACHABLE: ReadonlySet<ContractErrorCode> = new Set<ContractErrorCode>([
  "KEYCHAIN_MISSING",
  "KEYCHAIN_LOCKED",
  "KEYCHAIN_TIMEOUT",
  "VAULT_LOCKED",
  "VAULT_DAMAGED",
]);

/** Another process is about to keep the key, or a second look at the keychain is due: both are over by then. */
const LOOKS_FOR_KEY = 5;

/** The keychain's name for the key of a laptop; two data folders of one person keep two of them. */
export const laptopKeyEntry = (laptopId: string): string => `laptop-key/${laptopId}`;

/**
 * Keeps the private key of this laptop in the keychain and signs what was written while it was not at hand. All of it happens in the
 * background: no write ever waits for a keychain.
 */
export class IdentityKeeper {
  readonly #secrets: SecretStore;
  readonly #store: IdentityKeeperOptions["store"];
  readonly #waits: IdentityWaits;
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** Why the keychain was not reached; it is not asked again until `wake(true)` or its time has come. */
  #trouble: HostError | null = null;
  /** The identity whose key was looked for once and not found. */
  #missed: { id: string; atMs: number } | null = null;
  #closed = false;

  constructor({ secrets, store, waits }: IdentityKeeperOptions) {
    this.#secrets = secrets;
    this.#store = store;
    this.#waits = { ...WAITS, ...waits };
  }

  /**
   * Something was written; `keychainAnswers`: secrets can be had again (a vault was opened, a password was just read). Returns at once,
   * never throws.
   */
  wake(keychainAnswers = false): void {
    if (keychainAnswers) this.#trouble = null;
    this.#later(this.#waits.gatherMs);
  }

  /**
   * This laptop's keys, for opening what was handed over to it.
   *
   * @throws HostError KEYCHAIN_*, VAULT_LOCKED, SECRET_NOT_FOUND (the key was lost just now), and those of the store
   */
  async keys(): Promise<LaptopKeys> {
    const { ownLaptop } = this.#store();
    ownLaptop.card();
    this.#trouble = null;
    for (let look = 1; ; look += 1) {
      await this.#run(true);
      const key = ownLaptop.key();
      const keys = key === null ? null : ownLaptop.held(key.id);
      if (keys !== null) return keys;
      const trouble = this.#troubleNow();
      if (trouble !== null) throw trouble;
      if (look === LOOKS_FOR_KEY) throw new HostError("SECRET_NOT_FOUND");
      await new Promise((resolve) => setTimeout(resolve, this.#waits.otherProcessMs));
    }
  }

  #troubleNow(): HostError | null {
    return this.#trouble;
  }

  /** Finishes what is under way, as long as no person has to answer a prompt for it. */
  async close(): Promise<void> {
    const isDue = this.#timer !== null && this.#trouble === null && this.#missed === null;
    this.#stopTimer();
    const last = isDue || this.#running !== null ? this.#run() : Promise.resolve();
    this.#closed = true;
    let giveUp: NodeJS.Timeout | undefined;
    await Promise.race([
      last,
      new Promise<void>((resolve) => {
        giveUp = setTimeout(resolve, this.#waits.closeMs);
      }),
    ]);
    clearTimeout(giveUp);
  }

  #later(afterMs: number): void {
    if (this.#closed || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#run();
    }, afterMs);
    this.#timer.unref();
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** One at a time; what was written meanwhile is seen to by the next one. Never rejects. */
  async #run(isWanted = false): Promise<void> {
    while (this.#running !== null) await this.#running;
    this.#running = this.#tend(isWanted).catch((error: unknown) => this.#fail(error));
    await this.#running;
    this.#running = null;
  }

  #fail(error: unknown): void {
    // A store that is busy, full or read-only: the next write wakes again.
    if (!isHostError(error)) return;
    if (error.code === "KEYCHAIN_MISSING") this.#askAgainIn(this.#waits.noKeychainMs);
    if (UNREACHABLE.has(error.code)) this.#trouble = error;
  }

  #askAgainIn(afterMs: number): void {
    if (this.#closed) return;
    setTimeout(() => this.wake(true), afterMs).unref();
  }

  /** `isWanted`: somebody waits for the key, whether there is anything to sign or not. */
  async #tend(isWanted: boolean): Promise<void> {
    const { ownLaptop, unsignedRevisions } = this.#store();
    const key = ownLaptop.key();
    if (key === null) return;
    if (key.isWithOther) return this.#later(this.#waits.otherProcessMs);
    if (!key.isHeld) {
      // The keychain may ask the person: only for something to do.
      const isNeeded = isWanted || key.state === "making" || key.awaitsCard || hasUnsigned(unsignedRevisions, key.id);
      if (!isNeeded || this.#trouble !== null) return;
      if (!(await this.#fetch(ownLaptop, key.id))) return;
    }
    // Signed before it is kept: what is in memory now may be gone when the keychain refuses.
    await this.#sign(ownLaptop, unsignedRevisions);
    await this.#keep(ownLaptop);
  }

  /** False: there are no keys to go on with for now. */
  async #fetch(ownLaptop: OwnLaptopKeys, id: string): Promise<boolean> {
    const text = await this.#secrets.read(laptopKeyEntry(id));
    const keys = text === null ? null : readLaptopKeys(text);
    if (keys !== null && ownLaptop.hold(id, keys)) {
      ownLaptop.markKept(id);
      this.#missed = null;
      return true;
    }
    const nowMs = performance.now();
    if (this.#missed?.id !== id) this.#missed = { id, atMs: nowMs };
    const leftMs = this.#missed.atMs + this.#waits.secondLookMs - nowMs;
    if (leftMs > 0) {
      this.#later(leftMs);
      return false;
    }
    this.#missed = null;
    ownLaptop.retire(id);
    return true;
  }

  async #sign(ownLaptop: OwnLaptopKeys, revisions: UnsignedRevisions): Promise<void> {
    const id = ownLaptop.key()?.id;
    const keys = id === undefined ? null : ownLaptop.held(id);
    if (id === undefined || keys === null) return;
    ownLaptop.renewCard();
    for (;;) {
      const hashes = revisions.unsigned(id, BATCH);
      if (hashes.length === 0) return;
      revisions.addSignatures(hashes.map((hash) => ({ hash, signature: sign(keys, signedText(hash)) })));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #keep(ownLaptop: OwnLaptopKeys): Promise<void> {
    const key = ownLaptop.key();
    const keys = key === null ? null : ownLaptop.held(key.id);
    if (key === null || keys === null || key.state === "kept" || this.#trouble !== null) return;
    const [entry, text] = [laptopKeyEntry(key.id), laptopKeysText(keys)];
    await this.#secrets.write(entry, text);
    if ((await this.#secrets.read(entry)) === text) ownLaptop.markKept(key.id);
  }
}

const hasUnsigned = (revisions: UnsignedRevisions, id: string): boolean => revisions.unsigned(id, 1).length > 0;
