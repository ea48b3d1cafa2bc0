import type Database from "better-sqlite3";
import { HostError } from "#core/contract/errors.ts";
import type { DatabaseFile } from "./database-file.ts";
import type { Lineage, LineageNode } from "./lineage.ts";
import { mergedHead } from "./merged-head.ts";
import type { RevisionLog } from "./revision-log.ts";
import { INDEX_VERSION, indexSite, latestRecords } from "./site-index.ts";
import type { SurveyRecords } from "./survey-records.ts";

export interface Settled {
  /** The site shows another revision than before. */
  changed: boolean;
  conflicts: number;
  /** Merges that were written for it. */
  merges: number;
}

/** From the revisions that are there to the one that is shown. */
export interface SiteSettling {
  /** Merges what is unmerged, by rule, and shows the result. Nothing where no revision can be read. */
  settle(db: Database.Database, siteId: string): Settled;
  /**
   * Brings what the list and the search show up to this version, and finishes what a crash left unmerged. Short where nothing is to do.
   * What is damaged is passed over. Returns how many sites were renewed.
   */
  renewIndex(): number;
  /** Derives all of it anew from the revisions. */
  rebuildIndex(): void;
}

const STALE = `select id from survey where index_version < ${INDEX_VERSION}`;
/** So many sites in one transaction, so that others get their turn. */
const SITES_AT_ONCE = 50;

export function createSiteSettling(database: DatabaseFile, log: RevisionLog, records: SurveyRecords): SiteSettling {
  const merged = (
    db: Database.Database,
    siteId: string,
    lineage: Lineage,
  ): { head: LineageNode | null; merges: number } =>
    mergedHead(lineage, siteId, {
      read: (hash) => log.read(db, hash),
      keep: ({ hash, text, node, document }) => log.insert(db, { hash, siteId, text, signature: null }, node, document),
    });

  /** Null: none yet. A site that has just come is known before it is shown. */
  const shownHead = (db: Database.Database, siteId: string): string | null =>
    db
      .prepare<object, { head: string }>("select head from survey where id = :siteId and index_version > 0")
      .get({ siteId })?.head ?? null;

  const settle: SiteSettling["settle"] = (db, siteId) => {
    const lineage = log.lineage(db, siteId);
    const { head, merges } = merged(db, siteId, lineage);
    if (head === null) return { changed: false, conflicts: 0, merges: 0 };
    const { document } = log.read(db, head.hash);
    const changed = shownHead(db, siteId) !== head.hash;
    const { hash, createdAt, recency } = head;
    indexSite(db, { siteId, hash, createdAt, recency, document, newerRevisions: lineage.newerRevisions() });
    return { changed, conflicts: document.conflicts.length, merges };
  };

  /** Also what is kept beside the records. */
  const renew = (db: Database.Database, siteId: string): void => {
    const { head } = merged(db, siteId, log.lineage(db, siteId));
    if (head === null) return;
    ifReadable(() => records.renewDerived(db, siteId, latestRecords(log.read(db, head.hash).document)));
    settle(db, siteId);
  };

  /** Also which pictures its revisions name. */
  const rebuild = (db: Database.Database, siteId: string): void => {
    for (const { hash } of log.lineage(db, siteId).nodes()) {
      ifReadable(() => log.notePhotos(db, siteId, log.read(db, hash).document));
    }
    renew(db, siteId);
  };

  const renewAll = (siteIds: readonly string[], work: (db: Database.Database, siteId: string) => void): number => {
    let renewed = 0;
    for (let first = 0; first < siteIds.length; first += SITES_AT_ONCE) {
      database.write((db) => {
        for (const siteId of siteIds.slice(first, first + SITES_AT_ONCE)) {
          if (ifReadable(() => work(db, siteId))) renewed += 1;
        }
      });
    }
    return renewed;
  };

  const idsOf = (select: string): string[] =>
    database.read((db) =>
      db
        .prepare<[], { id: string }>(select)
        .all()
        .map(({ id }) => id),
    );

  return {
    settle,

    renewIndex: () =>
      // A newer shape of documents may have made revisions readable that were only passed on.
      renewAll(idsOf(`${STALE} and newer_revisions > 0`), rebuild) +
      renewAll(idsOf(STALE), renew) +
      renewAll(idsOf("select id from survey where unsettled = 1"), settle),

    rebuildIndex: () => {
      database.write((db) => db.exec("delete from site_text"));
      renewAll(idsOf("select distinct survey_id as id from revision"), rebuild);
    },
  };
}

/** False: what is stored is damaged there. Whoever opens it is told so. */
function ifReadable(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof HostError && (error.code === "STORE_DAMAGED" || error.code === "REVISION_NOT_FOUND"))
      return false;
    throw error;
  }
}
