import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startOn } from "./commands.ts";
import type { Daemon } from "./daemons.ts";
import { waitUntil } from "./namespace.ts";
import { isReady as isThere } from "./sockets.ts";

/** Daemons answer after 0.2 s; much more means a machine with other worries. */
const readyTimeoutMs = 15_000;

/**
 * Starts programs in their hosts' namespaces and waits until all are ready; their ids go into `pids` as they start.
 * @throws Error with the logs of those that did not come up.
 */
export async function startDaemons(
  prefix: string,
  folder: string,
  daemons: readonly Daemon[],
  pids: Set<number>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const running = daemons.map((daemon) => {
    const argv = daemon.prepare(folder, prefix);
    const logFile = join(folder, `${daemon.name}.log`);
    const log = openSync(logFile, "w", 0o600);
    // Detached: Ctrl-C in the terminal is for the program on the laptop, not for the routers.
    const child = startOn(prefix + daemon.host, argv, {
      cwd: folder,
      stdio: ["ignore", log, log],
      detached: true,
      env: daemon.env?.(folder),
    });
    closeSync(log);
    child.on("error", () => undefined); // seen as not ready
    child.unref();
    if (child.pid !== undefined) pids.add(child.pid);
    return { daemon, child, logFile };
  });
  const isReady = ({ daemon, child }: (typeof running)[number]) => {
    const { pid } = child;
    return pid !== undefined && child.exitCode === null && daemon.ready.every((sign) => isThere(pid, folder, sign));
  };
  const isDead = ({ child }: (typeof running)[number]) => child.exitCode !== null || child.signalCode !== null;
  await waitUntil(() => signal?.aborted === true || running.some(isDead) || running.every(isReady), readyTimeoutMs);
  signal?.throwIfAborted();
  const failed = running.filter((entry) => !isReady(entry));
  if (failed.length > 0) {
    const reports = failed.map(({ daemon, child, logFile }) => {
      const state = child.exitCode === null ? "is not ready" : `ended with ${child.exitCode}`;
      return `${daemon.name} on ${daemon.host} ${state}: ${readFileSync(logFile, "utf8").slice(-2_000)}`;
    });
    throw new Error(`the lab did not come up\n${reports.join("\n")}`);
  }
}
