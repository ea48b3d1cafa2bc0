import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { KeychainTrouble } from "./keychain.ts";

/** The probe's own deadline, and a little for starting the program. */
const CHILD_MS = 8_000;

const stateSchema = z.union([
  z.literal("ok"),
  z.object({ code: z.enum(["KEYCHAIN_MISSING", "KEYCHAIN_LOCKED", "KEYCHAIN_TIMEOUT"]), detail: z.string() }),
]);

/**
 * Probes the keychain from a child process that can be killed: a command must end with its own exit status, and a call that
 * waits for a prompt would keep this process alive. Never throws.
 */
export function probeKeychainInChild(): Promise<"ok" | KeychainTrouble> {
  const program = fileURLToPath(new URL("keychain-probe.ts", import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [program], { timeout: CHILD_MS, killSignal: "SIGKILL" }, (error, stdout) => {
      const state = stateSchema.safeParse(parseJson(stdout));
      resolve(state.data ?? { code: "KEYCHAIN_MISSING", detail: error?.message ?? "no answer" });
    });
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
