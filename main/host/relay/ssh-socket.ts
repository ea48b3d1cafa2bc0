import { connect, type Socket } from "node:net";
import type { SshFault } from "#core/relay/ssh-fault.ts";
import { systemErrorCode } from "../system-error.ts";

/** Makes a connection, or throws the system's error or an `SshNotConnected`. When `signal` fires it leaves nothing behind. */
export type SshConnect = (
  where: { readonly host: string; readonly port: number },
  signal: AbortSignal,
) => Promise<Socket>;

/** A connection that was not made, with its reason. */
export class SshNotConnected extends Error {
  readonly fault: SshFault;

  constructor(fault: SshFault, cause?: unknown) {
    super(fault.kind, cause === undefined ? undefined : { cause });
    this.name = "SshNotConnected";
    this.fault = fault;
  }
}

/** By TCP, IPv4 and IPv6 (RFC 8305). */
export const connectTcp: SshConnect = ({ host, port }, signal) =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    let isNameKnown = false;
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    const onAbort = (): void => fail(new SshNotConnected({ kind: isNameKnown ? "unreachable" : "name-unanswered" }));
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    socket.on("lookup", (error: Error | null) => (isNameKnown ||= !error));
    // An address that needs no lookup has no such event.
    socket.on("connectionAttempt", () => (isNameKnown = true));
    socket.once("error", (error) => {
      signal.removeEventListener("abort", onAbort);
      fail(error);
    });
    socket.once("connect", () => {
      signal.removeEventListener("abort", onAbort);
      socket.removeAllListeners("error");
      resolve(socket);
    });
  });

const SYSTEM_FAULTS: Readonly<Record<string, SshFault>> = {
  ENOTFOUND: { kind: "name-not-found" },
  EAI_AGAIN: { kind: "name-unanswered" },
  ECONNREFUSED: { kind: "refused" },
  ECONNRESET: { kind: "closed-early", said: null },
  EPIPE: { kind: "closed-early", said: null },
  ENETUNREACH: { kind: "no-route" },
  ENETDOWN: { kind: "no-route" },
  EADDRNOTAVAIL: { kind: "no-route" },
  EHOSTUNREACH: { kind: "unreachable" },
  EHOSTDOWN: { kind: "unreachable" },
  ETIMEDOUT: { kind: "unreachable" },
};

/** Why a connection was not made. Of several addresses, the one that got furthest tells. */
export function connectFault(error: unknown): SshFault {
  if (error instanceof SshNotConnected) return error.fault;
  const codes = (error instanceof AggregateError ? error.errors : [error]).map(systemErrorCode);
  const faults = codes.map((code) => SYSTEM_FAULTS[code ?? ""] ?? { kind: "unreachable" as const });
  return (
    faults.find(({ kind }) => kind === "refused") ??
    faults.find(({ kind }) => kind !== "no-route") ?? { kind: "no-route" }
  );
}
