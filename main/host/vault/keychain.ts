import { HostError, isHostError } from "#core/contract/errors.ts";
import { errorText } from "#core/error-text.ts";
import { toKeychainError } from "./keychain-errors.ts";
import type { SecretStore } from "./secret-store.ts";

/**
 * The operating system's own store for secrets. A call may wait for a person to answer a prompt, so each has a deadline.
 * Errors never carry the secret.
 *
 * All calls throw HostError KEYCHAIN_MISSING, KEYCHAIN_LOCKED or KEYCHAIN_TIMEOUT.
 */
export interface Keychain extends SecretStore {
  /** A call given up at its deadline still waits for the person; the process can't end by itself until then. */
  isWaiting(): boolean;
  /** Whether a secret can be kept here: writes, reads and deletes a harmless entry. Never throws. */
  probe(): Promise<"ok" | KeychainTrouble>;
}

export interface KeychainTrouble {
  code: "KEYCHAIN_MISSING" | "KEYCHAIN_LOCKED" | "KEYCHAIN_TIMEOUT";
  detail: string;
}

/** The part of the keychain library that is used. */
export interface KeychainEntry {
  getPassword(): Promise<string | null>;
  setPassword(password: string): Promise<void>;
  deleteCredential(): Promise<boolean>;
}

export interface KeychainOptions {
  platform?: string;
  deadlineMs?: number;
  entryFor?: (name: string) => Promise<KeychainEntry>;
}

const SERVICE = "farsite";
/** A person has to find the prompt and type a password. */
const DEADLINE_MS = 30_000;
/** The doctor asks without a person at hand: no prompt is waited for. */
export const PROBE_SECONDS = 5;
/** Windows: CRED_MAX_CREDENTIAL_BLOB_SIZE; the text is stored as UTF-16. */
const WINDOWS_MAX_BYTES = 2_560;
const PROBE_NAME = "doctor/probe";

/**
 * The library is loaded at the first use: a computer for which it has no binary can still do everything else. On Linux the
 * store is pinned, since the library would otherwise fall back to kernel memory and lose the secret at the next restart.
 */
async function systemEntry(name: string): Promise<KeychainEntry> {
  const { AsyncEntry } = await import("@napi-rs/keyring");
  return new AsyncEntry(SERVICE, name, { linux: { store: "secret-service" } });
}

export function createKeychain(options: KeychainOptions = {}): Keychain {
  const { platform = process.platform, deadlineMs = DEADLINE_MS, entryFor = systemEntry } = options;
  /** The call that is under way. One at a time: a call that hangs on a prompt holds a thread of the whole process. */
  let last: Promise<unknown> = Promise.resolve();
  let underWay = 0;

  async function call<T>(
    name: string,
    work: (entry: KeychainEntry) => Promise<T>,
    { limitMs = deadlineMs, secret = null }: { limitMs?: number; secret?: string | null } = {},
  ): Promise<T> {
    let inTime = true;
    const result = last.then(async () => {
      // What came too late is not done behind the person's back.
      if (!inTime) throw new Error("given up");
      underWay++;
      try {
        return await work(await entryFor(name));
      } finally {
        underWay--;
      }
    });
    last = result.catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        inTime = false;
        reject(new HostError("KEYCHAIN_TIMEOUT", { platform, seconds: limitMs / 1_000 }));
      }, limitMs);
    });
    try {
      return await Promise.race([result, deadline]);
    } catch (error) {
      throw toKeychainError(error, platform, secret);
    } finally {
      clearTimeout(timer);
    }
  }

  const refuseUnstorable = (value: string): void => {
    const bytes = Buffer.byteLength(value, "utf16le");
    if (platform === "win32" && bytes > WINDOWS_MAX_BYTES) {
      throw new HostError("SECRET_TOO_LONG", { bytes, maxBytes: WINDOWS_MAX_BYTES });
    }
    // Stores hold UTF-8 or checked UTF-16: half a character would come back as another one.
    if (!value.isWellFormed()) throw new HostError("BAD_INPUT", { detail: "half a Unicode character" });
  };

  return {
    isWaiting: () => underWay > 0,

    read: (name) => call(name, (entry) => entry.getPassword()),

    write: async (name, value) => {
      refuseUnstorable(value);
      await call(name, (entry) => entry.setPassword(value), { secret: value });
    },

    remove: (name) => call(name, (entry) => entry.deleteCredential()),

    probe: async () => {
      try {
        return await call(PROBE_NAME, probeEntry, { limitMs: Math.min(deadlineMs, PROBE_SECONDS * 1_000) });
      } catch (error) {
        return troubleOf(error);
      }
    },
  };
}

async function probeEntry(entry: KeychainEntry): Promise<"ok"> {
  const text = "This entry only shows that Farsite can keep passwords here.";
  await entry.setPassword(text);
  const read = await entry.getPassword();
  const removed = await entry.deleteCredential();
  if (read !== text || !removed) throw new Error("an entry that was written did not come back");
  return "ok";
}

function troubleOf(error: unknown): KeychainTrouble {
  if (!isHostError(error)) return { code: "KEYCHAIN_MISSING", detail: errorText(error) };
  switch (error.code) {
    case "KEYCHAIN_TIMEOUT":
      return { code: error.code, detail: `no answer within ${error.data.seconds} s` };
    case "KEYCHAIN_LOCKED":
    case "KEYCHAIN_MISSING":
      return { code: error.code, detail: error.data.detail };
    default:
      return { code: "KEYCHAIN_MISSING", detail: error.code };
  }
}
