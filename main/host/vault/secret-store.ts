/**
 * Something that keeps secrets under names: the system's keychain or the passphrase vault. Errors never carry the secret.
 *
 * All calls throw HostError KEYCHAIN_MISSING, KEYCHAIN_LOCKED, KEYCHAIN_TIMEOUT, VAULT_LOCKED or VAULT_DAMAGED.
 */
export interface SecretStore {
  /** Null when there is no such entry. */
  read(name: string): Promise<string | null>;
  /** Adds or replaces an entry. Also throws SECRET_TOO_LONG, BAD_INPUT, DISK_FULL, FOLDER_NOT_WRITABLE. */
  write(name: string, value: string): Promise<void>;
  /** False when there was none. */
  remove(name: string): Promise<boolean>;
}
