import type { ScanEvent } from "#core/contract/contract.ts";
import type { KnownForward, PlainDevice } from "#core/lan/device-findings.ts";
import type { KevCatalogue } from "#core/lan/kev.ts";
import {
  SCAN_RECORD_VERSION,
  type ScanCircumstances,
  type ScanRecord,
  type ScanRequest,
} from "#core/lan/scan-record.ts";
import type { OwnNetwork } from "#core/lan/same-device.ts";
import type { Sighting } from "#core/lan/sighting.ts";
import {
  hostCount,
  inIpv4Prefix,
  ipv4Number,
  ipv4Text,
  parseIpv4Prefix,
  withoutOverlaps,
  type Ipv4Prefix,
} from "#core/net/ipv4-prefix.ts";
import { EventQueue } from "../check/event-queue.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import type { Adapter } from "../system/adapters.ts";
import { DeviceView } from "./device-view.ts";
import { lookAt } from "./look/look-at.ts";
import { Looks } from "./looks.ts";
import type { ScanContext, ScanEnvironment } from "./scan-environment.ts";
import { search } from "./search.ts";
import { SightingLog } from "./sighting-log.ts";
import { sweep } from "./sweep.ts";
import { Strays } from "./strays.ts";
import { isOwnNetwork, networksOf } from "./own-networks.ts";
import { usedAdapters } from "./used-adapters.ts";

export type ScanOptions = {
  environment: ScanEnvironment;
  /** As the person confirmed it; every range has been checked (`core/lan/scan-range.ts`). */
  request: ScanRequest;
  signal: AbortSignal;
  farsiteVersion: string;
  now: () => Date;
  /** Milliseconds on a clock that never jumps. */
  monotonicMs: () => number;
  randomUuid: () => string;
  randomBytes: (length: number) => Uint8Array;
  kev: KevCatalogue;
  /** What is known of the same site: forwards from its last check, devices from its last scan. */
  forwards: readonly KnownForward[];
  before: readonly PlainDevice[];
  /** Second addresses that the laptop has for a while: good to connect from, no networks of its own. */
  rescued: readonly string[];
};

export type RunningScanEvent = Exclude<ScanEvent, { type: "saved" | "not-saved" }>;

/** Addresses for which the budget's time is made. Of more, nearly all of the time is waiting for nobody, chunk by chunk. */
const ADDRESSES_IN_TIME = 1_024;
const CHUNK_MS = 4_000;

/** How long a scan of so many addresses may take, in milliseconds. */
const limitFor = (addresses: number, { scanMs, unresolvedAddresses }: ScanEnvironment["budget"]): number =>
  addresses <= ADDRESSES_IN_TIME ? scanMs : scanMs + CHUNK_MS * Math.ceil(addresses / unresolvedAddresses);

/**
 * One search for devices: questions on every adapter, the sweep of the confirmed ranges and the look at what answers, all at
 * once; devices as they come, `finished` last. Aborting `signal` cancels: what was found by then is still delivered. Ending the
 * iteration does the same.
 */
export async function* runScan(options: ScanOptions): AsyncGenerator<RunningScanEvent, void> {
  const { environment, request } = options;
  const started = options.now();
  const startedMs = options.monotonicMs();
  const scanId = options.randomUuid();
  yield { type: "planned", scanId, startedAt: started.toISOString() };

  const ranges = request.sweep ? rangesOf(request.ranges) : [];
  const byHand = rangesOf(request.byHand);
  const abandoned = new AbortController();
  const cancelled = AbortSignal.any([options.signal, abandoned.signal]);
  const addresses = ranges.reduce((sum, range) => sum + hostCount(range), 0);
  const deadline = timeoutSignal(limitFor(addresses, environment.budget), cancelled);

  const events = new EventQueue<RunningScanEvent>();
  const elapsedMs = (): number => options.monotonicMs() - startedMs;
  const run = async (): Promise<void> => {
    const parts = await scan({ ...options, ranges, byHand, signal: deadline.signal, elapsedMs, events });
    const record: ScanRecord = {
      format: "farsite-scan",
      version: SCAN_RECORD_VERSION,
      scanId,
      startedAt: started.toISOString(),
      durationMs: Math.round(elapsedMs()),
      farsiteVersion: options.farsiteVersion,
      cancelled: options.signal.aborted,
      request,
      ...parts,
    };
    events.push({ type: "finished", record });
    events.end();
  };
  const running = run().catch((error: unknown) => events.fail(error));
  try {
    yield* events;
  } finally {
    abandoned.abort();
    await running;
    deadline.end();
  }
}

type ScanParts = Pick<ScanRecord, "circumstances" | "sightings" | "devices" | "findings">;

type RunningScan = ScanOptions & {
  ranges: readonly Ipv4Prefix[];
  byHand: readonly Ipv4Prefix[];
  elapsedMs: () => number;
  events: EventQueue<RunningScanEvent>;
};

async function scan(options: RunningScan): Promise<ScanParts> {
  const { environment, request, ranges, byHand, signal, events, elapsedMs } = options;
  const adapters = await environment.describeAdapters(environment.readAdapters());
  const used = usedAdapters(adapters);
  const [routes, firewalls] = await Promise.all([
    environment.readDefaultRoutes().catch(() => []),
    environment.readLocalFirewalls(),
  ]);
  const gateways = [...new Set(routes.flatMap(({ gateway }) => gateway ?? []))].slice(0, MAX_GATEWAYS);
  const networks = networksOf(used);
  const log = new SightingLog();
  const isLent = ({ address, prefixLength }: OwnNetwork): boolean =>
    options.rescued.includes(`${address}/${prefixLength}`);
  const view = new DeviceView({ ...options, networks: networks.filter((own) => !isLent(own)), gateways, log });
  const refused = new Map<string, ScanCircumstances["refusedSends"][number]>();
  const unfinished: ScanCircumstances["unfinished"] = [];
  const counts = { addressesSwept: 0, addressesAlive: 0, portsTried: 0 };

  const isConfirmed = (address: string): boolean => {
    const number = ipv4Number(address);
    return number !== undefined && [...ranges, ...byHand].some((range) => inIpv4Prefix(number, range));
  };
  const mayConnect = (address: string, interfaceName: string | null): boolean =>
    isConfirmed(address) || isOwnNetwork(networks, address, interfaceName);

  const looks = new Looks({ lookAt: (target) => lookAt(target, context, signal), mayLook: mayConnect });
  const strays = new Strays({
    isSwept: isConfirmed,
    mayConnect,
    tryPorts: (prefixes) => swept(prefixes),
  });
  const context: ScanContext = {
    ...environment,
    signal,
    elapsedMs,
    randomBytes: options.randomBytes,
    now: options.now,
    onSighting: (sighting, descriptionUrl) => {
      try {
        const kept = log.add({ ...sighting, atMs: Math.round(elapsedMs()) });
        if (kept === null) return;
        view.changed(kept);
        looks.note(kept, descriptionUrl);
        strays.note(kept);
      } catch (error) {
        // Sightings come from sockets and timers, where what is thrown would end the process.
        events.fail(error);
      }
    },
    onRefusedSend: (interfaceName, code) => {
      const key = `${interfaceName} ${code}`;
      refused.set(key, { interfaceName, code, count: (refused.get(key)?.count ?? 0) + 1 });
    },
  };

  async function swept(prefixes: readonly Ipv4Prefix[], isRange = false): Promise<void> {
    const result = await sweep({
      ranges: prefixes,
      context,
      signal,
      onProgress: (done, total) => {
        if (isRange) events.push({ type: "progress", phase: "sweep", done, total });
      },
    });
    if (isRange) counts.addressesSwept += result.addressesSwept;
    counts.addressesAlive += result.addressesAlive;
    counts.portsTried += result.portsTried;
    if (isRange && !result.finished && !options.signal.aborted) unfinished.push("sweep");
  }

  view.start(
    (event) => events.push(event),
    (error) => events.fail(error),
  );
  for (const { network } of byHand) context.onSighting(typedIn(network));
  const searching = search({ adapters: used, context, signal });
  const sweeping = Promise.all([
    ranges.length > 0 ? swept(ranges, true) : null,
    byHand.length > 0 ? swept(byHand) : null,
  ]);
  const [searched] = await Promise.all([searching, sweeping]);
  await strays.idle();
  const looking = progressOf(looks, events);
  await Promise.race([looks.idle(), aborted(signal)]);
  clearInterval(looking);
  if (signal.aborted) unfinished.push("fingerprints");
  looks.stop();
  const circumstances: ScanCircumstances = {
    adapters: adapters
      .map((adapter) =>
        circumstance(
          adapter,
          used.some(({ name }) => name === adapter.name),
        ),
      )
      .slice(0, MAX_ADAPTERS),
    firewalls: firewalls.slice(0, MAX_FIREWALLS),
    refusedSends: [...refused.values()].slice(0, MAX_ADAPTERS),
    gateways,
    vpnHoldsDefaultRoute: adapters.some(
      ({ name, adapterKind }) => adapterKind === "tunnel" && name === routes[0]?.interfaceName,
    ),
    ...counts,
    sightingsDropped: log.dropped + searched.dropped,
    unfinished,
  };
  const { devices, findings } = await view.finish({ circumstances, request, cancelled: options.signal.aborted });
  return { circumstances, sightings: [...log.all], devices, findings };
}

const MAX_ADAPTERS = 64;
const MAX_FIREWALLS = 8;
const MAX_GATEWAYS = 8;
/** Often enough for a line that says how far it is. */
const PROGRESS_MS = 300;

/** The ranges as numbers, each address once. Texts that are none were refused before. */
function rangesOf(texts: readonly string[]): Ipv4Prefix[] {
  return withoutOverlaps(texts.flatMap((text) => parseIpv4Prefix(text) ?? []));
}

const typedIn = (network: number): Omit<Sighting, "atMs"> => ({
  source: "person",
  address: ipv4Text(network),
  port: null,
  interfaceName: null,
  claims: {},
  raw: null,
});

const circumstance = (
  { name, adapterKind, addresses }: Adapter,
  used: boolean,
): ScanCircumstances["adapters"][number] => ({ name, adapterKind, addresses, used });

/** Tells how many devices were looked at. */
function progressOf(looks: Looks, events: EventQueue<RunningScanEvent>): NodeJS.Timeout {
  const tell = (): void => events.push({ type: "progress", phase: "look", ...looks.progress });
  tell();
  return setInterval(tell, PROGRESS_MS);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
