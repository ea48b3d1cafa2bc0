import { statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { isHostError } from "#core/contract/errors.ts";
import type { StoreStatus } from "#core/contract/team-calls.ts";
import { errorText } from "#core/error-text.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createHubStates, type HubStates } from "../hub/hub-state.ts";
import { createOwnFacts, type OwnFacts } from "../knowledge/own-facts.ts";
import { createBackups, type BackupReason } from "./backups.ts";
import { createCredentialReferences, type CredentialReferences } from "./credential-references.ts";
import { createDueAccounts, type DueAccounts } from "./credential-due.ts";
import { openDatabaseFile, writeSequence } from "./database-file.ts";
import { startDatabaseJob } from "./database-job.ts";
import { createExchange } from "./exchange-of-surveys.ts";
import type { Exchange } from "./exchange.ts";
import { heal } from "./heal.ts";
import { createHistory, type SurveyHistory } from "./history.ts";
import { createLastingMappings, type LastingMappings } from "./lasting-mappings.ts";
import { createLaptops, type Laptops } from "./laptops.ts";
import { createMappingJournal, type MappingJournal } from "./mapping-journal.ts";
import { createOwnedRows, createRowOwner, ownersFolder, type OwnedRows } from "./owned-rows.ts";
import { countOwners, sweepOwnerLocks } from "./owner-lock.ts";
import { OwnLaptopKeys, type UnsignedRevisions } from "./own-laptop.ts";
import { finishRepair } from "./repair-swap.ts";
import { rescueEntrySchema, type RescueEntry } from "./rescue-entry.ts";
import { createFirmServers, type FirmServers } from "./firm-servers.ts";
import { createSiteTunnels, type SiteTunnels } from "./site-tunnels.ts";
import { createSitesAtAddress, type SitesAtAddress } from "./sites-at-address.ts";
import { lastSequenceIn } from "./second-copy-reader.ts";
import { createStoreHealth, type StoreState } from "./store-health.ts";
import { createStoredSettings, type StoredSettings } from "./stored-settings.ts";
import { createSurveyParts, createSurveyRevisions, type SurveyRevisions } from "./survey-revisions.ts";
import { createTemplates, type Templates } from "./templates.ts";
import { createUnsignedRevisions } from "./unsigned-revisions.ts";
import { createStoreWatch, type StoreWatch } from "./watch.ts";

export interface StoreOptions {
  /** Where `farsite.db` lives; created, for its owner only, when missing. */
  folder: string;
  now: () => Date;
  randomUuid: () => string;
  /** Called with every write: the identity keeper has something to sign. */
  onWrite?: () => void;
}

/** What Farsite keeps on this computer. Calls are synchronous and short; what they confirm is on disk. */
export interface Store
  extends SurveyRevisions, SurveyHistory, Templates, StoreWatch, StoredSettings, SitesAtAddress, Laptops, SiteTunnels {
  readonly file: string;
  exchange: Exchange;
  ownLaptop: OwnLaptopKeys;
  unsignedRevisions: UnsignedRevisions;
  credentials: CredentialReferences;
  dueAccounts: DueAccounts;
  hubStates: HubStates;
  /** What the firm has entered into the knowledge base. */
  ownFacts: OwnFacts;
  firmServers: FirmServers;
  /** Mappings for the time of a check. */
  journal: MappingJournal;
  /** Mappings that stay. */
  lastingMappings: LastingMappings;
  rescues: OwnedRows<RescueEntry>;
  /** `checking` and `read-only` say that a write waits or is refused. */
  state(): StoreState;
  /** Settles once writes no longer wait for the check after a crash. A write that does not wait for this blocks instead. */
  whenWritable(): Promise<void>;
  status(): StoreStatus;
  /** Throws DISK_FULL, or STORE_DAMAGED when the copy is not sound. */
  backUp(why: BackupReason): Promise<void>;
  /** The day's first backup, if it was not made yet. Never rejects: what stands in the way is told by `status`. */
  backUpIfDue(): Promise<void>;
  /** SQLite's own check of the whole file: "ok", or what is wrong with it. Reads everything, so it takes a while. */
  integrity(): string;
  close(): void;
}

/** Throws HostError STORE_DAMAGED, STORE_NEWER, STORE_BUSY, DISK_FULL or FOLDER_NOT_WRITABLE. */
export function openStore(options: StoreOptions): Store {
  const { folder } = options;
  const file = join(folder, "farsite.db");
  finishRepair(folder);
  const health = createStoreHealth(file);
  const owner = createRowOwner(folder, options.randomUuid);
  const backups = createBackups(folder, options.now);
  let backupNote: string | null = null;
  let wasUnclean = hadUncleanExit(folder, file);
  const database = openDatabaseFile(folder, {
    beforeWrite: () => {
      health.beforeWrite();
      owner.id();
      options.onWrite?.();
    },
    foundDamage: health.foundDamage,
    beforeMigration: () => {
      try {
        backups.makeBeforeMigration();
      } catch (error) {
        if (isHostError(error) && error.code === "STORE_DAMAGED") throw error;
        // The change of the shape is one transaction: without a backup it is still safe from a crash.
        backupNote = errorText(error);
      }
    },
  });
  const ownLaptop = new OwnLaptopKeys(database, owner, { now: options.now, computerName: hostname() });
  const laptops = createLaptops(database, options.now);
  const parts = createSurveyParts(database, { ...options, laptop: ownLaptop });
  const exchange = createExchange(database, parts, { laptop: ownLaptop, laptops });
  const surveys = createSurveyRevisions(database, parts);
  const settings = createStoredSettings(database);
  const locale = (): Locale => settings.settings().locale ?? "en";
  // The second copy first: another shell that writes meanwhile must not look like a database that has lost something.
  const copied = lastSequenceIn(folder);
  const sequence = database.read(writeSequence);
  wasUnclean ||= copied > sequence;
  let hasSecondCopyGap = false;
  if (wasUnclean) {
    health.check(
      startDatabaseJob({ task: "check", file }),
      () => heal(database, exchange, copied > sequence ? sequence : database.read(writeSequence)),
      () => {
        // Without a second copy nothing tells what is missing in it: a backup holds all of it twice.
        hasSecondCopyGap = database.read(writeSequence) > lastSequenceIn(folder);
        sweepOwnerLocks(ownersFolder(folder), owner.idIfAny());
        renewIndex(surveys);
      },
    );
  }
  if (!wasUnclean) renewIndex(surveys);
  return {
    file,
    ...surveys,
    ...createHistory(database, { log: parts.log, writing: parts.writing, laptops, locale }),
    ...createTemplates(database, { randomUuid: options.randomUuid, locale }),
    ...createStoreWatch(database),
    ...settings,
    ...createSitesAtAddress(database, options.now),
    ...createSiteTunnels(database),
    ...laptops,
    exchange,
    ownLaptop,
    unsignedRevisions: createUnsignedRevisions(database, parts.log),
    credentials: createCredentialReferences(database),
    dueAccounts: createDueAccounts(database),
    hubStates: createHubStates(database),
    ownFacts: createOwnFacts(database),
    firmServers: createFirmServers(database),
    journal: createMappingJournal(database, owner, options),
    lastingMappings: createLastingMappings(database, options),
    rescues: createOwnedRows(database, owner, { table: "rescue", schema: rescueEntrySchema }),
    state: health.state,
    whenWritable: health.whenWritable,
    status: () => {
      const { state, detail, healed } = health.state();
      const notes = [
        detail,
        backupNote,
        database.isWrittenTwice() ? null : "the newest changes have no second copy yet",
      ];
      return {
        state,
        healed,
        detail: notes.filter((note) => note !== null).join("; ") || null,
        file,
        bytes: bytesOf(file) + bytesOf(`${file}-wal`),
        backups: backups.list(),
      };
    },
    backUp: async (why) => {
      await backups.make(why);
      backupNote = null;
      hasSecondCopyGap = false;
    },
    backUpIfDue: async () => {
      await health.whenWritable();
      if (health.state().state === "read-only" || !(hasSecondCopyGap || backups.isDue())) return;
      try {
        await backups.make("daily");
        backupNote = null;
        hasSecondCopyGap = false;
      } catch (error) {
        backupNote = `no backup today: ${errorText(error)}`;
      }
    },
    integrity: () =>
      database.read((db) =>
        db
          .prepare<[], { quick_check: string }>("pragma quick_check(5)")
          .all()
          .map((row) => row.quick_check)
          .join("; "),
      ),
    close: () => {
      health.close();
      database.close();
      if (database.isWrittenTwice()) owner.close();
      else owner.leave();
    },
  };
}

/** Whether the last process that wrote ended without closing the file: by its lock, or by a log that nobody uses any more. */
function hadUncleanExit(folder: string, file: string): boolean {
  const { alive, gone } = countOwners(ownersFolder(folder), null);
  return gone > 0 || (alive === 0 && bytesOf(`${file}-wal`) > 0);
}

/** Looks at the name only: opening the file would drop this process's locks on it. */
const bytesOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** What the list and the search show is derived: where it can't be brought up to date now, the next start does. */
function renewIndex(surveys: SurveyRevisions): void {
  try {
    surveys.renewIndex();
  } catch (error) {
    if (!isHostError(error)) throw error;
  }
}
