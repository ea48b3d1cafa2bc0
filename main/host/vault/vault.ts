import { HostError, isHostError } from "#core/contract/errors.ts";
import type { CredentialKey, CredentialReference } from "../store/credential-references.ts";
import type { Store } from "../store/open-store.ts";
import type { Keychain } from "./keychain.ts";

/**
 * Passwords in the keychain, the knowledge of them in the store. Neither can be written together with the other, so the
 * store says what is about to happen before it happens ("writing", "removing") and a later call settles what a crash left
 * open. An entry's name follows from site and account, so no secret is ever unfindable.
 */
export interface Vault {
  /** Without reading the password. A keychain that can't be asked about an unsettled entry counts as "not kept". */
  status(key: CredentialKey): Promise<{ kept: boolean; userName: string | null }>;
  /** Replaces what was kept before. Throws KEYCHAIN_*, SECRET_TOO_LONG, SITE_NOT_FOUND and the store's errors. */
  keep(credential: CredentialKey & { userName: string; password: string }): Promise<void>;
  /** Throws SECRET_NOT_FOUND, also when the entry was deleted in the keychain itself (then it is forgotten here too). */
  reveal(key: CredentialKey): Promise<{ userName: string; password: string }>;
  /** Fine when nothing was kept. */
  forget(key: CredentialKey): Promise<void>;
}

export function createVault({ keychain, store }: { keychain: Keychain; store: Pick<Store, "credentials"> }): Vault {
  const { credentials } = store;
  const queues = new Map<string, Promise<unknown>>();

  /** One call after the other for the same entry: two windows that write at once would mix name and password. */
  function inTurn<T>(key: CredentialKey, work: () => Promise<T>): Promise<T> {
    const name = entryName(key);
    const result = (queues.get(name) ?? Promise.resolve()).then(work);
    const quiet = result.then(
      () => undefined,
      () => undefined,
    );
    queues.set(name, quiet);
    void quiet.then(() => queues.get(name) === quiet && queues.delete(name));
    return result;
  }

  async function drop(key: CredentialKey, reference: CredentialReference | null): Promise<void> {
    if (reference) credentials.keep({ ...reference, state: "removing" });
    try {
      await keychain.remove(entryName(key));
    } catch (error) {
      // The secret is still there; unless nobody knows (a prompt may yet be answered), say so again.
      if (reference && !isTimeout(error)) credentials.keep(reference);
      throw error;
    }
    credentials.remove(key);
  }

  /** Finds out what a crash or a prompt answered too late has left. Returns the reference as it now is. */
  async function settle(key: CredentialKey): Promise<CredentialReference | null> {
    const reference = credentials.find(key);
    if (reference === null || reference.state === "kept") return reference;
    if (reference.state === "writing" && (await keychain.read(entryName(key))) !== null) {
      return credentials.keep({ ...reference, state: "kept" });
    }
    await drop(key, reference);
    return null;
  }

  async function keep({
    password,
    userName,
    ...key
  }: CredentialKey & { userName: string; password: string }): Promise<void> {
    const before = await settle(key);
    // With another user name the old password goes first: a crash must not leave it beside the new name.
    if (before && before.userName !== userName) await drop(key, before);
    const isNew = before?.userName !== userName;
    if (isNew) credentials.keep({ ...key, userName, state: "writing" });
    try {
      await keychain.write(entryName(key), password);
    } catch (error) {
      if (isNew && !isTimeout(error)) credentials.remove(key);
      throw error;
    }
    credentials.keep({ ...key, userName, state: "kept" });
  }

  async function reveal(key: CredentialKey): Promise<{ userName: string; password: string }> {
    const reference = await settle(key);
    if (reference === null) throw new HostError("SECRET_NOT_FOUND");
    const password = await keychain.read(entryName(key));
    if (password === null) {
      credentials.remove(key);
      throw new HostError("SECRET_NOT_FOUND");
    }
    return { userName: reference.userName, password };
  }

  async function forget(key: CredentialKey): Promise<void> {
    const reference = credentials.find(key);
    try {
      // Also when nothing is known of it: a restored database may know less than the keychain.
      await drop(key, reference);
    } catch (error) {
      const nothingToForget = reference === null && error instanceof HostError && error.code === "KEYCHAIN_MISSING";
      if (!nothingToForget) throw error;
    }
  }

  async function status(key: CredentialKey): Promise<{ kept: boolean; userName: string | null }> {
    try {
      const reference = await settle(key);
      return { kept: reference !== null, userName: reference?.userName ?? null };
    } catch (error) {
      if (isKeychainError(error)) return { kept: false, userName: null };
      throw error;
    }
  }

  return {
    status: (key) => inTurn(pick(key), () => status(pick(key))),
    keep: (credential) => inTurn(pick(credential), () => keep({ ...credential })),
    reveal: (key) => inTurn(pick(key), () => reveal(pick(key))),
    forget: (key) => inTurn(pick(key), () => forget(pick(key))),
  };
}

const pick = ({ siteId, account }: CredentialKey): CredentialKey => ({ siteId, account });

function entryName({ siteId, account }: CredentialKey): string {
  return siteId === null ? account : `${siteId}/${account}`;
}

function isTimeout(error: unknown): boolean {
  return isHostError(error) && error.code === "KEYCHAIN_TIMEOUT";
}

function isKeychainError(error: unknown): boolean {
  return isHostError(error) && error.code.startsWith("KEYCHAIN_");
}
