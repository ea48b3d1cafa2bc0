import { versionOf, type HeldSecret, type SecretKeeper } from "./secret-keeper.ts";
import type { SecretStore } from "./secret-store.ts";

/**
 * Secrets that belong to no site, under fixed names: they stay on this laptop and are in no survey. A secret may be bound to what
 * it is for (`about`: a server's address), so that it is never used for something else.
 *
 * Calls throw the HostErrors of `secret-store.ts` and of the store.
 */
export class FirmSecrets implements SecretStore {
  readonly #keeper: SecretKeeper;
  readonly #now: () => Date;

  constructor(keeper: SecretKeeper, now: () => Date) {
    this.#keeper = keeper;
    this.#now = now;
  }

  /** What is kept under a name, without reading it; `version` tells a new one from the one before. */
  async status(name: string): Promise<{ about: string | null; version: string } | null> {
    const held = await this.#keeper.held(name);
    return held?.state === "kept" ? { about: held.about, version: versionOf(held) } : null;
  }

  /** Null: nothing is kept. */
  readBound(name: string): Promise<HeldSecret | null> {
    return this.#keeper.read(name);
  }

  async writeBound(name: string, value: string, about: string | null): Promise<void> {
    await this.#keeper.keep({ key: name, value, about, keptAt: this.#now().toISOString() });
  }

  /** Also finds a secret that the keychain has and the database knows nothing of. */
  async read(name: string): Promise<string | null> {
    if ((await this.#keeper.held(name)) === null) await this.#keeper.rediscover(name, this.#now().toISOString());
    return (await this.#keeper.read(name))?.value ?? null;
  }

  write(name: string, value: string): Promise<void> {
    return this.writeBound(name, value, null);
  }

  async remove(name: string): Promise<boolean> {
    const wasHeld = (await this.#keeper.held(name)) !== null;
    await this.#keeper.remove(name, null);
    return wasHeld;
  }
}
