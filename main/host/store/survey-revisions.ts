import type Database from "better-sqlite3";
import { z } from "zod";
import type { Site, SiteSummary } from "#core/contract/survey-calls.ts";
import { HostError } from "#core/contract/errors.ts";
import { notesWith } from "#core/lan/device-notes.ts";
import {
  deviceNoteSchema,
  scanRecordSchema,
  scanSummarySchema,
  type DeviceNote,
  type ScanRecord,
  type ScanSummary,
} from "#core/lan/scan-record.ts";
import { verdictKindSchema } from "#core/nat/diagnosis.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { checkRecordSchema, type CheckRecord } from "#core/survey/check-record.ts";
import {
  MAX_CHECKS_PER_SITE,
  MAX_NOTES_PER_SITE,
  MAX_SCANS_PER_SITE,
  SURVEY_VERSION,
  siteNameSchema,
  type SurveyDocument,
} from "#core/survey/survey-document.ts";
import type { DatabaseFile } from "./database-file.ts";
import { createRevisionLog, sha256, type Head, type RevisionOptions } from "./revision-log.ts";

export interface SavedRecord {
  siteId: string;
  siteName: string;
  /** Hash of the revision that holds the check or scan. */
  revision: string;
}

/** A record of a site, or the first of a new site called `siteName` when `siteId` is null; an existing site keeps its name. */
export interface RecordToSave<R> {
  siteId: string | null;
  siteName: string;
  record: R;
}

export interface SurveyRevisions {
  /** Every site, the one that changed last first. */
  sites(): SiteSummary[];
  /** Throws SITE_NOT_FOUND, and STORE_DAMAGED when what is stored does not match its hash. */
  site(siteId: string): Site;
  /** Throws SITE_NOT_FOUND, BAD_INPUT. */
  renameSite(siteId: string, name: string): SiteSummary;
  /**
   * Appends a check to its site. Durable when it returns. Saving the same record again changes nothing, so a caller may
   * retry.
   *
   * Throws SITE_NOT_FOUND, BAD_INPUT, DISK_FULL, STORE_BUSY.
   */
  saveCheck(check: RecordToSave<CheckRecord>): SavedRecord;
  /** The same for a search for devices. */
  saveScan(scan: RecordToSave<ScanRecord>): SavedRecord;
  /** Throws SITE_NOT_FOUND, SCAN_NOT_FOUND, STORE_DAMAGED. */
  scan(siteId: string, scanId: string): ScanRecord;
  /** Keeps what the person wrote about a device; nothing written forgets it. Throws SITE_NOT_FOUND, BAD_INPUT. */
  describeDevice(siteId: string, note: DeviceNote): DeviceNote[];
  /** Ids of the sites with this name: those spelled exactly so, or else those that differ in case only. */
  siteByName(name: string): string[];
}

/** A kind of record beside the revisions: its table, and how a document names it. */
type RecordTable = "check_record" | "scan_record";

export function createSurveyRevisions(database: DatabaseFile, options: RevisionOptions): SurveyRevisions {
  const log = createRevisionLog(database, options);

  const readRecord = <T>(
    db: Database.Database,
    [table, schema]: readonly [RecordTable, z.ZodType<T>],
    siteId: string,
    hash: string,
  ): T => {
    const row = db
      .prepare<object, { record: string }>(`select record from ${table} where survey_id = :siteId and hash = :hash`)
      .get({ siteId, hash });
    if (row === undefined) throw log.damaged(`${table} ${hash} is missing`);
    if (sha256(row.record) !== hash) throw log.damaged(`${table} ${hash} does not match its hash`);
    const record = schema.safeParse(JSON.parse(row.record));
    if (!record.success) throw log.damaged(`${table} ${hash} can't be read`, record.error);
    return record.data;
  };

  const summarise = (db: Database.Database, { siteId, createdAt, document }: Head): SiteSummary => {
    const last = document.checks.at(-1);
    const verdict =
      last === undefined
        ? undefined
        : db
            .prepare<object, { verdict: string }>(
              "select verdict from check_record where survey_id = :siteId and hash = :hash",
            )
            .get({ siteId, hash: last.hash })?.verdict;
    return {
      id: siteId,
      name: document.site.name,
      updatedAt: createdAt,
      checks: document.checks.length,
      lastVerdict: verdictKindSchema
        .nullable()
        .catch(null)
        .parse(verdict ?? null),
    };
  };

  const scansOf = (db: Database.Database, { siteId, document }: Head): ScanSummary[] =>
    document.scans.map(({ scanId, hash }) => {
      const row = db
        .prepare(
          `select scan_id as scanId, started_at as startedAt, devices from scan_record
           where survey_id = :siteId and hash = :hash`,
        )
        .get({ siteId, hash });
      if (row === undefined) throw log.damaged(`scan ${scanId} is missing`);
      return scanSummarySchema.parse(row);
    });

  /** Appends a record, once: `insert` puts it into its table, `named` into the document. */
  const save = (
    { siteId, siteName, table, hash }: { siteId: string | null; siteName: string; table: RecordTable; hash: string },
    add: { insert(db: Database.Database, siteId: string): void; named(before: SurveyDocument): SurveyDocument },
  ): SavedRecord => {
    const newName = siteId === null ? parseName(siteName) : siteName;
    return database.write((db) => {
      // A retry after a lost answer must not begin a second site.
      const savedIn =
        siteId ??
        db.prepare<object, { survey_id: string }>(`select survey_id from ${table} where hash = :hash`).get({ hash })
          ?.survey_id;
      const head = savedIn === undefined ? null : log.head(db, savedIn);
      const id = savedIn ?? options.randomUuid();
      const before = head?.document ?? emptyDocument(newName);
      const names = { siteId: id, siteName: before.site.name };
      if (head !== null && [...before.checks, ...before.scans].some((known) => known.hash === hash)) {
        return { ...names, revision: head.hash };
      }
      const after = add.named(before);
      add.insert(db, id);
      return { ...names, revision: log.append(db, id, head === null ? [] : [head.hash], after) };
    });
  };

  return {
    sites: () => database.read((db) => log.heads(db).map((head) => summarise(db, head))),

    site: (siteId) =>
      database.read((db) => {
        const head = log.head(db, siteId);
        const { checks, deviceNotes } = head.document;
        const records = checks.map(({ hash }) => readRecord(db, ["check_record", checkRecordSchema], siteId, hash));
        return { ...summarise(db, head), revision: head.hash, records, scans: scansOf(db, head), deviceNotes };
      }),

    scan: (siteId, scanId) =>
      database.read((db) => {
        const kept = log.head(db, siteId).document.scans.find((scan) => scan.scanId === scanId);
        if (kept === undefined) throw new HostError("SCAN_NOT_FOUND");
        return readRecord(db, ["scan_record", scanRecordSchema], siteId, kept.hash);
      }),

    renameSite: (siteId, name) => {
      const newName = parseName(name);
      return database.write((db) => {
        const { hash, document } = log.head(db, siteId);
        if (document.site.name !== newName) {
          log.append(db, siteId, [hash], { ...document, site: { ...document.site, name: newName } });
        }
        return summarise(db, log.head(db, siteId));
      });
    },

    saveCheck: ({ siteId, siteName, record }) => {
      const { value, text, hash } = checked(checkRecordSchema, record);
      return save(
        { siteId, siteName, table: "check_record", hash },
        {
          named: (before) => ({
            ...before,
            checks: [...withRoom(before.checks, MAX_CHECKS_PER_SITE, "checks"), { checkId: value.checkId, hash }],
          }),
          insert: (db, id) =>
            db
              .prepare(
                `insert into check_record (survey_id, hash, verdict, record) values (:id, :hash, :verdict, :text)`,
              )
              .run({ id, hash, verdict: value.diagnosis.verdict.kind, text }),
        },
      );
    },

    saveScan: ({ siteId, siteName, record }) => {
      const { value, text, hash } = checked(scanRecordSchema, record);
      const { scanId, startedAt } = value;
      return save(
        { siteId, siteName, table: "scan_record", hash },
        {
          named: (before) => ({
            ...before,
            scans: [...withRoom(before.scans, MAX_SCANS_PER_SITE, "scans"), { scanId, hash }],
          }),
          insert: (db, id) =>
            db
              .prepare(
                `insert into scan_record (survey_id, hash, scan_id, started_at, devices, record)
                 values (:id, :hash, :scanId, :startedAt, :devices, :text)`,
              )
              .run({ id, hash, scanId, startedAt, devices: value.devices.length, text }),
        },
      );
    },

    describeDevice: (siteId, note) => {
      const { value } = checked(deviceNoteSchema, note);
      return database.write((db) => {
        const { hash, document } = log.head(db, siteId);
        const deviceNotes = notesWith(withRoom(document.deviceNotes, MAX_NOTES_PER_SITE, "notes"), value);
        if (canonicalJson(deviceNotes) !== canonicalJson(document.deviceNotes)) {
          log.append(db, siteId, [hash], { ...document, deviceNotes });
        }
        return deviceNotes;
      });
    },

    siteByName: (name) => {
      const wanted = comparable(name);
      const named = database.read((db) =>
        log.heads(db).map(({ siteId, document }) => ({ id: siteId, name: document.site.name })),
      );
      const exact = named.filter((site) => site.name.normalize() === name.trim().normalize());
      return (exact.length > 0 ? exact : named.filter((site) => comparable(site.name) === wanted)).map(({ id }) => id);
    },
  };
}

const emptyDocument = (name: string): SurveyDocument => ({
  format: "farsite-survey",
  version: SURVEY_VERSION,
  site: { name },
  checks: [],
  scans: [],
  deviceNotes: [],
});

/** What is about to be kept, its text and its name. */
function checked<T>(schema: z.ZodType<T>, given: unknown): { value: T; text: string; hash: string } {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new HostError("BAD_INPUT", { detail: z.prettifyError(parsed.error) }, parsed.error);
  const text = canonicalJson(parsed.data);
  return { value: parsed.data, text, hash: sha256(text) };
}

/** The list, if one more fits. @throws HostError BAD_INPUT */
function withRoom<T>(list: readonly T[], most: number, what: string): readonly T[] {
  if (list.length >= most) throw new HostError("BAD_INPUT", { detail: `a site holds at most ${most} ${what}` });
  return list;
}

/** SQLite stores text as UTF-8, which has no lone surrogates. */
function parseName(name: string): string {
  return checked(siteNameSchema, name.toWellFormed()).value;
}

function comparable(name: string): string {
  return name.trim().normalize().toLowerCase();
}
