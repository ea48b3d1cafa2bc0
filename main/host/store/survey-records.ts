import type Database from "better-sqlite3";
import type { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import { scanRecordSchema, type ScanRecord } from "#core/lan/scan-record.ts";
import { parseJson } from "#core/parse-json.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { checkRecordSchema, type CheckRecord } from "#core/survey/check-record.ts";
import { proofRecordSchema, type ProofRecord } from "#core/proof/proof-record.ts";
import { proofSummary } from "#core/proof/proof-summary.ts";
import { assertNever } from "#core/never.ts";
import { deflateText, inflateText, sha256 } from "./compressed-text.ts";
import type { DatabaseFile } from "./database-file.ts";
import { RECORD_TABLES, type RecordKind } from "./record-kinds.ts";
import { checkWords, proofWords, scanWords } from "./site-words.ts";

/** A record that was checked: its text and its name. */
export type ReadyRecord = { text: string; hash: string } & (
  | { kind: "check"; value: CheckRecord }
  | { kind: "scan"; value: ScanRecord }
  | { kind: "proof"; value: ProofRecord }
);

/** Checks, searches for devices and tests from outside, which surveys name by their hash. Inside a transaction of the caller's. */
export interface SurveyRecords {
  has(db: Database.Database, kind: RecordKind, siteId: string, hash: string): boolean;
  /** Null: it has not come to this laptop. Throws STORE_DAMAGED. */
  text(db: Database.Database, kind: RecordKind, siteId: string, hash: string): string | null;
  check(db: Database.Database, siteId: string, hash: string): CheckRecord | null;
  scan(db: Database.Database, siteId: string, hash: string): ScanRecord | null;
  proof(db: Database.Database, siteId: string, hash: string): ProofRecord | null;
  /** Keeps a record, once, in both copies. */
  insert(db: Database.Database, siteId: string, record: ReadyRecord): void;
  /** Derives what is kept beside the records anew, for these of a site. */
  renewDerived(db: Database.Database, siteId: string, records: readonly { kind: RecordKind; hash: string }[]): void;
}

export function createSurveyRecords(database: DatabaseFile): SurveyRecords {
  const damaged = (kind: RecordKind, hash: string, what: string, cause?: unknown) =>
    new HostError("STORE_DAMAGED", { file: database.file, detail: `${RECORD_TABLES[kind]} ${hash} ${what}` }, cause);

  const text: SurveyRecords["text"] = (db, kind, siteId, hash) => {
    const row = db
      .prepare<object, { body: Buffer }>(
        `select body from ${RECORD_TABLES[kind]} where survey_id = :siteId and hash = :hash`,
      )
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
    proof: (db, siteId, hash) => read(db, ["proof", proofRecordSchema], siteId, hash),

    has: (db, kind, siteId, hash) =>
      db
        .prepare(`select 1 from ${RECORD_TABLES[kind]} where survey_id = :siteId and hash = :hash`)
        .get({ siteId, hash }) !== undefined,

    insert: (db, siteId, record) => {
      const { kind, hash } = record;
      const columns = { survey_id: siteId, hash, ...columnsOf(record), body: deflateText(record.text) };
      const names = Object.keys(columns);
      db.prepare(
        `insert into ${RECORD_TABLES[kind]} (${names.join(", ")}) values (${names.map((name) => `:${name}`).join(", ")})`,
      ).run(columns);
      database.remember({ kind, hash, siteId, text: record.text });
    },

    renewDerived: (db, siteId, records) => {
      for (const { kind, hash } of records) {
        const found = text(db, kind, siteId, hash);
        const record = found === null ? null : readyRecord(kind, parseJson(found));
        if (record === null) continue;
        const columns = columnsOf(record);
        const changes = Object.keys(columns).map((name) => `${name} = :${name}`);
        db.prepare(
          `update ${RECORD_TABLES[kind]} set ${changes.join(", ")} where survey_id = :siteId and hash = :hash`,
        ).run({ siteId, hash, ...columns });
      }
    },
  };
}

/** Null: it is none. */
export function readyRecord(kind: RecordKind, value: unknown): ReadyRecord | null {
  switch (kind) {
    case "check": {
      const { data } = checkRecordSchema.safeParse(value);
      return data === undefined ? null : { kind, value: data, ...named(data) };
    }
    case "scan": {
      const { data } = scanRecordSchema.safeParse(value);
      return data === undefined ? null : { kind, value: data, ...named(data) };
    }
    case "proof": {
      const { data } = proofRecordSchema.safeParse(value);
      return data === undefined ? null : { kind, value: data, ...named(data) };
    }
    default:
      return assertNever(kind);
  }
}

function named(value: ReadyRecord["value"]): { text: string; hash: string } {
  const text = canonicalJson(value);
  return { text, hash: sha256(text) };
}

/** What is kept beside a record, by the columns of its table. */
function columnsOf({ kind, value }: ReadyRecord): Readonly<Record<string, string | number | null>> {
  switch (kind) {
    case "check": {
      const { verdict, publicAddress, wanAddress } = value.diagnosis;
      return {
        check_id: value.checkId,
        started_at: value.startedAt,
        verdict: verdict.kind,
        public_address: publicAddress,
        wan_address: wanAddress,
        words: checkWords(value).toWellFormed(),
      };
    }
    case "scan":
      return {
        scan_id: value.scanId,
        started_at: value.startedAt,
        devices: value.devices.length,
        words: scanWords(value).toWellFormed(),
      };
    case "proof": {
      const { proofId, startedAt, origin, proven, tested } = proofSummary(value);
      const words = proofWords(value).toWellFormed();
      return { proof_id: proofId, started_at: startedAt, origin, proven, tested, words };
    }
    default:
      return assertNever(kind);
  }
}
