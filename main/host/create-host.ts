import { environmentOverrides } from "./environment-overrides.ts";
import { Host, type HostOptions } from "./host.ts";
import type { Keychain } from "./vault/keychain.ts";
import { createRouter, type HostRouter } from "./router.ts";

export type RunningHost = {
  /** The contract, to be put behind any transport. */
  router: HostRouter;
  /** See `endProcess`. */
  keychain: Pick<Keychain, "isWaiting">;
  /** Cancels running checks, waits until their test mappings are undone, and closes the database. */
  close(): Promise<void>;
};

/**
 * Starts a host for a window or a browser tab. A database that can't be opened is no reason not to start: every call that
 * needs it says what is wrong, and a check works without it.
 */
export async function createHost(options: HostOptions): Promise<RunningHost> {
  const host = new Host({ ...options, overrides: { ...environmentOverrides(process.env), ...options.overrides } });
  // Leftovers of a killed check go first; nobody waits for it but the next check.
  void host.recovery();
  host.surveys.start();
  host.routes.start();
  return { router: createRouter(host), keychain: host.keychain, close: () => host.close() };
}
