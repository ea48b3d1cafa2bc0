import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from "electron";
import { fromHostSchema, type HostOptions, type ShellSettings, type ToHost } from "./host-messages.ts";

/**
 * How long quitting waits for the host: a running check removes its test mappings first, and a router may need seconds for
 * each (SOAP over a busy home router). What is left after that is in the journal, and removed at the next start.
 */
const CLOSE_DEADLINE_MS = 8_000;
/** A host that dies again so soon after a restart would only go on dying. */
const RESTART_WINDOW_MS = 60_000;

export interface HostLinkEvents {
  /** The host answers; a page that is loaded needs a (new) port. */
  onReady(settings: ShellSettings): void;
  onSettings(settings: ShellSettings): void;
  /** It could not start; `code` is one of the contract's error codes where it knows one. */
  onFailed(code: string, data: Readonly<Record<string, string | number>>): void;
  /** It died a second time. */
  onGone(exitCode: number): void;
}

export interface HostLink {
  /** A port to the host for one page load, undefined while the host is not ready. */
  openPort(): MessagePortMain | undefined;
  /** Cancels running checks and ends the host; resolves at the latest after the deadline. */
  close(): Promise<void>;
}

/** Starts the host in a process of its own and keeps it running. */
export function startHost(program: string, options: HostOptions, events: HostLinkEvents): HostLink {
  let child: UtilityProcess;
  let ready = false;
  let failed = false;
  let closing = false;
  let restartedAtMs: number | undefined;

  const tell = (message: ToHost, ports?: MessagePortMain[]): void => child.postMessage(message, ports);

  const onMessage = (raw: unknown): void => {
    const message = fromHostSchema.parse(raw);
    switch (message.type) {
      case "ready":
        ready = true;
        events.onReady(message.settings);
        return;
      case "settings":
        events.onSettings(message.settings);
        return;
      case "failed":
        failed = true;
        events.onFailed(message.code, message.data);
        return;
      default:
        message satisfies never;
    }
  };

  const onExit = (exitCode: number): void => {
    ready = false;
    if (closing || failed) return;
    const nowMs = performance.now();
    if (restartedAtMs !== undefined && nowMs - restartedAtMs < RESTART_WINDOW_MS) {
      events.onGone(exitCode);
      return;
    }
    restartedAtMs = nowMs;
    child = start();
  };

  const start = (): UtilityProcess => {
    const process = utilityProcess.fork(program, [JSON.stringify(options)], { serviceName: "Farsite host" });
    process.on("message", onMessage);
    process.once("exit", onExit);
    return process;
  };

  child = start();

  return {
    openPort() {
      if (!ready) return undefined;
      const { port1, port2 } = new MessageChannelMain();
      tell({ type: "port" }, [port1]);
      return port2;
    },
    async close() {
      closing = true;
      if (child.pid === undefined) return;
      const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      // One that could not start has nothing to finish, and nobody in it listens.
      const deadline = setTimeout(() => killNow(child), failed ? 0 : CLOSE_DEADLINE_MS);
      tell({ type: "close" });
      await gone;
      clearTimeout(deadline);
    },
  };
}

/** `kill()` asks politely, and a host whose keychain waits for a prompt can't follow (docs/decisions/002-keychain.md). */
function killNow(child: UtilityProcess): void {
  if (child.pid !== undefined) process.kill(child.pid, "SIGKILL");
}
