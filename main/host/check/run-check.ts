import type { CheckEvent } from "#core/contract/contract.ts";
import { diagnose } from "#core/nat/diagnose.ts";
import { isIpv4, isUsableAsPublicAddress } from "#core/net/ip-address.ts";
import { probeIdSchema, type Observation, type ProbeId } from "#core/nat/observation.ts";
import { CHECK_RECORD_VERSION, type CheckRecord } from "#core/survey/check-record.ts";
import type { MappingJournal } from "../store/mapping-journal.ts";
import type { Budget } from "./budget.ts";
import type { CheckContext, CheckSettings, Gateway } from "./check-context.ts";
import { skip } from "./check-context.ts";
import type { CheckEnvironment } from "./environment.ts";
import { EventQueue } from "./event-queue.ts";
import { probeDefaultRoute } from "./probes/default-route.ts";
import { probeInterfaces } from "./probes/interfaces.ts";
import { probeLocalFirewall } from "./probes/local-firewall.ts";
import { probeNameServers } from "./probes/name-servers.ts";
import { probeNatPmp } from "./probes/nat-pmp.ts";
import { askOtherSites, type OtherSite } from "./probes/other-sites.ts";
import { pingOwnAddress } from "./probes/own-address-ping.ts";
import { probeSecondHop } from "./probes/path.ts";
import { probePcp } from "./probes/pcp.ts";
import { probeProxy } from "./probes/proxy.ts";
import { probePublicAddress } from "./probes/public-address.ts";
import { probeStun } from "./probes/stun.ts";
import { probeUpnp } from "./probes/upnp.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";

/** The order in which they are listed; they run at once. */
export const ALL_PROBES: readonly ProbeId[] = probeIdSchema.options;

export type CheckOptions = {
  settings: CheckSettings;
  environment: CheckEnvironment;
  journal: MappingJournal;
  /** Null: all. The way out is always read, since nothing can be asked without it. */
  only: readonly ProbeId[] | null;
  signal: AbortSignal;
  farsiteVersion: string;
  now(): Date;
  /** Milliseconds on a clock that never jumps. */
  monotonicMs(): number;
  randomUuid(): string;
  randomBytes(length: number): Uint8Array;
  /** Other sites in the laptop's own records whose last check saw this public address. Absent: there are no records. */
  otherSitesAt?(publicAddress: string): readonly Omit<OtherSite, "address">[];
};

export type RunningCheckEvent = Exclude<CheckEvent, { type: "saved" | "not-saved" }>;

/** One for the path and three for public addresses: a lying server must not make us ping the world. */
const MAX_FOLLOW_UPS = 4;

/**
 * One site check: all probes at once, events as they happen, `finished` last. Aborting `signal` cancels: open questions
 * end, test mappings are undone, and the record of what was seen is still delivered. Ending the iteration does the same.
 */
export async function* runCheck(options: CheckOptions): AsyncGenerator<RunningCheckEvent, void> {
  const started = options.now();
  const startedMs = options.monotonicMs();
  const checkId = options.randomUuid();
  const probes = ALL_PROBES.filter((p) => p === "default-route" || (options.only?.includes(p) ?? true));
  const settings = withoutDuplicates(options.settings);
  yield {
    type: "planned",
    checkId,
    startedAt: started.toISOString(),
    probes,
    talksTo: [...settings.stunServers, ...settings.whoamiUrls],
  };

  const events = new EventQueue<RunningCheckEvent>();
  const observations: Observation[] = [];
  const abandoned = new AbortController();
  const deadlines = checkDeadlines(options.environment.budget, AbortSignal.any([options.signal, abandoned.signal]));
  const elapsedMs = (): number => options.monotonicMs() - startedMs;
  let shown = false;
  const observed = (observation: Observation): void => {
    observations.push(observation);
    // A login page is not the internet: those behind it get no more time for it.
    const fromOutside = observation.outcome === "answered" && observation.data.kind !== "web-page-instead";
    if (fromOutside && OUTSIDE_PROBES.has(observation.probe)) deadlines.outsideAnswered();
    events.push({ type: "observed", observation });
    const diagnosis = diagnose(observations);
    // "Offline" and "unknown" are only true once every question has had its time, or when they take back what was shown.
    shown ||= diagnosis.verdict.kind !== "offline" && diagnosis.verdict.kind !== "unknown";
    if (shown) events.push({ type: "diagnosed", diagnosis });
  };
  const running = runProbes(new Set(probes), {
    ...options.environment,
    settings,
    journal: options.journal,
    signal: deadlines.signal,
    outsideSignal: deadlines.outsideSignal,
    wasCancelled: () => options.signal.aborted,
    elapsedMs,
    randomBytes: (length) => options.randomBytes(length),
    observations: () => observations,
    otherSites: () => {
      const address = diagnose(observations).publicAddress;
      return address === null ? [] : (options.otherSitesAt?.(address) ?? []).map((site) => ({ ...site, address }));
    },
    onAsking: (event) => events.push({ type: "asking", ...event }),
    onObserved: observed,
  }).then(
    () => events.end(),
    (error: unknown) => events.fail(error),
  );
  try {
    yield* events;
    const diagnosis = diagnose(observations);
    yield { type: "diagnosed", diagnosis };
    const record: CheckRecord = {
      format: "farsite-check",
      version: CHECK_RECORD_VERSION,
      checkId,
      startedAt: started.toISOString(),
      durationMs: Math.round(elapsedMs()),
      farsiteVersion: options.farsiteVersion,
      cancelled: options.signal.aborted,
      observations,
      diagnosis,
    };
    yield { type: "finished", record };
  } finally {
    // Also when the consumer walked away: everything is undone and closed before the iteration ends.
    abandoned.abort();
    await running;
    deadlines.end();
  }
}

/** A server that is listed twice is asked once: one question, one answer. */
const withoutDuplicates = (settings: CheckSettings): CheckSettings => ({
  ...settings,
  stunServers: [...new Set(settings.stunServers)],
  whoamiUrls: [...new Set(settings.whoamiUrls)],
});

const OUTSIDE_PROBES: ReadonlySet<ProbeId> = new Set<ProbeId>(["stun", "public-address"]);

type Deadlines = { signal: AbortSignal; outsideSignal: AbortSignal; outsideAnswered(): void; end(): void };

function checkDeadlines(budget: Budget, parent: AbortSignal): Deadlines {
  const whole = timeoutSignal(budget.checkLimitMs, parent);
  const outside = timeoutSignal(budget.outsideLimitMs, whole.signal);
  const nobodyOutThere = new AbortController();
  const silence = setTimeout(() => nobodyOutThere.abort(), budget.outsideSilenceMs);
  return {
    signal: whole.signal,
    outsideSignal: AbortSignal.any([outside.signal, nobodyOutThere.signal]),
    outsideAnswered: () => clearTimeout(silence),
    end: () => {
      clearTimeout(silence);
      outside.end();
      whole.end();
    },
  };
}

/** All that begin at once; the way out tells them where the gateway is, and their answers bring up the others. */
const INDEPENDENT_PROBES: readonly { id: ProbeId; ask(context: CheckContext): Promise<void> }[] = [
  { id: "interfaces", ask: probeInterfaces },
  { id: "name-servers", ask: probeNameServers },
  { id: "proxy", ask: probeProxy },
  { id: "local-firewall", ask: probeLocalFirewall },
  { id: "upnp", ask: probeUpnp },
  { id: "nat-pmp", ask: probeNatPmp },
  { id: "pcp", ask: probePcp },
  { id: "stun", ask: probeStun },
  { id: "public-address", ask: probePublicAddress },
];

async function runProbes(
  probes: ReadonlySet<ProbeId>,
  base: Omit<CheckContext, "gateway" | "ownAddresses" | "outsideAnswered">,
): Promise<void> {
  const { promise: gateway, resolve: gatewayFound } = Promise.withResolvers<Gateway | null>();
  const ownAddresses = base.computer.readAdapters().flatMap((adapter) => adapter.addresses.map((a) => a.address));
  const followUps = new FollowUps();
  const context: CheckContext = {
    ...base,
    gateway,
    ownAddresses,
    outsideAnswered: (serverAddress, seenAddress) => {
      if (probes.has("path") && isIpv4(serverAddress))
        followUps.once("path", () => probeSecondHop(context, serverAddress));
      const worthAsking =
        isIpv4(seenAddress) && isUsableAsPublicAddress(seenAddress) && !ownAddresses.includes(seenAddress);
      if (probes.has("own-address-ping") && worthAsking)
        followUps.once(`own-address-ping ${seenAddress}`, () => pingOwnAddress(context, seenAddress));
    },
  };
  const chosen = INDEPENDENT_PROBES.filter(({ id }) => probes.has(id));
  await allEnded([probeDefaultRoute(context, gatewayFound), ...chosen.map((probe) => probe.ask(context))]);
  await followUps.ended();
  if (probes.has("other-sites")) await askOtherSites(context);
  if (probes.has("own-address-ping") && !followUps.began("own-address-ping"))
    await skip(
      context,
      { id: "own-address-ping", probe: "own-address-ping", question: "own-this-address", asked: null },
      "no-public-address",
    );
}

/** Waits for all, even when one fails: a probe that is left running would leave its test mapping behind. */
async function allEnded(probes: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(probes);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}

/** Questions that an answer brings up, each asked once and no more of them than a lying server should cause. */
class FollowUps {
  readonly #asked = new Map<string, Promise<void>>();

  once(key: string, ask: () => Promise<void>): void {
    if (!this.#asked.has(key) && this.#asked.size < MAX_FOLLOW_UPS) this.#asked.set(key, ask());
  }

  began(prefix: string): boolean {
    return [...this.#asked.keys()].some((key) => key.startsWith(prefix));
  }

  async ended(): Promise<void> {
    await allEnded([...this.#asked.values()]);
  }
}
