import type { VantageStatus } from "#core/contract/vantage-status.ts";
import { isHostError } from "#core/contract/errors.ts";
import { parseVantageAddress, type VantageAccess } from "#core/vantage/vantage-address.ts";
import type { Store } from "../store/open-store.ts";
import type { FirmSecrets } from "../vault/firm-secrets.ts";

/** A keychain may wait for a person to type a password; a check begins without the token rather than wait for that. */
const TOKEN_WAIT_MS = 1_500;

/** The secret's name; it is bound to the address that the token is for. */
const NAME = "vantage";

export type VantageKeeper = {
  /** Never reads the token. Throws what opening the database throws. */
  status(): Promise<VantageStatus>;
  /** Throws KEYCHAIN_*, SECRET_TOO_LONG, BAD_INPUT and the store's errors; then the settings are as before. */
  keep(access: { url: string; token: string }): Promise<void>;
  /** Throws KEYCHAIN_* and the store's errors. */
  forget(): Promise<void>;
  /** What a check is to use; `token` is null where the keychain has none or does not hand it over soon. Never throws. */
  access(): Promise<VantageAccess | null>;
};

/**
 * The firm's vantage: its address in the settings, its token in the keychain under the address it is for, so that a token
 * is never used with another server. `override` is this run's own vantage, of a command line or a variable.
 */
export function createVantageKeeper(options: {
  override: VantageAccess | null | undefined;
  store(): Store;
  secrets(): FirmSecrets;
}): VantageKeeper {
  const { override } = options;
  /** Asked of the keychain once, and again when another shell has kept a new one: each question may show a prompt. */
  let known: { version: string; token: string } | null = null;

  const configuredUrl = (): string | null => {
    const url = options.store().settings().vantageUrl;
    return url === null ? null : (parseVantageAddress(url)?.url ?? null);
  };

  async function readToken(url: string): Promise<string | null> {
    const kept = await options.secrets().status(NAME);
    if (kept !== null && kept.version === known?.version) return kept.about === url ? known.token : null;
    const secret = await options.secrets().readBound(NAME);
    if (secret === null) return null;
    known = { version: secret.version, token: secret.value };
    return secret.about === url ? secret.value : null;
  }

  async function status(): Promise<VantageStatus> {
    if (override !== undefined) return { url: override?.url ?? null, hasToken: override?.token != null };
    const url = configuredUrl();
    const kept = await options.secrets().status(NAME);
    return { url, hasToken: url !== null && kept?.about === url };
  }

  return {
    status,

    keep: async ({ url, token }) => {
      const address = parseVantageAddress(url)?.url ?? url;
      await options.secrets().writeBound(NAME, token, address);
      options.store().saveSettings({ vantageUrl: address });
    },

    forget: async () => {
      await options.secrets().remove(NAME);
      options.store().saveSettings({ vantageUrl: null });
    },

    access: async () => {
      if (override !== undefined) return override;
      try {
        const url = configuredUrl();
        if (url === null) return null;
        return { url, token: await inTime(readToken(url)) };
      } catch {
        // Without its database a check runs on the defaults, which know no vantage.
        return null;
      }
    },
  };
}

/** What a keychain says soon; null where it has nothing, refuses, or waits for a person. */
async function inTime(token: Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), TOKEN_WAIT_MS);
  });
  try {
    return await Promise.race([token.catch(nullForHostError), late]);
  } finally {
    clearTimeout(timer);
  }
}

function nullForHostError(error: unknown): null {
  if (isHostError(error)) return null;
  throw error;
}
