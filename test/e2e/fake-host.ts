import { implement, ORPCError } from "@orpc/server";
import { contract, type CheckEvent, type DoctorItem } from "#core/contract/contract.ts";
import { type Site } from "#core/contract/survey-calls.ts";
import { diagnose } from "#core/nat/diagnose.ts";
import type { Observation, ProbeId } from "#core/nat/observation.ts";
import { CHECK_RECORD_VERSION, type CheckRecord } from "#core/survey/check-record.ts";
import { extendedRecord, settledRecord } from "#core/survey/extended-record.ts";
import type { Settings } from "#core/survey/settings.ts";
import { pause, raise, type FakePlan, type FakeStore } from "./fake-plan.ts";
import { fakeRehearsalHost } from "./fake-rehearsal-host.ts";
import { fakeScanHost } from "./fake-scan-host.ts";
import { keepRecord } from "./fake-survey.ts";
import { fakeSurveyHost } from "./fake-survey-host.ts";
import { fakeTunnelHost } from "./fake-tunnel-host.ts";
import { fakeRouteHost } from "./fake-route-host.ts";
import { fakeTeamHost } from "./fake-team.ts";
import { fakeVaultHost } from "./fake-vault.ts";
import { fakeBindingLifetime, fakeObservations, type FakeSite } from "./fake-observations.ts";

export function fakeRecord(
  site: FakeSite,
  startedAt: Date,
  observations: Observation[] = fakeObservations(site),
): CheckRecord {
  return {
    format: "farsite-check",
    version: CHECK_RECORD_VERSION,
    checkId: crypto.randomUUID(),
    startedAt: startedAt.toISOString(),
    durationMs: 2_412,
    farsiteVersion: "0.1.0",
    cancelled: false,
    observations,
    diagnosis: diagnose(observations),
  };
}

const doctorItems: DoctorItem[] = [
  { id: "node", state: "ok", detail: "Node 24.21.0", whatToDo: null },
  { id: "data-folder", state: "ok", detail: "/home/installer/.local/share/farsite", whatToDo: null },
  { id: "database", state: "ok", detail: "3 sites, quick_check ok", whatToDo: null },
  {
    id: "keychain",
    state: "problem",
    detail: "org.freedesktop.secrets: no such name",
    whatToDo: "doctor.fix.keychain",
  },
  { id: "ping", state: "ok", detail: "/usr/bin/ping", whatToDo: null },
  { id: "network", state: "ok", detail: "Ethernet 192.168.1.23/24", whatToDo: null },
  { id: "report", state: "ok", detail: "Typst 0.14", whatToDo: null },
  { id: "leftover-mappings", state: "ok", detail: "0 / 0", whatToDo: null },
];

/** An in-memory host behind the contract, for the window alone. */
export function fakeHost(store: FakeStore, plan: () => FakePlan) {
  const os = implement(contract);
  const siteOf = (siteId: string): Site => {
    const site = store.sites.get(siteId);
    if (site === undefined) throw new ORPCError("SITE_NOT_FOUND", { defined: true, data: { site: siteId } });
    return site;
  };

  async function* runCheck(siteId: string | null, signal: AbortSignal | undefined): AsyncGenerator<CheckEvent> {
    const { site, paceMs, stall, breakOff, notSaved } = plan();
    const observations = store.settings.testMappings
      ? fakeObservations(site)
      : fakeObservations(site).filter((o) => o.question !== "test-mapping");
    const record = fakeRecord(site, new Date(), observations);
    const probes = [...new Set(observations.map((o) => o.probe))];
    const talksTo = ["192.168.1.1", ...store.settings.stunServers, ...store.settings.whoamiUrls];
    yield { type: "planned", checkId: record.checkId, startedAt: record.startedAt, probes, talksTo };
    const middle = Math.floor(observations.length / 2);
    for (const [index, observation] of observations.entries()) {
      // A question or two stay open while later ones are asked, as with the real probes, which run at the same time.
      for (const next of index === 0 ? observations.slice(0, 3) : observations.slice(index + 2, index + 3))
        yield { type: "asking", id: next.id, probe: next.probe, question: next.question, asked: next.asked };
      await pause(paceMs, signal);
      yield { type: "observed", observation };
      yield { type: "diagnosed", diagnosis: diagnose(observations.slice(0, index + 1)) };
      if (index === middle) raise(breakOff);
      if (index === middle && stall) await pause(3_600_000, signal);
    }
    yield { type: "finished", record };
    await pause(paceMs, signal);
    if (notSaved !== null) {
      yield { type: "not-saved", code: notSaved.code, data: notSaved.data };
      return;
    }
    const kept = keepRecord(store, record, siteId);
    yield { type: "saved", siteId: kept.id, siteName: kept.name, revision: kept.revision };
  }

  /** The long test: its answers come one by one and are added to the check. */
  async function* runFurther(
    siteId: string,
    checkId: string,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<CheckEvent> {
    const { paceMs, stall } = plan();
    const before = siteOf(siteId).records.find((one) => one.checkId === checkId);
    if (before === undefined) throw new ORPCError("CHECK_NOT_FOUND", { defined: true });
    const further = fakeBindingLifetime();
    const ids = { checkId: crypto.randomUUID(), farsiteVersion: before.farsiteVersion };
    const record = extendedRecord(before, further, ids);
    const probes: ProbeId[] = ["default-route", "binding-lifetime"];
    yield { type: "planned", checkId: ids.checkId, startedAt: record.startedAt, probes, talksTo: [] };
    for (const [index, observation] of further.entries()) {
      await pause(paceMs, signal);
      yield { type: "observed", observation };
      if (index === 0 && stall) await pause(3_600_000, signal);
    }
    yield { type: "finished", record };
    const kept = keepRecord(store, record, siteId);
    yield { type: "saved", siteId: kept.id, siteName: kept.name, revision: kept.revision };
  }

  return os.router({
    ...fakeTunnelHost(store),
    ...fakeRehearsalHost(store, () => plan().paceMs, siteOf),
    app: {
      info: os.app.info.handler(() => ({
        version: "0.1.0",
        shell: "test",
        platform: "test",
        dataFolder: "/home/installer/.local/share/farsite",
        serverOverrides: { stunServers: null, whoamiUrls: null, vantage: null },
        leftoversRemoved: 0,
      })),
      doctor: os.app.doctor.handler(() => doctorItems),
    },
    settings: {
      get: os.settings.get.handler(() => store.settings),
      set: os.settings.set.handler(({ input }) => {
        store.settings = { ...store.settings, ...(input as Partial<Settings>) };
        return store.settings;
      }),
    },
    check: {
      run: os.check.run.handler(async function* ({ input, signal }) {
        if (store.running > 0) raise({ code: "CHECK_ALREADY_RUNNING" });
        store.running++;
        let done = false;
        try {
          if (input.siteId !== null && input.addTo) yield* runFurther(input.siteId, input.addTo, signal);
          else yield* runCheck(input.siteId, signal);
          done = true;
        } finally {
          store.running--;
          if (!done) store.cancelled++;
        }
      }),
      saveAgain: os.check.saveAgain.handler(({ input }) => {
        const { notSaved, site } = plan();
        raise(notSaved);
        const kept = keepRecord(
          store,
          { ...fakeRecord(site, new Date(), fakeObservations(site)), checkId: input.checkId },
          input.siteId,
        );
        return { siteId: kept.id, siteName: kept.name, revision: kept.revision };
      }),
      settle: os.check.settle.handler(({ input }) => {
        const before = siteOf(input.siteId).records.find(({ checkId }) => checkId === input.checkId);
        if (before === undefined) throw new ORPCError("CHECK_NOT_FOUND", { defined: true });
        const record = settledRecord(before, input.wanAddress, {
          checkId: crypto.randomUUID(),
          atMs: 60_000,
          farsiteVersion: before.farsiteVersion,
        });
        const kept = keepRecord(store, record, input.siteId);
        return { record, siteId: kept.id, siteName: kept.name, revision: kept.revision };
      }),
      replay: os.check.replay.handler(() => {
        throw new ORPCError("NOT_A_RECORDING", { defined: true, data: { detail: "not in this fake" } });
      }),
    },
    ...fakeSurveyHost(store, plan, siteOf),
    ...fakeScanHost(store, plan, siteOf),
    ...fakeRouteHost(store, plan, siteOf),
    ...fakeTeamHost(store, siteOf),
    ...fakeVaultHost(store.vault, (siteId) => siteOf(siteId).name),
    vantage: {
      status: os.vantage.status.handler(() => store.vantage),
      keep: os.vantage.keep.handler(({ input }) => {
        store.settings = { ...store.settings, vantageUrl: input.url };
        return (store.vantage = { url: input.url, hasToken: true });
      }),
      forget: os.vantage.forget.handler(() => {
        store.settings = { ...store.settings, vantageUrl: null };
        return (store.vantage = { url: null, hasToken: false });
      }),
      test: os.vantage.test.handler(() => ({
        state: "answered",
        seenAs: { address: "198.51.100.7", port: 40_001 },
        clockAheadMs: 120,
        tookMs: 45,
        ports: [
          { transport: "udp", port: 51_820, problem: null },
          { transport: "tcp", port: 443, problem: "EADDRINUSE" },
        ],
      })),
    },
    report: {
      check: os.report.check.handler(({ input }) => {
        raise(plan().report);
        const site = siteOf(input.siteId);
        const bytes = `%PDF-1.7\n% ${site.name} ${input.locale} ${input.paper}\n%%EOF\n`;
        return {
          fileName: "Farsite report.pdf",
          pdf: new File([bytes], "Farsite report.pdf", { type: "application/pdf" }),
        };
      }),
    },
  });
}
