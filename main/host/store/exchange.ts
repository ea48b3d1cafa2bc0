import type { SignedLaptopCard } from "#core/team/laptop-card.ts";
import type { RecordKind } from "./record-kinds.ts";

/** A revision as it travels: its canonical JSON, which its hash names, and who vouches for it. */
export interface SealedRevision {
  hash: string;
  siteId: string;
  /** `canonicalJson` of the revision (`core/survey/revision.ts`), byte for byte. */
  text: string;
  /** Ed25519 by the author's key over `signedText(hash)`, base64; null: not signed (yet), or a merge by rule. */
  signature: string | null;
}

/** A check, a search for devices or a test from outside as it travels, named by the hash of its canonical JSON. */
export interface SealedRecord {
  hash: string;
  siteId: string;
  kind: RecordKind;
  text: string;
}

/** Why something from elsewhere was not taken in. */
export type Refusal = {
  hash: string;
  reason:
    /** The text does not have this hash, or is not in canonical form. */
    | "wrong-hash"
    | "unreadable"
    | "wrong-signature"
    /** Its author has shown no card, so the signature can't be checked. */
    | "unknown-author"
    /** A merge by rule that the rules do not give. */
    | "wrong-merge"
    /** It follows a revision that is not here. */
    | "parent-missing"
    | "other-site";
};

export interface Taken {
  /** How many were new. */
  taken: number;
  refused: Refusal[];
}

export interface ExchangePreview {
  name: string;
  what: "new" | "same" | "adds" | "merges";
  newRevisions: number;
  conflicts: number;
  unsigned: number;
  refused: Refusal[];
}

/**
 * Surveys between laptops. Everything that comes in is checked here, whoever brings it: hashes, canonical form, shape, signatures,
 * parents. Taking the same twice changes nothing.
 *
 * Calls are synchronous and short as long as the caller hands over a few dozen revisions at a time.
 */
export interface Exchange {
  siteIds(): string[];
  /** Hashes of all revisions of a site, parents before those that follow them. Empty: no such site. */
  revisionHashes(siteId: string): string[];
  /** Throws REVISION_NOT_FOUND. */
  revision(hash: string): SealedRevision;
  /** Hashes of the records that any revision of the site names and that are here. */
  recordHashes(siteId: string): string[];
  /** Records that the newest state names and that have not come. */
  missingRecords(siteId: string): string[];
  record(siteId: string, hash: string): SealedRecord | null;
  /** Hashes of all pictures (with their small ones) that any revision of the site names. */
  photoHashes(siteId: string): string[];
  /** Cards of all laptops that wrote revisions of these sites, and this laptop's own. */
  cardsFor(siteIds: readonly string[]): SignedLaptopCard[];

  /** Cards with a wrong signature are refused; an older card of a known laptop changes nothing. */
  takeCards(cards: readonly SignedLaptopCard[]): Taken;
  takeRecords(records: readonly SealedRecord[]): Taken;
  /** Parents before those that follow them. What belongs to the site stays unmerged until `settle`. */
  takeRevisions(revisions: readonly SealedRevision[]): Taken;
  /**
   * Merges what `takeRevisions` brought, by rule; every laptop with the same revisions comes to the same state. What is merged are
   * the latest revisions of people, never merges by rule: a merge that other revisions have overtaken stays behind and is shown no more.
   */
  settle(siteId: string): { changed: boolean; conflicts: number };
  /**
   * What taking these would do to their site. Nothing is written, so it works while the store can only be read. Many revisions take a
   * while: the caller lets others run between its steps, each of which looks at one of them.
   */
  preview(
    siteId: string,
    revisions: readonly SealedRevision[],
    cards: readonly SignedLaptopCard[],
  ): Generator<void, ExchangePreview>;
}
