import { HostError, isHostError, type AnyHostError } from "#core/contract/errors.ts";

/**
 * What a failure of the keychain library means. Every error of it carries the same code ("GenericFailure"), so its text has
 * to tell; the texts are those seen on real keychains (docs/decisions, "Keychain"). A text that is not known counts as a
 * keychain that can't be used, with the text as detail.
 */
export function toKeychainError(error: unknown, platform: string, secret: string | null): AnyHostError {
  if (isHostError(error)) return error;
  const text = error instanceof Error ? error.message : String(error);
  // No library should put the secret into its message; if one ever does, the message stops here. (Blanking out only the
  // secret would tell a short one by the gap it leaves.)
  const detail = secret !== null && text.includes(secret) ? "the keychain's message is withheld" : text;
  return new HostError(isLocked(text) ? "KEYCHAIN_LOCKED" : "KEYCHAIN_MISSING", { platform, detail });
}

function isLocked(text: string): boolean {
  // Linux: a service without any keyring says this, and unlocking would not help.
  if (/no result found/i.test(text)) return false;
  return [
    // Linux: the prompt was closed, or there is no display to show it on.
    /unlock prompt was dismissed/i,
    // gnome-keyring and KWallet through D-Bus: "IsLocked".
    /locked/i,
    // macOS: errSecInteractionNotAllowed, errSecAuthFailed, errSecUserCanceled.
    /interaction is not allowed/i,
    /user name or passphrase you entered is not correct/i,
    /cancell?ed/i,
    // All platforms: the library's words for a store that is there and refuses.
    /couldn't access platform storage/i,
  ].some((pattern) => pattern.test(text));
}
