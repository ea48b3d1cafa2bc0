import { connect } from "node:net";
import { toProbeTrouble } from "../check/probe-trouble.ts";
import { timeoutSignal } from "./timeout-signal.ts";

export type PortState = "open" | "refused" | "silent";

/**
 * What becomes of a connection to a port; it is closed at once and carries nothing.
 *
 * @throws ProbeTrouble where there is no way to the address
 */
export async function tcpPortState(
  { address, port, timeoutMs }: { address: string; port: number; timeoutMs: number },
  signal: AbortSignal,
): Promise<PortState> {
  const deadline = timeoutSignal(timeoutMs, signal);
  const socket = connect({ host: address, port });
  try {
    return await new Promise<PortState>((resolve, reject) => {
      const silent = (): void => resolve("silent");
      deadline.signal.addEventListener("abort", silent, { once: true });
      if (deadline.signal.aborted) return silent();
      socket.on("connect", () => resolve("open"));
      socket.on("error", (error) => {
        const trouble = toProbeTrouble(error);
        if (trouble.outcome === "refused" || trouble.outcome === "silent") resolve(trouble.outcome);
        else reject(trouble);
      });
    });
  } finally {
    deadline.end();
    socket.destroy();
  }
}
