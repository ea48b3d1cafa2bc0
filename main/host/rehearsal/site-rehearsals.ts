import type { RehearsalRequest } from "#core/contract/rehearsal-calls.ts";
import { observationsOf } from "#core/nat/observation.ts";
import type { RehearsalEvent } from "#core/rehearsal/rehearsal-event.ts";
import type { NatSide } from "#core/rehearsal/prediction.ts";
import { latestRehearsals, type RehearsalRecord } from "#core/rehearsal/rehearsal-record.ts";
import { restLogin } from "#core/relay/turn-rest.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { Settings } from "#core/survey/settings.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { VantageAccess } from "#core/vantage/vantage-address.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import type { LaptopForwards } from "../forward/laptop-forwards.ts";
import { splitHostPort } from "../net/name-lookup.ts";
import { lookAround } from "../proof/look-around.ts";
import { lastCheck } from "../store/last-records.ts";
import type { Store } from "../store/open-store.ts";
import type { SavedRecord } from "../store/survey-revisions.ts";
import { openForLaptop } from "./open-for-laptop.ts";
import type { RehearsalServiceOptions } from "./rehearsal-options.ts";
import { RehearsalService } from "./rehearsal-service.ts";

export type SiteRehearsalsOptions = {
  environment: CheckEnvironment;
  store: () => Store;
  settings: () => Settings;
  vantageAccess: () => Promise<VantageAccess | null>;
  /** The firm's servers, with the secrets that this laptop holds. */
  servers: {
    all(): readonly FirmServer[];
    secrets: { read(serverId: string, secret: "turn"): Promise<string | null> };
  };
  forLaptop: LaptopForwards;
  technician: () => string | null;
  version: string;
  now: () => Date;
  randomBytes: (length: number) => Uint8Array;
  randomUuid: () => string;
};

/** Longer than any rehearsal with its colleague: coturn ends what was relayed with its login. */
const LOGIN_SECONDS = 3_600;
/** The latest sites among whose checks one of this place is looked for. */
const SITES_LOOKED_AT = 5;

/** Rehearsals of a direct connection as the app makes them: with the firm's servers, what checks know, and the survey that keeps them. */
export class SiteRehearsals {
  readonly #options: SiteRehearsalsOptions;
  readonly #service: RehearsalService;
  readonly #running = new Set<{ cancel: AbortController; ended: Promise<void> }>();

  constructor(options: SiteRehearsalsOptions) {
    this.#options = options;
    const { environment, settings, vantageAccess, forLaptop, technician, version } = options;
    const { now, randomBytes, randomUuid } = options;
    const open = openForLaptop(forLaptop, { computer: environment.computer, randomUuid });
    this.#service = new RehearsalService({
      environment,
      vantageAccess,
      stunServers: () => settings().stunServers.map(splitHostPort),
      turnServer: () => this.#turnServer(),
      openPort: async (localPort, signal) => (settings().testMappings ? open(localPort, signal) : null),
      technician,
      version,
      now,
      randomBytes,
      randomUuid,
    });
  }

  /**
   * Goes through one rehearsal; nothing is kept by itself. Ending the iteration or the signal takes everything back.
   *
   * @throws HostError SITE_NOT_FOUND, REHEARSAL_ALREADY_RUNNING
   */
  async *start(request: RehearsalRequest, signal: AbortSignal): AsyncGenerator<RehearsalEvent, void> {
    const { siteId, role, signalling, name, forwarded } = request;
    if (siteId !== null) this.#options.store().document(siteId);
    const cancel = new AbortController();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const run = { cancel, ended };
    this.#running.add(run);
    const over = AbortSignal.any([signal, cancel.signal]);
    try {
      const nat = await this.#natHere(siteId, over);
      const meeting =
        signalling.kind === "vantage" && signalling.code !== null
          ? { kind: "vantage" as const, code: signalling.code }
          : { kind: signalling.kind };
      yield* this.#service.start(
        { role, signalling: meeting, name, nat, ...(forwarded !== null && { forwarded }) },
        over,
      );
    } finally {
      this.#running.delete(run);
      end();
    }
  }

  /** By hand: the other end's text, or null: the colleague has put this one's in. */
  give(text: string | null): void {
    this.#service.give(text);
  }

  /** Keeps what was found in the site's survey. @throws HostError of the store */
  keep(siteId: string, record: RehearsalRecord): SavedRecord {
    const { revision, document } = this.#options
      .store()
      .amend(siteId, (before) => ({ ...before, rehearsals: latestRehearsals(before.rehearsals, [record]) }));
    return { siteId, siteName: document.site.name, revision };
  }

  /** Ends what runs, and waits until it is taken back. */
  async stop(): Promise<void> {
    for (const { cancel } of this.#running) cancel.abort();
    await Promise.all([...this.#running].map(({ ended }) => ended));
  }

  /** How the routers here translate: what a check measured at the router that this laptop is at now. Null: none did. */
  async #natHere(siteId: string | null, signal: AbortSignal): Promise<NatSide> {
    const checks = this.#checksOf(siteId);
    if (checks.length === 0) return null;
    const { environment, settings, version, now, randomBytes, randomUuid } = this.#options;
    const around = { environment, servers: settings, version, now, randomBytes, randomUuid };
    try {
      const here = routerOf(await lookAround(around, signal, []));
      const check = checks.find((one) => here !== null && routerOf(one) === here);
      return check ? { mapping: check.diagnosis.nat.mapping, filtering: check.diagnosis.nat.filtering } : null;
    } catch {
      // Without it only the prediction is missing; an abort is heard of right after.
      return null;
    }
  }

  #checksOf(siteId: string | null): CheckRecord[] {
    const store = this.#options.store();
    const siteIds = siteId === null ? store.sites().map(({ id }) => id) : [siteId];
    return siteIds.slice(0, SITES_LOOKED_AT).flatMap((id) => lastCheck(store, id, store.document(id)) ?? []);
  }

  /** The first of the firm's TURN servers for which this laptop can log in. */
  async #turnServer(): ReturnType<RehearsalServiceOptions["turnServer"]> {
    const { servers, now } = this.#options;
    try {
      for (const { id, host, turn } of servers.all()) {
        const secret = turn === null ? null : await servers.secrets.read(id, "turn");
        if (turn === null || secret === null) continue;
        const { userName, password } =
          turn.userName === null
            ? restLogin(secret, "farsite", now().getTime() / 1_000 + LOGIN_SECONDS)
            : { userName: turn.userName, password: secret };
        return { host, port: turn.port, username: userName, password };
      }
    } catch {
      // A keychain that stays locked, a database that can't be read: rehearsed without a relay, which the outcome says.
    }
    return null;
  }
}

/** The hardware address of the way out: IP addresses of gateways are the same at most sites. Null: not known. */
const routerOf = ({ observations }: CheckRecord): string | null =>
  observationsOf(observations, "gateway-neighbour")[0]?.data.mac?.toLowerCase() ?? null;
