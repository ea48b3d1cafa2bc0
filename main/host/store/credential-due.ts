import { setImmediate as nextTurn } from "node:timers/promises";
import { z } from "zod";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { DatabaseFile } from "./database-file.ts";

/** Reading one survey takes about a millisecond; between two batches other calls get their turn. */
const BATCH = 20;

export interface DueAccounts {
  /**
   * Sites with an account whose password is to be changed by this day or earlier, the earliest first. Surveys that changed since the
   * last call are looked into first.
   */
  sitesDue(by: string, document: (siteId: string) => SurveyDocument, limit: number): Promise<string[]>;
}

const changedRow = z.object({ id: z.string(), head: z.string() });
const siteRow = z.object({ id: z.string() });

/** Which surveys have a password that is due, without opening thousands of them each time. Derived: it may be emptied at any time. */
export function createDueAccounts(database: DatabaseFile): DueAccounts {
  const changed = () =>
    database.read((db) =>
      db
        .prepare(
          `select survey.id, survey.head from survey left join account_index on account_index.site_id = survey.id
           where account_index.head is not survey.head limit :limit`,
        )
        .all({ limit: BATCH })
        .map((row) => changedRow.parse(row)),
    );

  return {
    sitesDue: async (by, document, limit) => {
      for (let batch = changed(); batch.length > 0; batch = changed()) {
        const found = batch.map(({ id, head }) => ({ id, head, first: firstDate(() => document(id)) }));
        database.write((db) => {
          const note = db.prepare(
            `insert into account_index (site_id, head, first_change_by) values (:id, :head, :first)
             on conflict (site_id) do update set head = excluded.head, first_change_by = excluded.first_change_by`,
          );
          for (const row of found) note.run(row);
        });
        await nextTurn();
      }
      return database.read((db) =>
        db
          .prepare(
            `select site_id as id from account_index where first_change_by <= :by
             order by first_change_by, site_id limit :limit`,
          )
          .all({ by, limit })
          .map((row) => siteRow.parse(row).id),
      );
    },
  };
}

/** Null: no account has one, or the survey can't be read, which its own page says. */
function firstDate(document: () => SurveyDocument): string | null {
  try {
    const dates = document().accounts.flatMap(({ changeBy }) => (changeBy == null ? [] : [changeBy]));
    return dates.toSorted()[0] ?? null;
  } catch {
    return null;
  }
}
