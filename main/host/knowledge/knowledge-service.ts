import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import { baseKnowledge } from "#core/knowledge/base.ts";
import {
  entrySchemas,
  hiddenEntrySchema,
  KNOWLEDGE_KINDS,
  MAX_ENTRIES,
  type HiddenEntry,
  type Knowledge,
  type KnowledgeFiles,
  type KnowledgeKind,
  type KnowledgeOverlay,
} from "#core/knowledge/knowledge.ts";
import { coveredEntries, withOverlay } from "#core/knowledge/with-overlay.ts";
import { ownWords } from "#core/lan/own-words.ts";
import { message } from "#core/nat/diagnosis.ts";
import { isSameValue } from "#core/survey/same-value.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createTranslate } from "#core/text/translate.ts";
import { knowledgeFileOf, readKnowledgeFile } from "./knowledge-file.ts";
import type { OwnFact, OwnFacts } from "./own-facts.ts";

export interface KnowledgeOptions {
  /** The store's; asked for anew each time, since the store may be opened late. */
  ownFacts: () => OwnFacts;
  now: () => Date;
  /** For the reasons why an entry was not taken. */
  locale: () => Locale;
}

/** What came of a colleague's file. */
export type ImportedOverlay = {
  added: number;
  replaced: number;
  unchanged: number;
  /** The first of those that were not taken. */
  refused: { id: string; why: string }[];
};

const MAX_REFUSED_SHOWN = 100;
const MAX_REASON_CHARACTERS = 300;

/** What is known: Farsite's own facts, and the firm's over them. */
export class KnowledgeService {
  readonly #options: KnowledgeOptions;

  constructor(options: KnowledgeOptions) {
    this.#options = options;
  }

  base(): KnowledgeFiles {
    return baseKnowledge();
  }

  overlay(): KnowledgeOverlay {
    return this.#options.ownFacts().overlay();
  }

  current(): Knowledge {
    return withOverlay(this.base(), this.overlay());
  }

  /** Farsite's entries that the firm replaced or hid. */
  covered(): KnowledgeFiles {
    return coveredEntries(this.base(), this.overlay());
  }

  /** Adds an entry of the firm's own, replaces one, or hides one of Farsite's (`hidden`). Throws BAD_INPUT. */
  saveEntry(kind: KnowledgeKind, entry: KnowledgeFiles[KnowledgeKind][number] | HiddenEntry): Knowledge {
    const parsed = entryOf(kind, entry);
    if (!parsed.success) throw new HostError("BAD_INPUT", { detail: z.prettifyError(parsed.error) }, parsed.error);
    const own = this.overlay()[kind];
    if (own.length >= MAX_ENTRIES && !own.some(({ id }) => id === parsed.data.id)) {
      throw new HostError("BAD_INPUT", { detail: `at most ${MAX_ENTRIES} entries` });
    }
    this.#options.ownFacts().keep([{ kind, entry: parsed.data }]);
    return this.current();
  }

  /** Takes the firm's own entry away: what came with Farsite shows again. */
  removeEntry(kind: KnowledgeKind, id: string): Knowledge {
    this.#options.ownFacts().remove(kind, id);
    return this.current();
  }

  /** The firm's own entries, for a colleague. */
  exportOverlay(): { fileName: string; file: File } {
    const now = this.#options.now().toISOString();
    const fileName = `farsite-knowledge-${now.slice(0, 10)}.json`;
    return { fileName, file: new File([knowledgeFileOf(this.overlay(), now)], fileName, { type: "application/json" }) };
  }

  /**
   * Takes in another laptop's entries: each by itself, all that pass in one write. What a file says wins over what stands here.
   *
   * @param bytes from anywhere: nothing in them is believed
   * @throws HostError NOT_KNOWLEDGE; then nothing was taken
   */
  importOverlay(bytes: Uint8Array): ImportedOverlay {
    const t = createTranslate(this.#options.locale());
    const base = this.base();
    const own = this.overlay();
    const counts = new Map(KNOWLEDGE_KINDS.map((kind) => [kind, own[kind].length]));
    const seen = new Set<string>();
    const result: ImportedOverlay = { added: 0, replaced: 0, unchanged: 0, refused: [] };
    const taken: OwnFact[] = [];
    const refuse = (entry: unknown, key: string, detail = ""): void => {
      if (result.refused.length >= MAX_REFUSED_SHOWN) return;
      const why = t(message(`knowledge.refused.${key}`, { detail })).slice(0, MAX_REASON_CHARACTERS);
      result.refused.push({ id: nameOf(entry), why });
    };
    for (const { kind, entry } of readKnowledgeFile(bytes)) {
      const parsed = entryOf(kind, entry);
      if (!parsed.success) {
        refuse(entry, "shape", detailOf(parsed.error));
        continue;
      }
      const fact = parsed.data;
      const key = `${kind}/${fact.id}`;
      if (seen.has(key)) {
        refuse(entry, "twice");
        continue;
      }
      seen.add(key);
      const known: readonly { id: string }[] = own[kind];
      const before = known.find(({ id }) => id === fact.id);
      const shipped: readonly { id: string }[] = base[kind];
      if (isSameValue(before ?? shipped.find(({ id }) => id === fact.id), fact)) {
        result.unchanged += 1;
        continue;
      }
      if (before === undefined) {
        const count = (counts.get(kind) ?? 0) + 1;
        if (count > MAX_ENTRIES) {
          refuse(entry, "tooMany");
          continue;
        }
        counts.set(kind, count);
        result.added += 1;
      } else {
        result.replaced += 1;
      }
      taken.push({ kind, entry: fact });
    }
    if (taken.length > 0) this.#options.ownFacts().keep(taken);
    return result;
  }
}

/** An entry says by itself which of the two it is, so that the reason speaks of the one that was meant. */
const entryOf = (kind: KnowledgeKind, entry: unknown): z.ZodSafeParseResult<{ id: string }> =>
  typeof entry === "object" && entry !== null && Object.hasOwn(entry, "hidden")
    ? hiddenEntrySchema.safeParse(entry)
    : entrySchemas[kind].safeParse(entry);

const detailOf = (error: z.ZodError): string => {
  const [issue] = error.issues;
  return ownWords([issue?.path.join("."), issue?.message].filter(Boolean).join(": ")) ?? "";
};

function nameOf(entry: unknown): string {
  const { id } = typeof entry === "object" && entry !== null && "id" in entry ? entry : { id: undefined };
  return (typeof id === "string" ? ownWords(id) : undefined) ?? "?";
}
