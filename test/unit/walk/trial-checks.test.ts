import { expect, test } from "vitest";
import type { ScanRecord } from "#core/lan/scan-record.ts";
import { emptyDocument } from "#core/survey/survey-document.ts";
import type { Walk } from "#core/walk/walk.ts";
import { lastCheck } from "#host/store/last-records.ts";
import { cgnatRecord, publicRecord } from "../../fakes/sample-records.ts";

const walk = (trial: unknown): Walk => ({
  id: "w1",
  kind: "mobile-line",
  startedAt: "2026-11-20T10:00:00Z",
  updatedAt: "2026-11-20T10:00:00Z",
  status: "open",
  state: { step: "return", trial },
});

function orThrow<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("asked for something else");
  return value;
}

test("a check through a SIM on trial is not taken for the site's own line", () => {
  const records = new Map([publicRecord, cgnatRecord].map((record) => [record.checkId, record]));
  const reading = {
    checkRecord: (_siteId: string, checkId: string) => orThrow(records.get(checkId)),
    scan: () => orThrow<ScanRecord>(undefined),
  };
  const checks = [publicRecord, cgnatRecord].map(({ checkId }) => ({ checkId, hash: "0".repeat(64) }));
  const last = (walks: Walk[]) => lastCheck(reading, "site", { ...emptyDocument("Bakery"), checks, walks })?.checkId;
  expect(last([])).toBe(cgnatRecord.checkId);
  expect(last([walk(null)])).toBe(cgnatRecord.checkId);
  expect(last([walk({ checkId: null })])).toBe(cgnatRecord.checkId);
  expect(last([walk({ checkId: cgnatRecord.checkId })])).toBe(publicRecord.checkId);
});
