import { errorText } from "#core/error-text.ts";
import { systemErrorCode } from "../system-error.ts";
import type { Outcome } from "#core/nat/observation.ts";
import type { trouble } from "#core/text/en/observation.ts";

export type TroubleCode = keyof typeof trouble;

/** Why a question got no usable answer. Thrown by a probe, turned into an observation by `ask`. */
export class ProbeTrouble extends Error {
  readonly outcome: Outcome;
  readonly trouble: TroubleCode;
  readonly answeredBy: string | null;
  readonly raw: string | null;

  constructor(
    outcome: Outcome,
    trouble: TroubleCode,
    detail: { message?: string; answeredBy?: string | null; raw?: string | null; cause?: unknown } = {},
  ) {
    super(detail.message ?? trouble, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = "ProbeTrouble";
    this.outcome = outcome;
    this.trouble = trouble;
    this.answeredBy = detail.answeredBy ?? null;
    this.raw = detail.raw ?? null;
  }
}

const SYSTEM_TROUBLES: Readonly<Record<string, [Outcome, TroubleCode]>> = {
  ECONNREFUSED: ["refused", "refused"],
  ECONNRESET: ["refused", "refused"],
  EHOSTUNREACH: ["failed", "unreachable"],
  ENETUNREACH: ["failed", "unreachable"],
  EADDRNOTAVAIL: ["failed", "unreachable"],
  ENETDOWN: ["failed", "unreachable"],
  EHOSTDOWN: ["failed", "unreachable"],
  ETIMEDOUT: ["silent", "silent"],
  ENOTFOUND: ["failed", "dns-failed"],
  ENODATA: ["failed", "dns-failed"],
  ESERVFAIL: ["failed", "dns-failed"],
  ETIMEOUT: ["failed", "dns-failed"],
  EREFUSED: ["failed", "dns-failed"],
  ECANCELLED: ["silent", "timed-out"],
};

/** Any error as a ProbeTrouble, by the system's error code. */
export function toProbeTrouble(error: unknown): ProbeTrouble {
  if (error instanceof ProbeTrouble) return error;
  const code = systemErrorCode(error);
  const message = errorText(error);
  const known = code === undefined ? undefined : SYSTEM_TROUBLES[code];
  if (known) return new ProbeTrouble(known[0], known[1], { message, cause: error });
  if (error instanceof Error && error.name === "AbortError")
    return new ProbeTrouble("silent", "timed-out", { message, cause: error });
  if (error instanceof Error && error.name === "DecodeError")
    return new ProbeTrouble("failed", "malformed", { message, cause: error });
  return new ProbeTrouble("failed", "unexpected", { message, cause: error });
}
