import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import { accountSchema } from "#core/contract/contract.ts";
import type { DatabaseFile } from "./database-file.ts";

/**
 * That a password is kept, for what and since when; never the password. `writing` and `removing` say that the keychain may
 * or may not hold it: they are set before the keychain is touched, so that a crash in between leaves nothing unfindable.
 */
const credentialReferenceSchema = z.object({
  siteId: z.uuid(),
  account: accountSchema,
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

export function createCredentialReferences(database: DatabaseFile, now: () => Date): CredentialReferences {
  return {
    keep: (reference) => {
      const kept = credentialReferenceSchema.parse({ ...reference, keptAt: now().toISOString() });
      database.write((db) => {
        const site = db.prepare("select id from survey where id = :siteId").get({ siteId: kept.siteId });
        if (site === undefined) throw new HostError("SITE_NOT_FOUND", { site: kept.siteId });
        db.prepare(
          `insert into credential (survey_id, account, user_name, kept_at, state)
           values (:siteId, :account, :userName, :keptAt, :state)
           on conflict (survey_id, account) do update
           set user_name = excluded.user_name, kept_at = excluded.kept_at, state = excluded.state`,
        ).run({ ...kept, userName: kept.userName.toWellFormed() });
      });
      return kept;
    },

    find: ({ siteId, account }) => {
      const row = database.read((db) =>
        db.prepare(`${SELECT} where survey_id = :siteId and account = :account`).get({ siteId, account }),
      );
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
      database.write(
        (db) =>
          db.prepare("delete from credential where survey_id = :siteId and account = :account").run({ siteId, account })
            .changes > 0,
      ),
  };
}
