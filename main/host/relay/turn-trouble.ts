import type { TurnFault, TurnWay } from "#core/relay/turn-check.ts";
import type { Endpoint } from "#core/net/endpoint.ts";
import { systemErrorCode } from "../system-error.ts";

/** Why a server gave nothing. */
export class TurnTrouble extends Error {
  readonly fault: TurnFault;
  readonly refusal: TurnWay["refusal"];
  readonly alternateServer: Endpoint | null;

  constructor(
    fault: TurnFault,
    detail: { refusal?: TurnWay["refusal"]; alternateServer?: Endpoint | null; cause?: unknown } = {},
  ) {
    super(fault, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = "TurnTrouble";
    this.fault = fault;
    this.refusal = detail.refusal ?? null;
    this.alternateServer = detail.alternateServer ?? null;
  }
}

const SYSTEM_FAULTS: Readonly<Record<string, TurnFault>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "closed",
  EPIPE: "closed",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ENETDOWN: "unreachable",
  EHOSTDOWN: "unreachable",
  // A firewall of this laptop refuses to send.
  EPERM: "unreachable",
  EACCES: "unreachable",
  ETIMEDOUT: "silent",
  ENOTFOUND: "name-unknown",
  ENODATA: "name-unknown",
  ESERVFAIL: "name-unknown",
  EREFUSED: "name-unknown",
  ETIMEOUT: "name-unknown",
};

/**
 * A system's error as what it means for the check; of those that are not listed the connection did not survive.
 *
 * @throws what is no error of the system's: a fault of our own
 */
export function toTurnTrouble(error: unknown): TurnTrouble {
  if (error instanceof TurnTrouble) return error;
  if (error instanceof Error && error.name === "DecodeError") return new TurnTrouble("not-turn", { cause: error });
  const code = systemErrorCode(error);
  if (code === undefined) throw error;
  const isTls = code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_") || code === "EPROTO";
  return new TurnTrouble(isTls ? "not-tls" : (SYSTEM_FAULTS[code] ?? "closed"), { cause: error });
}
