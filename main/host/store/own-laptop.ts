import type Database from "better-sqlite3";
import { z } from "zod";
import { signedText } from "#core/survey/revision.ts";
import { signedLaptopCardSchema, type SignedLaptopCard } from "#core/team/laptop-card.ts";
import { parseJson } from "#core/parse-json.ts";
import { createLaptopKeys, laptopIdOf, sign, signCard, type LaptopKeys } from "../identity/laptop-keys.ts";
import type { DatabaseFile } from "./database-file.ts";
import type { RowOwner } from "./owned-rows.ts";

/** What the store needs of this laptop's identity to write revisions. */
export interface OwnLaptop {
  /**
   * The author of what this laptop writes. Call it inside the write transaction, before `sign`: the identity is made with the first
   * write, and another shell may have replaced it since.
   */
  id(db: Database.Database): string;
  /** Signs a revision by its hash, base64; null while the key is not at hand. It is then signed later, by `UnsignedRevisions`. */
  sign(hash: string): string | null;
  /** Outside a transaction. Makes the identity where there is none. */
  card(): SignedLaptopCard;
}

/** Revisions that were written while the key was not at hand. Each call is a transaction of its own. */
export interface UnsignedRevisions {
  /** Hashes of revisions by this author without a signature, at most `limit`. */
  unsigned(author: string, limit: number): string[];
  /** Keeps signatures, also in the second copy; one that is there already stays. */
  addSignatures(signatures: readonly { hash: string; signature: string }[]): void;
}

export interface OwnLaptopOptions {
  now: () => Date;
  /** What the laptop is called until somebody names it. */
  computerName: string;
}

/** How it stands with the private key. */
export interface OwnKey {
  id: string;
  /** `making`: not known to be in the keychain yet. */
  state: "making" | "kept";
  /** It is in this process's memory. */
  isHeld: boolean;
  /** While `making`: another living process holds the only copy, and will keep it. */
  isWithOther: boolean;
  /** It was renamed while its key was not at hand. */
  awaitsCard: boolean;
}

const ownRow = z.object({
  id: z.uuid(),
  card: z.string(),
  name: z.string(),
  technician: z.string().nullable(),
  state: z.enum(["making", "kept"]),
  owner: z.string().nullable(),
});
type OwnRow = z.infer<typeof ownRow>;

const MAX_NAME_CHARACTERS = 120;

/**
 * This laptop as an author. Its keys are made in memory with its first write, which waits for no keychain; `identity-keeper.ts` brings
 * them to safety and back. Several processes share the identity by its row: whoever makes it first, all others write in its name.
 */
export class OwnLaptopKeys implements OwnLaptop {
  readonly #database: DatabaseFile;
  readonly #owner: RowOwner;
  readonly #options: OwnLaptopOptions;
  #keys: { id: string; keys: LaptopKeys } | null = null;

  constructor(database: DatabaseFile, owner: RowOwner, options: OwnLaptopOptions) {
    this.#database = database;
    this.#owner = owner;
    this.#options = options;
  }

  id(db: Database.Database): string {
    const row = rowOf(db);
    if (row === null) return this.#begin(db);
    // Another process has replaced the identity: these keys sign nothing any more.
    if (this.#keys !== null && this.#keys.id !== row.id) this.#keys = null;
    return row.id;
  }

  sign(hash: string): string | null {
    return this.#keys === null ? null : sign(this.#keys.keys, signedText(hash));
  }

  card(): SignedLaptopCard {
    const row =
      this.#database.read(rowOf) ??
      this.#database.write((db) => {
        this.id(db);
        return rowOf(db);
      });
    return cardOf(row);
  }

  /** Null: this laptop has written nothing yet. */
  key(): OwnKey | null {
    const row = this.#database.read(rowOf);
    if (row === null) return null;
    const isHeld = this.#keys?.id === row.id;
    const isWithOther = row.state === "making" && !isHeld && row.owner !== null && !this.#owner.isGone(row.owner);
    return { id: row.id, state: row.state, isHeld, isWithOther, awaitsCard: isRenamed(row) };
  }

  /** The keys of this identity, where they are at hand. Secret. */
  held(id: string): LaptopKeys | null {
    return this.#keys?.id === id ? this.#keys.keys : null;
  }

  /** Takes the keys that the keychain gave back; false: they are another laptop's. */
  hold(id: string, keys: LaptopKeys): boolean {
    if (laptopIdOf(keys.publicKey) !== id) return false;
    this.#keys = { id, keys };
    return true;
  }

  /** The same laptop after its file was repaired: keys that no keychain holds yet must not be lost with it. */
  goOnFrom(before: OwnLaptopKeys): void {
    this.#keys ??= before.#keys;
  }

  /** The keychain holds the key. */
  markKept(id: string): void {
    this.#database.write((db) =>
      db.prepare("update laptop set key_state = 'kept', key_owner = null where id = :id and key_state = 'making'").run({
        id,
      }),
    );
  }

  /** The key is lost for good: what it signed stays valid, and this laptop goes on under a new identity, which is made at once. */
  retire(id: string): void {
    this.#database.write((db) => {
      const before = rowOf(db);
      if (before?.id !== id) return;
      db.prepare("update laptop set key_state = 'lost', key_owner = null where id = :id").run({ id });
      this.#keys = null;
      this.#begin(db, before);
    });
  }

  /** How this laptop and its technician are called from now on. The card follows as soon as the key is at hand. */
  rename(name: string, technician: string | null): void {
    this.#database.write((db) => {
      const id = this.id(db);
      db.prepare("update laptop set name = :name, technician = :technician where id = :id").run({
        id,
        name: name.toWellFormed(),
        technician: technician?.toWellFormed() ?? null,
      });
      this.#renewCard(db);
    });
  }

  /** Signs a card with the present names, where it has others and the key is at hand. */
  renewCard(): void {
    if (this.#needsCard(this.#database.read(rowOf))) this.#database.write((db) => this.#renewCard(db));
  }

  #needsCard(row: OwnRow | null): row is OwnRow {
    return row !== null && this.#keys?.id === row.id && isRenamed(row);
  }

  #renewCard(db: Database.Database): void {
    const row = rowOf(db);
    if (!this.#needsCard(row) || this.#keys === null) return;
    // Of two cards the later one counts, also where the clock was set back in between.
    const at = new Date(Math.max(this.#options.now().getTime(), Date.parse(cardOf(row).at) + 1)).toISOString();
    const card = signCard(this.#keys.keys, { name: row.name, technician: row.technician, at });
    db.prepare("update laptop set card = :card where id = :id").run({ id: row.id, card: JSON.stringify(card) });
  }

  /** Keys made for a transaction that was rolled back are used for the next one. */
  #begin(db: Database.Database, before?: Pick<OwnRow, "name" | "technician">): string {
    const keys = this.#keys?.keys ?? createLaptopKeys();
    const id = laptopIdOf(keys.publicKey);
    const at = this.#options.now().toISOString();
    const name = before?.name ?? firstName(this.#options.computerName);
    const technician = before?.technician ?? null;
    db.prepare(
      `insert into laptop (id, trust, card, name, technician, first_seen, key_state, key_owner)
       values (:id, 'own', :card, :name, :technician, :at, 'making', :owner)
       on conflict (id) do update set trust = 'own', card = excluded.card, key_state = 'making', key_owner = :owner`,
    ).run({
      id,
      card: JSON.stringify(signCard(keys, { name, technician, at })),
      name,
      technician,
      at,
      owner: this.#owner.id(),
    });
    this.#keys = { id, keys };
    return id;
  }
}

function rowOf(db: Database.Database): OwnRow | null {
  const row = db
    .prepare(
      `select id, card, name, technician, key_state as state, key_owner as owner from laptop
       where trust = 'own' and key_state in ('making', 'kept')`,
    )
    .get();
  return row === undefined ? null : ownRow.parse(row);
}

function isRenamed(row: OwnRow): boolean {
  const card = cardOf(row);
  return card.name !== row.name || card.technician !== row.technician;
}

const cardOf = (row: Pick<OwnRow, "card"> | null): SignedLaptopCard =>
  signedLaptopCardSchema.parse(row === null ? null : parseJson(row.card));

const firstName = (computerName: string): string =>
  computerName.toWellFormed().trim().slice(0, MAX_NAME_CHARACTERS).trim() || "Laptop";
