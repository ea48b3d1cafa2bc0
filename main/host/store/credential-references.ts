import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";
import type { DatabaseFile } from "./database-file.ts";

/** Where a secret lies: the operating system's keychain, or Farsite's own file under a passphrase. */
const secretBackendSchema = z.enum(["keychain", "passphrase"]);
export type SecretBackend = z.infer<typeof secretBackendSchema>;

/**
 * That this laptop holds a secret, for what, where and since when; never the secret. All states but `kept` and `lost` say that the
 * backend may or may not hold the entry: they are noted before it is touched, so that a crash leaves nothing unfindable.
 */
const credentialReferenceSchema = z.object({
  /** What it is for: `<siteId>/<accountId>`, or the fixed name of a secret of the firm's or the laptop's. */
  key: z.string().min(1).max(200),
  /** What the entry is called in its backend. A new secret gets a new entry; the old one goes when the new one is safe. */
  entry: z.string().min(1).max(200),
  backend: secretBackendSchema,
  /** What belongs to this secret and to no other: the address a token is for; or what a crash must not keep from the survey. */
  about: z.string().max(20_000).nullable(),
  keptAt: z.iso.datetime({ offset: true }),
  /**
   * `writing`: it is to take the place of what is kept. `copying`: a move is bringing it here. `lost`: it was kept, and the
   * backend has it no more.
   */
  state: z.enum(["writing", "copying", "kept", "removing", "lost"]),
});
export type CredentialReference = z.infer<typeof credentialReferenceSchema>;

export interface CredentialReferences {
  /** Adds a reference, or replaces the one of the same entry in the same backend. */
  put(reference: CredentialReference): void;
  /** In one step: this one is kept, all others of its key are to be removed. */
  settle(reference: CredentialReference): void;
  of(key: string): CredentialReference[];
  list(): CredentialReference[];
  /** Keys of a site's accounts with a secret that may or may not have been written or removed. */
  unsettled(siteId: string): string[];
  remove(reference: Pick<CredentialReference, "entry" | "backend">): void;
  /** Gives the references of one key to another one; their entries stay as they are called. */
  rekey(from: string, to: string): void;
  /** Where new secrets go. */
  backend(): SecretBackend;
  choose(backend: SecretBackend): void;
}

const SELECT = "select key, entry, backend, about, kept_at as keptAt, state from credential";

/** Among the settings, but not a setting that a shell may change by itself. */
const BACKEND_SETTING = "secretBackend";

export function createCredentialReferences(database: DatabaseFile): CredentialReferences {
  const rows = (where: string, values: object): CredentialReference[] =>
    database.read((db) =>
      db
        .prepare(`${SELECT} ${where} order by key, kept_at`)
        .all(values)
        .map((row) => credentialReferenceSchema.parse(row)),
    );

  const UPSERT = `
    insert into credential (key, entry, backend, about, kept_at, state)
    values (:key, :entry, :backend, :about, :keptAt, :state)
    on conflict (entry, backend) do update
    set key = excluded.key, about = excluded.about, kept_at = excluded.kept_at, state = excluded.state`;

  const valid = (reference: CredentialReference): CredentialReference => {
    const { about, ...rest } = credentialReferenceSchema.parse(reference);
    return { ...rest, about: about?.toWellFormed() ?? null };
  };

  return {
    put: (reference) => void database.write((db) => db.prepare(UPSERT).run(valid(reference))),

    settle: (reference) =>
      database.write((db) => {
        const { key, entry, backend } = reference;
        db.prepare(
          `update credential set state = 'removing', about = null
           where key = :key and not (entry = :entry and backend = :backend)`,
        ).run({ key, entry, backend });
        db.prepare(UPSERT).run(valid({ ...reference, state: "kept" }));
      }),

    of: (key) => rows("where key = :key", { key }),

    list: () => rows("", {}),

    unsettled: (siteId) =>
      rows(
        `where substr(key, 1, length(:prefix)) = :prefix and state <> 'lost' and (
           state = 'writing'
           or not exists (select 1 from credential as one where one.key = credential.key and one.state = 'kept')
         )`,
        { prefix: `${siteId}/` },
      ).map(({ key }) => key),

    remove: ({ entry, backend }) =>
      void database.write((db) =>
        db.prepare("delete from credential where entry = :entry and backend = :backend").run({ entry, backend }),
      ),

    rekey: (from, to) =>
      void database.write((db) => db.prepare("update credential set key = :to where key = :from").run({ from, to })),

    backend: () => {
      const row = database.read((db) =>
        db.prepare("select value from setting where name = :name").get({ name: BACKEND_SETTING }),
      );
      const { value } = z.object({ value: z.string() }).catch({ value: "" }).parse(row);
      return secretBackendSchema.catch("keychain").parse(parseJson(value));
    },

    choose: (backend) =>
      void database.write((db) =>
        db
          .prepare(
            "insert into setting (name, value) values (:name, :backend) on conflict (name) do update set value = excluded.value",
          )
          .run({ name: BACKEND_SETTING, backend: JSON.stringify(backend) }),
      ),
  };
}
