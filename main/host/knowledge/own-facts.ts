import {
  KNOWLEDGE_KINDS,
  knowledgeOverlaySchema,
  type KnowledgeKind,
  type KnowledgeOverlay,
} from "#core/knowledge/knowledge.ts";
import { parseJson } from "#core/parse-json.ts";
import { z } from "zod";
import type { DatabaseFile } from "../store/database-file.ts";

/** An entry of the firm's, or the word that one of Farsite's is not to be shown. */
export type OwnFact = { kind: KnowledgeKind; entry: { id: string } };

/** What the firm has entered into the knowledge base. */
export interface OwnFacts {
  overlay(): KnowledgeOverlay;
  /** Keeps all of them or none; one of the same kind and id is replaced. They must have been checked. */
  keep(facts: readonly OwnFact[]): void;
  /** Nothing happens where there is none. */
  remove(kind: KnowledgeKind, id: string): void;
}

/** The version of the kept shape: an entry of a newer Farsite is left alone and not used. */
const ENTRY_VERSION = 1;

const storedSchema = z.object({ version: z.literal(ENTRY_VERSION), entry: z.unknown() });

export function createOwnFacts(database: DatabaseFile): OwnFacts {
  const entriesOf = (kind: KnowledgeKind): unknown[] =>
    database.read((db) =>
      db
        .prepare<{ kind: string }, { entry: string }>("select entry from own_knowledge where kind = :kind order by id")
        .all({ kind })
        .flatMap(({ entry }) => {
          const stored = storedSchema.safeParse(parseJson(entry));
          return stored.success && knowledgeOverlaySchema.shape[kind].safeParse([stored.data.entry]).success
            ? [stored.data.entry]
            : [];
        }),
    );

  return {
    overlay: () =>
      knowledgeOverlaySchema.parse(Object.fromEntries(KNOWLEDGE_KINDS.map((kind) => [kind, entriesOf(kind)]))),

    keep: (facts) => {
      database.write((db) => {
        const save = db.prepare(
          `insert into own_knowledge (kind, id, entry) values (:kind, :id, :entry)
           on conflict (kind, id) do update set entry = excluded.entry`,
        );
        for (const { kind, entry } of facts) {
          save.run({ kind, id: entry.id, entry: JSON.stringify({ version: ENTRY_VERSION, entry }) });
        }
      });
    },

    remove: (kind, id) => {
      database.write((db) => db.prepare("delete from own_knowledge where kind = :kind and id = :id").run({ kind, id }));
    },
  };
}
