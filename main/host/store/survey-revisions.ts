import type Database from "better-sqlite3";
import { z } from "zod";
import type { SiteSummary } from "#core/contract/survey-calls.ts";
import { HostError } from "#core/contract/errors.ts";
import { notesOf } from "#core/lan/device-notes.ts";
import { assertNever } from "#core/never.ts";
import type { ProofRecord } from "#core/proof/proof-record.ts";
import { deviceNoteSchema, type DeviceNote, type ScanRecord } from "#core/lan/scan-record.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { withDeviceNote } from "#core/survey/described-device.ts";
import type { RevisionNote } from "#core/survey/revision.ts";
import { withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import {
  emptyDocument,
  MAX_CHECKS_PER_SITE,
  MAX_PROOFS_PER_SITE,
  MAX_SCANS_PER_SITE,
  type SurveyDocument,
} from "#core/survey/survey-document.ts";
import { withoutOtherSites } from "#core/survey/other-sites.ts";
import { siteNameSchema } from "#core/survey/survey-sections.ts";
import { withTemplate, type SurveyTemplate } from "#core/survey/survey-template.ts";
import type { DatabaseFile } from "./database-file.ts";
import { RECORD_LISTS, RECORD_TABLES, type RecordKind } from "./record-kinds.ts";
import { createRevisionLog, type RevisionLog } from "./revision-log.ts";
import { createSiteReading, type SiteReading } from "./site-reading.ts";
import { createSiteSearch, type SiteSearch } from "./site-search.ts";
import { createSiteSettling, type SiteSettling } from "./site-settling.ts";
import { createSurveyRecords, readyRecord, type ReadyRecord, type SurveyRecords } from "./survey-records.ts";
import {
  createSurveyWriting,
  type DocumentChange,
  type SurveyWriting,
  type WritingOptions,
  type Written,
} from "./survey-writing.ts";
import { createWaitingSites, type WaitingSites } from "./waiting-sites.ts";

export interface SavedRecord {
  siteId: string;
  siteName: string;
  /** Hash of the revision that holds the check, search or test. */
  revision: string;
}

/** A record of a site, or the first of a new site called `siteName` when `siteId` is null; an existing site keeps its name. */
export interface RecordToSave<R> {
  siteId: string | null;
  siteName: string;
  record: R;
}

/** Every call that writes is one transaction, durable when it returns, and throws DISK_FULL, STORE_BUSY, STORE_READ_ONLY. */
export interface SurveyRevisions
  extends SiteReading, SiteSearch, WaitingSites, Pick<SiteSettling, "renewIndex" | "rebuildIndex"> {
  /** A new survey before anything is checked. Throws BAD_INPUT. */
  beginSite(site: { name: string; template: SurveyTemplate | null }): { siteId: string; revision: string };
  /**
   * Changes a survey: the only way to a new revision. Nothing is written when nothing is different.
   *
   * Throws SITE_NOT_FOUND, BAD_INPUT, STORE_DAMAGED.
   */
  amend(siteId: string, change: DocumentChange, note?: RevisionNote): Written;
  /** `amend` by what a person did in a form. */
  changeSurvey(siteId: string, changes: readonly SurveyChange[]): Written;
  /** Throws SITE_NOT_FOUND, BAD_INPUT. */
  renameSite(siteId: string, name: string): SiteSummary;
  /** Appends a check to its site. Saving the same record again changes nothing, so a caller may retry. */
  saveCheck(check: RecordToSave<CheckRecord>): SavedRecord;
  /** The same for a search for devices. */
  saveScan(scan: RecordToSave<ScanRecord>): SavedRecord;
  /** The same for a test from outside, which is always one of a site. Throws SITE_NOT_FOUND. */
  saveProof(proof: { siteId: string; record: ProofRecord }): SavedRecord;
  /** Keeps what the person wrote about a device; nothing written forgets it. Throws SITE_NOT_FOUND, BAD_INPUT. */
  describeDevice(siteId: string, note: DeviceNote): DeviceNote[];
}

/** What surveys are made of, for the other parts of the store. */
export interface SurveyParts {
  log: RevisionLog;
  records: SurveyRecords;
  settling: SiteSettling;
  writing: SurveyWriting;
}

export function createSurveyParts(database: DatabaseFile, options: WritingOptions): SurveyParts {
  const log = createRevisionLog(database);
  const records = createSurveyRecords(database);
  const settling = createSiteSettling(database, log, records);
  return { log, records, settling, writing: createSurveyWriting(log, settling, options) };
}

export function createSurveyRevisions(
  database: DatabaseFile,
  { log, records, settling, writing }: SurveyParts,
): SurveyRevisions {
  const amend: SurveyRevisions["amend"] = (siteId, change, note) =>
    database.write((db) => writing.amend(db, siteId, change, note));

  /** Appends a record, once. */
  const save = (siteId: string | null, siteName: string, record: ReadyRecord): SavedRecord => {
    const newName = siteId === null ? parseName(siteName) : siteName;
    return database.write((db) => {
      const keepIn = (id: string, before: SurveyDocument): SurveyDocument => {
        if (!records.has(db, record.kind, id, record.hash)) records.insert(db, id, record);
        return naming(before, record);
      };
      // A retry after a lost answer must not begin a second site.
      const known = siteId ?? siteWith(db, record);
      const written =
        known === undefined
          ? writing.begin(db, (id) => keepIn(id, emptyDocument(newName)))
          : writing.amend(db, known, (before) => keepIn(known, before));
      return { siteId: written.siteId, siteName: written.document.site.name, revision: written.revision };
    });
  };

  return {
    ...createSiteReading(database, log, records),
    ...createSiteSearch(database),
    ...createWaitingSites(database),
    renewIndex: () => settling.renewIndex(),
    rebuildIndex: () => settling.rebuildIndex(),
    amend,

    beginSite: ({ name, template }) => {
      const empty = emptyDocument(parseName(name));
      const { siteId, revision } = database.write((db) =>
        writing.begin(db, () => (template === null ? empty : withTemplate(empty, template))),
      );
      return { siteId, revision };
    },

    changeSurvey: (siteId, changes) => amend(siteId, (document) => withChanges(document, changes)),

    renameSite: (siteId, name) => {
      const newName = parseName(name);
      return database.write((db) => {
        const set: SurveyChange = { op: "set", section: "site", field: "name", value: newName };
        writing.amend(db, siteId, (document) => withChanges(document, [set]));
        return log.head(db, siteId).summary;
      });
    },

    saveCheck: ({ siteId, siteName, record }) => save(siteId, siteName, checkedRecord("check", record)),
    saveScan: ({ siteId, siteName, record }) => save(siteId, siteName, checkedRecord("scan", record)),
    saveProof: ({ siteId, record }) => save(siteId, "", checkedRecord("proof", record)),

    describeDevice: (siteId, note) => {
      const checked = parsed(deviceNoteSchema, note);
      return database.write((db) => {
        const { hash, revision } = writing.head(db, siteId);
        const side = { revision: hash, author: revision.author, at: revision.createdAt };
        const { document } = writing.amend(db, siteId, (before) => withDeviceNote(before, checked, side));
        return notesOf(document.devices);
      });
    },
  };
}

/** The site that shows a record already. */
function siteWith(db: Database.Database, { kind, hash }: ReadyRecord): string | undefined {
  return db
    .prepare<object, { id: string }>(
      `select survey.id from ${RECORD_TABLES[kind]} as record join survey on survey.id = survey_id
       where record.hash = :hash`,
    )
    .get({ hash })?.id;
}

/** The survey with the record named in it. @throws HostError BAD_INPUT: it holds no more */
function naming(before: SurveyDocument, { kind, hash, value }: ReadyRecord): SurveyDocument {
  if (before[RECORD_LISTS[kind]].some((known) => known.hash === hash)) return before;
  switch (kind) {
    case "check": {
      const checks = withRoom(before.checks, MAX_CHECKS_PER_SITE, "checks");
      return { ...before, checks: [...checks, { checkId: value.checkId, hash }] };
    }
    case "scan": {
      const scans = withRoom(before.scans, MAX_SCANS_PER_SITE, "scans");
      return { ...before, scans: [...scans, { scanId: value.scanId, hash }] };
    }
    case "proof": {
      const proofs = withRoom(before.proofs, MAX_PROOFS_PER_SITE, "proofs");
      return { ...before, proofs: [...proofs, { proofId: value.proofId, hash }] };
    }
    default:
      return assertNever(kind);
  }
}

/** The list, if one more fits. @throws HostError BAD_INPUT */
function withRoom<T>(list: readonly T[], most: number, what: string): readonly T[] {
  if (list.length >= most) throw new HostError("BAD_INPUT", { detail: `a site holds at most ${most} ${what}` });
  return list;
}

function checkedRecord(kind: RecordKind, given: unknown): ReadyRecord {
  const record = readyRecord(kind, given);
  if (record === null) throw new HostError("BAD_INPUT", { detail: `this is no ${kind}` });
  if (record.kind !== "check") return record;
  const kept = withoutOtherSites(record.value);
  return kept === record.value ? record : (readyRecord(kind, kept) ?? record);
}

function parsed<T>(schema: z.ZodType<T>, given: unknown): T {
  const result = schema.safeParse(given);
  if (!result.success) throw new HostError("BAD_INPUT", { detail: z.prettifyError(result.error) }, result.error);
  return result.data;
}

/** SQLite stores text as UTF-8, which has no lone surrogates. */
const parseName = (name: string): string => parsed(siteNameSchema, name.toWellFormed());
