import { isHostError } from "#core/contract/errors.ts";
import type { Device } from "#core/lan/device.ts";
import type { ProofRecord } from "#core/proof/proof-record.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { trialChecks } from "#core/walk/trial-checks.ts";
import type { Store } from "./open-store.ts";

/** As much of the store as reads records. */
export type RecordReading = Pick<Store, "checkRecord" | "scan">;

/** The last check of the site's own line; null: there is none, or it has not come to this laptop. Throws what the store throws. */
export function lastCheck(store: RecordReading, siteId: string, document: SurveyDocument): CheckRecord | null {
  const onTrial = trialChecks(document);
  const named = document.checks.findLast(({ checkId }) => !onTrial.has(checkId));
  return named === undefined ? null : orNull(() => store.checkRecord(siteId, named.checkId));
}

/** The devices of its last search; none where there is none. Throws what the store throws. */
export function lastDevices(store: RecordReading, siteId: string, { scans }: SurveyDocument): readonly Device[] {
  const named = scans.at(-1);
  return named === undefined ? [] : (orNull(() => store.scan(siteId, named.scanId))?.devices ?? []);
}

/** As many as tell how a site's forwards and tunnels stand. */
const PROOFS_LOOKED_AT = 20;

/** Its last tests from outside and through tunnels, the newest first. Throws what the store throws. */
export const lastProofs = (store: Pick<Store, "proofs">, siteId: string): ProofRecord[] =>
  store.proofs(siteId, PROOFS_LOOKED_AT);

/** A record that has not come to this laptop yet is as if it had not been made. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (isHostError(error) && (error.code === "CHECK_NOT_FOUND" || error.code === "SCAN_NOT_FOUND")) return null;
    throw error;
  }
}
