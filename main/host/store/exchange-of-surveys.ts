import type Database from "better-sqlite3";
import { MERGED_BY_RULE } from "#core/survey/revision.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { laptopIdOf } from "../identity/laptop-keys.ts";
import type { DatabaseFile } from "./database-file.ts";
import type { Exchange, Refusal, SealedRevision, Taken } from "./exchange.ts";
import { createRevisionIntake, openRecord, storeAsTarget } from "./exchange-intake.ts";
import { previewTaking } from "./exchange-preview.ts";
import type { Laptops } from "./laptops.ts";
import type { Lineage } from "./lineage.ts";
import type { OwnLaptop } from "./own-laptop.ts";
import { RECORD_LISTS, RECORD_TABLES, recordKinds } from "./record-kinds.ts";
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

  const takeRevisions = (db: Database.Database, revisions: readonly SealedRevision[]): Taken => {
    const intake = createRevisionIntake(storeAsTarget(db, log, laptops));
    const refused: Refusal[] = [];
    let taken = 0;
    for (const revision of revisions) {
      const result = intake.take(revision);
      if (result === "taken") taken += 1;
      else if (result !== "known") refused.push({ hash: revision.hash, reason: result });
    }
    for (const [siteId, lineage] of intake.changed) noteArrival(db, siteId, lineage);
    return { taken, refused };
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
            `${recordKinds.map((kind) => `select hash from ${RECORD_TABLES[kind]} where survey_id = :siteId`).join(" union ")}
             order by hash`,
          )
          .all({ siteId })
          .map(({ hash }) => hash),
      ),

    missingRecords: (siteId) =>
      database.read((db) => {
        const missing = headDocuments(db, siteId).flatMap((document) =>
          recordKinds.flatMap((kind) =>
            document[RECORD_LISTS[kind]].map(({ hash }) => hash).filter((hash) => !records.has(db, kind, siteId, hash)),
          ),
        );
        return [...new Set(missing)];
      }),

    record: (siteId, hash) =>
      database.read((db) => {
        for (const kind of recordKinds) {
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

    takeRevisions: (revisions) => database.write((db) => takeRevisions(db, revisions)),

    settle: (siteId) =>
      database.write((db) => {
        const { changed, conflicts } = settling.settle(db, siteId);
        return { changed, conflicts };
      }),

    preview: (siteId, revisions, cards) => previewTaking({ database, log, laptops }, siteId, revisions, cards),
  };
}
