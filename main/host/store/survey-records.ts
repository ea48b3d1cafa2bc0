import type Database from "better-sqlite3";
import type { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import { scanRecordSchema, type ScanRecord } from "#core/lan/scan-record.ts";
import { parseJson } from "#core/parse-json.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { checkRecordSchema, type CheckRecord } from "#core/survey/check-record.ts";
import { deflateText, inflateText, sha256 } from "./compressed-text.ts";
import type { DatabaseFile } from "./database-file.ts";
import type { SealedRecord } from "./exchange.ts";
import { checkWords, scanWords } from "./site-words.ts";

export type RecordKind = SealedRecord["kind"];

/** A record that was checked: its text and its name. */
export type ReadyRecord = { text: string; hash: string } & (
  | { kind: "check"; value: CheckRecord }
  | { kind: "scan"; value: ScanRecord }
);

/** Checks and searches for devices, which surveys name by their hash. Inside a transaction of the caller's. */
export interface SurveyRecords {
  has(db: Database.Database, kind: RecordKind, siteId: string, hash: string): boolean;
  /** Null: it has not come to this laptop. Throws STORE_DAMAGED. */
  text(db: Database.Database, kind: RecordKind, siteId: string, hash: string): string | null;
  check(db: Database.Database, siteId: string, hash: string): CheckRecord | null;
  scan(db: Database.Database, siteId: string, hash: string): ScanRecord | null;
  /** Keeps a record, once, in both copies. */
  insert(db: Database.Database, siteId: string, record: ReadyRecord): void;
  /** Derives what is kept beside the records anew, for these of a site. */
  renewDerived(db: Database.Database, siteId: string, records: readonly { kind: RecordKind; hash: string }[]): void;
}

const TABLES = { check: "check_record", scan: "scan_record" } as const;

export function createSurveyRecords(database: DatabaseFile): SurveyRecords {
  const damaged = (kind: RecordKind, hash: string, what: string, cause?: unknown) =>
    new HostError("STORE_DAMAGED", { file: database.file, detail: `${TABLES[kind]} ${hash} ${what}` }, cause);

  const text: SurveyRecords["text"] = (db, kind, siteId, hash) => {
    const row = db
      .prepare<object, { body: Buffer }>(`select body from ${TABLES[kind]} where survey_id = :siteId and hash = :hash`)
      .get({ siteId, hash });
    if (row === undefined) return null;
    let unpacked: string;
    try {
      unpacked = inflateText(row.body);
    } catch (error) {
      throw damaged(kind, hash, "can't be unpacked", error);
    }
    if (sha256(unpacked) !== hash) throw damaged(kind, hash, "does not match its hash");
    return unpacked;
  };

  const read = <T>(
    db: Database.Database,
    [kind, schema]: readonly [RecordKind, z.ZodType<T>],
    siteId: string,
    hash: string,
  ): T | null => {
    const found = text(db, kind, siteId, hash);
    if (found === null) return null;
    const record = schema.safeParse(parseJson(found));
    if (!record.success) throw damaged(kind, hash, "can't be read", record.error);
    return record.data;
  };

  return {
    text,
    check: (db, siteId, hash) => read(db, ["check", checkRecordSchema], siteId, hash),
    scan: (db, siteId, hash) => read(db, ["scan", scanRecordSchema], siteId, hash),

    has: (db, kind, siteId, hash) =>
      db.prepare(`select 1 from ${TABLES[kind]} where survey_id = :siteId and hash = :hash`).get({ siteId, hash }) !==
      undefined,

    insert: (db, siteId, record) => {
      const { hash } = record;
      const body = deflateText(record.text);
      if (record.kind === "check") {
        db.prepare(
          `insert into check_record
             (survey_id, hash, check_id, started_at, verdict, public_address, wan_address, words, body)
           values (:siteId, :hash, :checkId, :startedAt, :verdict, :publicAddress, :wanAddress, :words, :body)`,
        ).run({ siteId, hash, body, checkId: record.value.checkId, ...derivedOfCheck(record.value) });
      } else {
        db.prepare(
          `insert into scan_record (survey_id, hash, scan_id, started_at, devices, words, body)
           values (:siteId, :hash, :scanId, :startedAt, :devices, :words, :body)`,
        ).run({ siteId, hash, body, scanId: record.value.scanId, ...derivedOfScan(record.value) });
      }
      database.remember({ kind: record.kind, hash, siteId, text: record.text });
    },

    renewDerived: (db, siteId, records) => {
      for (const { kind, hash } of records) {
        const found = text(db, kind, siteId, hash);
        const record = found === null ? null : readyRecord(kind, parseJson(found));
        if (record?.kind === "check") {
          db.prepare(
            `update check_record set started_at = :startedAt, verdict = :verdict, public_address = :publicAddress,
               wan_address = :wanAddress, words = :words where survey_id = :siteId and hash = :hash`,
          ).run({ siteId, hash, ...derivedOfCheck(record.value) });
        } else if (record?.kind === "scan") {
          db.prepare(
            `update scan_record set started_at = :startedAt, devices = :devices, words = :words
             where survey_id = :siteId and hash = :hash`,
          ).run({ siteId, hash, ...derivedOfScan(record.value) });
        }
      }
    },
  };
}

/** Null: it is none. */
export function readyRecord(kind: RecordKind, value: unknown): ReadyRecord | null {
  if (kind === "check") {
    const parsed = checkRecordSchema.safeParse(value);
    return parsed.success ? { kind, value: parsed.data, ...named(parsed.data) } : null;
  }
  const parsed = scanRecordSchema.safeParse(value);
  return parsed.success ? { kind, value: parsed.data, ...named(parsed.data) } : null;
}

function named(value: CheckRecord | ScanRecord): { text: string; hash: string } {
  const text = canonicalJson(value);
  return { text, hash: sha256(text) };
}

const derivedOfCheck = (record: CheckRecord) => ({
  startedAt: record.startedAt,
  verdict: record.diagnosis.verdict.kind,
  publicAddress: record.diagnosis.publicAddress,
  wanAddress: record.diagnosis.wanAddress,
  words: checkWords(record).toWellFormed(),
});

const derivedOfScan = (record: ScanRecord) => ({
  startedAt: record.startedAt,
  devices: record.devices.length,
  words: scanWords(record).toWellFormed(),
});
