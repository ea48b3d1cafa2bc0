import { randomInt } from "node:crypto";
import { HostError } from "#core/contract/errors.ts";
import type { Laptop } from "#core/contract/team-calls.ts";
import type { PasswordRules } from "#core/contract/vault-calls.ts";
import { credentialsSheetModel } from "#core/report/credentials-sheet.ts";
import { reportFileName } from "#core/report/report-file-name.ts";
import type { Locale } from "#core/survey/settings.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { AccountEntry } from "#core/survey/survey-sections.ts";
import type { SignedLaptopCard } from "#core/team/laptop-card.ts";
import { createTranslate } from "#core/text/translate.ts";
import { generatePassword } from "#core/vault/generate-password.ts";
import { passwordRules } from "#core/vault/password-rules.ts";
import { laptopIdOf, type LaptopKeys } from "../identity/laptop-keys.ts";
import { openHandOver, sealHandOver } from "./sealed-hand-over.ts";
import type { VaultService } from "./vault-service.ts";

/** A webcam still reads a QR code of this many bytes from another screen (version 26 of 40). */
const MAX_QR_CHARACTERS = 1_200;

export interface PassingOnOptions {
  vault: () => VaultService;
  /** Throws SITE_NOT_FOUND. */
  document: (siteId: string) => SurveyDocument;
  laptops: () => Laptop[];
  /** Takes a card that came with a hand-over, where it is a new one. */
  takeCard: (card: SignedLaptopCard) => void;
  keys: () => Promise<LaptopKeys>;
  card: () => SignedLaptopCard;
  assetsFolder: string;
  now: () => Date;
}

export interface SheetRequest {
  siteId: string;
  accountIds: readonly string[];
  to: string;
  passphrase: string;
  locale: Locale;
  paper: "a4" | "us-letter";
}

/** Passwords that leave this laptop, each time by somebody's will and with a line in the ledger; and new ones. */
export class PassingOn {
  readonly #options: PassingOnOptions;

  constructor(options: PassingOnOptions) {
    this.#options = options;
  }

  rules(): PasswordRules[] {
    return [...passwordRules];
  }

  /** @throws HostError BAD_INPUT: no such rules */
  generate({ rulesId, length }: { rulesId: string; length: number }): { password: string; bits: number } {
    const rules = passwordRules.find(({ id }) => id === rulesId);
    if (rules === undefined) throw new HostError("BAD_INPUT", { detail: `there are no rules ${rulesId}` });
    return generatePassword(rules, length, (below) => randomInt(below));
  }

  /**
   * Passwords of these accounts, for one colleague's laptop only. The ledger is written before they are out.
   *
   * @throws HostError COLLEAGUE_NOT_FOUND, COLLEAGUE_NOT_CONFIRMED, SECRET_NOT_FOUND, ACCOUNT_NOT_FOUND and those of the vault and the store
   */
  async handOver(request: {
    siteId: string;
    accountIds: readonly string[];
    laptopId: string;
  }): Promise<{ file: File; text: string | null }> {
    const { siteId, laptopId } = request;
    const { now, document, card, keys, vault } = this.#options;
    const colleague = this.#options.laptops().find(({ id, isOwn }) => id === laptopId && !isOwn);
    if (colleague === undefined) throw new HostError("COLLEAGUE_NOT_FOUND");
    if (colleague.trust !== "confirmed") throw new HostError("COLLEAGUE_NOT_CONFIRMED", { laptop: colleague.name });
    const own = await keys();
    const accounts = await this.#secrets(siteId, request.accountIds);
    const { site } = document(siteId);
    const at = now().toISOString();
    const sealed = await sealHandOver(
      {
        format: "farsite-handover",
        version: 1,
        at,
        from: card(),
        to: laptopId,
        siteId,
        siteName: site.name,
        accounts,
      },
      colleague.card.recipient,
      own,
    );
    vault().record(
      siteId,
      accounts.map(({ id }) => ({ accountId: id, event: "handed-over", to: calledAs(colleague) })),
    );
    const fileName = reportFileName(`${site.name} ${colleague.technician ?? colleague.name}`, at, "farsite-handover");
    return {
      file: new File([sealed], fileName, { type: "text/plain" }),
      text: sealed.length <= MAX_QR_CHARACTERS ? sealed : null,
    };
  }

  /**
   * Keeps what a colleague handed over; its site must have come to this laptop before. Under a name anybody can come: only a laptop
   * whose fingerprint was compared replaces a password that is kept here.
   *
   * @throws HostError NOT_A_HANDOVER, HANDOVER_NOT_FOR_US, SITE_NOT_FOUND, COLLEAGUE_NOT_CONFIRMED and those of the vault and the store
   */
  async receive({ text }: { text: string }): Promise<{ siteId: string; from: string; accounts: string[] }> {
    const { siteId, siteName, from, accounts } = await openHandOver(text, await this.#options.keys());
    try {
      this.#options.document(siteId);
    } catch (error) {
      // The person knows the site by its name.
      if (error instanceof HostError && error.code === "SITE_NOT_FOUND")
        throw new HostError("SITE_NOT_FOUND", { site: siteName }, error);
      throw error;
    }
    this.#options.takeCard(from);
    const sender = calledAs(from);
    const isTrusted = this.#options
      .laptops()
      .some(({ id, trust }) => id === laptopIdOf(from.publicKey) && trust !== "seen");
    const replaced = (await this.#options.vault().list(siteId)).filter(
      ({ id, secret }) => secret === "here" && accounts.some((account) => account.id === id),
    );
    if (!isTrusted && replaced.length > 0) throw new HostError("COLLEAGUE_NOT_CONFIRMED", { laptop: sender });
    for (const { password, ...account } of accounts) {
      await this.#options.vault().keepSecret(siteId, account, password, { event: "received", to: sender });
    }
    return { siteId, from: sender, accounts: accounts.map(({ label }) => label) };
  }

  /**
   * The customer's sheet, encrypted. The ledger is written before it is out.
   *
   * @throws HostError SECRET_NOT_FOUND, ACCOUNT_NOT_FOUND, REPORT_FAILED and those of the vault and the store
   */
  async sheet(request: SheetRequest): Promise<{ fileName: string; pdf: File }> {
    const { siteId, to, passphrase, locale, paper } = request;
    const { now, document, card, vault, assetsFolder } = this.#options;
    const accounts = await this.#secrets(siteId, request.accountIds);
    const { site, devices } = document(siteId);
    const deviceName = (account: AccountEntry): string | null => {
      const device = devices.find(({ id }) => id === account.deviceId);
      return device?.name ?? device?.model ?? null;
    };
    const at = now().toISOString();
    const model = credentialsSheetModel({
      siteName: site.name,
      to,
      by: calledAs(card()),
      at,
      accounts: accounts.map((account) => ({ ...account, device: deviceName(account) })),
      locale,
      paper,
      translate: createTranslate(locale),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
    // The typesetter is 20 MB of code: loaded when it is first needed.
    const { compileCredentialsSheet } = await import("../report/compile-report.ts");
    const { encryptedPdf } = await import("../report/encrypted-pdf.ts");
    const pdf = await encryptedPdf(await compileCredentialsSheet(model, { assetsFolder }), passphrase);
    vault().record(
      siteId,
      accounts.map(({ id }) => ({ accountId: id, event: "sheet-made", to })),
    );
    const fileName = reportFileName(model.title, at);
    return { fileName, pdf: new File([new Uint8Array(pdf)], fileName, { type: "application/pdf" }) };
  }

  async #secrets(siteId: string, accountIds: readonly string[]): Promise<(AccountEntry & { password: string })[]> {
    const secrets: (AccountEntry & { password: string })[] = [];
    // One keychain call at a time: each may ask the person.
    for (const accountId of new Set(accountIds)) {
      const { account, password } = await this.#options.vault().secretOf(siteId, accountId);
      secrets.push({ ...account, password });
    }
    return secrets;
  }
}

/** A person with the laptop's name, as the ledger keeps it. */
const calledAs = ({ name, technician }: Pick<SignedLaptopCard, "name" | "technician">): string =>
  technician === null ? name : `${technician} (${name})`;
