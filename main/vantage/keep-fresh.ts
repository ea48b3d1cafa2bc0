import { unwatchFile, watchFile } from "node:fs";
import { readFile } from "node:fs/promises";
import { loadTechnicians } from "./technicians.ts";
import type { RunningVantage } from "./vantage-server.ts";

/** What a running vantage takes from files; null where it has none. */
export type LiveFiles = { tokens: string | null; tls: { cert: string; key: string } | null };

export type FreshEntry =
  | { event: "reread"; file: string; technicians?: number }
  | { event: "reread-failed"; file: string; problem: string };

/** A revoked token works for so long at most. Looking at a file's date works on every file system and for every way to save. */
const LOOK_MS = 1_000;

/**
 * Takes tokens and certificates anew when their file changes, and with SIGHUP; what can't be read changes nothing. Ends with
 * `signal`.
 */
export function keepFresh(
  vantage: RunningVantage,
  files: LiveFiles,
  log: (entry: FreshEntry) => void,
  signal: AbortSignal,
): void {
  const { tokens, tls } = files;
  const reread = async (file: string, read: () => Promise<{ technicians?: number }>): Promise<void> => {
    try {
      log({ event: "reread", file, ...(await read()) });
    } catch (error) {
      log({ event: "reread-failed", file, problem: error instanceof Error ? error.message : String(error) });
    }
  };
  const rereadTokens = async (): Promise<void> => {
    if (tokens === null) return;
    await reread(tokens, async () => {
      const technicians = await loadTechnicians(tokens);
      vantage.setTechnicians(technicians);
      return { technicians: technicians.length };
    });
  };
  const rereadTls = async (): Promise<void> => {
    if (tls === null) return;
    await reread(tls.cert, async () => {
      const [cert, key] = await Promise.all([readFile(tls.cert, "utf8"), readFile(tls.key, "utf8")]);
      vantage.setCertificate({ cert, key });
      return {};
    });
  };
  const watched: [file: string, changed: () => void][] = [];
  const watch = (file: string, changed: () => void): void => {
    watchFile(file, { interval: LOOK_MS }, changed);
    watched.push([file, changed]);
  };
  const onHangUp = (): void => void Promise.all([rereadTokens(), rereadTls()]);
  if (tokens !== null) watch(tokens, () => void rereadTokens());
  if (tls !== null) for (const file of [tls.cert, tls.key]) watch(file, () => void rereadTls());
  process.on("SIGHUP", onHangUp);
  const end = (): void => {
    process.off("SIGHUP", onHangUp);
    for (const [file, changed] of watched) unwatchFile(file, changed);
  };
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
}
