import type Database from "better-sqlite3";
import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import type { HistoryEntry, historySchema, RevisionAuthor } from "#core/contract/survey-calls.ts";
import { message, verdictKindSchema, type Message } from "#core/nat/diagnosis.ts";
import { proofSummarySchema } from "#core/proof/proof-record.ts";
import { documentChanges, type DocumentChange } from "#core/survey/document-diff.ts";
import { withSide } from "#core/survey/resolved-conflict.ts";
import { MERGED_BY_RULE, type Revision } from "#core/survey/revision.ts";
import { historySentences, type HistoryContext } from "#core/survey/say-history.ts";
import type { Locale } from "#core/survey/settings.ts";
import { emptyDocument, type SurveyDocument } from "#core/survey/survey-document.ts";
import { withTemplate, type SurveyTemplate } from "#core/survey/survey-template.ts";
import { canUndo, neverUndone, restored, undone } from "#core/survey/undo.ts";
import { createTranslate } from "#core/text/translate.ts";
import type { DatabaseFile } from "./database-file.ts";
import type { Laptops } from "./laptops.ts";
import type { Head, RevisionLog, StoredRevision } from "./revision-log.ts";
import type { SurveyWriting, Written } from "./survey-writing.ts";

export type History = z.infer<typeof historySchema>;

/** What became of a survey, and ways back. Those that write throw SITE_NOT_FOUND and what `amend` throws. */
export interface SurveyHistory {
  /** The newest first; no revision stands above one that follows it. Throws SITE_NOT_FOUND. */
  history(siteId: string, page: { offset: number; limit: number }): History;
  /** Throws SITE_NOT_FOUND, REVISION_NOT_FOUND. */
  documentAt(siteId: string, revision: string): SurveyDocument;
  /** Takes back what a revision changed. Throws REVISION_NOT_FOUND, CHANGE_IMPOSSIBLE. */
  undo(siteId: string, revision: string): Written;
  /** Makes the survey what it was then. Throws REVISION_NOT_FOUND. */
  restore(siteId: string, revision: string): Written;
  /** Decides a conflict for one of its sides. Throws CONFLICT_NOT_FOUND, BAD_INPUT. */
  resolve(siteId: string, conflictId: string, side: number): Written;
  useTemplate(siteId: string, template: SurveyTemplate): Written;
}

export interface HistoryOptions {
  log: RevisionLog;
  writing: SurveyWriting;
  laptops: Pick<Laptops, "laptopName">;
  /** Of errors that name a place in the survey. */
  locale: () => Locale;
}

interface Node {
  hash: string;
  parents: string[];
  author: string;
  createdAt: string;
  isSigned: number;
}

export function createHistory(
  database: DatabaseFile,
  { log, writing, laptops, locale }: HistoryOptions,
): SurveyHistory {
  /** Throws REVISION_NOT_FOUND, also for a revision of another site. */
  const readOf = (db: Database.Database, siteId: string, hash: string): StoredRevision => {
    const stored = log.read(db, hash);
    if (stored.revision.siteId !== siteId) throw new HostError("REVISION_NOT_FOUND");
    return stored;
  };

  const history: SurveyHistory["history"] = (siteId, { offset, limit }) =>
    database.read((db) => {
      const head = log.head(db, siteId);
      const now = head.document;
      const hidden = JSON.stringify(overtakenMerges(db, siteId, head, log));
      const total = countOf(db, siteId, hidden);
      const page = pageOf(db, siteId, hidden, { offset, limit });
      const reader = new PageReader(db, log, (laptopId) => laptops.laptopName(db, laptopId));
      return { entries: page.map((node) => reader.entry(node, now)), total };
    });

  const impossible = (why: Message): HostError =>
    new HostError("CHANGE_IMPOSSIBLE", { detail: createTranslate(locale())(why) });

  const withoutChange = (
    db: Database.Database,
    { revision, document: after }: StoredRevision,
    now: SurveyDocument,
  ): SurveyDocument => {
    const [parent, ...others] = revision.parents;
    if (parent === undefined) throw impossible(message("surveyHistory.undo.first"));
    if (others.length > 0) throw impossible(message("surveyHistory.undo.merge"));
    const before = log.read(db, parent).document;
    const never = neverUndone(documentChanges(before, after));
    if (never !== null) throw impossible(never);
    const result = undone(before, after, now);
    if ("blockedAt" in result) {
      const place = createTranslate(locale())(result.blockedAt);
      throw impossible(message("surveyHistory.undo.later", { place }));
    }
    return result.document;
  };

  return {
    history,

    documentAt: (siteId, revision) =>
      database.read((db) => {
        log.head(db, siteId);
        return readOf(db, siteId, revision).document;
      }),

    undo: (siteId, revision) =>
      database.write((db) => {
        writing.head(db, siteId);
        const taken = readOf(db, siteId, revision);
        return writing.amend(db, siteId, (now) => withoutChange(db, taken, now), { kind: "undo", of: revision });
      }),

    restore: (siteId, revision) =>
      database.write((db) => {
        writing.head(db, siteId);
        const then = readOf(db, siteId, revision).document;
        return writing.amend(db, siteId, (now) => restored(then, now), { kind: "restore", to: revision });
      }),

    resolve: (siteId, conflictId, side) =>
      database.write((db) => writing.amend(db, siteId, (document) => withSide(document, conflictId, side))),

    useTemplate: (siteId, template) =>
      database.write((db) => writing.amend(db, siteId, (document) => withTemplate(document, template))),
  };
}

/** Reads one page; revisions that several entries need are read once. */
class PageReader {
  readonly #db: Database.Database;
  readonly #log: RevisionLog;
  readonly #nameOf: (laptopId: string) => ReturnType<Laptops["laptopName"]>;
  readonly #revisions = new Map<string, StoredRevision | null>();
  readonly #names = new Map<string, ReturnType<Laptops["laptopName"]>>();

  constructor(
    db: Database.Database,
    log: RevisionLog,
    nameOf: (laptopId: string) => ReturnType<Laptops["laptopName"]>,
  ) {
    this.#db = db;
    this.#log = log;
    this.#nameOf = nameOf;
  }

  entry(node: Node, now: SurveyDocument): HistoryEntry {
    const { hash: revision, createdAt, parents } = node;
    const author = this.#author(node);
    const written = this.#read(revision);
    if (written === null) {
      const sentences = [message("surveyHistory.newer")];
      return { revision, createdAt, author, kind: "change", sentences, more: 0, canUndo: false };
    }
    const after = written.document;
    const before = this.#before(node);
    const changes = documentChanges(before ?? emptyDocument(after.site.name), after);
    const told = this.#sentences(written.revision, changes, before, after);
    const isOneStep = before !== null && parents.length === 1;
    return {
      revision,
      createdAt,
      author,
      kind: kindOf(written.revision),
      ...told,
      canUndo: isOneStep && canUndo(before, after, now, changes),
    };
  }

  #sentences(
    revision: Revision,
    changes: readonly DocumentChange[],
    before: SurveyDocument | null,
    after: SurveyDocument,
  ): Pick<HistoryEntry, "sentences" | "more"> {
    const begun = before === null ? [message("surveyHistory.begun", { name: after.site.name })] : [];
    const { sentences, more } = historySentences(changes, this.#context(before ?? after, after));
    if (sentences.length === 0 && begun.length === 0) {
      return { sentences: [message(`surveyHistory.nothing.${kindOf(revision)}`)], more: 0 };
    }
    const all = [...begun, ...sentences];
    // One sentence more than the contract takes where a survey begins with very much.
    const surplus = Math.max(0, all.length - MAX_SENTENCES);
    return { sentences: all.slice(0, MAX_SENTENCES), more: more + surplus };
  }

  /** The state that the change was made to: for a merge, what this laptop had before. Null: there was none that can be read. */
  #before({ parents }: Node): SurveyDocument | null {
    const read = parents.map((parent) => this.#read(parent)).filter((one) => one !== null);
    const own = read.filter(({ revision }) => this.#name(revision.author)?.isOwn === true);
    const candidates = own.length > 0 ? own : read;
    const [latest] = candidates.toSorted((a, b) => Date.parse(b.revision.createdAt) - Date.parse(a.revision.createdAt));
    return latest?.document ?? null;
  }

  #read(hash: string): StoredRevision | null {
    const known = this.#revisions.get(hash);
    if (known !== undefined) return known;
    let stored: StoredRevision | null = null;
    try {
      stored = this.#log.read(this.#db, hash);
    } catch (error) {
      // Of a newer Farsite, or it has not come.
      if (!(error instanceof HostError && error.code === "REVISION_NOT_FOUND")) throw error;
    }
    this.#revisions.set(hash, stored);
    return stored;
  }

  #author({ author, isSigned }: Node): RevisionAuthor {
    const known = this.#name(author);
    const signature = author === MERGED_BY_RULE ? "by-rule" : isSigned === 1 ? "valid" : "missing";
    return {
      laptopId: author,
      name: known?.name ?? null,
      technician: known?.technician ?? null,
      isOwn: known?.isOwn ?? false,
      signature,
    };
  }

  #name(laptopId: string): ReturnType<Laptops["laptopName"]> {
    const known = this.#names.get(laptopId);
    if (known !== undefined) return known;
    const name = this.#nameOf(laptopId);
    this.#names.set(laptopId, name);
    return name;
  }

  #context(before: SurveyDocument, after: SurveyDocument): HistoryContext {
    return {
      before,
      after,
      verdict: (hash) => {
        const row = this.#db
          .prepare<object, { verdict: string }>("select verdict from check_record where hash = :hash")
          .get({ hash });
        const verdict = verdictKindSchema.safeParse(row?.verdict);
        return verdict.success ? verdict.data : null;
      },
      devicesFound: (hash) =>
        this.#db
          .prepare<object, { devices: number }>("select devices from scan_record where hash = :hash")
          .get({ hash })?.devices ?? null,
      proof: (hash) => {
        const row = this.#db
          .prepare<object>("select origin, proven, tested from proof_record where hash = :hash")
          .get({ hash });
        return proofRow.safeParse(row).data ?? null;
      },
    };
  }
}

const proofRow = proofSummarySchema.pick({ origin: true, proven: true, tested: true });

const parentsSchema = z.array(z.string());

/** As many as the contract takes. */
const MAX_SENTENCES = 20;

function kindOf({ note, parents }: Revision): HistoryEntry["kind"] {
  return note?.kind ?? (parents.length > 1 ? "merge" : "change");
}

/**
 * Merges by rule that did not become part of what is shown, since more came in before anybody wrote on: nobody wrote them, and
 * another merge brings the same.
 */
function overtakenMerges(db: Database.Database, siteId: string, head: Head, log: RevisionLog): string[] {
  const merges = db
    .prepare<object, { hash: string }>("select hash from revision where survey_id = :siteId and author = :author")
    .all({ siteId, author: MERGED_BY_RULE });
  if (merges.length === 0) return [];
  const shown = log.lineage(db, siteId).ancestors([head.hash]);
  return merges.map(({ hash }) => hash).filter((hash) => !shown.has(hash));
}

const countOf = (db: Database.Database, siteId: string, hidden: string): number =>
  db
    .prepare<object, { n: number }>(
      `select count(*) as n from revision
       where survey_id = :siteId and hash not in (select value from json_each(:hidden))`,
    )
    .get({ siteId, hidden })?.n ?? 0;

function pageOf(
  db: Database.Database,
  siteId: string,
  hidden: string,
  page: { offset: number; limit: number },
): Node[] {
  return db
    .prepare<object, Omit<Node, "parents"> & { parents: string }>(
      // A revision is always more recent than its parents, whatever the clocks said.
      `select hash, parents, author, created_at as createdAt,
           exists (select 1 from revision_signature where revision_signature.hash = revision.hash) as isSigned
         from revision where survey_id = :siteId and hash not in (select value from json_each(:hidden))
         order by recency desc, hash desc limit :limit offset :offset`,
    )
    .all({ siteId, hidden, ...page })
    .map((row) => ({ ...row, parents: parentsSchema.parse(JSON.parse(row.parents)) }));
}
