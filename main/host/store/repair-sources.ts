import type Database from "better-sqlite3";
import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";
import { sha256HexSchema } from "#core/survey/sha256-hex.ts";
import { signedLaptopCardSchema } from "#core/team/laptop-card.ts";
import { verifyCard } from "../identity/laptop-keys.ts";
import { inflateText } from "./compressed-text.ts";
import type { SealedRecord, SealedRevision } from "./exchange.ts";
import { RECORD_TABLES, recordKinds } from "./record-kinds.ts";
import { salvagedRows } from "./salvage.ts";

/** What a database is asked for when a sound one is built from it; nothing of it is believed before it was checked. */

const unsignedRow = z.object({ hash: sha256HexSchema, author: z.uuid() });

/** Tables that are taken over row by row, and when a row of them can be believed. All others follow from revisions and records. */
export const PLAIN_TABLES: Readonly<Record<string, (row: Readonly<Record<string, unknown>>) => boolean>> = {
  laptop: ({ card }) => {
    const parsed = signedLaptopCardSchema.safeParse(parseJson(String(card)));
    return parsed.success && verifyCard(parsed.data);
  },
  setting: ({ value }) => parseJson(String(value)) !== undefined,
  template: ({ template }) => parseJson(String(template)) !== undefined,
  own_knowledge: ({ entry }) => parseJson(String(entry)) !== undefined,
  firm_server: ({ entry }) => parseJson(String(entry)) !== undefined,
  credential: () => true,
  mapping: ({ entry }) => parseJson(String(entry)) !== undefined,
  lasting_mapping: ({ entry }) => parseJson(String(entry)) !== undefined,
  rescue: ({ entry }) => parseJson(String(entry)) !== undefined,
  unsigned_revision: (row) => unsignedRow.safeParse(row).success,
};

const revisionRow = z.object({ hash: z.string(), survey_id: z.string(), body: z.instanceof(Uint8Array) });
const signatureRow = z.object({ hash: z.string(), signature: z.string() });
const siteRow = z.object({ id: z.string(), head: z.string(), name: z.string() });

export class RepairSource {
  readonly #db: Database.Database;
  readonly #bytes: number;

  constructor(db: Database.Database, fileBytes: number) {
    this.#db = db;
    this.#bytes = fileBytes;
  }

  rows(table: string): Generator<Record<string, unknown>> {
    return salvagedRows(this.#db, table, this.#bytes);
  }

  /** What the list of sites showed, by the site's id. */
  sites(): { id: string; head: string; name: string }[] {
    return [...this.rows("survey")].flatMap((row) => siteRow.safeParse(row).data ?? []);
  }

  *records(): Generator<SealedRecord> {
    for (const kind of recordKinds) {
      for (const row of this.rows(RECORD_TABLES[kind])) {
        const sealed = sealedFrom(row);
        if (sealed !== null) yield { ...sealed, kind };
      }
    }
  }

  /** In the order in which they came. */
  *revisions(): Generator<SealedRevision> {
    const signatures = new Map(
      [...this.rows("revision_signature")].flatMap((row) => {
        const parsed = signatureRow.safeParse(row);
        return parsed.success ? [[parsed.data.hash, parsed.data.signature]] : [];
      }),
    );
    for (const row of this.rows("revision")) {
      const sealed = sealedFrom(row);
      if (sealed !== null) yield { ...sealed, signature: signatures.get(sealed.hash) ?? null };
    }
  }
}

/** Null: its bytes can't be unpacked. */
function sealedFrom(row: unknown): { hash: string; siteId: string; text: string } | null {
  const parsed = revisionRow.safeParse(row);
  if (!parsed.success) return null;
  const { hash, survey_id: siteId, body } = parsed.data;
  try {
    return { hash, siteId, text: inflateText(body) };
  } catch {
    return null;
  }
}
