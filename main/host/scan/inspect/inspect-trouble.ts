import type { Inspection } from "#core/lan/inspection.ts";
import { DecodeError } from "#core/codec/decode-error.ts";
import { errorText } from "#core/error-text.ts";
import { ProbeTrouble } from "../../check/probe-trouble.ts";

type Failure = Extract<Inspection, { state: "failed" }>;

/** Why a device could not be asked with its login. Its text never holds the login. */
export class InspectTrouble extends Error {
  readonly why: Failure["why"];
  readonly detail: string | null;

  constructor(why: Failure["why"], detail: string | null = null) {
    super(detail ?? why);
    this.name = "InspectTrouble";
    this.why = why;
    this.detail = detail;
  }
}

/** What went wrong on the network or in an answer; a bug stays a bug. */
export function toInspectTrouble(error: unknown): Error {
  if (error instanceof InspectTrouble) return error;
  if (error instanceof DecodeError) return new InspectTrouble("malformed", error.reason);
  if (!(error instanceof ProbeTrouble)) return error instanceof Error ? error : new Error(errorText(error));
  switch (error.outcome) {
    case "refused":
      return new InspectTrouble("refused");
    case "silent":
      return new InspectTrouble("silent");
    default:
      // On a LAN nobody answering for an address is how a device is off.
      return error.trouble === "timed-out" || error.trouble === "unreachable"
        ? new InspectTrouble("silent")
        : new InspectTrouble("malformed", error.message);
  }
}
