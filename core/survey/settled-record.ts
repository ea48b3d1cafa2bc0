import { diagnose } from "../nat/diagnose.ts";
import type { Observation } from "../nat/observation.ts";
import type { CheckRecord } from "./check-record.ts";

/** The observation that a person's own reading becomes; one per check, a later reading takes its place. */
export const TYPED_WAN_ADDRESS_ID = "person/wan-address";

export type Settling = {
  /** A canonical IPv4 address. */
  wanAddress: string;
  /** The new record's own id. */
  checkId: string;
  /** Milliseconds since the check began. */
  atMs: number;
  farsiteVersion: string;
};

/** The same check with what the person read off the router's status page, judged anew. The old record stays as it is. */
export function settledRecord(record: CheckRecord, settling: Settling): CheckRecord {
  const typed: Observation = {
    id: TYPED_WAN_ADDRESS_ID,
    probe: "person",
    question: "wan-address-on-status-page",
    asked: record.diagnosis.gateway,
    answeredBy: null,
    outcome: "answered",
    atMs: settling.atMs,
    tookMs: 0,
    data: { kind: "wan-address-typed", address: settling.wanAddress },
    trouble: null,
    raw: null,
    error: null,
  };
  const observations = [...record.observations.filter(({ id }) => id !== TYPED_WAN_ADDRESS_ID), typed];
  return {
    ...record,
    checkId: settling.checkId,
    farsiteVersion: settling.farsiteVersion,
    observations,
    diagnosis: diagnose(observations),
  };
}

/** What a person added to a check by hand; null when nothing was. */
export function typedWanAddress({ observations }: Pick<CheckRecord, "observations">): string | null {
  const typed = observations.find(({ id }) => id === TYPED_WAN_ADDRESS_ID);
  return typed?.data.kind === "wan-address-typed" ? typed.data.address : null;
}
