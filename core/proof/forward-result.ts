import type { Forward } from "../forward/forward.ts";
import type { Message } from "../nat/diagnosis.ts";
import type { JudgedAnswer } from "./judge-answer.ts";
import type { ProofResult } from "./proof-record.ts";

type Called = {
  readonly forward: Pick<Forward, "id" | "transport" | "externalPort">;
  /** Where, or where it would have been. */
  readonly address: string;
  /** ISO 8601. */
  readonly at: string;
};

const common = ({ forward, address, at }: Called) =>
  ({
    forwardId: forward.id,
    target: "device",
    transport: forward.transport,
    address,
    port: forward.externalPort,
    at,
  }) as const;

/** A forward that was not tested, and why. */
export const notTested = (called: Called, trouble: Message): ProofResult => ({
  ...common(called),
  outcome: "not-tested",
  strength: "none",
  remark: null,
  answer: null,
  sameDevice: "unknown",
  connectMs: null,
  firstByteMs: null,
  trouble,
  raw: null,
});

export const tested = (
  called: Called,
  judged: JudgedAnswer,
  seen: Pick<ProofResult, "connectMs" | "firstByteMs" | "raw">,
): ProofResult => ({ ...common(called), ...judged, ...seen, trouble: null });
