import { randomBytes, randomUUID } from "node:crypto";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { Observation } from "#core/nat/observation.ts";
import type { CheckSettings } from "#host/check/check-context.ts";
import { runCheck, type CheckOptions, type RunningCheckEvent } from "#host/check/run-check.ts";
import { fakeEnvironment, patientBudget, type FakeSite } from "../../fakes/fake-environment.ts";
import {
  FAKE_EXTERNAL_ADDRESS,
  startFakeGateway,
  type FakeGateway,
  type FakeGatewayOptions,
} from "../../fakes/fake-gateway.ts";
import { startFakeStunServer, type FakeStunServer, type StunManners } from "../../fakes/fake-stun-server.ts";
import { startFakeWhoamiServer, type FakeWhoamiServer, type WhoamiManners } from "../../fakes/fake-whoami-server.ts";
import { memoryJournal, type JournalManners, type MemoryJournal } from "../../fakes/memory-journal.ts";

/** A site made of fakes on loopback. */
export type FakeSiteOptions = {
  /** Null: no way out at all. */
  gateway?: FakeGatewayOptions | null;
  stun?: StunManners[];
  whoami?: WhoamiManners[];
  /** What the outside sees. */
  publicAddress?: string;
  /** What each STUN server claims to see instead. */
  seen?: string[];
  site?: FakeSite;
  journal?: JournalManners;
  settings?: Partial<CheckSettings>;
  only?: CheckOptions["only"];
  /** What the laptop's records hold about other sites under the same address. */
  otherSitesAt?: CheckOptions["otherSitesAt"];
};

export type FakeSiteRun = {
  gateway: FakeGateway | null;
  stun: FakeStunServer[];
  whoami: FakeWhoamiServer[];
  journal: MemoryJournal;
  check(signal?: AbortSignal): AsyncGenerator<RunningCheckEvent, void>;
  close(): Promise<void>;
};

export async function startFakeSite(options: FakeSiteOptions): Promise<FakeSiteRun> {
  const publicAddress = options.publicAddress ?? FAKE_EXTERNAL_ADDRESS;
  const gateway = options.gateway === null ? null : await startFakeGateway(options.gateway);
  const stun = await Promise.all(
    (options.stun ?? ["right", "right"]).map((manners, index) =>
      startFakeStunServer(manners, options.seen?.[index] ?? publicAddress),
    ),
  );
  const whoami = await Promise.all((options.whoami ?? ["right"]).map((m) => startFakeWhoamiServer(m, publicAddress)));
  const journal = memoryJournal(options.journal);
  const environment = fakeEnvironment(gateway, options.site);
  return {
    gateway,
    stun,
    whoami,
    journal,
    check: (signal = new AbortController().signal) =>
      runCheck({
        settings: {
          stunServers: stun.map((server) => server.server),
          whoamiUrls: whoami.map((server) => server.url),
          testMappings: true,
          skippedProbes: [],
          vantage: null,
          ...options.settings,
        },
        environment,
        journal,
        only: options.only ?? null,
        signal,
        farsiteVersion: "0.0.0-test",
        now: () => new Date(),
        monotonicMs: () => performance.now(),
        randomUuid: randomUUID,
        randomBytes: (length) => randomBytes(length),
        ...(options.otherSitesAt && { otherSitesAt: options.otherSitesAt }),
      }),
    close: async () => {
      await Promise.all([gateway?.close(), ...[...stun, ...whoami].map((server) => server.close())]);
    },
  };
}

export type FinishedCheck = {
  record: CheckRecord;
  events: RunningCheckEvent[];
  /** The observation of a question, by its id. */
  observed(id: string): Observation | undefined;
  left: { entries: number; journal: number; made: number };
  counts: FakeGateway["counts"] | null;
};

/** One whole check of a fake site, from its start to the closing of every fake, with patience for what answers. */
export async function checkFakeSite(options: FakeSiteOptions = {}): Promise<FinishedCheck> {
  const run = await startFakeSite({ ...options, site: { budget: patientBudget, ...options.site } });
  try {
    const events: RunningCheckEvent[] = [];
    for await (const event of run.check()) events.push(event);
    const finished = events.at(-1);
    if (finished?.type !== "finished") throw new Error("the check did not finish");
    const { record } = finished;
    return {
      record,
      events,
      observed: (id) => record.observations.find((o) => o.id === id),
      left: {
        entries: run.gateway?.table.entries.length ?? 0,
        journal: run.journal.open().length,
        made: run.gateway?.table.made ?? 0,
      },
      counts: run.gateway?.counts ?? null,
    };
  } finally {
    await run.close();
  }
}
