import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import { KNOWLEDGE_KINDS, type KnowledgeKind, type KnowledgeOverlay } from "#core/knowledge/knowledge.ts";
import { parseJson } from "#core/parse-json.ts";

/** A firm's own facts as a file, to be handed to a colleague. Nothing secret is in it. */

const FORMAT = "farsite-knowledge";
const FORMAT_VERSION = 1;
/** Twenty times what Farsite itself brings. */
const MAX_FILE_BYTES = 4_000_000;
/** More than this in a file of that size is no entry. */
const MAX_UNREAD_ENTRIES = 20_000;

const entries = z.array(z.unknown()).max(MAX_UNREAD_ENTRIES).default([]);
const fileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.number(),
  entries: z.object({ providers: entries, routers: entries, makers: entries, products: entries, prices: entries }),
});

/** @param now ISO 8601, for the reader */
export function knowledgeFileOf(overlay: KnowledgeOverlay, now: string): string {
  return `${JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, exportedAt: now, entries: overlay }, null, 2)}\n`;
}

/** The entries of a file, of which nothing is believed yet. Throws NOT_KNOWLEDGE. */
export function readKnowledgeFile(bytes: Uint8Array): { kind: KnowledgeKind; entry: unknown }[] {
  if (bytes.length > MAX_FILE_BYTES) throw notKnowledge(`larger than ${MAX_FILE_BYTES} bytes`);
  const parsed = fileSchema.safeParse(parseJson(textOf(bytes)));
  if (!parsed.success) throw notKnowledge(z.prettifyError(parsed.error).slice(0, 300));
  const { version, entries: found } = parsed.data;
  if (version !== FORMAT_VERSION) throw notKnowledge(`version ${version}, this Farsite reads ${FORMAT_VERSION}`);
  return KNOWLEDGE_KINDS.flatMap((kind) => found[kind].map((entry) => ({ kind, entry })));
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw notKnowledge("not UTF-8");
  }
}

const notKnowledge = (detail: string): HostError => new HostError("NOT_KNOWLEDGE", { detail });
