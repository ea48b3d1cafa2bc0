import type { Site } from "#core/contract/survey-calls.ts";
import { emptyDocument, type SurveyDocument } from "#core/survey/survey-document.ts";

export const SITE_ID = "3f3c9a6e-1111-4222-8333-444455556666";

/** A site that nothing is known of but its name. */
export function fakeSite(changes: Partial<SurveyDocument> = {}, revision = "r0"): Site {
  const document = { ...emptyDocument("Bakery"), ...changes };
  return {
    id: SITE_ID,
    name: "Bakery",
    customer: null,
    address: null,
    status: "open",
    updatedAt: "2026-11-21T10:00:00.000Z",
    checks: 0,
    photos: 0,
    lastVerdict: null,
    conflicts: 0,
    waitingFor: null,
    revision,
    document,
    records: [],
    checkList: [],
    scans: [],
    proofs: [],
    deviceNotes: [],
    newerRevisions: 0,
  };
}
