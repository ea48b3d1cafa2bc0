import { createHash } from "node:crypto";
import type { AccountEntry, CustodyEntry } from "#core/survey/survey-sections.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { HostError, isHostError } from "#core/contract/errors.ts";
import { localDay, wasEverKept } from "#core/vault/custody.ts";
import type { CredentialReference, CredentialReferences } from "../store/credential-references.ts";
import { isNotedToday, MANY_EVENTS, noteText, readNote, withNote, type AccountNote } from "./account-notes.ts";
import type { SecretNotes } from "./secret-keeper.ts";

/** The surveys as the vault needs them. `amend` writes nothing where its change gives the same document back. */
export interface VaultSurveys {
  document(siteId: string): SurveyDocument;
  amend(siteId: string, change: (document: SurveyDocument) => SurveyDocument): unknown;
}

/** Who acts: this laptop, and the technician or else the laptop's name. */
export interface Actor {
  laptopId: string;
  by: string;
}

interface AccountSecretsOptions {
  references: () => CredentialReferences;
  surveys: () => VaultSurveys;
  actor: () => Actor;
  now: () => Date;
  randomUuid: () => string;
}

/** A line of the ledger that the vault completes. */
export interface CustodyEvent {
  accountId: string;
  event: CustodyEntry["event"];
  /** Who got it, with the laptop's name for a colleague; or who gave it. */
  to: string | null;
  /** What it was, where it is not the account's own secret (a device's key for the account's tunnel). */
  label?: string;
}

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const ACCOUNT_KEY = new RegExp(`^(${UUID})/(${UUID})$`);

/** Passwords of accounts: the survey says that there are any and who has them, this laptop's keeper holds the ones it has. */
export class AccountSecrets implements SecretNotes {
  readonly #options: AccountSecretsOptions;

  constructor(options: AccountSecretsOptions) {
    this.#options = options;
  }

  static key(siteId: string, accountId: string): string {
    return `${siteId}/${accountId}`;
  }

  /** @throws HostError SITE_NOT_FOUND, ACCOUNT_NOT_FOUND */
  account(siteId: string, accountId: string): { document: SurveyDocument; account: AccountEntry } {
    const document = this.#options.surveys().document(siteId);
    const account = document.accounts.find(({ id }) => id === accountId);
    if (account === undefined) throw new HostError("ACCOUNT_NOT_FOUND");
    return { document, account };
  }

  /**
   * The router's login that an earlier Farsite kept for a site becomes an account of its survey. Its entry in the keychain stays
   * where it is, under its name.
   */
  adoptRouterLogin(siteId: string): void {
    const from = `${siteId}/router`;
    const references = this.#options.references();
    const reference = references.of(from).find(({ state }) => state === "kept" || state === "lost");
    if (reference === undefined) return;
    // Found by rule, so that after a crash in between it is the same one again.
    const id = routerAccountId(siteId);
    const account: AccountEntry = {
      id,
      kind: "router",
      label: "Router",
      userName: reference.about,
      changedAt: reference.keptAt,
    };
    const event = this.#event({ id, label: account.label }, "kept", null, reference.keptAt);
    this.#amend(siteId, (document) =>
      document.accounts.some((one) => one.id === id)
        ? document
        : withNote(document, { account, put: false, leaves: null, event }),
    );
    references.rekey(from, AccountSecrets.key(siteId, id));
  }

  /** What a new password of an account means for the survey. */
  noteOfKeeping(
    document: SurveyDocument,
    account: AccountEntry,
    { event, to, put }: { event?: CustodyEntry["event"]; to: string | null; put: boolean },
  ): string {
    const what = event ?? (wasEverKept(document.custody, account.id) ? "changed" : "kept");
    return noteText({ account, put, leaves: null, event: this.#event(account, what, to) });
  }

  noteOfForgetting(account: AccountEntry, leaves: boolean): string {
    const event = this.#event(account, "forgotten", null);
    return noteText({ account: null, put: false, leaves: leaves ? account.id : null, event });
  }

  /** Takes an account from the survey whose password this laptop does not have. */
  dropAccount(siteId: string, accountId: string): void {
    this.#amend(siteId, (document) =>
      withNote(document, { account: null, put: false, leaves: accountId, event: null }),
    );
  }

  /** Changes what the survey says about an account, without a line in the ledger. */
  putAccount(siteId: string, account: AccountEntry): void {
    this.#amend(siteId, (document) => withNote(document, { account, put: true, leaves: null, event: null }));
  }

  /**
   * Adds lines to the ledger; a login that is shown or copied again on the same day by the same person is one line.
   *
   * @throws HostError SITE_NOT_FOUND, ACCOUNT_NOT_FOUND and those of writing the survey
   */
  record(siteId: string, events: readonly CustodyEvent[]): void {
    const entries = events.map(({ accountId, event, to, label }) => {
      const { account } = this.account(siteId, accountId);
      return this.#event({ id: account.id, label: label?.slice(0, 200) ?? account.label }, event, to);
    });
    this.#amend(siteId, (document) => {
      const added = entries.filter((entry) => !this.#isLeftOut(document.custody, entry));
      return added.length === 0 ? document : { ...document, custody: [...document.custody, ...added] };
    });
  }

  confirm({ key, about }: CredentialReference): string | null {
    const note = readNote(about);
    const siteId = ACCOUNT_KEY.exec(key)?.[1];
    if (note === null || siteId === undefined) return about;
    const saysNothing = note.account === null && note.leaves === null && note.event === null;
    if (!saysNothing) this.#amend(siteId, (document) => withNote(document, note));
    return null;
  }

  lost(reference: CredentialReference): string | null {
    return this.#noteOf(reference, "lost");
  }

  found(reference: CredentialReference): string | null {
    return this.#noteOf(reference, "kept");
  }

  #noteOf(reference: CredentialReference, event: CustodyEntry["event"]): string | null {
    const [, siteId, accountId] = ACCOUNT_KEY.exec(reference.key) ?? [];
    if (siteId === undefined || accountId === undefined) return reference.about;
    // One that was noted and not yet written down stays the same line.
    if (readNote(reference.about)?.event?.event === event) return reference.about;
    const label = this.#labelOf(siteId, accountId);
    const note: AccountNote = {
      account: null,
      put: false,
      leaves: null,
      event: label === null ? null : this.#event({ id: accountId, label }, event, null),
    };
    return noteText(note);
  }

  /** Null: the account has left the survey, or that can't be read; its ledger gets no more lines. */
  #labelOf(siteId: string, accountId: string): string | null {
    try {
      return this.account(siteId, accountId).account.label;
    } catch (error) {
      if (isHostError(error)) return null;
      throw error;
    }
  }

  #isLeftOut(custody: readonly CustodyEntry[], entry: CustodyEntry): boolean {
    if (entry.event !== "shown" && entry.event !== "copied") return false;
    return custody.length >= MANY_EVENTS || isNotedToday(custody, entry, localDay);
  }

  #amend(siteId: string, change: (document: SurveyDocument) => SurveyDocument): void {
    // Most of what comes a second time is seen without opening a transaction.
    const before = this.#options.surveys().document(siteId);
    if (change(before) !== before) this.#options.surveys().amend(siteId, change);
  }

  #event(
    { id, label }: Pick<AccountEntry, "id" | "label">,
    event: CustodyEntry["event"],
    to: string | null,
    at = this.#options.now().toISOString(),
  ): CustodyEntry {
    const { laptopId, by } = this.#options.actor();
    return { id: this.#options.randomUuid(), at, accountId: id, label, event, by: by.slice(0, 200), laptopId, to };
  }
}

/** A UUID of version 8 (RFC 9562 section 5.8) that follows from the site's. */
function routerAccountId(siteId: string): string {
  const hex = createHash("sha256").update(`farsite-router-account\n${siteId}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
