import type { Client, ClientChannel } from "ssh2";

export type SshForwardOut =
  | { readonly kind: "open"; readonly channel: ClientChannel }
  | {
      readonly kind: "failed";
      /**
       * `prohibited`: the server forwards nothing there for this key; `no-connection`: it tried, and nobody answered it there;
       * `silent`: it did not say in time.
       */
      readonly why: "prohibited" | "no-connection" | "silent" | "stopped" | "lost";
    };

/** RFC 4254 section 5.1. */
const REASONS: Readonly<Record<number, "prohibited" | "no-connection">> = { 1: "prohibited", 2: "no-connection" };

/** Opens a connection on the server's side (RFC 4254 section 7.2); never throws, and closes what comes too late. */
export function openForward(
  client: Client,
  { host, port }: { readonly host: string; readonly port: number },
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<SshForwardOut> {
  return new Promise((resolve) => {
    let isSettled = false;
    const settle = (outcome: SshForwardOut): void => {
      isSettled = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      resolve(outcome);
    };
    const stop = (): void => settle({ kind: "failed", why: "stopped" });
    const timer = setTimeout(() => settle({ kind: "failed", why: "silent" }), timeoutMs);
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted === true) return stop();
    const onChannel = (error: Error | undefined, channel: ClientChannel): void => {
      if (isSettled) channel?.close();
      else if (!error) settle({ kind: "open", channel });
      else {
        const reason = "reason" in error && typeof error.reason === "number" ? REASONS[error.reason] : undefined;
        settle({ kind: "failed", why: reason ?? "lost" });
      }
    };
    try {
      client.forwardOut("127.0.0.1", 0, host, port, onChannel);
    } catch {
      settle({ kind: "failed", why: "lost" });
    }
  });
}
