import { createCredentialReferences, type CredentialReferences } from "./credential-references.ts";
import { openDatabaseFile } from "./database-file.ts";
import { createMappingJournal, type MappingJournal } from "./mapping-journal.ts";
import { createOwnedRows, createRowOwner, type OwnedRows } from "./owned-rows.ts";
import { rescueEntrySchema, type RescueEntry } from "./rescue-entry.ts";
import { createSitesAtAddress, type SitesAtAddress } from "./sites-at-address.ts";
import { createStoredSettings, type StoredSettings } from "./stored-settings.ts";
import { createSurveyRevisions, type SurveyRevisions } from "./survey-revisions.ts";

export interface StoreOptions {
  /** Where `farsite.db` lives; created, for its owner only, when missing. */
  folder: string;
  now: () => Date;
  randomUuid: () => string;
}

/** What Farsite keeps on this computer. Calls are synchronous and short; what they confirm is on disk. */
export interface Store extends SurveyRevisions, StoredSettings, SitesAtAddress {
  readonly file: string;
  credentials: CredentialReferences;
  journal: MappingJournal;
  rescues: OwnedRows<RescueEntry>;
  /** SQLite's own check of the whole file: "ok", or what is wrong with it. Reads everything, so it takes a while. */
  integrity(): string;
  close(): void;
}

/** Throws HostError STORE_DAMAGED, STORE_NEWER, STORE_BUSY, DISK_FULL or FOLDER_NOT_WRITABLE. */
export function openStore(options: StoreOptions): Store {
  const database = openDatabaseFile(options.folder);
  const owner = createRowOwner(database, options.randomUuid);
  return {
    file: database.file,
    ...createSurveyRevisions(database, options),
    ...createStoredSettings(database),
    ...createSitesAtAddress(database, options.now),
    credentials: createCredentialReferences(database, options.now),
    journal: createMappingJournal(database, owner, options),
    rescues: createOwnedRows(database, owner, { table: "rescue", schema: rescueEntrySchema }),
    integrity: () =>
      database.read((db) =>
        db
          .prepare<[], { quick_check: string }>("pragma quick_check(5)")
          .all()
          .map((row) => row.quick_check)
          .join("; "),
      ),
    close: () => {
      owner.close();
      database.close();
    },
  };
}
