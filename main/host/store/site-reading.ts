import type Database from "better-sqlite3";
import { z } from "zod";
import type { Site, SiteSummary } from "#core/contract/survey-calls.ts";
import { HostError } from "#core/contract/errors.ts";
import { notesOf } from "#core/lan/device-notes.ts";
import type { ScanRecord } from "#core/lan/scan-record.ts";
import { verdictKindSchema } from "#core/nat/diagnosis.ts";
import { proofSummarySchema, type ProofRecord, type ProofSummary } from "#core/proof/proof-record.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { DatabaseFile } from "./database-file.ts";
import type { Head, RevisionLog } from "./revision-log.ts";
import { SUMMARY_COLUMNS, summaryOf, type SummaryRow } from "./site-index.ts";
import type { SurveyRecords } from "./survey-records.ts";

export interface SiteReading {
  /** Every site, the one that changed last first. */
  sites(): SiteSummary[];
  /** Throws SITE_NOT_FOUND, and STORE_DAMAGED when what is stored does not match its hash. */
  site(siteId: string): Site;
  /** The survey alone, without its checks. Throws SITE_NOT_FOUND, STORE_DAMAGED. */
  document(siteId: string): SurveyDocument;
  /** Throws SITE_NOT_FOUND, CHECK_NOT_FOUND (also while it has not come to this laptop), STORE_DAMAGED. */
  checkRecord(siteId: string, checkId: string): CheckRecord;
  /** Throws SITE_NOT_FOUND, SCAN_NOT_FOUND, STORE_DAMAGED. */
  scan(siteId: string, scanId: string): ScanRecord;
  /** Throws SITE_NOT_FOUND, PROOF_NOT_FOUND (also while it has not come to this laptop), STORE_DAMAGED. */
  proof(siteId: string, proofId: string): ProofRecord;
  /** Tests from outside that are on this laptop, the newest first. Throws SITE_NOT_FOUND, STORE_DAMAGED. */
  proofs(siteId: string, limit: number): ProofRecord[];
  /** Ids of the sites with this name: those spelled exactly so, or else those that differ in case only. */
  siteByName(name: string): string[];
}

/** As many checks as a page shows side by side; each is some ten thousand bytes to read and verify. */
const WHOLE_CHECKS = 3;

export function createSiteReading(database: DatabaseFile, log: RevisionLog, records: SurveyRecords): SiteReading {
  return {
    sites: () =>
      database.read((db) =>
        db
          .prepare<[], SummaryRow>(`select ${SUMMARY_COLUMNS} from survey order by survey.recency desc, survey.id`)
          .all()
          .map(summaryOf),
      ),

    site: (siteId) =>
      database.read((db) => {
        const head = log.head(db, siteId);
        const { summary, document, hash, newerRevisions } = head;
        const checks = checksOf(db, head);
        return {
          ...summary,
          revision: hash,
          document,
          records: checks.slice(-WHOLE_CHECKS).flatMap((check) => records.check(db, siteId, check.hash) ?? []),
          checkList: checks.map(({ checkId, startedAt, verdict }) => ({ checkId, startedAt, verdict })),
          scans: scansOf(db, head),
          proofs: proofsOf(db, head).map(({ hash: _, ...shown }) => shown),
          deviceNotes: notesOf(document.devices),
          newerRevisions,
        };
      }),

    document: (siteId) => database.read((db) => log.head(db, siteId).document),

    checkRecord: (siteId, checkId) =>
      database.read((db) => {
        const named = log.head(db, siteId).document.checks.find((check) => check.checkId === checkId);
        const record = named === undefined ? null : records.check(db, siteId, named.hash);
        if (record === null) throw new HostError("CHECK_NOT_FOUND");
        return record;
      }),

    scan: (siteId, scanId) =>
      database.read((db) => {
        const named = log.head(db, siteId).document.scans.find((scan) => scan.scanId === scanId);
        const record = named === undefined ? null : records.scan(db, siteId, named.hash);
        if (record === null) throw new HostError("SCAN_NOT_FOUND");
        return record;
      }),

    proof: (siteId, proofId) =>
      database.read((db) => {
        const named = log.head(db, siteId).document.proofs.find((proof) => proof.proofId === proofId);
        const record = named === undefined ? null : records.proof(db, siteId, named.hash);
        if (record === null) throw new HostError("PROOF_NOT_FOUND");
        return record;
      }),

    proofs: (siteId, limit) =>
      database.read((db) =>
        proofsOf(db, log.head(db, siteId))
          .toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt))
          .slice(0, limit)
          .flatMap(({ hash }) => records.proof(db, siteId, hash) ?? []),
      ),

    siteByName: (name) => {
      const wanted = comparable(name);
      const named = database.read((db) =>
        db
          .prepare<[], { id: string; name: string }>("select id, name from survey order by recency desc, id")
          .all()
          .filter((site) => comparable(site.name) === wanted),
      );
      const exact = named.filter((site) => site.name.normalize() === name.trim().normalize());
      return (exact.length > 0 ? exact : named).map(({ id }) => id);
    },
  };
}

type KeptCheck = Site["checkList"][number] & { hash: string };

/** Those that have come to this laptop, as the survey orders them. */
function checksOf(db: Database.Database, { siteId, document }: Head): KeptCheck[] {
  const rows = db
    .prepare<object, { hash: string; startedAt: string; verdict: string }>(
      "select hash, started_at as startedAt, verdict from check_record where survey_id = :siteId",
    )
    .all({ siteId });
  const byHash = new Map(rows.map((row) => [row.hash, row]));
  return document.checks.flatMap(({ checkId, hash }) => {
    const row = byHash.get(hash);
    const verdict = verdictKindSchema.catch("unknown").parse(row?.verdict);
    return row === undefined ? [] : [{ checkId, hash, startedAt: row.startedAt, verdict }];
  });
}

function scansOf(db: Database.Database, { siteId, document }: Head): Site["scans"] {
  const rows = db
    .prepare<object, { hash: string; startedAt: string; devices: number }>(
      "select hash, started_at as startedAt, devices from scan_record where survey_id = :siteId",
    )
    .all({ siteId });
  const byHash = new Map(rows.map((row) => [row.hash, row]));
  return document.scans.flatMap(({ scanId, hash }) => {
    const row = byHash.get(hash);
    return row === undefined ? [] : [{ scanId, startedAt: row.startedAt, devices: row.devices }];
  });
}

function proofsOf(db: Database.Database, { siteId, document }: Head): (ProofSummary & { hash: string })[] {
  if (document.proofs.length === 0) return [];
  const rows = db
    .prepare<object>(
      `select hash, proof_id as proofId, started_at as startedAt, origin, proven, tested from proof_record
       where survey_id = :siteId`,
    )
    .all({ siteId })
    .map((row) => proofRow.parse(row));
  const byHash = new Map(rows.map((row) => [row.hash, row]));
  return document.proofs.flatMap(({ hash }) => byHash.get(hash) ?? []);
}

const proofRow = proofSummarySchema.extend({ hash: z.string() });

const comparable = (name: string): string => name.trim().normalize().toLowerCase();
