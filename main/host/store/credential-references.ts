import type Database from "better-sqlite3";
import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import { accountSchema } from "#core/contract/contract.ts";
import type { DatabaseFile } from "./database-file.ts";

/**
 * That a password is kept, for what and since when; never the password. `writing` and `removing` say that the keychain may
 * or may not hold it: they are set before the keychain is touched, so that a crash in between leaves nothing unfindable.
 */
const credentialReferenceSchema = z.object({
  /** Null: the firm's own, for all sites. */
  siteId: z.uuid().nullable(),
  account: z.enum([...accountSchema.options, "vantage"]),
  userName: z.string().max(200),
  keptAt: z.iso.datetime({ offset: true }),
  state: z.enum(["writing", "kept", "removing"]),
});
export type CredentialReference = z.infer<typeof credentialReferenceSchema>;

export type CredentialKey = Pick<CredentialReference, "siteId" | "account">;

export interface CredentialReferences {
  /** Adds or replaces the reference for this site and account; `keptAt` is set to now. Throws SITE_NOT_FOUND. */
  keep(reference: Omit<CredentialReference, "keptAt">): CredentialReference;
  find(key: CredentialKey): CredentialReference | null;
  list(): CredentialReference[];
  /** False when there was none. */
  remove(key: CredentialKey): boolean;
}

const SELECT = `
  select survey_id as siteId, account, user_name as userName, kept_at as keptAt, state from credential`;

// "is" also finds the null of what belongs to no site.
const BY_KEY = "survey_id is :siteId and account = :account";

export function createCredentialReferences(database: DatabaseFile, now: () => Date): CredentialReferences {
  return {
    keep: (reference) => {
      const kept = credentialReferenceSchema.parse({ ...reference, keptAt: now().toISOString() });
      database.write((db) => {
        if (kept.siteId !== null && !isSite(db, kept.siteId))
          throw new HostError("SITE_NOT_FOUND", { site: kept.siteId });
        db.prepare(
          `insert into credential (survey_id, account, user_name, kept_at, state)
           values (:siteId, :account, :userName, :keptAt, :state)
           on conflict (coalesce(survey_id, ''), account) do update
           set user_name = excluded.user_name, kept_at = excluded.kept_at, state = excluded.state`,
        ).run({ ...kept, userName: kept.userName.toWellFormed() });
      });
      return kept;
    },

    find: ({ siteId, account }) => {
      const row = database.read((db) => db.prepare(`${SELECT} where ${BY_KEY}`).get({ siteId, account }));
      return row === undefined ? null : credentialReferenceSchema.parse(row);
    },

    list: () =>
      database.read((db) =>
        db
          .prepare(`${SELECT} order by survey_id, account`)
          .all()
          .map((row) => credentialReferenceSchema.parse(row)),
      ),

    remove: ({ siteId, account }) =>
      database.write((db) => db.prepare(`delete from credential where ${BY_KEY}`).run({ siteId, account }).changes > 0),
  };
}

const isSite = (db: Database.Database, id: string): boolean =>
  db.prepare("select id from survey where id = :id").get({ id }) !== undefined;
