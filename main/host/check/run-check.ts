import type { CheckEvent } from "#core/contract/contract.ts";
import { diagnose } from "#core/nat/diagnose.ts";
import { isIpv4, isUsableAsPublicAddress } from "#core/net/ip-address.ts";
import { probeIdSchema, type Observation, type ProbeId } from "#core/nat/observation.ts";
import { CHECK_RECORD_VERSION, type CheckRecord } from "#core/survey/check-record.ts";
import type { MappingJournal } from "../store/mapping-journal.ts";
import { BINDING_LIFETIME_LIMIT_MS, type Budget } from "./budget.ts";
import type { CheckContext, CheckSettings, Gateway } from "./check-context.ts";
import { skip } from "./check-context.ts";
import type { CheckEnvironment } from "./environment.ts";
import { EventQueue } from "./event-queue.ts";
import { FollowUps } from "./follow-ups.ts";
import { isFromOutside } from "./outside-answers.ts";
import { probeBindingLifetime } from "./probes/binding-lifetime.ts";
import { probeDefaultRoute } from "./probes/default-route.ts";
import { probeInterfaces } from "./probes/interfaces.ts";
import { probeLocalFirewall } from "./probes/local-firewall.ts";
import { probeNameServers } from "./probes/name-servers.ts";
import { probeNat64 } from "./probes/nat64.ts";
import { probeNatBehaviour } from "./probes/nat-behaviour.ts";
import { probeNatPmp } from "./probes/nat-pmp.ts";
import { askOtherSites, type OtherSite } from "./probes/other-sites.ts";
import { pingOwnAddress } from "./probes/own-address-ping.ts";
import { askCarrierServers, askOuterBox } from "./probes/outer-box.ts";
import { probePath, type OuterBox } from "./probes/path.ts";
import { probePcp } from "./probes/pcp.ts";
import { probePcpPinhole } from "./probes/pcp-pinhole.ts";
import { probeProxy } from "./probes/proxy.ts";
import { probeRouterPage } from "./probes/router-page.ts";
import { probePublicAddress } from "./probes/public-address.ts";
import { probeStun } from "./probes/stun.ts";
import { probeUpnp } from "./probes/upnp.ts";
import { probeVantage } from "./probes/vantage.ts";
import { testInbound } from "./probes/vantage-inbound.ts";
import { VantageLink } from "../vantage/vantage-link.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";

/** They take long, so they run only when they are named. */
const LONG_PROBES: readonly LongProbe[] = [
  { id: "binding-lifetime", ask: probeBindingLifetime, limitMs: BINDING_LIFETIME_LIMIT_MS },
];

type Probe = { id: ProbeId; ask(context: CheckContext): Promise<void> };
type LongProbe = Probe & { /** Its own time, beside that of the check. */ limitMs: number };

/** What a check asks unless it is told otherwise, in the order in which it is listed; all of it at once. */
export const ALL_PROBES: readonly ProbeId[] = probeIdSchema.options.filter(
  // Nobody on the network is asked what the person typed in.
  (id) => id !== "person" && id !== "binding-lifetime",
);

export type CheckOptions = {
  settings: CheckSettings;
  environment: CheckEnvironment;
  journal: MappingJournal;
  /** Null: all that the settings don't skip. The way out is always read, since nothing can be asked without it. */
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

/** How often an answer may bring up a question: a lying server must not make us ask the world. */
const FOLLOW_UP_LIMITS = { path: 1, "own-address-ping": 3, "outer-box": 2 } as const;

/** The probes of a check: those that are named, else all that the person has not switched off. */
function chosenProbes({ only, settings }: CheckOptions): ProbeId[] {
  const chosen = only ?? ALL_PROBES.filter((id) => !settings.skippedProbes.includes(id));
  return probeIdSchema.options.filter((id) => id === "default-route" || (chosen.includes(id) && id !== "person"));
}

/**
 * One site check: all probes at once, events as they happen, `finished` last. Aborting `signal` cancels: open questions
 * end, test mappings are undone, and the record of what was seen is still delivered. Ending the iteration does the same.
 */
export async function* runCheck(options: CheckOptions): AsyncGenerator<RunningCheckEvent, void> {
  const started = options.now();
  const startedMs = options.monotonicMs();
  const checkId = options.randomUuid();
  const probes = chosenProbes(options);
  const settings = withoutDuplicates(options.settings);
  yield {
    type: "planned",
    checkId,
    startedAt: started.toISOString(),
    probes,
    talksTo: [...settings.stunServers, ...settings.whoamiUrls, ...(settings.vantage ? [settings.vantage.url] : [])],
  };

  const events = new EventQueue<RunningCheckEvent>();
  const observations: Observation[] = [];
  const abandoned = new AbortController();
  const cancelled = AbortSignal.any([options.signal, abandoned.signal]);
  const deadlines = checkDeadlines(options.environment.budget, cancelled);
  const elapsedMs = (): number => options.monotonicMs() - startedMs;
  let shown = false;
  const observed = (observation: Observation): void => {
    observations.push(observation);
    if (isFromOutside(observation)) deadlines.outsideAnswered();
    events.push({ type: "observed", observation });
    const diagnosis = diagnose(observations);
    // "Offline" and "unknown" are only true once every question has had its time, or when they take back what was shown.
    shown ||= diagnosis.verdict.kind !== "offline" && diagnosis.verdict.kind !== "unknown";
    if (shown) events.push({ type: "diagnosed", diagnosis });
  };
  const chosen = new Set(probes);
  const running = runProbes(chosen, cancelled, {
    ...options.environment,
    settings,
    journal: options.journal,
    ownMappings: [],
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
const INDEPENDENT_PROBES: readonly Probe[] = [
  { id: "interfaces", ask: probeInterfaces },
  { id: "name-servers", ask: probeNameServers },
  { id: "proxy", ask: probeProxy },
  { id: "local-firewall", ask: probeLocalFirewall },
  { id: "router-page", ask: probeRouterPage },
  { id: "upnp", ask: probeUpnp },
  { id: "nat-pmp", ask: probeNatPmp },
  { id: "pcp", ask: probePcp },
  { id: "pcp", ask: probePcpPinhole },
  { id: "stun", ask: probeStun },
  { id: "nat-behaviour", ask: probeNatBehaviour },
  { id: "public-address", ask: probePublicAddress },
  { id: "outer-box", ask: askCarrierServers },
  { id: "vantage", ask: probeVantage },
];

/** Those that ask the router to open ports: what they found decides what a box behind it is asked. */
const ROUTER_PROBES: ReadonlySet<ProbeId> = new Set<ProbeId>(["upnp", "nat-pmp", "pcp"]);

async function runProbes(
  probes: ReadonlySet<ProbeId>,
  cancelled: AbortSignal,
  base: Omit<CheckContext, "gateway" | "ownAddresses" | "outsideAnswered" | "routerAsked" | "vantage" | "whileMapped">,
): Promise<void> {
  const { promise: gateway, resolve: gatewayFound } = Promise.withResolvers<Gateway | null>();
  const nat64 = Promise.withResolvers<string | null>();
  const { promise: routerAsked, resolve: routerEnded } = Promise.withResolvers<void>();
  const ownAddresses = base.computer.readAdapters().flatMap((adapter) => adapter.addresses.map((a) => a.address));
  const followUps = new FollowUps(FOLLOW_UP_LIMITS);
  const context: CheckContext = {
    ...base,
    gateway,
    ownAddresses,
    routerAsked,
    ...(probes.has("nat64") && { nat64Prefix: nat64.promise }),
    vantage: null,
    whileMapped: (way) => testInbound(context, way),
    outsideAnswered: (server, seen) => {
      if (probes.has("path") && isIpv4(server)) followUps.once("path", "", () => probePath(context, server, hopFound));
      const worthAsking = isIpv4(seen) && isUsableAsPublicAddress(seen) && !ownAddresses.includes(seen);
      if (probes.has("own-address-ping") && worthAsking)
        followUps.once("own-address-ping", seen, () => pingOwnAddress(context, seen));
    },
  };
  const hopFound = (box: OuterBox): void => {
    if (probes.has("outer-box")) followUps.once("outer-box", box.address, () => askOuterBox(context, box));
  };
  if (probes.has("vantage")) context.vantage = linkToVantage(context);
  const run = INDEPENDENT_PROBES.filter(({ id }) => probes.has(id)).map((probe) => ({
    id: probe.id,
    ended: probe.ask(context),
  }));
  const router = run.filter(({ id }) => ROUTER_PROBES.has(id)).map(({ ended }) => ended);
  void Promise.allSettled(router).then(() => routerEnded());
  const long = LONG_PROBES.filter(({ id }) => probes.has(id)).map((probe) => runLong(probe, context, cancelled));
  if (probes.has("nat64")) run.push({ id: "nat64", ended: probeNat64(context, nat64.resolve) });
  await allEnded([probeDefaultRoute(context, gatewayFound), ...run.map(({ ended }) => ended), ...long]);
  await followUps.ended();
  context.vantage?.close();
  if (probes.has("other-sites")) await askOtherSites(context);
  if (probes.has("own-address-ping") && !followUps.began("own-address-ping"))
    await skip(
      context,
      { id: "own-address-ping", probe: "own-address-ping", question: "own-this-address", asked: null },
      "no-public-address",
    );
}

function linkToVantage(context: CheckContext): VantageLink | null {
  const { vantage } = context.settings;
  return vantage === null || vantage.token === null
    ? null
    : new VantageLink({ url: vantage.url, token: vantage.token }, context);
}

/** A probe that may take longer than the whole rest of the check. */
async function runLong(probe: LongProbe, context: CheckContext, cancelled: AbortSignal): Promise<void> {
  const deadline = timeoutSignal(probe.limitMs, cancelled);
  try {
    await probe.ask({ ...context, signal: deadline.signal, outsideSignal: deadline.signal });
  } finally {
    deadline.end();
  }
}

/** Waits for all, even when one fails: a probe that is left running would leave its test mapping behind. */
async function allEnded(probes: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(probes);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}
