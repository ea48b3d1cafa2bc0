import { weightiestFault, type SshFault } from "#core/relay/ssh-fault.ts";
import { attemptLogin, SshAttemptFailed, type LoggedIn, type SshLogin } from "./ssh-attempt.ts";
import { publicPartOf } from "./ssh-keys.ts";
import { SshLine } from "./ssh-line.ts";
import { connectTcp, type SshConnect } from "./ssh-socket.ts";
import { SSH_TIMES, type SshTimes } from "./ssh-times.ts";

/** Where to log in, as whom, and which keys of it a person accepted. */
export interface SshServer extends SshLogin {
  /** In the order of liking: 22, then 443 for sites that block the rest. */
  readonly ports: readonly number[];
}

export interface SshConnectOptions {
  readonly signal?: AbortSignal;
  readonly connect?: SshConnect;
  readonly times?: SshTimes;
}

/** What became of one port. */
export interface SshAttempt {
  readonly port: number;
  readonly fault: SshFault;
  readonly afterMs: number;
}

export type SshOutcome =
  | { readonly kind: "open"; readonly line: SshLine; readonly failed: readonly SshAttempt[]; readonly afterMs: number }
  /** `fault` is the one of all ports that explains most. */
  | { readonly kind: "failed"; readonly fault: SshFault; readonly failed: readonly SshAttempt[] };

/**
 * Logs in to a server. Its ports are tried in their order, the next one as soon as one failed or has not greeted in
 * `times.nextPortMs`; the first that lets in is taken. Unreachable is told after `connectMs` and `nextPortMs` for each further port
 * (5.7 s for two), never later than all phases together. Never throws.
 */
export async function connectSsh(server: SshServer, options: SshConnectOptions = {}): Promise<SshOutcome> {
  const times = options.times ?? SSH_TIMES;
  const over = new AbortController();
  const signal = options.signal === undefined ? over.signal : AbortSignal.any([options.signal, over.signal]);
  const startedMs = performance.now();
  const failed: SshAttempt[] = [];
  const sinceStart = (): number => Math.round(performance.now() - startedMs);

  if (publicPartOf(server.privateKey) === null)
    return { kind: "failed", fault: { kind: "private-key-unreadable" }, failed };

  let winner: LoggedIn | null = null;
  /** Tries a port and, beside it or after it, those that follow. */
  const tryFrom = async (index: number): Promise<void> => {
    const port = server.ports[index];
    if (port === undefined || over.signal.aborted) return;
    const others: Promise<void>[] = [];
    const next = (): void => {
      if (others.length === 0) others.push(tryFrom(index + 1));
    };
    const timer = setTimeout(next, times.nextPortMs);
    const connect = options.connect ?? connectTcp;
    try {
      const loggedIn = await attemptLogin(server, port, {
        connect,
        times,
        signal,
        onGreeting: () => clearTimeout(timer),
      });
      if (winner === null) winner = loggedIn;
      else loggedIn.socket.destroy();
      over.abort();
    } catch (error) {
      if (!(error instanceof SshAttemptFailed)) throw error;
      if (!over.signal.aborted) failed.push({ port, fault: error.fault, afterMs: sinceStart() });
      if (SAME_AT_EVERY_PORT.has(error.fault.kind)) over.abort();
      next();
    } finally {
      clearTimeout(timer);
    }
    await Promise.all(others);
  };

  await tryFrom(0);
  const loggedIn = winner as LoggedIn | null;
  if (loggedIn !== null) return { kind: "open", line: new SshLine(loggedIn, times), failed, afterMs: sinceStart() };
  return { kind: "failed", fault: weightiestFault(failed)?.fault ?? { kind: "stopped" }, failed };
}

/** To ask again at another port would only count as one more wrong log-in there. */
const SAME_AT_EVERY_PORT: ReadonlySet<SshFault["kind"]> = new Set([
  "new-host-key",
  "authentication-refused",
  "stopped",
]);
