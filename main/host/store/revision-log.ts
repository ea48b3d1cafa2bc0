import type Database from "better-sqlite3";
import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import type { SiteSummary } from "#core/contract/survey-calls.ts";
import { parseJson } from "#core/parse-json.ts";
import type { Revision } from "#core/survey/revision.ts";
import { currentDocument, type SurveyDocument } from "#core/survey/survey-document.ts";
import { deflateText, inflateText, sha256 } from "./compressed-text.ts";
import type { DatabaseFile } from "./database-file.ts";
import type { SealedRevision } from "./exchange.ts";
import { Lineage, type LineageNode } from "./lineage.ts";
import { preparedOnce } from "./prepared.ts";
import { parseRevision } from "./revision-shape.ts";
import { SUMMARY_COLUMNS, summaryOf, type SummaryRow } from "./site-index.ts";
import { noteUnsigned } from "./unsigned-revisions.ts";

/** A revision that this Farsite can read. */
export interface StoredRevision {
  hash: string;
  revision: Revision;
  /** Its document in the current shape. */
  document: SurveyDocument;
}

/** The revision that is shown and written on. */
export interface Head extends StoredRevision {
  siteId: string;
  /** What the list shows of it. */
  summary: SiteSummary;
  /** Revisions have come that are still to be merged into it. */
  isUnsettled: boolean;
  newerRevisions: number;
}

/** Revisions inside a transaction of the caller's. */
export interface RevisionLog {
  /** Throws SITE_NOT_FOUND, STORE_DAMAGED. */
  head(db: Database.Database, siteId: string): Head;
  /**
   * Throws REVISION_NOT_FOUND (also for one of a newer Farsite), STORE_DAMAGED. Reading what is much like the last one is cheaper; what
   * both have in common is then one object.
   */
  read(db: Database.Database, hash: string): StoredRevision;
  /** Null: there is no such revision. */
  whereIs(db: Database.Database, hash: string): { siteId: string; author: string } | null;
  isSigned(db: Database.Database, hash: string): boolean;
  /** As it travels. Throws REVISION_NOT_FOUND, STORE_DAMAGED. */
  sealed(db: Database.Database, hash: string): SealedRevision;
  /** Who follows whom in a site's survey; empty where there is no such site. */
  lineage(db: Database.Database, siteId: string): Lineage;
  /** Keeps a revision, once, in both copies. What it holds was checked before; null: only a newer Farsite can read it. */
  insert(db: Database.Database, sealed: SealedRevision, node: LineageNode, document: SurveyDocument | null): void;
  /** The same for one that this laptop has just written; without its signature it is noted as to be signed. */
  insertOwn(db: Database.Database, sealed: SealedRevision, node: LineageNode, document: SurveyDocument): void;
  /** Hashes of all pictures that any revision of the site names, with their small ones. */
  photoHashes(db: Database.Database, siteId: string): string[];
  /** Notes the pictures of a document as the site's. */
  notePhotos(db: Database.Database, siteId: string, document: SurveyDocument): void;
  /** Keeps a signature that came later than its revision. */
  addSignature(db: Database.Database, hash: string, signature: string): void;
  damaged(detail: string, cause?: unknown): HostError;
}

interface RevisionRow {
  hash: string;
  siteId: string;
  body: Buffer;
  signature: string | null;
}

const selectRevision = preparedOnce((db) =>
  db.prepare<object, RevisionRow>(
    `select revision.hash, revision.survey_id as siteId, revision.body, revision_signature.signature
     from revision left join revision_signature on revision_signature.hash = revision.hash
     where revision.hash = :hash`,
  ),
);
const selectPlace = preparedOnce((db) =>
  db.prepare<object, { siteId: string; author: string }>(
    "select survey_id as siteId, author from revision where hash = :hash",
  ),
);
const selectIsSigned = preparedOnce((db) => db.prepare<object>("select 1 from revision_signature where hash = :hash"));
const insertRevision = preparedOnce((db) =>
  db.prepare<object>(
    `insert into revision (hash, survey_id, parents, author, created_at, version, recency, body)
     values (:hash, :siteId, :parents, :author, :createdAt, :version, :recency, :body)`,
  ),
);
const insertSignature = preparedOnce((db) =>
  db.prepare<object>("insert into revision_signature (hash, signature) values (:hash, :signature)"),
);

const parentsSchema = z.array(z.string());

export function createRevisionLog(database: DatabaseFile): RevisionLog {
  const damaged = (detail: string, cause?: unknown) =>
    new HostError("STORE_DAMAGED", { file: database.file, detail }, cause);

  let latest: SurveyDocument | null = null;

  /** The text that has the hash. */
  const textOf = ({ hash, body }: RevisionRow): string => {
    let text: string;
    try {
      text = inflateText(body);
    } catch (error) {
      throw damaged(`revision ${hash} can't be unpacked`, error);
    }
    if (sha256(text) !== hash) throw damaged(`revision ${hash} does not match its hash`);
    return text;
  };

  const sealed: RevisionLog["sealed"] = (db, hash) => {
    const row = selectRevision(db).get({ hash });
    if (row === undefined) throw new HostError("REVISION_NOT_FOUND");
    return { hash, siteId: row.siteId, text: textOf(row), signature: row.signature };
  };

  const read: RevisionLog["read"] = (db, hash) => {
    const { text } = sealed(db, hash);
    const revision = parseRevision(parseJson(text), latest);
    if (revision.success) {
      latest = currentDocument(revision.data.document);
      return { hash, revision: revision.data, document: latest };
    }
    const row = db
      .prepare<object, { version: number }>("select version from revision where hash = :hash")
      .get({ hash });
    if (Lineage.isNewer(row?.version ?? 0)) throw new HostError("REVISION_NOT_FOUND");
    throw damaged(`revision ${hash} can't be read`, revision.error);
  };

  const addSignature: RevisionLog["addSignature"] = (db, hash, signature) => {
    insertSignature(db).run({ hash, signature });
  };

  const photoHashes: RevisionLog["photoHashes"] = (db, siteId) =>
    db
      .prepare<object, { hash: string }>("select hash from survey_photo where survey_id = :siteId order by hash")
      .all({ siteId })
      .map(({ hash }) => hash);

  const notePhotos: RevisionLog["notePhotos"] = (db, siteId, { photos }) => {
    if (photos.length === 0) return;
    const known = new Set(photoHashes(db, siteId));
    const insert = db.prepare("insert or ignore into survey_photo (survey_id, hash) values (:siteId, :hash)");
    for (const hash of photos.flatMap((photo) => [photo.hash, photo.thumbnail])) {
      if (!known.has(hash)) insert.run({ siteId, hash });
    }
  };

  const insert = (
    db: Database.Database,
    { hash, siteId, text, signature }: SealedRevision,
    node: LineageNode,
    document: SurveyDocument | null,
  ): void => {
    insertRevision(db).run({ ...node, hash, siteId, parents: JSON.stringify(node.parents), body: deflateText(text) });
    if (signature !== null) addSignature(db, hash, signature);
    if (document !== null) notePhotos(db, siteId, document);
  };

  return {
    damaged,
    sealed,
    read,

    whereIs: (db, hash) => selectPlace(db).get({ hash }) ?? null,

    isSigned: (db, hash) => selectIsSigned(db).get({ hash }) !== undefined,

    head: (db, siteId) => {
      // In one statement: another shell may write before the next one.
      const row = db
        .prepare<object, SummaryRow & { head: string; unsettled: number; newerRevisions: number }>(
          `select ${SUMMARY_COLUMNS}, survey.head, survey.unsettled, survey.newer_revisions as newerRevisions
           from survey where survey.id = :siteId`,
        )
        .get({ siteId });
      if (row === undefined) throw new HostError("SITE_NOT_FOUND", { site: siteId });
      const { head, unsettled, newerRevisions, ...shown } = row;
      try {
        return { ...read(db, head), siteId, summary: summaryOf(shown), isUnsettled: unsettled === 1, newerRevisions };
      } catch (error) {
        if (error instanceof HostError && error.code === "REVISION_NOT_FOUND") {
          throw damaged(`revision ${head} is missing`, error);
        }
        throw error;
      }
    },

    lineage: (db, siteId) => {
      const rows = db
        .prepare<object, Omit<LineageNode, "parents"> & { parents: string }>(
          `select hash, parents, author, created_at as createdAt, version, recency from revision
           where survey_id = :siteId order by seq`,
        )
        .all({ siteId });
      return new Lineage(rows.map((row) => ({ ...row, parents: parentsSchema.parse(parseJson(row.parents)) })));
    },

    photoHashes,
    notePhotos,

    insert: (db, revision, node, document) => {
      insert(db, revision, node, document);
      database.remember(entryOf(revision));
    },

    insertOwn: (db, revision, node, document) => {
      insert(db, revision, node, document);
      if (revision.signature === null) noteUnsigned(db, node);
      database.remember({ ...entryOf(revision), own: true });
    },

    addSignature: (db, hash, signature) => {
      addSignature(db, hash, signature);
      database.remember(entryOf(sealed(db, hash)));
    },
  };
}

const entryOf = ({ hash, siteId, text, signature }: SealedRevision) =>
  ({ kind: "revision", hash, siteId, text, signature }) as const;
