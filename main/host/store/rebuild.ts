import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";
import { revisionSchema } from "#core/survey/revision.ts";
import { currentDocument, type SurveyDocument } from "#core/survey/survey-document.ts";
import type { DatabaseFile } from "./database-file.ts";
import { createExchange } from "./exchange-of-surveys.ts";
import type { Exchange, SealedRecord, SealedRevision } from "./exchange.ts";
import { inParts, isOwnUnsigned, takeRevisions } from "./heal.ts";
import { createLaptops } from "./laptops.ts";
import { OwnLaptopKeys, type OwnLaptopOptions } from "./own-laptop.ts";
import { createRowOwner } from "./owned-rows.ts";
import { RECORD_TABLES } from "./record-kinds.ts";
import { PLAIN_TABLES, type RepairSource } from "./repair-sources.ts";
import type { SecondCopyEntry } from "./second-copy-entry.ts";
import { createSurveyParts, createSurveyRevisions, type SurveyParts } from "./survey-revisions.ts";
import { dropStaleNotes, noteOwnUnsigned } from "./unsigned-revisions.ts";

const PER_STEP = 50;
const MAX_NAMES = 1_000;

/** A revision whose parents were not found so far. */
interface Orphan extends SealedRevision {
  createdAt: string;
  parents: string[];
}

/** A sound database in the making, from whatever is put into it: everything is checked as if it came from another laptop. */
export class Rebuild {
  readonly #database: DatabaseFile;
  readonly #options: OwnLaptopOptions;
  readonly #laptop: OwnLaptopKeys;
  readonly #parts: SurveyParts;
  readonly #exchange: Exchange;
  #records: SealedRecord[] = [];
  #revisions: SealedRevision[] = [];
  readonly #orphans = new Map<string, Orphan>();
  readonly #adopted = new Set<string>();
  readonly #lost = new Set<string>();
  readonly #own = new Set<string>();

  constructor(database: DatabaseFile, options: OwnLaptopOptions) {
    this.#database = database;
    this.#options = options;
    const owner = createRowOwner(database.folder, () => crypto.randomUUID());
    this.#laptop = new OwnLaptopKeys(database, owner, options);
    this.#parts = this.#partsFor(() => crypto.randomUUID());
    const laptops = createLaptops(database, options.now);
    this.#exchange = createExchange(database, this.#parts, { laptop: this.#laptop, laptops });
  }

  /** Takes all of a database, a few rows with each step. */
  *take(source: RepairSource): Generator<void> {
    for (const [table, isSound] of Object.entries(PLAIN_TABLES)) {
      for (const row of source.rows(table)) if (isSound(row)) this.#copyRow(table, row);
      yield;
    }
    for (const part of inParts(source.records(), PER_STEP)) {
      this.#exchange.takeRecords(part);
      yield;
    }
    for (const part of inParts(source.revisions(), PER_STEP)) {
      this.#takeRevisions(part);
      yield;
    }
  }

  /** Notes what the second copy holds. */
  queue(entry: SecondCopyEntry): void {
    if (isOwnUnsigned(entry)) this.#own.add(entry.hash);
    if (entry.kind === "revision") this.#revisions.push(entry);
    else this.#records.push(entry);
  }

  *takeQueued(): Generator<void> {
    for (const part of inParts(this.#records, PER_STEP)) {
      this.#exchange.takeRecords(part);
      yield;
    }
    for (const part of inParts(this.#revisions, PER_STEP)) {
      this.#takeRevisions(part);
      yield;
    }
    [this.#records, this.#revisions] = [[], []];
  }

  /** Puts in what waited for its parents, and what nobody has the parents of; then settles every site. */
  *finish(): Generator<void> {
    this.#takeRevisions([...this.#orphans.values()]);
    yield;
    for (const siteId of this.#exchange.siteIds()) {
      this.#exchange.settle(siteId);
      yield;
    }
    for (const orphan of newestOfEachSite(this.#orphans.values())) {
      this.#adopt(orphan);
      yield;
    }
    for (const { hash, parents } of this.#orphans.values()) {
      this.#lost.add(hash);
      for (const parent of parents) this.#lost.add(parent);
    }
    for (const siteId of this.#exchange.siteIds()) {
      for (const hash of this.#exchange.missingRecords(siteId)) this.#lost.add(hash);
      yield;
    }
    noteOwnUnsigned(this.#database, this.#own);
    dropStaleNotes(this.#database);
    yield;
    for (const hash of this.#lost) if (this.#isHere(hash)) this.#lost.delete(hash);
  }

  /** The next write has a higher number than any that the second copy knows. */
  continueAfter(sequence: number): void {
    this.#database.write((db) =>
      db.prepare("update write_sequence set number = max(number, :sequence)").run({ sequence }),
    );
  }

  /** @param shown what the list of sites showed, as far as it could be read */
  result(shown: readonly { id: string; head: string; name: string }[]): {
    sites: number;
    revisions: number;
    lost: number;
    setBack: string[];
  } {
    const back = shown.filter(({ head }) => !this.#isHere(head) && !this.#adopted.has(head));
    for (const { head } of back) this.#lost.add(head);
    const revisions = this.#database.read(
      (db) => db.prepare<[], { n: number }>("select count(*) as n from revision").get()?.n ?? 0,
    );
    return {
      sites: this.#exchange.siteIds().length,
      revisions,
      lost: this.#lost.size,
      setBack: back.map(({ name }) => name.slice(0, 200)).slice(0, MAX_NAMES),
    };
  }

  #takeRevisions(revisions: readonly SealedRevision[]): void {
    const waiting = new Set(
      takeRevisions(this.#exchange, revisions)
        .filter(({ reason }) => reason === "parent-missing")
        .map(({ hash }) => hash),
    );
    for (const revision of revisions) {
      const { hash } = revision;
      const head = orphanHeadSchema.safeParse(waiting.has(hash) ? parseJson(revision.text) : null);
      if (head.success) this.#orphans.set(hash, { ...revision, ...head.data });
      else this.#orphans.delete(hash);
    }
  }

  /**
   * The state of a survey whose history before it is lost becomes a new revision, by this laptop: in the history itself a revision
   * without its parents would stop every exchange of this survey.
   */
  #adopt({ hash, siteId, text }: Orphan): void {
    const revision = revisionSchema.safeParse(parseJson(text));
    if (!revision.success) return;
    const document: SurveyDocument = currentDocument(revision.data.document);
    if (this.#exchange.revisionHashes(siteId).length > 0) {
      createSurveyRevisions(this.#database, this.#parts).amend(siteId, () => document);
    } else {
      const { writing } = this.#partsFor(() => siteId);
      this.#database.write((db) => writing.begin(db, () => document));
    }
    this.#adopted.add(hash);
  }

  #partsFor(randomUuid: () => string): SurveyParts {
    return createSurveyParts(this.#database, { now: this.#options.now, randomUuid, laptop: this.#laptop });
  }

  #isHere(hash: string): boolean {
    return this.#database.read((db) =>
      ["revision", ...Object.values(RECORD_TABLES)].some(
        (table) => db.prepare(`select 1 from ${table} where hash = :hash`).get({ hash }) !== undefined,
      ),
    );
  }

  /** A row that is there already stays: it came from a newer file. */
  #copyRow(table: string, row: Readonly<Record<string, unknown>>): void {
    this.#database.write((db) => {
      const known = db.prepare<[], { name: string }>(`select name from pragma_table_info('${table}')`).all();
      const columns = known.map(({ name }) => name).filter((name) => row[name] !== undefined);
      const values = Object.fromEntries(columns.map((name) => [name, row[name]]));
      db.prepare(
        `insert or ignore into ${table} (${columns.join(", ")}) values (${columns.map((name) => `:${name}`).join(", ")})`,
      ).run(values);
    });
  }
}

const orphanHeadSchema = z.object({ createdAt: z.string(), parents: z.array(z.string()) });

/** Of each site the latest one; a tie is decided by the hash. */
function newestOfEachSite(orphans: Iterable<Orphan>): Orphan[] {
  const newest = new Map<string, Orphan>();
  for (const orphan of orphans) {
    const best = newest.get(orphan.siteId);
    if (best === undefined || rank(orphan) > rank(best)) newest.set(orphan.siteId, orphan);
  }
  return [...newest.values()];
}

const rank = ({ createdAt, hash }: Orphan): string => `${new Date(createdAt).toISOString()} ${hash}`;
