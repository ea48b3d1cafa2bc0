import { createHash } from "node:crypto";
import type Database from "better-sqlite3";
import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { revisionHash, revisionSchema } from "#core/survey/revision.ts";
import { currentDocument, type SurveyDocument } from "#core/survey/survey-document.ts";
import type { DatabaseFile } from "./database-file.ts";

export interface RevisionOptions {
  now: () => Date;
  randomUuid: () => string;
}

/** The state of a site: the revision that nothing follows yet, its document in the current shape. */
export interface Head {
  hash: string;
  siteId: string;
  createdAt: string;
  document: SurveyDocument;
}

/** The chains of revisions inside a transaction of the caller's. */
export interface RevisionLog {
  /** The head of every site, the one that changed last first. Throws STORE_DAMAGED. */
  heads(db: Database.Database): Head[];
  /** Throws SITE_NOT_FOUND, STORE_DAMAGED. */
  head(db: Database.Database, siteId: string): Head;
  /** Writes a revision and returns its hash. */
  append(db: Database.Database, siteId: string, parents: string[], document: SurveyDocument): string;
  damaged(detail: string, cause?: unknown): HostError;
}

export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

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

const SELECT_HEADS = `
  select revision.hash, revision.survey_id, revision.parents, revision.author, revision.created_at, revision.document
  from survey join revision on revision.hash = survey.head`;

export function createRevisionLog(database: DatabaseFile, options: RevisionOptions): RevisionLog {
  const damaged = (detail: string, cause?: unknown) =>
    new HostError("STORE_DAMAGED", { file: database.file, detail }, cause);

  const headOf = (row: HeadRow): Head => {
    let document: SurveyDocument;
    let hash: string;
    try {
      const revision = revisionSchema.parse({
        parents: parseJson(row.parents),
        siteId: row.survey_id,
        author: row.author,
        createdAt: row.created_at,
        document: parseJson(row.document),
      });
      hash = revisionHash(revision, sha256);
      document = currentDocument(revision.document);
    } catch (error) {
      throw damaged(`revision ${row.hash} can't be read`, error);
    }
    if (hash !== row.hash) throw damaged(`revision ${row.hash} does not match its hash`);
    return { hash, siteId: row.survey_id, createdAt: row.created_at, document };
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

  return {
    heads: (db) =>
      db
        .prepare(`${SELECT_HEADS} order by revision.created_at desc, revision.survey_id`)
        .all()
        .map((row) => headOf(headRow.parse(row))),

    head: (db, siteId) => {
      const row = db.prepare(`${SELECT_HEADS} where survey.id = :siteId`).get({ siteId });
      if (row === undefined) throw new HostError("SITE_NOT_FOUND", { site: siteId });
      return headOf(headRow.parse(row));
    },

    append: (db, siteId, parents, document) => {
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
    },

    damaged,
  };
}
