import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { HostError } from "#core/contract/errors.ts";
import { knownForwards } from "#core/lan/known-forwards.ts";
import type { ScanPlan, ScanRecord, ScanRequest } from "#core/lan/scan-record.ts";
import { readScanRange } from "#core/lan/scan-range.ts";
import { DISCOVERY_SOURCES } from "#core/lan/sighting.ts";
import type { SavedRecord } from "../store/survey-revisions.ts";
import type { Store } from "../store/open-store.ts";
import { loadKev } from "../lan/load-kev.ts";
import type { ScanEnvironment } from "./scan-environment.ts";
import type { RunningScanEvent, ScanOptions } from "./run-scan.ts";
import { networksOf } from "./own-networks.ts";
import { proposedRange, usedAdapters } from "./used-adapters.ts";

export type ScanServiceOptions = {
  environment: () => Promise<ScanEnvironment>;
  assetsFolder: string;
  version: string;
  store(): Store;
  /** Second addresses of the laptop, with their prefix lengths. */
  rescued(): readonly string[];
  /** A name for a site that has none yet. */
  newSiteName(startedAt: string): string;
};

/** Nothing has to be undone: sockets close within milliseconds. */
const ENDING_MS = 500;

/** Searches for devices, one at a time, and keeps what they found. */
export class ScanService {
  readonly #options: ScanServiceOptions;
  readonly #unsaved = new Map<string, ScanRecord>();
  readonly #cancelRunning = new AbortController();
  #running: Promise<void> | null = null;
  #stoppable: { scanId: string; stop: AbortController } | null = null;
  /** Of this host, kept or not: what was confirmed and seen a moment ago. */
  lastScan: ScanRecord | null = null;

  constructor(options: ScanServiceOptions) {
    this.#options = options;
  }

  /** Which adapters would be used and which ranges they propose. Sends nothing. */
  async plan(): Promise<ScanPlan> {
    const environment = await this.#options.environment();
    const adapters = await environment.describeAdapters(environment.readAdapters());
    const used = new Set(usedAdapters(adapters).map(({ name }) => name));
    return {
      adapters: adapters.flatMap((adapter) =>
        adapter.addresses
          .filter(({ address }) => !address.includes(":"))
          .map(({ address, prefixLength }) => ({
            name: adapter.name,
            adapterKind: adapter.adapterKind,
            address,
            prefixLength,
            range: proposedRange(adapter, { address, prefixLength }),
            used: used.has(adapter.name),
          })),
      ),
      sources: [...DISCOVERY_SOURCES],
    };
  }

  /**
   * Runs one scan. What is known of the site (its last check's forwards, its last scan's devices) is held against it.
   *
   * @throws HostError SCAN_ALREADY_RUNNING, RANGE_NOT_ALLOWED
   */
  async *run(request: ScanRequest, signal: AbortSignal, siteId: string | null): AsyncGenerator<RunningScanEvent, void> {
    if (this.#running !== null) throw new HostError("SCAN_ALREADY_RUNNING");
    const { version, assetsFolder } = this.#options;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    this.#running = ended;
    const stop = new AbortController();
    try {
      const [environment, { runScan }] = await Promise.all([this.#options.environment(), import("./run-scan.ts")]);
      const events = runScan({
        environment,
        request: confirmed(request, environment),
        signal: AbortSignal.any([signal, this.#cancelRunning.signal, stop.signal]),
        farsiteVersion: version,
        now: () => new Date(),
        monotonicMs: () => performance.now(),
        randomUuid: randomUUID,
        randomBytes: (length) => randomBytes(length),
        kev: await loadKev(assetsFolder),
        rescued: this.#options.rescued(),
        ...this.#knownOf(siteId),
      });
      for await (const event of events) {
        if (event.type === "planned") this.#stoppable = { scanId: event.scanId, stop };
        if (event.type === "finished") this.lastScan = event.record;
        yield event;
      }
    } finally {
      this.#running = null;
      end();
    }
  }

  /** Ends a running scan early; it still delivers what it found. */
  stop(scanId: string): void {
    if (this.#stoppable?.scanId === scanId) this.#stoppable.stop.abort();
  }

  /** A hint from the records: a scan needs none, so what can't be read is left out. */
  #knownOf(siteId: string | null): Pick<ScanOptions, "forwards" | "before"> {
    if (siteId === null) return { forwards: [], before: [] };
    try {
      const site = this.#options.store().site(siteId);
      const last = site.scans.at(-1);
      const before = last === undefined ? [] : this.#options.store().scan(siteId, last.scanId).devices;
      return { forwards: knownForwards(site.records.at(-1) ?? null), before };
    } catch {
      return { forwards: [], before: [] };
    }
  }

  /**
   * Keeps a finished scan as a revision. What can't be kept is remembered until the host ends, so that it can be tried again
   * once the reason is gone.
   *
   * @throws HostError of the store
   */
  keep(siteId: string | null, record: ScanRecord): SavedRecord {
    this.#unsaved.set(record.scanId, record);
    const siteName = this.#options.newSiteName(record.startedAt);
    const saved = this.#options.store().saveScan({ siteId, siteName, record });
    this.#unsaved.delete(record.scanId);
    return saved;
  }

  /** @throws HostError NOTHING_TO_SAVE, and those of the store */
  keepAgain(siteId: string | null, scanId: string): SavedRecord {
    const record = this.#unsaved.get(scanId);
    if (!record) throw new HostError("NOTHING_TO_SAVE");
    return this.keep(siteId, record);
  }

  /** Cancels what runs and waits for its end, unless whoever asked for it listens no more. */
  async close(): Promise<void> {
    this.#cancelRunning.abort();
    await Promise.race([this.#running, sleep(ENDING_MS, undefined, { ref: false })]);
  }
}

/** The request in normal form. @throws HostError RANGE_NOT_ALLOWED */
function confirmed(request: ScanRequest, environment: ScanEnvironment): ScanRequest {
  const own = networksOf(usedAdapters(environment.readAdapters())).map(
    ({ address, prefixLength }) => `${address}/${prefixLength}`,
  );
  const inOrder = (range: string): string => {
    const read = readScanRange(range, own);
    if (!read.ok) throw new HostError("RANGE_NOT_ALLOWED", { range });
    return read.range;
  };
  const ranges = [...new Set(request.ranges.map(inOrder))];
  const byHand = [...new Set(request.byHand.map((address) => inOrder(address).replace(/\/32$/, "")))];
  return { ...request, ranges, byHand };
}
