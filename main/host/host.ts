import { randomBytes, randomUUID } from "node:crypto";
import type { VantageTest } from "#core/contract/vantage-status.ts";
import { HostError } from "#core/contract/errors.ts";
import { errorText } from "#core/error-text.ts";
import { defaultSettings, type Locale, type Settings } from "#core/survey/settings.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";
import type { Inspection, InspectionRequest } from "#core/lan/inspection.ts";
import { checkReportModel, type CheckReportModel } from "#core/report/check-report.ts";
import { reportFileName } from "#core/report/report-file-name.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { extendedRecord, isSameNetwork, settledRecord } from "#core/survey/extended-record.ts";
import { readTypedWanAddress } from "#core/survey/typed-wan-address.ts";
import type { CheckSettings } from "./check/check-context.ts";
import { siteEnvironment, type CheckEnvironment } from "./check/environment.ts";
import { runCheck, type CheckOptions, type RunningCheckEvent } from "./check/run-check.ts";
import { refusingJournal } from "./mapping/refusing-journal.ts";
import { recoverMappings, type Recovery } from "./mapping/recover-mappings.ts";
import type { Store } from "./store/open-store.ts";
import { HostStore } from "./host-store.ts";
import type { SavedRecord } from "./store/survey-revisions.ts";
import type { ServerOverrides } from "./environment-overrides.ts";
import type { VantageAccess } from "#core/vantage/vantage-address.ts";
import { testVantage } from "./vantage/test-vantage.ts";
import { createVantageKeeper, type VantageKeeper } from "./vantage/vantage-keeper.ts";
import type { ScanEnvironment } from "./scan/scan-environment.ts";
import { InspectionService } from "./scan/inspection-service.ts";
import { RescueKeeper } from "./scan/rescue-keeper.ts";
import { SiteRehearsals } from "./rehearsal/site-rehearsals.ts";
import { ScanService } from "./scan/scan-service.ts";
import { readAdapters } from "./system/adapters.ts";
import { startProgram } from "./system/start-program.ts";
import { createKeychain, type Keychain } from "./vault/keychain.ts";
import { RouteServices } from "./route-services.ts";
import { SurveyServices } from "./survey-services.ts";
import { TunnelServices } from "./tunnel-services.ts";

export type Shell = "desktop" | "browser" | "terminal" | "test";

export type HostOptions = {
  shell: Shell;
  dataFolder: string;
  /** Holds `report/` and `fonts/`. */
  assetsFolder: string;
  version: string;
  /** Default: the operating system's own. */
  keychain?: Keychain;
  /** How the doctor asks the keychain; default: in this process. */
  probeKeychain?: Keychain["probe"];
  /** Servers that replace the configured ones for this run (`--stun`, `FARSITE_STUN`). */
  overrides?: ServerOverrides & Partial<Pick<Settings, "testMappings">>;
  /** The computer and the network around it; a test's own instead of the real ones. */
  environment?: CheckEnvironment;
  /** The same for searches for devices. */
  scanEnvironment?: ScanEnvironment;
  /** Default: the system's own programs. */
  startProgram?: typeof startProgram;
};

/** `failure`: why the journal could not be read or written; then nothing is known of what is left. */
type HostRecovery = Recovery & { failure: string | null };

export type ReportRequest = { siteId: string; checkId: string; locale: Locale; paper: CheckReportModel["paper"] };

/**
 * All services of the app without a shell around them. One host per process; several hosts (a window, a browser tab, a
 * terminal) may share a data folder.
 */
export class Host {
  readonly options: HostOptions;
  readonly keychain: Keychain;
  readonly vantage: VantageKeeper;
  readonly scans: ScanService;
  readonly rescues: RescueKeeper;
  readonly storage: HostStore;
  readonly surveys: SurveyServices;
  readonly routes: RouteServices;
  readonly tunnels: TunnelServices;
  readonly rehearsals: SiteRehearsals;
  readonly #inspections: InspectionService;
  readonly #environment: CheckEnvironment;
  #recovery: Promise<HostRecovery> | null = null;
  readonly #unsaved = new Map<string, CheckRecord>();
  readonly #running = new Set<{ cancel: AbortController; signal: AbortSignal; ended: Promise<void> }>();
  #closing = false;

  constructor(options: HostOptions) {
    this.options = options;
    this.storage = new HostStore(options.dataFolder, () => this.surveys.identity.wake());
    this.keychain = options.keychain ?? createKeychain();
    this.#environment = options.environment ?? siteEnvironment(options.assetsFolder);
    const adaptersNow = () => options.scanEnvironment?.readAdapters() ?? readAdapters();
    this.rescues = new RescueKeeper({
      platform: process.platform,
      readAdapters: adaptersNow,
      rows: () => this.store().rescues,
      folder: options.dataFolder,
      isRoot: process.getuid?.() === 0,
      start: options.startProgram ?? startProgram,
    });
    this.scans = new ScanService({
      environment: async () => options.scanEnvironment ?? siteScanEnvironmentIn(options.assetsFolder),
      assetsFolder: options.assetsFolder,
      version: options.version,
      store: () => this.store(),
      rescued: () => this.#rescued(),
      newSiteName: (startedAt) => this.#newSiteName(startedAt),
    });
    this.#inspections = new InspectionService({ readAdapters: adaptersNow, lastScan: () => this.scans.lastScan });
    this.surveys = new SurveyServices({
      dataFolder: options.dataFolder,
      assetsFolder: options.assetsFolder,
      version: options.version,
      keychain: this.keychain,
      store: () => this.store(),
      watch: (signal) => this.storage.watch(signal),
      settings: () => this.storedSettings(),
    });
    this.vantage = createVantageKeeper({
      override: options.overrides?.vantage,
      store: () => this.store(),
      secrets: () => this.surveys.vault.firm,
    });
    this.routes = new RouteServices({
      dataFolder: options.dataFolder,
      version: options.version,
      environment: this.#environment,
      store: () => this.store(),
      settings: () => this.settings(),
      vantageAccess: () => this.vantage.access(),
      secrets: this.surveys.vault.firm,
      actor: () => this.surveys.actor(),
      checkSite: (siteId, signal) => this.#checkAndKeep(siteId, signal),
      tunnels: () => this.tunnels,
    });
    this.tunnels = new TunnelServices({
      environment: this.#environment,
      store: () => this.store(),
      vault: this.surveys.vault,
      knowledge: () => this.routes.knowledge.current(),
      settings: () => this.settings(),
      technician: () => this.surveys.actor().by,
      version: options.version,
    });
    this.rehearsals = new SiteRehearsals({
      environment: this.#environment,
      store: () => this.store(),
      settings: () => this.settings(),
      vantageAccess: () => this.vantage.access(),
      servers: this.tunnels.servers,
      forLaptop: this.routes.forLaptop,
      technician: () => this.surveys.actor().by,
      version: options.version,
      now: () => new Date(),
      randomBytes: (length) => randomBytes(length),
      randomUuid: randomUUID,
    });
  }

  /** Throws what opening the database throws. */
  store(): Store {
    return this.storage.open();
  }

  /**
   * Asks one device with the login that the person typed for it; the login is used for this and kept nowhere.
   *
   * @throws HostError BAD_INPUT: no device of this site
   */
  inspectDevice(request: InspectionRequest, signal: AbortSignal | undefined): Promise<Inspection> {
    return this.#inspections.inspect(request, signal);
  }

  /** What the person has set, or the defaults while the database can't be read. */
  storedSettings(): Settings {
    return this.storage.openOrNull()?.settings() ?? defaultSettings;
  }

  /** What is in force: the stored settings with this run's overrides. */
  settings(): Settings {
    const { vantage, ...overrides } = this.options.overrides ?? {};
    const vantageUrl = vantage === undefined ? {} : { vantageUrl: vantage?.url ?? null };
    return { ...this.storedSettings(), ...overrides, ...vantageUrl };
  }

  /** Removes what a killed check left in the router; once per host, before the first check. */
  recovery(): Promise<HostRecovery> {
    return (this.#recovery ??= this.#recover());
  }

  async #recover(): Promise<HostRecovery> {
    try {
      this.rescues.recover();
      const recovered = await recoverMappings(this.store().journal, () => new Date(), this.#environment);
      return { ...recovered, failure: null };
    } catch (error) {
      // No reason not to check; the doctor says that nobody knows what is left.
      return { removed: 0, waiting: 0, failure: errorText(error) };
    }
  }

  /**
   * Runs one check, of `siteId` or of a place that is new; one at a time per host, since two would see each other's test
   * mappings.
   *
   * @throws HostError CHECK_ALREADY_RUNNING
   */
  async *check(
    only: CheckOptions["only"],
    signal: AbortSignal,
    siteId: string | null = null,
  ): AsyncGenerator<RunningCheckEvent, void> {
    // One that was cancelled still takes its test mappings back: the next one waits for that.
    await Promise.all([...this.#running].filter((run) => run.signal.aborted).map((run) => run.ended));
    if (this.#running.size > 0 || this.#closing) throw new HostError("CHECK_ALREADY_RUNNING");
    const cancel = new AbortController();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const run = { cancel, ended, signal: AbortSignal.any([signal, cancel.signal]) };
    this.#running.add(run);
    try {
      await this.recovery();
      yield* runCheck({
        settings: await this.#checkSettings(),
        environment: this.#environment,
        journal: this.storage.openOrNull()?.journal ?? refusingJournal,
        only,
        signal: run.signal,
        farsiteVersion: this.options.version,
        now: () => new Date(),
        monotonicMs: () => performance.now(),
        randomUuid: randomUUID,
        randomBytes: (length) => randomBytes(length),
        otherSitesAt: (address) => this.#otherSitesAt(address, siteId),
      });
    } finally {
      this.#running.delete(run);
      end();
    }
  }

  /** @throws HostError CHECK_ALREADY_RUNNING, those of the store; the signal's reason */
  async #checkAndKeep(siteId: string, signal: AbortSignal): Promise<{ checkId: string }> {
    for await (const event of this.check(null, signal, siteId)) {
      if (event.type !== "finished") continue;
      signal.throwIfAborted();
      this.keepCheck(siteId, event.record);
      return { checkId: event.record.checkId };
    }
    throw signal.reason ?? new Error("a check ended without a result");
  }

  /** A scan needs none: where the database can't be read, nothing was lent. */
  #rescued(): string[] {
    try {
      return this.rescues.list().map(({ address, prefixLength }) => `${address}/${prefixLength}`);
    } catch {
      return [];
    }
  }

  /** A hint from the records: a check needs none, so what can't be read is left out. */
  #otherSitesAt(address: string, siteId: string | null): ReturnType<NonNullable<CheckOptions["otherSitesAt"]>> {
    try {
      return this.store().sitesAtAddress(address, siteId);
    } catch {
      return [];
    }
  }

  /** A first name for a site that has none yet: when it was checked. */
  #newSiteName(startedAt: string): string {
    const locale = this.settings().locale ?? "en";
    const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(
      new Date(startedAt),
    );
    return createI18n(locale).t("site.unnamed", { when });
  }

  /**
   * Keeps a finished check as a revision. What can't be kept is remembered until the host ends, so that it can be tried
   * again once the reason is gone.
   *
   * @throws HostError of the store
   */
  keepCheck(siteId: string | null, record: CheckRecord): SavedRecord {
    this.#unsaved.set(record.checkId, record);
    const siteName = this.#newSiteName(record.startedAt);
    const saved = this.store().saveCheck({ siteId, siteName, record });
    this.#unsaved.delete(record.checkId);
    return saved;
  }

  /** @throws HostError NOTHING_TO_SAVE, and those of the store */
  keepCheckAgain(siteId: string | null, checkId: string): SavedRecord {
    const record = this.#unsaved.get(checkId);
    if (!record) throw new HostError("NOTHING_TO_SAVE");
    return this.keepCheck(siteId, record);
  }

  /** Asks a vantage whether it answers and with what; null: the one in force. Never throws. */
  async testVantage(access: VantageAccess | null): Promise<VantageTest> {
    return testVantage(access ?? (await this.vantage.access()), this.#environment);
  }

  /**
   * Keeps a check once more with what the person read off the router's status page, judged anew.
   *
   * @throws HostError SITE_NOT_FOUND, CHECK_NOT_FOUND, BAD_INPUT (no address that a router's line can have)
   */
  settleCheck(input: { siteId: string; checkId: string; wanAddress: string }): SavedRecord & { record: CheckRecord } {
    const before = this.checkOf(input.siteId, input.checkId).record;
    const typed = readTypedWanAddress(input.wanAddress, before.diagnosis);
    if (!typed.ok) throw new HostError("BAD_INPUT", { detail: `wanAddress: ${typed.reason}` });
    const record = settledRecord(before, typed.address, {
      checkId: randomUUID(),
      // A clock that was set back in between must not make the check invalid.
      atMs: Math.max(before.durationMs, Date.now() - Date.parse(before.startedAt)),
      farsiteVersion: this.options.version,
    });
    return { record, ...this.keepCheck(input.siteId, record) };
  }

  /**
   * A check that was made earlier, with the answers of a further test of the same site.
   *
   * @throws HostError SITE_NOT_FOUND, CHECK_NOT_FOUND, OTHER_NETWORK (the laptop is at another router by now)
   */
  extendedCheck(siteId: string, checkId: string, further: CheckRecord): CheckRecord {
    const before = this.checkOf(siteId, checkId).record;
    if (!isSameNetwork(before, further)) throw new HostError("OTHER_NETWORK");
    const sinceMs = Math.max(before.durationMs, Date.parse(further.startedAt) - Date.parse(before.startedAt));
    const more = further.observations
      // Where the way out leads was asked again to know the router; the check has it already.
      .filter(({ probe }) => probe !== "default-route")
      .map((observation) => ({ ...observation, atMs: observation.atMs + sinceMs }));
    return extendedRecord(before, more, { checkId: further.checkId, farsiteVersion: this.options.version });
  }

  /** @throws HostError SITE_NOT_FOUND, CHECK_NOT_FOUND */
  checkOf(siteId: string, checkId: string): { siteName: string; record: CheckRecord } {
    const { site } = this.store().document(siteId);
    return { siteName: site.name, record: this.store().checkRecord(siteId, checkId) };
  }

  /**
   * One check of a site as a PDF.
   *
   * @throws HostError SITE_NOT_FOUND, CHECK_NOT_FOUND, REPORT_FAILED
   */
  async checkReport(options: ReportRequest): Promise<{ fileName: string; pdf: File }> {
    const { siteName, record } = this.checkOf(options.siteId, options.checkId);
    const { locale, paper } = options;
    // The typesetter is 20 MB of code: loaded when the first report is asked for, not at every start.
    const { compileCheckReport } = await import("./report/compile-report.ts");
    const model = checkReportModel({
      siteName,
      record,
      locale,
      paper,
      translate: createTranslate(locale),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
    const bytes = await compileCheckReport(model, { assetsFolder: this.options.assetsFolder });
    const fileName = reportFileName(siteName, record.startedAt);
    return { fileName, pdf: new File([new Uint8Array(bytes)], fileName, { type: "application/pdf" }) };
  }

  /** @throws HostError REPORT_FAILED */
  async reportEngine(): Promise<string> {
    const { reportEngineName } = await import("./report/compile-report.ts");
    return reportEngineName({ assetsFolder: this.options.assetsFolder });
  }

  async #checkSettings(): Promise<CheckSettings> {
    const { stunServers, whoamiUrls, testMappings, skippedProbes } = this.settings();
    return { stunServers, whoamiUrls, testMappings, skippedProbes, vantage: await this.vantage.access() };
  }

  /** Cancels running checks, waits until their test mappings are undone, and closes the database. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const run of this.#running) run.cancel.abort();
    await Promise.all([...this.#running].map((run) => run.ended));
    await this.scans.close();
    await this.rehearsals.stop();
    await this.routes.stop();
    await this.tunnels.stop();
    // Nothing stands where the database was never opened.
    if (this.storage.isOpen) await this.rescues.close();
    await this.#recovery;
    await this.surveys.close();
    this.storage.close();
  }
}

/** Two dozen protocols and their readers: loaded with the first search, not at every start. */
async function siteScanEnvironmentIn(assetsFolder: string): Promise<ScanEnvironment> {
  const { siteScanEnvironment } = await import("./scan/site-scan-environment.ts");
  return siteScanEnvironment(assetsFolder);
}
