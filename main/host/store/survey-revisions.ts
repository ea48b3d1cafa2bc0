import { createHash } from "node:crypto";
import type Database from "better-sqlite3";
import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import type { Site, SiteSummary } from "#core/contract/contract.ts";
import { verdictKindSchema } from "#core/nat/diagnosis.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { checkRecordSchema, type CheckRecord } from "#core/survey/check-record.ts";
import { revisionHash, revisionSchema, type Revision } from "#core/survey/revision.ts";
import {
  MAX_CHECKS_PER_SITE,
  SURVEY_VERSION,
  siteNameSchema,
  type SurveyDocument,
} from "#core/survey/survey-document.ts";
import type { DatabaseFile } from "./database-file.ts";

export interface SavedCheck {
  siteId: string;
  siteName: string;
  /** Hash of the revision that holds the check. */
  revision: string;
}

export interface SurveyRevisions {
  /** Every site, the one that changed last first. */
  sites(): SiteSummary[];
  /** Throws SITE_NOT_FOUND, and STORE_DAMAGED when what is stored does not match its hash. */
  site(siteId: string): Site;
  /** Throws SITE_NOT_FOUND, BAD_INPUT. */
  renameSite(siteId: string, name: string): SiteSummary;
  /**
   * Appends a check to a site, or begins a site called `siteName` when `siteId` is null; an existing site keeps its own
   * name. Durable when it returns. Saving the same record again changes nothing, so a caller may retry.
   *
   * Throws SITE_NOT_FOUND, BAD_INPUT, DISK_FULL, STORE_BUSY.
   */
  saveCheck(check: { siteId: string | null; siteName: string; record: CheckRecord }): SavedCheck;
  /** Ids of the sites with this name: those spelled exactly so, or else those that differ in case only. */
  siteByName(name: string): string[];
}

export interface RevisionOptions {
  now: () => Date;
  randomUuid: () => string;
}

const headRow = z.object({
  hash: z.string(),
  survey_id: z.string(),
  parents: z.string(),
  author: z.string(),
  created_at: z.string(),
  document: z.string(),
});
type HeadRow = z.infer<typeof headRow>;

const parseJson = (text: string): unknown => JSON.parse(text);

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

const SELECT_HEADS = `
  select revision.hash, revision.survey_id, revision.parents, revision.author, revision.created_at, revision.document
  from survey join revision on revision.hash = survey.head`;

export function createSurveyRevisions(database: DatabaseFile, options: RevisionOptions): SurveyRevisions {
  const damaged = (detail: string, cause?: unknown) =>
    new HostError("STORE_DAMAGED", { file: database.file, detail }, cause);

  const readRevision = (row: HeadRow): Revision => {
    let revision: Revision;
    try {
      revision = revisionSchema.parse({
        parents: parseJson(row.parents),
        siteId: row.survey_id,
        author: row.author,
        createdAt: row.created_at,
        document: parseJson(row.document),
      });
    } catch (error) {
      throw damaged(`revision ${row.hash} can't be read`, error);
    }
    if (revisionHash(revision, sha256) !== row.hash) throw damaged(`revision ${row.hash} does not match its hash`);
    return revision;
  };

  const readHead = (db: Database.Database, siteId: string): HeadRow => {
    const row = db.prepare(`${SELECT_HEADS} where survey.id = :siteId`).get({ siteId });
    if (row === undefined) throw new HostError("SITE_NOT_FOUND", { site: siteId });
    return headRow.parse(row);
  };

  const readRecord = (db: Database.Database, siteId: string, hash: string): CheckRecord => {
    const row = db
      .prepare<object, { record: string }>("select record from check_record where survey_id = :siteId and hash = :hash")
      .get({ siteId, hash });
    if (row === undefined) throw damaged(`check ${hash} is missing`);
    if (sha256(row.record) !== hash) throw damaged(`check ${hash} does not match its hash`);
    const record = checkRecordSchema.safeParse(JSON.parse(row.record));
    if (!record.success) throw damaged(`check ${hash} can't be read`, record.error);
    return record.data;
  };

  const summarise = (db: Database.Database, row: HeadRow): SiteSummary => {
    const { document } = readRevision(row);
    const last = document.checks.at(-1);
    const verdict =
      last === undefined
        ? undefined
        : db
            .prepare<object, { verdict: string }>(
              "select verdict from check_record where survey_id = :siteId and hash = :hash",
            )
            .get({ siteId: row.survey_id, hash: last.hash })?.verdict;
    return {
      id: row.survey_id,
      name: document.site.name,
      updatedAt: row.created_at,
      checks: document.checks.length,
      lastVerdict: verdictKindSchema
        .nullable()
        .catch(null)
        .parse(verdict ?? null),
    };
  };

  /** The installation's own id, made once with the first revision it writes. */
  const deviceId = (db: Database.Database): string => {
    const known = db.prepare<[], { id: string }>("select id from device").get();
    if (known !== undefined) return known.id;
    const id = options.randomUuid();
    db.prepare("insert into device (id, created_at) values (:id, :createdAt)").run({
      id,
      createdAt: options.now().toISOString(),
    });
    return id;
  };

  /** Writes a revision and returns its hash. */
  const append = (db: Database.Database, siteId: string, parents: string[], document: SurveyDocument): string => {
    const revision = revisionSchema.parse({
      parents,
      siteId,
      author: deviceId(db),
      createdAt: options.now().toISOString(),
      document,
    });
    const hash = revisionHash(revision, sha256);
    db.prepare(
      `insert into revision (hash, survey_id, parents, author, created_at, document)
       values (:hash, :siteId, :parents, :author, :createdAt, :document)`,
    ).run({
      hash,
      siteId,
      parents: canonicalJson(revision.parents),
      author: revision.author,
      createdAt: revision.createdAt,
      document: canonicalJson(revision.document),
    });
    db.prepare(
      "insert into survey (id, head) values (:siteId, :hash) on conflict (id) do update set head = excluded.head",
    ).run({ siteId, hash });
    return hash;
  };

  return {
    sites: () =>
      database.read((db) =>
        db
          .prepare(`${SELECT_HEADS} order by revision.created_at desc, revision.survey_id`)
          .all()
          .map((row) => summarise(db, headRow.parse(row))),
      ),

    site: (siteId) =>
      database.read((db) => {
        const row = readHead(db, siteId);
        const records = readRevision(row).document.checks.map(({ hash }) => readRecord(db, siteId, hash));
        return { ...summarise(db, row), revision: row.hash, records };
      }),

    renameSite: (siteId, name) => {
      const newName = parseName(name);
      return database.write((db) => {
        const row = readHead(db, siteId);
        const { document } = readRevision(row);
        if (document.site.name !== newName) {
          append(db, siteId, [row.hash], { ...document, site: { ...document.site, name: newName } });
        }
        return summarise(db, readHead(db, siteId));
      });
    },

    saveCheck: ({ siteId, siteName, record }) => {
      const parsed = checkRecordSchema.safeParse(record);
      if (!parsed.success) throw new HostError("BAD_INPUT", { detail: z.prettifyError(parsed.error) }, parsed.error);
      const text = canonicalJson(parsed.data);
      const check = { checkId: parsed.data.checkId, hash: sha256(text) };
      const newName = siteId === null ? parseName(siteName) : null;

      return database.write((db) => {
        // A retry after a lost answer must not begin a second site.
        const savedIn =
          siteId ??
          db
            .prepare<object, { survey_id: string }>("select survey_id from check_record where hash = :hash")
            .get({ hash: check.hash })?.survey_id;
        const head = savedIn === undefined ? null : readHead(db, savedIn);
        const id = savedIn ?? options.randomUuid();
        const before: SurveyDocument =
          head === null
            ? { format: "farsite-survey", version: SURVEY_VERSION, site: { name: newName ?? siteName }, checks: [] }
            : readRevision(head).document;
        const siteNameNow = before.site.name;
        if (head !== null && before.checks.some(({ hash }) => hash === check.hash)) {
          return { siteId: id, siteName: siteNameNow, revision: head.hash };
        }
        if (before.checks.length >= MAX_CHECKS_PER_SITE) {
          throw new HostError("BAD_INPUT", { detail: `a site holds at most ${MAX_CHECKS_PER_SITE} checks` });
        }
        db.prepare(
          `insert into check_record (survey_id, hash, verdict, record) values (:siteId, :hash, :verdict, :record)`,
        ).run({ siteId: id, hash: check.hash, verdict: parsed.data.diagnosis.verdict.kind, record: text });
        const revision = append(db, id, head === null ? [] : [head.hash], {
          ...before,
          checks: [...before.checks, check],
        });
        return { siteId: id, siteName: siteNameNow, revision };
      });
    },

    siteByName: (name) => {
      const wanted = comparable(name);
      const named = database.read((db) =>
        db
          .prepare(SELECT_HEADS)
          .all()
          .map((row) => headRow.parse(row))
          .map((row) => ({ id: row.survey_id, name: readRevision(row).document.site.name })),
      );
      const exact = named.filter((site) => site.name.normalize() === name.trim().normalize());
      return (exact.length > 0 ? exact : named.filter((site) => comparable(site.name) === wanted)).map(({ id }) => id);
    },
  };
}

/** SQLite stores text as UTF-8, which has no lone surrogates. */
function parseName(name: string): string {
  const parsed = siteNameSchema.safeParse(name.toWellFormed());
  if (!parsed.success) throw new HostError("BAD_INPUT", { detail: z.prettifyError(parsed.error) }, parsed.error);
  return parsed.data;
}

function comparable(name: string): string {
  return name.trim().normalize().toLowerCase();
}
