import type Database from "better-sqlite3";
import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import { revisionText, type Revision, type RevisionNote } from "#core/survey/revision.ts";
import { isSameValue } from "#core/survey/same-value.ts";
import { emptyDocument, SURVEY_VERSION, type SurveyDocument } from "#core/survey/survey-document.ts";
import { sha256 } from "./compressed-text.ts";
import type { OwnLaptop } from "./own-laptop.ts";
import type { Head, RevisionLog } from "./revision-log.ts";
import { parseDocument } from "./revision-shape.ts";
import { indexSite } from "./site-index.ts";
import type { SiteSettling } from "./site-settling.ts";

export interface WritingOptions {
  now: () => Date;
  randomUuid: () => string;
  laptop: Pick<OwnLaptop, "id" | "sign">;
}

/** A site after something was written. */
export interface Written {
  siteId: string;
  revision: string;
  document: SurveyDocument;
}

export type DocumentChange = (document: SurveyDocument) => SurveyDocument;

/** The one way to new revisions of this laptop, inside a transaction of the caller's. */
export interface SurveyWriting {
  /** What is shown, after what came from elsewhere was merged into it. Throws SITE_NOT_FOUND, STORE_DAMAGED. */
  head(db: Database.Database, siteId: string): Head;
  /** The first revision of a new site. Throws BAD_INPUT. */
  begin(db: Database.Database, first: (siteId: string) => SurveyDocument): Written;
  /** A revision after the head, unless nothing is different. Throws SITE_NOT_FOUND, BAD_INPUT, STORE_DAMAGED. */
  amend(db: Database.Database, siteId: string, change: DocumentChange, note?: RevisionNote): Written;
}

export function createSurveyWriting(log: RevisionLog, settling: SiteSettling, options: WritingOptions): SurveyWriting {
  const append = (
    db: Database.Database,
    { siteId, parents, newerRevisions }: { siteId: string; parents: string[]; newerRevisions: number },
    document: SurveyDocument,
    note: RevisionNote | undefined,
  ): Written => {
    const author = options.laptop.id(db);
    const createdAt = options.now().toISOString();
    const revision: Revision = { parents, siteId, author, createdAt, ...(note && { note }), document };
    const text = revisionText(revision);
    const hash = sha256(text);
    const recency = Math.max(Date.parse(createdAt), latestRecency(db) + 1);
    const signature = options.laptop.sign(hash);
    log.insertOwn(
      db,
      { hash, siteId, text, signature },
      { hash, parents, author, createdAt, version: SURVEY_VERSION, recency },
      document,
    );
    indexSite(db, { siteId, hash, createdAt, document, recency, newerRevisions });
    return { siteId, revision: hash, document };
  };

  const head: SurveyWriting["head"] = (db, siteId) => {
    const shown = log.head(db, siteId);
    if (!shown.isUnsettled) return shown;
    settling.settle(db, siteId);
    return log.head(db, siteId);
  };

  return {
    head,

    begin: (db, first) => {
      const siteId = options.randomUuid();
      return append(
        db,
        { siteId, parents: [], newerRevisions: 0 },
        validDocument(first(siteId), emptyDocument("")),
        undefined,
      );
    },

    amend: (db, siteId, change, note) => {
      const before = head(db, siteId);
      const document = validDocument(change(before.document), before.document);
      if (isSameValue(document, before.document)) {
        return { siteId, revision: before.hash, document: before.document };
      }
      return append(db, { ...before, parents: [before.hash] }, document, note);
    },
  };
}

/** What is written here now is the latest of all, also after the clock was set back. */
function latestRecency(db: Database.Database): number {
  return db.prepare<[], { latest: number | null }>("select max(recency) as latest from survey").get()?.latest ?? 0;
}

function validDocument(document: SurveyDocument, before: SurveyDocument): SurveyDocument {
  const parsed = parseDocument(document, before);
  if (!parsed.success) throw new HostError("BAD_INPUT", { detail: z.prettifyError(parsed.error) }, parsed.error);
  return parsed.data;
}
