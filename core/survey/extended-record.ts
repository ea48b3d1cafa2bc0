import { diagnose } from "../nat/diagnose.ts";
import { observationsOf, type Observation } from "../nat/observation.ts";
import type { CheckRecord } from "./check-record.ts";
import { TYPED_WAN_ADDRESS_ID } from "./typed-wan-address.ts";

/** Who the extended record is: it is a check of its own, beside the one it was made from. */
export type Extension = { checkId: string; farsiteVersion: string };

/** The same check with further answers, judged anew; an answer to a question that was asked already replaces the old one. */
export function extendedRecord(record: CheckRecord, more: readonly Observation[], extension: Extension): CheckRecord {
  const asked = new Set(more.map(({ id }) => id));
  const observations = [...record.observations.filter(({ id }) => !asked.has(id)), ...more];
  return { ...record, ...extension, observations, diagnosis: diagnose(observations) };
}

/** The same check with what the person read off the router's status page: `wanAddress` is a canonical IPv4 address. */
export function settledRecord(
  record: CheckRecord,
  wanAddress: string,
  extension: Extension & { /** Milliseconds since the check began. */ atMs: number },
): CheckRecord {
  const { atMs, ...rest } = extension;
  const typed: Observation = {
    id: TYPED_WAN_ADDRESS_ID,
    probe: "person",
    question: "wan-address-on-status-page",
    asked: record.diagnosis.gateway,
    answeredBy: null,
    outcome: "answered",
    atMs,
    tookMs: 0,
    data: { kind: "wan-address-typed", address: wanAddress },
    trouble: null,
    raw: null,
    error: null,
  };
  return extendedRecord(record, [typed], rest);
}

/** Whether both were made at the same router, as far as they tell: its address, and its hardware address where both know it. */
export function isSameNetwork(a: CheckRecord, b: CheckRecord): boolean {
  if (a.diagnosis.gateway !== b.diagnosis.gateway) return false;
  const [macOfA, macOfB] = [a, b].map(
    ({ observations }) => observationsOf(observations, "gateway-neighbour")[0]?.data.mac,
  );
  return macOfA == null || macOfB == null || macOfA.toLowerCase() === macOfB.toLowerCase();
}
