import { randomBytes } from "node:crypto";
import type { Observation } from "#core/nat/observation.ts";
import type { AskingEvent, CheckContext, CheckSettings } from "#host/check/check-context.ts";
import { fakeEnvironment, NO_ROUTER, patientBudget, type FakeSite } from "./fake-environment.ts";
import { LOOPBACK } from "./loopback.ts";
import { memoryJournal } from "./memory-journal.ts";

export type ProbeRun = {
  context: CheckContext;
  asked: AskingEvent[];
  observations: Observation[];
  /** The observation of a question, by its id. */
  observed(id: string): Observation | undefined;
  cancel(): void;
};

type Changes = { settings?: Partial<CheckSettings>; site?: FakeSite; context?: Partial<CheckContext> };

/** What one probe gets and says, without the check around it. */
export function probeRun({ settings, site, context }: Changes = {}): ProbeRun {
  const cancelling = new AbortController();
  const asked: AskingEvent[] = [];
  const observations: Observation[] = [];
  const startedMs = performance.now();
  return {
    asked,
    observations,
    observed: (id) => observations.find((o) => o.id === id),
    cancel: () => cancelling.abort(),
    context: {
      ...fakeEnvironment({ address: LOOPBACK, ports: NO_ROUTER }, { budget: patientBudget, ...site }),
      settings: { stunServers: [], whoamiUrls: [], testMappings: true, vantage: null, skippedProbes: [], ...settings },
      journal: memoryJournal(),
      ownMappings: [],
      signal: cancelling.signal,
      outsideSignal: cancelling.signal,
      wasCancelled: () => cancelling.signal.aborted,
      elapsedMs: () => performance.now() - startedMs,
      randomBytes: (length) => randomBytes(length),
      gateway: Promise.resolve(null),
      routerAsked: Promise.resolve(),
      ownAddresses: [LOOPBACK],
      outsideAnswered: () => {},
      otherSites: () => [],
      observations: () => observations,
      vantage: null,
      whileMapped: () => Promise.resolve(),
      onAsking: (event) => asked.push(event),
      onObserved: (observation) => observations.push(observation),
      ...context,
    },
  };
}
