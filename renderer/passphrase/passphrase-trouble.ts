import { MIN_PASSPHRASE_LENGTH } from "#core/contract/vault-calls.ts";

/** What is wrong with a passphrase that was typed, and typed again; null: nothing. */
export function passphraseTrouble(passphrase: string, again: string): "too-short" | "differs" | null {
  if (passphrase.length < MIN_PASSPHRASE_LENGTH) return "too-short";
  return passphrase === again ? null : "differs";
}
