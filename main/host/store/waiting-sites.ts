import type Database from "better-sqlite3";
import { z } from "zod";
import { waitingSiteSchema, type WaitingSite } from "#core/contract/route-calls.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { DatabaseFile } from "./database-file.ts";

export interface WaitingSites {
  /** Walk-throughs that wait for somebody else, the longest waiting first; of sites that are put away none. */
  waitingSites(): WaitingSite[];
}

/** A walk-through of a survey that waits. */
type WaitingWalk = Omit<WaitingSite, "siteId" | "siteName"> & { sinceMs: number };

/** The longest waiting first. */
export function waitingWalks({ walks, line }: SurveyDocument): WaitingWalk[] {
  return walks
    .flatMap(({ id, kind, status, waiting }): WaitingWalk[] => {
      if (status !== "open" || waiting === undefined || waiting === null) return [];
      const { for: waitingFor, since, until } = waiting;
      const provider = line.provider?.toWellFormed() ?? null;
      // Times with different offsets don't compare as texts.
      return [{ walkId: id, kind, waitingFor, provider, since, sinceMs: Date.parse(since), until }];
    })
    .toSorted((a, b) => a.sinceMs - b.sinceMs || (a.walkId < b.walkId ? -1 : 1));
}

/** Writes what the list of waiting sites shows of a site. */
export function indexWaiting(db: Database.Database, siteId: string, waiting: readonly WaitingWalk[]): void {
  db.prepare("delete from site_waiting where survey_id = :siteId").run({ siteId });
  for (const walk of waiting) {
    db.prepare(
      `insert into site_waiting (survey_id, walk_id, kind, waiting_for, provider, since, since_ms, until)
       values (:siteId, :walkId, :kind, :waitingFor, :provider, :since, :sinceMs, :until)`,
    ).run({ siteId, ...walk });
  }
}

export function createWaitingSites(database: DatabaseFile): WaitingSites {
  return {
    waitingSites: () =>
      database.read((db) =>
        z.array(waitingSiteSchema).parse(
          db
            .prepare(
              `select survey.id as siteId, survey.name as siteName, walk_id as walkId, kind,
                   site_waiting.waiting_for as waitingFor, provider, since, until
                 from site_waiting join survey on survey.id = survey_id
                 where survey.status <> 'archived' order by since_ms, survey.id, walk_id`,
            )
            .all(),
        ),
      ),
  };
}
