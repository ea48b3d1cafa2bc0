import { HostError } from "#core/contract/errors.ts";
import { parseJson } from "#core/parse-json.ts";
import { MERGED_BY_RULE } from "#core/survey/revision.ts";
import { currentDocument, type SurveyDocument } from "#core/survey/survey-document.ts";
import type { SignedLaptopCard } from "#core/team/laptop-card.ts";
import { laptopIdOf, verifyCard } from "../identity/laptop-keys.ts";
import type { DatabaseFile } from "./database-file.ts";
import type { ExchangePreview, Refusal, SealedRevision } from "./exchange.ts";
import { createRevisionIntake, type IntakeTarget } from "./exchange-intake.ts";
import type { Laptops } from "./laptops.ts";
import type { Lineage } from "./lineage.ts";
import { mergedHead } from "./merged-head.ts";
import type { RevisionLog, StoredRevision } from "./revision-log.ts";
import { parseRevision } from "./revision-shape.ts";

interface Here {
  database: DatabaseFile;
  log: RevisionLog;
  laptops: Pick<Laptops, "cardOf">;
}

/** Takes everything in by the same rules as the store does, but in memory: a step for each revision, and one for uniting them. */
export function* previewTaking(
  here: Here,
  siteId: string,
  revisions: readonly SealedRevision[],
  cards: readonly SignedLaptopCard[],
): Generator<void, ExchangePreview> {
  const shown = new Map<string, SignedLaptopCard>();
  for (const card of cards) {
    if (verifyCard(card)) shown.set(laptopIdOf(card.publicKey), card);
    yield;
  }
  const lineage = here.database.read((db) => here.log.lineage(db, siteId));
  const wasThere = lineage.heads().length > 0;
  const taken = new Map<string, SealedRevision>();
  const intake = createRevisionIntake(imagined(here, { siteId, lineage, shown, taken }));
  const refused: Refusal[] = [];
  for (const revision of revisions) {
    if (revision.siteId !== siteId) continue;
    const result = intake.take(revision);
    if (result !== "taken" && result !== "known") refused.push({ hash: revision.hash, reason: result });
    yield;
  }
  const read = (hash: string): StoredRevision => readIn(here, taken, hash);
  const united = new Map<string, SurveyDocument>();
  const keep = (merge: { hash: string; document: SurveyDocument }): void => {
    united.set(merge.hash, merge.document);
  };
  const { head, merges } = mergedHead(lineage, siteId, { read, keep });
  // A site that only a newer Farsite can read has no name here.
  const document = head === null ? null : (united.get(head.hash) ?? read(head.hash).document);
  return {
    name: document?.site.name.toWellFormed() ?? "",
    what: whatItDoes(wasThere, taken.size, merges),
    newRevisions: taken.size,
    conflicts: document?.conflicts.length ?? 0,
    unsigned: [...taken.values()].filter(
      ({ hash, signature }) => signature === null && (isByPerson(lineage, hash) || intake.unproven.has(hash)),
    ).length,
    refused,
  };
}

/** What is here, with what was taken so far on top of it. */
function imagined(
  here: Here,
  {
    siteId,
    lineage,
    shown,
    taken,
  }: {
    siteId: string;
    lineage: Lineage;
    shown: ReadonlyMap<string, SignedLaptopCard>;
    taken: Map<string, SealedRevision>;
  },
): IntakeTarget {
  const { database, log, laptops } = here;
  return {
    lineage: () => lineage,
    find: (hash) => {
      const node = lineage.get(hash);
      if (node !== undefined) return { siteId, author: node.author };
      const elsewhere = database.read((db) => log.whereIs(db, hash));
      // What came to this very site since the preview began is taken once more.
      return elsewhere?.siteId === siteId ? null : elsewhere;
    },
    isSigned: (hash) => {
      const sealed = taken.get(hash);
      return sealed === undefined ? database.read((db) => log.isSigned(db, hash)) : sealed.signature !== null;
    },
    // Any card of a laptop has its key: the laptop's id follows from it.
    cardOf: (laptopId) => shown.get(laptopId) ?? database.read((db) => laptops.cardOf(db, laptopId)),
    document: (hash) => readIn(here, taken, hash).document,
    keep: (sealed) => void taken.set(sealed.hash, sealed),
    keepSignature: (hash, signature) => {
      const sealed = taken.get(hash);
      if (sealed !== undefined) taken.set(hash, { ...sealed, signature });
    },
  };
}

/** @throws HostError REVISION_NOT_FOUND where only a newer Farsite can read it, and those of the log */
function readIn({ database, log }: Here, taken: ReadonlyMap<string, SealedRevision>, hash: string): StoredRevision {
  const sealed = taken.get(hash);
  if (sealed === undefined) return database.read((db) => log.read(db, hash));
  const revision = parseRevision(parseJson(sealed.text), null);
  if (!revision.success) throw new HostError("REVISION_NOT_FOUND");
  return { hash, revision: revision.data, document: currentDocument(revision.data.document) };
}

const isByPerson = (lineage: Lineage, hash: string): boolean => lineage.get(hash)?.author !== MERGED_BY_RULE;

function whatItDoes(wasThere: boolean, taken: number, merges: number): ExchangePreview["what"] {
  if (!wasThere) return "new";
  if (taken === 0) return "same";
  return merges > 0 ? "merges" : "adds";
}
