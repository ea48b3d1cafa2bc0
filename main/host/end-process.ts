import type { Keychain } from "./vault/keychain.ts";

/**
 * Ends the process, also while a keychain call waits for a prompt that nobody answers: such a call holds a thread, and
 * `process.exit` would wait for it (docs/decisions/002-keychain.md). The exit status is lost then, the person's time is not.
 */
export function endProcess(status: number, keychain: Pick<Keychain, "isWaiting">): void {
  if (keychain.isWaiting()) process.kill(process.pid, "SIGKILL");
  process.exit(status);
}
