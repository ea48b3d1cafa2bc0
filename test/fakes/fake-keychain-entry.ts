import type { KeychainEntry } from "#host/vault/keychain.ts";

/** What the library says on a real system (docs/decisions, "Keychain"). */
export const keychainTexts = {
  noBus:
    "Platform failure: DBus error: Using X11 for dbus-daemon autolaunch was disabled at compile time, set your DBUS_SESSION_BUS_ADDRESS instead",
  noService: "Platform failure: DBus error: The name org.freedesktop.secrets was not provided by any .service files",
  noKeyring: "Couldn't access platform storage: Secret Service: no result found",
  dismissed: "Couldn't access platform storage: Secret Service: unlock prompt was dismissed",
  macInteraction: "Platform failure: User interaction is not allowed.",
} as const;

export interface FakeKeychain {
  secrets: Map<string, string>;
  /** What was asked, in order: "read x", "write x", "remove x". */
  asked: string[];
  /** Set to make the next calls fail with this text. */
  failure: string | null;
  /** Set to make calls wait for `answer()`, as a prompt does. */
  prompt: { promise: Promise<void>; answer: () => void } | null;
  askPrompt(): void;
  entryFor(name: string): Promise<KeychainEntry>;
}

/** A keychain in memory that can be missing, locked, or waiting for somebody to answer a prompt. */
export function createFakeKeychain(): FakeKeychain {
  const fake: FakeKeychain = {
    secrets: new Map(),
    asked: [],
    failure: null,
    prompt: null,
    askPrompt: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      fake.prompt = { promise, answer: resolve };
    },
    entryFor: async (name) => {
      const answer = async (what: string) => {
        fake.asked.push(`${what} ${name}`);
        await fake.prompt?.promise;
        if (fake.failure !== null) throw new Error(fake.failure);
      };
      return {
        getPassword: async () => {
          await answer("read");
          return fake.secrets.get(name) ?? null;
        },
        setPassword: async (password) => {
          await answer("write");
          fake.secrets.set(name, password);
        },
        deleteCredential: async () => {
          await answer("remove");
          return fake.secrets.delete(name);
        },
      };
    },
  };
  return fake;
}
