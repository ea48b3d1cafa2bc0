import { X509Certificate } from "node:crypto";
import { z } from "zod";
import { HostError, isHostError } from "#core/contract/errors.ts";
import type { HubStatus, SyncEvent } from "#core/contract/team-calls.ts";
import { parseJson } from "#core/parse-json.ts";
import type { Settings } from "#core/survey/settings.ts";
import { formatHubLine, hubName, parseHubLine, type HubAddress } from "#core/team/hub-address.ts";
import { EventQueue } from "../check/event-queue.ts";
import type { PhotoStore } from "../photos/photo-store.ts";
import type { Exchange } from "../store/exchange.ts";
import type { SettingsChange } from "../store/stored-settings.ts";
import { BackgroundSync, type BackgroundTiming } from "./background-sync.ts";
import { toHubError } from "./hub-errors.ts";
import { HubAborted, openHubLine, tlsOf, type HubAccess, type HubLineOptions } from "./hub-line.ts";
import { NO_HUB, type HubStates } from "./hub-state.ts";
import { Pace } from "./paced.ts";
import { enterHub, runSync } from "./run-sync.ts";
import { readMarks, type LeftOut, type SyncContext, type SyncTotals } from "./sync-context.ts";
import { waitingForHub } from "./waiting-for-hub.ts";

/** One secret of the firm's, in the vault. */
export interface HubSecret {
  read(): Promise<string | null>;
  write(value: string): Promise<void>;
  remove(): Promise<void>;
}

export interface HubServiceParts {
  /** Each throws what opening the database throws. */
  exchange(): Exchange;
  photos(): PhotoStore;
  hubStates(): HubStates;
  settings(): Pick<Settings, "hubUrl" | "hubAuthority">;
  saveSettings(change: SettingsChange): unknown;
  secret: HubSecret;
  now(): Date;
  /** Shorter in tests. */
  line?: Omit<HubLineOptions, "signal">;
  background?: Partial<BackgroundTiming>;
}

const COUNT_AGAIN_MS = 5_000;

/** The password belongs to one address: it is never shown to another server. */
const keptPasswordSchema = z.object({ url: z.string(), password: z.string() });

const troubleSchema = z.object({ code: z.string(), data: z.unknown() });

const NOTHING_MOVED: SyncTotals = {
  pushed: 0,
  pulled: 0,
  photosPushed: 0,
  photosPulled: 0,
  sitesChanged: 0,
  conflicts: 0,
  refused: 0,
};

interface Run {
  byHand: boolean;
  cancel: AbortController;
  ended: Promise<void>;
}

/**
 * The firm's hub: a PostgreSQL that all laptops bring their surveys to and fetch those of the others from. It works for itself beside the
 * app, and nothing ever waits for it. (docs/team.md)
 */
export class HubService {
  readonly #parts: HubServiceParts;
  readonly #background: BackgroundSync;
  #password: { url: string; password: string } | null = null;
  #waiting: { atMs: number; count: HubStatus["waiting"] } | null = null;
  #run: Run | null = null;
  #closed = false;
  #lastLeftOut: readonly LeftOut[] = [];

  constructor(parts: HubServiceParts) {
    this.#parts = parts;
    this.#background = new BackgroundSync((signal) => this.#syncBySelf(signal), parts.background);
  }

  /** Syncs by itself from now on: soon, after writes, and every few minutes. For shells that stay; a command does not need it. */
  start(): void {
    this.#background.start();
  }

  /** Something was written here; it goes over in a few seconds. Free of charge where no hub is set up. */
  noteWrite(): void {
    this.#waiting = null;
    this.#background.soon();
  }

  /** Cancels what runs and waits for it. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#background.stop();
    this.#run?.cancel.abort();
    await this.#run?.ended;
  }

  /** What the last sync of this process left out, and why. */
  get leftOut(): readonly LeftOut[] {
    return this.#lastLeftOut;
  }

  async status(): Promise<HubStatus> {
    const configured = this.#configured();
    const state = this.#parts.hubStates()(NO_HUB);
    if (configured === null) {
      return {
        hub: null,
        user: null,
        hasPassword: false,
        tls: null,
        lastSyncAt: null,
        trouble: null,
        waiting: { revisions: 0, photos: 0 },
        isSyncing: false,
      };
    }
    const trouble = troubleSchema.safeParse(parseJson(state.get("trouble") ?? ""));
    return {
      hub: hubName(configured.address),
      user: configured.address.user,
      // Reading it might show a prompt of the keychain.
      hasPassword: state.get("password") === configured.url,
      tls: tlsOf(configured),
      lastSyncAt: state.get("last-sync-at"),
      trouble: trouble.success ? { code: trouble.data.code, data: trouble.data.data } : null,
      waiting: await this.#countWaiting(),
      isSyncing: this.#run !== null,
    };
  }

  /** Counting takes a look at every survey: a window that asks every second gets the count of a moment ago. */
  async #countWaiting(): Promise<HubStatus["waiting"]> {
    const known = this.#waiting;
    if (known !== null && performance.now() - known.atMs < COUNT_AGAIN_MS) return known.count;
    const atMs = performance.now();
    const hubId = this.#parts.hubStates()(NO_HUB).get("hub-id");
    const state = hubId === null ? null : this.#parts.hubStates()(hubId);
    const count = await waitingForHub(this.#parts.exchange(), this.#parts.photos(), state);
    this.#waiting = { atMs, count };
    return count;
  }

  /**
   * @throws HostError BAD_INPUT (no address, or no certificate of an authority), HUB_UNREACHABLE, HUB_REFUSED, HUB_NOT_SET_UP, HUB_NEWER, and
   * those of the vault and the store; then everything is as before
   */
  async use(input: { url: string; password: string; authority: string | null }): Promise<HubStatus> {
    const line = parseHubLine(input.url);
    if (!line || line.password !== null)
      throw new HostError("BAD_INPUT", { detail: "postgres://USER@HOST:PORT/DATABASE" });
    const authority = readAuthority(input.authority);
    const { address } = line;
    const hubId = await this.#tryOut({ address, password: input.password, authority });
    const url = formatHubLine(address);
    await this.#cancelRun();
    this.#waiting = null;
    await this.#parts.secret.write(JSON.stringify({ url, password: input.password }));
    this.#password = { url, password: input.password };
    this.#parts.saveSettings({ hubUrl: url, hubAuthority: authority });
    this.#parts.hubStates()(NO_HUB).set({ password: url, "hub-id": hubId, trouble: null, "last-sync-at": null });
    this.#background.soon();
    return this.status();
  }

  /** The surveys stay. @throws HostError of the vault and the store */
  async forget(): Promise<HubStatus> {
    await this.#cancelRun();
    this.#waiting = null;
    await this.#parts.secret.remove();
    this.#password = null;
    this.#parts.saveSettings({ hubUrl: null, hubAuthority: null });
    this.#parts.hubStates()(NO_HUB).set({ password: null, "hub-id": null, trouble: null, "last-sync-at": null });
    return this.status();
  }

  /**
   * A sync that the person asked for: everything is compared with the hub. One that runs by itself makes way. Ending the iteration cancels it; what came
   * over till then stays.
   *
   * @throws HostError HUB_NOT_CONFIGURED, SYNC_ALREADY_RUNNING, HUB_*, and those of the vault and the store
   */
  async *sync(signal?: AbortSignal): AsyncGenerator<SyncEvent, void> {
    if (this.#run?.byHand) throw new HostError("SYNC_ALREADY_RUNNING");
    const cancel = new AbortController();
    const events = new EventQueue<SyncEvent>();
    const work = this.#begin({ byHand: true, cancel, signal }, (event) => events.push(event));
    work.then(
      () => events.end(),
      (error: unknown) => events.fail(error),
    );
    try {
      yield* events;
    } finally {
      cancel.abort();
      await work.catch(() => {});
    }
  }

  async #syncBySelf(signal: AbortSignal): Promise<void> {
    if (this.#run !== null || this.#configured() === null) return;
    await this.#begin({ byHand: false, cancel: new AbortController(), signal }, () => {});
  }

  async #begin(
    { byHand, cancel, signal }: { byHand: boolean; cancel: AbortController; signal: AbortSignal | undefined },
    emit: (event: SyncEvent) => void,
  ): Promise<void> {
    const before = this.#run;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const run: Run = { byHand, cancel, ended };
    this.#run = run;
    before?.cancel.abort();
    await before?.ended;
    try {
      if (this.#closed) return;
      await this.#sync(signal ? AbortSignal.any([signal, cancel.signal]) : cancel.signal, byHand, emit);
    } finally {
      if (this.#run === run) this.#run = null;
      this.#waiting = null;
      end();
    }
  }

  async #sync(signal: AbortSignal, all: boolean, emit: (event: SyncEvent) => void): Promise<void> {
    const parts = this.#parts;
    try {
      // A keychain may wait for a person; the end of the app does not.
      const access = await unlessAborted(this.#access(), signal);
      emit({ type: "progress", phase: "connect", done: 0, total: 1 });
      const line = await openHubLine(access, { ...parts.line, signal });
      try {
        const hubId = await enterHub(line);
        emit({ type: "progress", phase: "connect", done: 1, total: 1 });
        const state = parts.hubStates()(hubId);
        const context: SyncContext = {
          line,
          login: access.address.user,
          state,
          marks: readMarks(state),
          exchange: parts.exchange(),
          photos: parts.photos(),
          pace: new Pace(),
          signal,
          totals: { ...NOTHING_MOVED },
          leftOut: [],
          changedSites: new Set(),
          report: (phase, done, total) => emit({ type: "progress", phase, done, total }),
        };
        await runSync(context, { all, now: parts.now() });
        this.#lastLeftOut = context.leftOut;
        parts.hubStates()(NO_HUB).set({ "hub-id": hubId, trouble: null, "last-sync-at": parts.now().toISOString() });
        emit({ type: "finished", ...context.totals });
      } finally {
        await line.close();
      }
    } catch (error) {
      // What the person ended is no trouble.
      if (signal.aborted) return;
      const known = toHubError(error, this.#configured() === null ? "" : hubName(this.#address()));
      this.#noteTrouble(known);
      throw known;
    }
  }

  #noteTrouble(error: HostError): void {
    try {
      const { code, data } = error;
      this.#parts
        .hubStates()(NO_HUB)
        .set({ trouble: JSON.stringify({ code, data: data ?? null }) });
    } catch {
      // The store is what failed, and says so itself.
    }
  }

  async #tryOut(access: HubAccess): Promise<string> {
    const line = await openHubLine(access, this.#parts.line);
    try {
      return await enterHub(line);
    } catch (error) {
      throw toHubError(error, line.name);
    } finally {
      await line.close();
    }
  }

  async #cancelRun(): Promise<void> {
    this.#run?.cancel.abort();
    await this.#run?.ended;
  }

  #configured(): { address: HubAddress; url: string; authority: string | null } | null {
    const { hubUrl, hubAuthority } = this.#parts.settings();
    const line = hubUrl === null ? undefined : parseHubLine(hubUrl);
    return line ? { address: line.address, url: formatHubLine(line.address), authority: hubAuthority } : null;
  }

  #address(): HubAddress {
    const configured = this.#configured();
    if (configured === null) throw new HostError("HUB_NOT_CONFIGURED");
    return configured.address;
  }

  /** @throws HostError HUB_NOT_CONFIGURED, HUB_REFUSED (no password is kept), and those of the vault */
  async #access(): Promise<HubAccess> {
    const configured = this.#configured();
    if (configured === null) throw new HostError("HUB_NOT_CONFIGURED");
    const { address, url, authority } = configured;
    if (this.#password?.url !== url) {
      const kept = keptPasswordSchema.safeParse(parseJson((await this.#parts.secret.read()) ?? ""));
      if (!kept.success || kept.data.url !== url) {
        throw new HostError("HUB_REFUSED", {
          hub: hubName(address),
          detail: "no password for it is kept on this laptop",
        });
      }
      this.#password = kept.data;
    }
    return { address, authority, password: this.#password.password };
  }
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(new HubAborted());
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
    aborted.promise.catch(() => {});
    work.catch(() => {});
  }
}

/** @throws HostError BAD_INPUT */
function readAuthority(pem: string | null): string | null {
  if (pem === null || pem.trim() === "") return null;
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    if (certificates.length === 0) throw new Error("it holds no certificate");
    return certificates.map((certificate) => new X509Certificate(certificate).toString()).join("");
  } catch (error) {
    throw new HostError(
      "BAD_INPUT",
      { detail: `authority: ${isHostError(error) ? error.code : String(error)}` },
      error,
    );
  }
}
