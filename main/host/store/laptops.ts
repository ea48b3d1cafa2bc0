import type Database from "better-sqlite3";
import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import type { Laptop } from "#core/contract/team-calls.ts";
import { ownWords } from "#core/lan/own-words.ts";
import { parseJson } from "#core/parse-json.ts";
import { signedLaptopCardSchema, type SignedLaptopCard } from "#core/team/laptop-card.ts";
import { fingerprintOf, laptopIdOf, verifyCard } from "../identity/laptop-keys.ts";
import type { DatabaseFile } from "./database-file.ts";

/** The laptops that this one knows, by the cards that they have signed. Those with `db` run inside the caller's transaction. */
export interface Laptops {
  /** This one first, then by name. */
  laptops(): Laptop[];
  /** Keeps a card; an older one of a known laptop changes nothing. */
  takeCard(db: Database.Database, card: SignedLaptopCard): "taken" | "known" | "wrong-signature";
  /** Null: nobody has shown a card of this laptop. */
  cardOf(db: Database.Database, laptopId: string): SignedLaptopCard | null;
  /** Takes in a colleague's card by its text. Throws NOT_A_CARD. */
  addLaptop(text: string): Laptop;
  /** The person has compared the fingerprint; false takes that back. Throws COLLEAGUE_NOT_FOUND. */
  confirmLaptop(laptopId: string, confirmed: boolean): Laptop[];
  /** Who this author is, for a history. */
  laptopName(db: Database.Database, laptopId: string): LaptopName | null;
}

export interface LaptopName {
  name: string | null;
  technician: string | null;
  isOwn: boolean;
}

const laptopRow = z.object({
  id: z.uuid(),
  trust: z.enum(["own", "confirmed", "seen"]),
  card: z.string().transform((text) => signedLaptopCardSchema.parse(parseJson(text))),
  name: z.string(),
  technician: z.string().nullable(),
});
type LaptopRow = z.infer<typeof laptopRow>;

const SELECT = "select id, trust, card, name, technician from laptop";

export function createLaptops(database: DatabaseFile, now: () => Date): Laptops {
  const find = (db: Database.Database, id: string): LaptopRow | null => {
    const row = db.prepare(`${SELECT} where id = :id`).get({ id });
    return row === undefined ? null : laptopRow.parse(row);
  };

  const takeCard: Laptops["takeCard"] = (db, given) => {
    // The signed text's members and nothing else.
    const card = signedLaptopCardSchema.parse(given);
    if (!verifyCard(card)) return "wrong-signature";
    const id = laptopIdOf(card.publicKey);
    const known = find(db, id);
    if (known !== null && Date.parse(known.card.at) >= Date.parse(card.at)) return "known";
    db.prepare(
      `insert into laptop (id, trust, card, name, technician, first_seen)
       values (:id, 'seen', :card, :name, :technician, :at)
       on conflict (id) do update set card = excluded.card, name = excluded.name, technician = excluded.technician`,
    ).run({
      id,
      card: JSON.stringify(card),
      // Shown in lines of lists; the card itself stays as it was signed.
      name: ownWords(card.name) ?? fingerprintOf(card.publicKey),
      technician: ownWords(card.technician) ?? null,
      at: now().toISOString(),
    });
    return "taken";
  };

  const laptops = (): Laptop[] =>
    database.read((db) =>
      db
        // An identity of this laptop whose key is lost is nobody to choose or to hand anything to.
        .prepare(`${SELECT} where key_state is not 'lost' order by trust <> 'own', name collate nocase, id`)
        .all()
        .map((row) => toLaptop(laptopRow.parse(row))),
    );

  return {
    laptops,
    takeCard,
    cardOf: (db, laptopId) => find(db, laptopId)?.card ?? null,

    addLaptop: (text) => {
      const card = signedLaptopCardSchema.safeParse(parseJson(text));
      if (!card.success) throw new HostError("NOT_A_CARD", { detail: z.prettifyError(card.error) }, card.error);
      return database.write((db) => {
        if (takeCard(db, card.data) === "wrong-signature") throw new HostError("NOT_A_CARD", { detail: "signature" });
        const kept = find(db, laptopIdOf(card.data.publicKey));
        if (kept === null) throw new HostError("COLLEAGUE_NOT_FOUND");
        return toLaptop(kept);
      });
    },

    confirmLaptop: (laptopId, confirmed) => {
      const { changes } = database.write((db) =>
        db
          .prepare("update laptop set trust = :trust where id = :laptopId and trust <> 'own'")
          .run({ laptopId, trust: confirmed ? "confirmed" : "seen" }),
      );
      if (changes === 0) throw new HostError("COLLEAGUE_NOT_FOUND");
      return laptops();
    },

    laptopName: (db, laptopId) => {
      const known = find(db, laptopId);
      if (known !== null) return { name: known.name, technician: known.technician, isOwn: known.trust === "own" };
      if (!isFormerAuthor(db, laptopId)) return null;
      const own = db.prepare(`${SELECT} where key_state in ('making', 'kept')`).get();
      const { name, technician } = own === undefined ? { name: null, technician: null } : laptopRow.parse(own);
      return { name, technician, isOwn: true };
    },
  };
}

/** Before laptops had keys, an installation wrote under a random id. */
const isFormerAuthor = (db: Database.Database, id: string): boolean =>
  db.prepare("select id from device where id = :id").get({ id }) !== undefined;

function toLaptop({ id, trust, card, name, technician }: LaptopRow): Laptop {
  return { id, name, technician, fingerprint: fingerprintOf(card.publicKey), isOwn: trust === "own", trust, card };
}
