import type { Client, ClientChannel } from "ssh2";

export interface SshExec {
  readonly command: string;
  /** Written to the command's standard input, then that is closed. */
  readonly stdin?: string;
  /** Default: a minute. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export type SshExecResult =
  | {
      readonly kind: "ran";
      /** Null when a signal ended it. */
      readonly exitCode: number | null;
      readonly signal: string | null;
      readonly stdout: string;
      readonly stderr: string;
    }
  /** The server runs no commands for this key. */
  | { readonly kind: "refused" }
  | { readonly kind: "timed-out"; readonly stdout: string; readonly stderr: string }
  /** It wrote more than anybody reads. */
  | { readonly kind: "too-much-output" }
  | { readonly kind: "stopped" }
  | { readonly kind: "lost" };

const DEFAULT_TIMEOUT_MS = 60_000;
/** Of each of its outputs; what a set-up tells has a few kilobytes. */
const MAX_OUTPUT_BYTES = 1024 * 1024;

/** Runs a command to its end; never throws. `answerMs` bounds the wait for the channel. */
export function execOn(client: Client, options: SshExec, answerMs: number): Promise<SshExecResult> {
  return new Promise((resolve) => {
    const outputs = { stdout: new Collected(), stderr: new Collected() };
    let channel: ClientChannel | null = null;
    let isSettled = false;
    const settle = (result: SshExecResult): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", stop);
      // What still comes is let through to the end, or the channel would never close.
      for (const output of channel === null ? [] : [channel, channel.stderr])
        output.removeAllListeners("data").resume();
      channel?.close();
      resolve(result);
    };
    const texts = (): { stdout: string; stderr: string } => ({
      stdout: outputs.stdout.text(),
      stderr: outputs.stderr.text(),
    });
    const timedOut = (): void => settle({ kind: "timed-out", ...texts() });
    const stop = (): void => settle({ kind: "stopped" });
    let timer = setTimeout(timedOut, answerMs);
    options.signal?.addEventListener("abort", stop, { once: true });
    if (options.signal?.aborted === true) return stop();

    const onChannel = (error: Error | undefined, opened: ClientChannel): void => {
      if (isSettled) return opened?.close();
      if (error) return settle(isLost(error) ? { kind: "lost" } : { kind: "refused" });
      channel = opened;
      clearTimeout(timer);
      timer = setTimeout(timedOut, options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
      let end: { exitCode: number | null; signal: string | null } | null = null;
      const take = (name: keyof typeof outputs, chunk: Buffer): void => {
        if (!outputs[name].take(chunk)) settle({ kind: "too-much-output" });
      };
      opened.on("data", (chunk: Buffer) => take("stdout", chunk));
      opened.stderr.on("data", (chunk: Buffer) => take("stderr", chunk));
      opened.on("error", () => undefined);
      opened.on("exit", (code: number | null, signal?: string) => (end = { exitCode: code, signal: signal ?? null }));
      opened.once("close", () => settle(end === null ? { kind: "lost" } : { kind: "ran", ...end, ...texts() }));
      opened.end(options.stdin ?? "");
    };
    try {
      client.exec(options.command, onChannel);
    } catch {
      settle({ kind: "lost" });
    }
  });
}

/** The engine's word for a connection that went before the answer came. */
const isLost = (error: Error): boolean => /No response from server|Not connected/.test(error.message);

class Collected {
  readonly #chunks: Buffer[] = [];
  #length = 0;

  /** False: that was too much. */
  take(chunk: Buffer): boolean {
    this.#length += chunk.length;
    if (this.#length > MAX_OUTPUT_BYTES) return false;
    this.#chunks.push(chunk);
    return true;
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}
