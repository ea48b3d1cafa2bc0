import type { CustodyEntry, AccountEntry, AccountKind } from "#core/survey/survey-sections.ts";
import type { VaultAccount, VaultState } from "#core/contract/vault-calls.ts";
import { HostError, isHostError, type ContractErrorCode } from "#core/contract/errors.ts";
import {
  byTime,
  byUrgency,
  isDue,
  isHeldBy,
  localDay,
  SOON_DAYS,
  vaultAccount,
  type HeldHere,
} from "#core/vault/custody.ts";
import type { CredentialReferences, SecretBackend } from "../store/credential-references.ts";
import type { DueAccounts } from "../store/credential-due.ts";
import { AccountSecrets, type Actor, type CustodyEvent, type VaultSurveys } from "./account-secrets.ts";
import { FirmSecrets } from "./firm-secrets.ts";
import { PROBE_SECONDS, type Keychain } from "./keychain.ts";
import { PassphraseVault, type PassphraseVaultOptions } from "./passphrase-vault.ts";
import { SecretKeeper } from "./secret-keeper.ts";
import { VaultLock } from "./vault-lock.ts";

export interface VaultStore extends VaultSurveys {
  credentials: CredentialReferences;
  dueAccounts: DueAccounts;
}

export interface VaultOptions extends PassphraseVaultOptions {
  /** The data folder: the passphrase vault lies there. */
  folder: string;
  platform: string;
  keychain: Keychain;
  /** Opens the store at the first use. */
  store: () => VaultStore;
  actor: () => Actor;
  randomUuid: () => string;
  /** Secrets can be had again: a passphrase vault was opened, or secrets were moved. */
  onReachable?: () => void;
}

export interface AccountToKeep {
  siteId: string;
  accountId: string | null;
  kind: AccountKind;
  label: string;
  deviceId: string | null;
  userName: string | null;
  changeBy: string | null;
  password: string | null;
}

const MAX_DUE = 1_000;

/** The ledger can't be written; a person at the customer's gets to see the password all the same. */
const CANT_WRITE: ReadonlySet<ContractErrorCode> = new Set<ContractErrorCode>([
  "DISK_FULL",
  "STORE_READ_ONLY",
  "STORE_BUSY",
  "FOLDER_NOT_WRITABLE",
]);

/**
 * The passwords of this laptop: of the sites' accounts, and the firm's own. A password goes to the keychain or the passphrase vault
 * and nowhere else; surveys say that there is one and who got it when.
 *
 * Calls throw HostError KEYCHAIN_*, VAULT_LOCKED, VAULT_DAMAGED, SITE_NOT_FOUND, ACCOUNT_NOT_FOUND and those of the store.
 */
export class VaultService {
  /** Secrets that belong to no site, under fixed names: the laptop's key, the firm's servers. */
  readonly firm: FirmSecrets;
  readonly #options: VaultOptions;
  readonly #passphrase: PassphraseVault;
  readonly #lock: VaultLock;
  readonly #accounts: AccountSecrets;
  readonly #keeper: SecretKeeper;

  constructor(options: VaultOptions) {
    this.#options = options;
    this.#passphrase = new PassphraseVault(options.folder, options);
    this.#lock = new VaultLock(options.folder);
    const references = () => options.store().credentials;
    this.#accounts = new AccountSecrets({ ...options, references, surveys: options.store });
    this.#keeper = new SecretKeeper({
      references,
      backends: { keychain: options.keychain, passphrase: this.#passphrase },
      lock: this.#lock,
      notes: this.#accounts,
    });
    this.firm = new FirmSecrets(this.#keeper, options.now);
  }

  async state(): Promise<VaultState> {
    const backend = this.#options.store().credentials.backend();
    const counts = this.#keeper.counts();
    const other = backend === "keychain" ? "passphrase" : "keychain";
    const { platform } = this.#options;
    return { backend, platform, kept: counts[backend], keptElsewhere: counts[other], ...(await this.#howIs(backend)) };
  }

  async #howIs(backend: SecretBackend): Promise<Pick<VaultState, "state" | "detail">> {
    if (backend === "keychain") {
      const trouble = await this.#options.keychain.probe();
      if (trouble === "ok") return { state: "ok", detail: null };
      const states = { KEYCHAIN_MISSING: "missing", KEYCHAIN_LOCKED: "locked", KEYCHAIN_TIMEOUT: "timeout" } as const;
      return { state: states[trouble.code], detail: trouble.detail };
    }
    const vault = await this.#passphrase.state();
    const { file } = this.#passphrase;
    if (vault.state === "none") return { state: "missing", detail: file };
    if (vault.state === "damaged") return { state: "missing", detail: `${file}: ${vault.detail}` };
    return { state: vault.state, detail: null };
  }

  async list(siteId: string): Promise<VaultAccount[]> {
    this.#accounts.adoptRouterLogin(siteId);
    // An account comes into the survey with its password; a crash may have come in between.
    for (const key of this.#options.store().credentials.unsettled(siteId)) await this.#keeper.held(key);
    const ids = this.#options
      .store()
      .document(siteId)
      .accounts.map(({ id }) => id);
    for (const id of ids) await this.#keeper.held(AccountSecrets.key(siteId, id));
    await this.#findAgain(siteId);
    // Settling may have written to the survey.
    const { accounts, custody } = this.#options.store().document(siteId);
    const today = localDay(this.#options.now());
    return accounts.map((account) =>
      vaultAccount(account, { custody, today, held: this.#heldHere(siteId, account.id) }),
    );
  }

  /**
   * What the ledger says is here and the database knows nothing of: the ledger is written twice, so after a torn log or a repair it
   * knows more.
   */
  async #findAgain(siteId: string): Promise<void> {
    const { accounts, custody } = this.#options.store().document(siteId);
    const { credentials } = this.#options.store();
    for (const { id, changedAt } of accounts) {
      const key = AccountSecrets.key(siteId, id);
      if (credentials.of(key).length > 0 || !isHeldBy(custody, id, this.#options.actor().laptopId)) continue;
      try {
        await this.#keeper.rediscover(key, changedAt);
      } catch (error) {
        // Where it can't be looked for now, the next look does.
        if (!isHostError(error)) throw error;
      }
    }
  }

  /** As noted, without settling anything and without asking a keychain. */
  #heldHere(siteId: string, accountId: string): HeldHere {
    const known = this.#options.store().credentials.of(AccountSecrets.key(siteId, accountId));
    const kept = known.find(({ state }) => state === "kept");
    if (kept !== undefined) return { secret: "here", since: kept.keptAt };
    return { secret: known.some(({ state }) => state === "lost") ? "lost" : "elsewhere", since: null };
  }

  /** Accounts whose password is to be changed soon, and those whose password this laptop has lost; the most urgent first. */
  async due(): Promise<{ siteId: string; siteName: string; account: VaultAccount }[]> {
    const store = this.#options.store();
    const now = this.#options.now();
    const soon = localDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() + SOON_DAYS));
    const dated = await store.dueAccounts.sitesDue(soon, (siteId) => store.document(siteId), MAX_DUE);
    const lost = store.credentials.list().flatMap(({ key, state }) => (state === "lost" ? [siteOf(key)] : []));
    const found: { siteId: string; siteName: string; account: VaultAccount }[] = [];
    for (const siteId of new Set([...dated, ...lost.filter((id) => id !== null)])) {
      const document = documentOrNull(store, siteId);
      if (document === null) continue;
      const { accounts, custody, site } = document;
      for (const entry of accounts) {
        const account = vaultAccount(entry, { custody, today: localDay(now), held: this.#heldHere(siteId, entry.id) });
        if (isDue(account)) found.push({ siteId, siteName: site.name, account });
      }
    }
    return found.toSorted((a, b) => byUrgency(a.account, b.account)).slice(0, MAX_DUE);
  }

  async keep({ siteId, accountId, password, ...said }: AccountToKeep): Promise<VaultAccount[]> {
    this.#accounts.adoptRouterLogin(siteId);
    const now = this.#options.now().toISOString();
    const before = accountId === null ? null : this.#accounts.account(siteId, accountId).account;
    const account: AccountEntry = {
      ...said,
      id: before?.id ?? this.#options.randomUuid(),
      changedAt: password === null && before !== null ? before.changedAt : now,
    };
    if (password === null) this.#accounts.putAccount(siteId, account);
    else await this.#keepPassword(siteId, account, password, { to: null, put: true });
    return this.list(siteId);
  }

  /**
   * Keeps a password that came from elsewhere, with the account it is for; one that the survey has already stays as it is said
   * there. `event` is noted in the ledger, `to` with it. A later password that is here already stays.
   */
  async keepSecret(
    siteId: string,
    account: AccountEntry,
    password: string,
    { event, to }: Pick<CustodyEvent, "event" | "to">,
  ): Promise<void> {
    this.#accounts.adoptRouterLogin(siteId);
    const { secret, since } = this.#heldHere(siteId, account.id);
    if (secret === "here" && since !== null && Date.parse(since) > Date.parse(account.changedAt)) return;
    await this.#keepPassword(siteId, account, password, { event, to, put: false });
  }

  async #keepPassword(
    siteId: string,
    account: AccountEntry,
    password: string,
    how: { event?: CustodyEntry["event"]; to: string | null; put: boolean },
  ): Promise<void> {
    const document = this.#options.store().document(siteId);
    await this.#keeper.keep({
      key: AccountSecrets.key(siteId, account.id),
      value: password,
      about: this.#accounts.noteOfKeeping(document, account, how),
      keptAt: account.changedAt,
    });
  }

  /** Notes that it was shown or copied, and returns it. @throws HostError SECRET_NOT_FOUND also when the keychain has lost it */
  async reveal(request: {
    siteId: string;
    accountId: string;
    purpose: "shown" | "copied";
  }): Promise<{ userName: string | null; password: string }> {
    const { siteId, accountId, purpose } = request;
    const { account, password } = await this.secretOf(siteId, accountId);
    try {
      this.#accounts.record(siteId, [{ accountId, event: purpose, to: null }]);
    } catch (error) {
      if (!isHostError(error) || !CANT_WRITE.has(error.code)) throw error;
    }
    return { userName: account.userName, password };
  }

  /**
   * Without a line in the ledger: whoever asks notes what becomes of it (`record`). The account's `changedAt` is that of the password
   * that is here, which may be an earlier one than the survey tells of.
   *
   * @throws HostError SECRET_NOT_FOUND
   */
  async secretOf(siteId: string, accountId: string): Promise<{ account: AccountEntry; password: string }> {
    this.#accounts.adoptRouterLogin(siteId);
    this.#accounts.account(siteId, accountId);
    const held = await this.#keeper.read(AccountSecrets.key(siteId, accountId));
    const { account } = this.#accounts.account(siteId, accountId);
    if (held === null) throw new HostError("SECRET_NOT_FOUND");
    return { account: { ...account, changedAt: held.keptAt }, password: held.value };
  }

  async forget(request: { siteId: string; accountId: string; account: boolean }): Promise<VaultAccount[]> {
    const { siteId, accountId } = request;
    this.#accounts.adoptRouterLogin(siteId);
    const { account } = this.#accounts.account(siteId, accountId);
    const key = AccountSecrets.key(siteId, accountId);
    const isHeld = this.#options.store().credentials.of(key).length > 0;
    await this.#keeper.remove(key, isHeld ? this.#accounts.noteOfForgetting(account, request.account) : null);
    if (!isHeld && request.account) this.#accounts.dropAccount(siteId, accountId);
    return this.list(siteId);
  }

  /** The custody ledger of a site, the latest line first. */
  ledger(siteId: string): CustodyEntry[] {
    this.#accounts.adoptRouterLogin(siteId);
    return byTime(this.#options.store().document(siteId).custody).toReversed();
  }

  /** Adds lines to the ledger of a site. */
  record(siteId: string, events: readonly CustodyEvent[]): void {
    this.#accounts.record(siteId, events);
  }

  /** @throws HostError PASSPHRASE_WRONG */
  async openPassphrase({ passphrase, isNew }: { passphrase: string; isNew: boolean }): Promise<VaultState> {
    if (isNew) await this.#beginPassphrase(passphrase);
    else await this.#passphrase.open(passphrase);
    this.#options.onReachable?.();
    return this.state();
  }

  async #beginPassphrase(passphrase: string): Promise<void> {
    await this.#lock.hold(async () => {
      const { credentials } = this.#options.store();
      const isNeeded = credentials.list().some(({ backend }) => backend === "passphrase");
      await this.#passphrase.begin(passphrase, { isNeeded });
      credentials.choose("passphrase");
    });
    try {
      await this.#move("passphrase");
    } catch (error) {
      // Most begin one because there is no keychain. What is left there can be moved once it answers; the state counts it.
      if (!isHostError(error) || !error.code.startsWith("KEYCHAIN_")) throw error;
    }
  }

  lock(): Promise<VaultState> {
    this.#passphrase.lock();
    return this.state();
  }

  async moveTo({ backend }: { backend: SecretBackend }): Promise<VaultState> {
    await this.#move(backend);
    this.#options.onReachable?.();
    return this.state();
  }

  async #move(target: SecretBackend): Promise<void> {
    const begin = target === "keychain" ? () => this.#tryKeychain() : () => this.#passphrase.assertOpen();
    const end = target === "keychain" ? () => this.#passphrase.endIfEmpty() : () => Promise.resolve();
    await this.#keeper.moveTo(target, begin, end);
  }

  /** Before the first secret is touched: also where there is none to move, it must be able to hold the next one. */
  async #tryKeychain(): Promise<void> {
    const trouble = await this.#options.keychain.probe();
    if (trouble === "ok") return;
    const { platform } = this.#options;
    if (trouble.code === "KEYCHAIN_TIMEOUT") throw new HostError(trouble.code, { platform, seconds: PROBE_SECONDS });
    throw new HostError(trouble.code, { platform, detail: trouble.detail });
  }
}

/** The site of an account's key; null: it belongs to none. */
function siteOf(key: string): string | null {
  const [siteId, accountId] = key.split("/");
  return accountId === undefined || siteId?.length !== UUID_LENGTH ? null : siteId;
}

const UUID_LENGTH = 36;

/** A survey that can't be read says so on its own page; it is no reason to name no other. */
function documentOrNull(store: VaultSurveys, siteId: string): ReturnType<VaultSurveys["document"]> | null {
  try {
    return store.document(siteId);
  } catch {
    return null;
  }
}
