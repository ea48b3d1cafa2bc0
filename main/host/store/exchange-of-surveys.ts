import type Database from "better-sqlite3";
import { MERGED_BY_RULE } from "#core/survey/revision.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { laptopIdOf } from "../identity/laptop-keys.ts";
import type { DatabaseFile } from "./database-file.ts";
import type { Exchange, ExchangePreview, Refusal, SealedRevision, Taken } from "./exchange.ts";
import { createRevisionIntake, openRecord } from "./exchange-intake.ts";
import type { Laptops } from "./laptops.ts";
import type { Lineage } from "./lineage.ts";
import type { OwnLaptop } from "./own-laptop.ts";
import type { SurveyParts } from "./survey-revisions.ts";

export interface ExchangeOptions {
  laptop: Pick<OwnLaptop, "card">;
  laptops: Pick<Laptops, "cardOf" | "takeCard">;
}

export function createExchange(
  database: DatabaseFile,
  { log, records, settling }: SurveyParts,
  { laptop, laptops }: ExchangeOptions,
): Exchange {
  const takeCards = (db: Database.Database, cards: Parameters<Exchange["takeCards"]>[0]): Taken => {
    const refused: Refusal[] = [];
    let taken = 0;
    for (const card of cards) {
      const result = laptops.takeCard(db, card);
      if (result === "wrong-signature") refused.push({ hash: laptopIdOf(card.publicKey), reason: result });
      else if (result === "taken") taken += 1;
    }
    return { taken, refused };
  };

  const takeRevisions = (db: Database.Database, revisions: readonly SealedRevision[]): Taken & { hashes: string[] } => {
    const intake = createRevisionIntake(db, log, laptops);
    const refused: Refusal[] = [];
    const hashes: string[] = [];
    for (const revision of revisions) {
      const result = intake.take(revision);
      if (result === "taken") hashes.push(revision.hash);
      else if (result !== "known") refused.push({ hash: revision.hash, reason: result });
    }
    for (const [siteId, lineage] of intake.changed) noteArrival(db, siteId, lineage);
    return { taken: hashes.length, refused, hashes };
  };

  /** From now on the site is known to have something to settle, also after a crash. */
  const noteArrival = (db: Database.Database, siteId: string, lineage: Lineage): void => {
    const { changes } = db
      .prepare("update survey set unsettled = 1, newer_revisions = :newer where id = :siteId")
      .run({ siteId, newer: lineage.newerRevisions() });
    if (changes > 0) return;
    const head = lineage.heads().at(-1);
    if (head === undefined) return;
    db.prepare(
      `insert into survey (id, head, unsettled, newer_revisions, updated_at, name)
       values (:siteId, :head, 1, :newer, :updatedAt, :name)`,
    ).run({
      siteId,
      head: head.hash,
      newer: lineage.newerRevisions(),
      updatedAt: head.createdAt,
      name: log.read(db, head.hash).document.site.name.toWellFormed(),
    });
  };

  const headDocuments = (db: Database.Database, siteId: string): SurveyDocument[] =>
    log
      .lineage(db, siteId)
      .heads()
      .map(({ hash }) => log.read(db, hash).document);

  return {
    siteIds: () =>
      database.read((db) =>
        db
          .prepare<[], { id: string }>("select distinct survey_id as id from revision order by survey_id")
          .all()
          .map(({ id }) => id),
      ),

    revisionHashes: (siteId) =>
      database.read((db) =>
        db
          .prepare<object, { hash: string }>("select hash from revision where survey_id = :siteId order by seq")
          .all({ siteId })
          .map(({ hash }) => hash),
      ),

    revision: (hash) => database.read((db) => log.sealed(db, hash)),

    recordHashes: (siteId) =>
      database.read((db) =>
        db
          .prepare<object, { hash: string }>(
            `select hash from check_record where survey_id = :siteId
             union select hash from scan_record where survey_id = :siteId order by hash`,
          )
          .all({ siteId })
          .map(({ hash }) => hash),
      ),

    missingRecords: (siteId) =>
      database.read((db) => {
        const named = headDocuments(db, siteId).flatMap(({ checks, scans }) => [
          ...checks.filter(({ hash }) => !records.has(db, "check", siteId, hash)),
          ...scans.filter(({ hash }) => !records.has(db, "scan", siteId, hash)),
        ]);
        return [...new Set(named.map(({ hash }) => hash))];
      }),

    record: (siteId, hash) =>
      database.read((db) => {
        for (const kind of ["check", "scan"] as const) {
          const text = records.text(db, kind, siteId, hash);
          if (text !== null) return { hash, siteId, kind, text };
        }
        return null;
      }),

    photoHashes: (siteId) => database.read((db) => log.photoHashes(db, siteId)),

    cardsFor: (siteIds) => {
      const own = laptop.card();
      return database.read((db) => {
        const authorsOf = db.prepare<object, { author: string }>(
          "select distinct author from revision where survey_id = :siteId",
        );
        const authors = new Set(siteIds.flatMap((siteId) => authorsOf.all({ siteId }).map(({ author }) => author)));
        authors.delete(laptopIdOf(own.publicKey));
        authors.delete(MERGED_BY_RULE);
        return [own, ...[...authors].toSorted().flatMap((author) => laptops.cardOf(db, author) ?? [])];
      });
    },

    takeCards: (cards) => database.write((db) => takeCards(db, cards)),

    takeRecords: (given) =>
      database.write((db) => {
        const refused: Refusal[] = [];
        const sites = new Set<string>();
        let taken = 0;
        for (const sealed of given) {
          const record = openRecord(sealed);
          if (typeof record === "string") refused.push({ hash: sealed.hash, reason: record });
          else if (!records.has(db, record.kind, sealed.siteId, record.hash)) {
            records.insert(db, sealed.siteId, record);
            sites.add(sealed.siteId);
            taken += 1;
          }
        }
        // Records that come after the revisions that name them: what the site shows of them follows.
        const isShown = db.prepare("select 1 from survey where id = :siteId and unsettled = 0");
        for (const siteId of sites) {
          if (isShown.get({ siteId }) !== undefined) settling.settle(db, siteId);
        }
        return { taken, refused };
      }),

    takeRevisions: (revisions) =>
      database.write((db) => {
        const { taken, refused } = takeRevisions(db, revisions);
        return { taken, refused };
      }),

    settle: (siteId) =>
      database.write((db) => {
        const { changed, conflicts } = settling.settle(db, siteId);
        return { changed, conflicts };
      }),

    preview: (siteId, revisions, cards) =>
      triedOut(database, (db) => {
        const ofSite = revisions.filter((revision) => revision.siteId === siteId);
        const before = log.lineage(db, siteId).heads().length > 0;
        takeCards(db, cards);
        const { taken, refused, hashes } = takeRevisions(db, ofSite);
        const { merges, conflicts } = settling.settle(db, siteId);
        return {
          name: nameOf(db, siteId),
          what: whatItDoes(before, taken, merges),
          newRevisions: taken,
          conflicts,
          unsigned: unsignedAmong(db, hashes),
          refused,
        };
      }),
  };
}

function whatItDoes(wasThere: boolean, taken: number, merges: number): ExchangePreview["what"] {
  if (!wasThere) return "new";
  if (taken === 0) return "same";
  return merges > 0 ? "merges" : "adds";
}

/** A site that only a newer Farsite can read has no name here. */
function nameOf(db: Database.Database, siteId: string): string {
  return db.prepare<object, { name: string }>("select name from survey where id = :siteId").get({ siteId })?.name ?? "";
}

function unsignedAmong(db: Database.Database, hashes: readonly string[]): number {
  const isUnsigned = db.prepare(
    `select 1 from revision where hash = :hash and author <> '${MERGED_BY_RULE}'
       and not exists (select 1 from revision_signature where revision_signature.hash = revision.hash)`,
  );
  return hashes.filter((hash) => isUnsigned.get({ hash }) !== undefined).length;
}

/** Carries the result of a transaction that must leave nothing behind. */
class NotKept extends Error {
  readonly result: ExchangePreview;

  constructor(result: ExchangePreview) {
    super("tried out");
    this.result = result;
  }
}

/** Does the real thing and takes it back, so that what was announced is what happens. */
function triedOut(database: DatabaseFile, work: (db: Database.Database) => ExchangePreview): ExchangePreview {
  try {
    return database.write((db) => {
      throw new NotKept(work(db));
    });
  } catch (error) {
    if (error instanceof NotKept) return error.result;
    throw error;
  }
}
