import { HostError } from "#core/contract/errors.ts";
import type { SecretStore } from "#host/vault/secret-store.ts";

export interface MemorySecrets extends SecretStore {
  entries: Map<string, string>;
  /** "read x", "write x", in order. */
  asked: string[];
  /** Set to make calls fail. */
  trouble: "KEYCHAIN_LOCKED" | "KEYCHAIN_MISSING" | null;
}

/** Secrets in memory, which can be locked or missing; several processes of a test share one. */
export function createMemorySecrets(): MemorySecrets {
  const answer = async <T>(what: string, work: () => T): Promise<T> => {
    secrets.asked.push(what);
    if (secrets.trouble !== null) throw new HostError(secrets.trouble, { platform: "test", detail: "test" });
    return work();
  };
  const secrets: MemorySecrets = {
    entries: new Map(),
    asked: [],
    trouble: null,
    read: (name) => answer(`read ${name}`, () => secrets.entries.get(name) ?? null),
    write: (name, value) => answer(`write ${name}`, () => void secrets.entries.set(name, value)),
    remove: (name) => answer(`remove ${name}`, () => secrets.entries.delete(name)),
  };
  return secrets;
}
