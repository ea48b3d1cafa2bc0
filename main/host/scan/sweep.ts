import { portPurpose } from "#core/lan/port-purpose.ts";
import { firstHost, hostCount, ipv4Number, ipv4Text, type Ipv4Prefix } from "#core/net/ipv4-prefix.ts";
import { NeighbourSearch } from "./neighbour-search.ts";
import { Pace, PACE_TICK_MS, paceOf } from "./pace.ts";
import { PortTrials } from "./port-trials.ts";
import type { Neighbour, ScanContext } from "./scan-environment.ts";
import { SweptNetworks } from "./swept-networks.ts";

export type SweepOptions = {
  /** Confirmed by the person; none overlaps another. */
  ranges: readonly Ipv4Prefix[];
  context: ScanContext;
  signal: AbortSignal;
  /**
   * Ends as soon as those that answer at once are done. Else it also waits for the system's second question (Wi-Fi loses
   * broadcasts), and for neighbours that drop everything and that the system only remembers.
   */
  hurry?: boolean;
  onAlive?(address: string, interfaceName: string | null): void;
  /** Addresses whose fate is known, of all. */
  onProgress?(done: number, total: number): void;
};

export type SweepResult = {
  addressesSwept: number;
  /** Somebody answered for the address, or one of its ports did. */
  addressesAlive: number;
  portsTried: number;
  /** False: ended before. */
  finished: boolean;
};

/** Devices on a cable answer within milliseconds; those on Wi-Fi wake for a broadcast every third beacon of 102 ms. */
const QUIET_MS = 300;
/** The system asks again after a second. */
const QUIET_WITH_SECOND_QUESTION_MS = 1_300;
/** Linux asks a neighbour whom it remembers only 5 s after it was sent something (delay_first_probe_time). */
const REMEMBERED_MS = 5_150;
const PROGRESS_MS = 200;

/** Each address that is looked for is a broadcast (ARP), which every device has to look at, and which switches limit. */
const BROADCASTS_PER_SECOND = 2_000;

/**
 * Of a range of so many addresses the system's table (1,024 places on Linux) has room for all that it still asks for. Wider ranges wait
 * until it has given up asking: never more than the budget's `unresolvedAddresses` stand in the table then.
 */
const FIT_INTO_TABLE = 1_024;
const SYSTEM_GIVES_UP_MS = 3_200;

/** Tried first: one of them is open on nearly everything that is looked for, and a living device refuses the others. */
const TELLING_PORTS = [80, 554, 443, 8000, 37_777];
/** Tried on addresses of which nobody knows whether they are taken. */
const FIRST_PORTS = 3;

/**
 * A card that answers for more addresses than this is likely to answer for all (a router with proxy ARP): the further ones count only
 * once a port of theirs answers.
 */
const ADDRESSES_OF_ONE_CARD = 8;

/**
 * Tries every address of the ranges: who is there (the table of neighbours, after one datagram to each; beyond a router some TCP ports),
 * then which TCP ports take a connection, both at once and at the budget's pace. What is found is reported at once, as sightings.
 * Never throws; aborting ends it within milliseconds.
 */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  // Who was there before is tried without being asked for.
  const remembered = await options.context.readNeighbours();
  return new Sweep(options, remembered).run();
}

class Sweep {
  readonly #options: SweepOptions;
  readonly #networks: SweptNetworks;
  readonly #addresses: Iterator<number, undefined>;
  readonly #total: number;
  /** By address, as the system knew them before. */
  readonly #remembered: ReadonlyMap<number, Neighbour>;
  /** Of those, the ones that may be gone. */
  readonly #doubtful = new Map<number, Neighbour>();
  readonly #ports: readonly number[];
  readonly #search: NeighbourSearch;
  readonly #trials: PortTrials;
  readonly #broadcasts = new Pace(BROADCASTS_PER_SECOND, () => performance.now());
  readonly #ofCard = new Map<string, number>();
  readonly #putOff: number[] = [];
  #isListDone = false;
  #swept = 0;
  #alive = 0;
  #decided = 0;
  #toldMs = 0;
  readonly #startedMs = performance.now();

  constructor(options: SweepOptions, remembered: readonly Neighbour[]) {
    const { context, ranges } = options;
    this.#options = options;
    this.#networks = new SweptNetworks(context.readAdapters());
    this.#addresses = hostsOf(ranges);
    this.#total = ranges.reduce((sum, range) => sum + hostCount(range), 0);
    this.#remembered = new Map(
      remembered.flatMap((one) => {
        const address = ipv4Number(one.address);
        return address === undefined ? [] : [[address, one]];
      }),
    );
    this.#ports = [...TELLING_PORTS.filter((port) => context.ports.includes(port)), ...context.ports].filter(
      (port, index, all) => all.indexOf(port) === index,
    );
    const onRefusedSend = (address: string, code: string): void =>
      context.onRefusedSend(this.#networks.interfaceOf(address) ?? "", code);
    this.#trials = new PortTrials({
      budget: context.budget,
      pace: paceOf(context),
      onRefusedSend,
      // Who has to be looked for first takes longest.
      mayTakeAll: () => this.#isAllAsked || !this.#search.hasRoom,
    });
    this.#search = new NeighbourSearch({
      unresolvedAddresses: context.budget.unresolvedAddresses,
      neighbourMs: this.#total > FIT_INTO_TABLE ? SYSTEM_GIVES_UP_MS : context.budget.neighbourMs,
      readNeighbours: () => context.readNeighbours(true),
      readUnanswered: () => context.readUnanswered?.() ?? null,
      onFound: (neighbour) => this.#found(neighbour),
      onGivenUp: () => (this.#decided += 1),
      onPutOff: (address) => this.#putOff.push(address),
      onRefusedSend,
    });
  }

  async run(): Promise<SweepResult> {
    const { signal } = this.#options;
    let ticking: NodeJS.Timeout | undefined;
    let hasEnded = false;
    const finished = await new Promise<boolean>((resolve, reject) => {
      const onAbort = (): void => resolve(false);
      if (signal.aborted) return onAbort();
      signal.addEventListener("abort", onAbort, { once: true });
      const step = (): void => {
        // One more may wait in the loop when the sockets are closed already.
        if (hasEnded) return;
        try {
          if (this.#step()) resolve(true);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      step();
      // Behind the reading of what came: after a busy moment, answers that wait there must not count as silence.
      ticking = setInterval(() => setImmediate(step), PACE_TICK_MS);
    });
    hasEnded = true;
    clearInterval(ticking);
    this.#search.end();
    this.#trials.end();
    if (finished) await this.#confirmDoubtful();
    this.#tellProgress(0);
    return {
      addressesSwept: this.#swept,
      addressesAlive: this.#alive,
      portsTried: this.#trials.tried,
      finished,
    };
  }

  /** Whether all is done. */
  #step(): boolean {
    this.#search.expire();
    this.#trials.expire();
    this.#askFurther();
    this.#trials.pump();
    this.#tellProgress(PROGRESS_MS);
    if (!this.#isAllAsked || !this.#trials.isIdle) return false;
    const { hurry = false } = this.#options;
    if (!this.#search.isQuietFor(hurry ? QUIET_MS : QUIET_WITH_SECOND_QUESTION_MS)) return false;
    return hurry || this.#doubtful.size === 0 || performance.now() - this.#startedMs >= REMEMBERED_MS;
  }

  get #isAllAsked(): boolean {
    return this.#isListDone && this.#putOff.length === 0;
  }

  #askFurther(): void {
    const { context } = this.#options;
    while (this.#search.hasRoom && !this.#isAllAsked) {
      // Leave is asked for first: an address that is taken from the list is asked.
      if (!this.#broadcasts.take() || !paceOf(context).take()) return;
      const putOff = this.#putOff.pop();
      const address = putOff ?? this.#nextAddress();
      if (address === undefined) return;
      if (putOff === undefined) this.#swept += 1;
      const remembered = this.#remembered.get(address);
      if (remembered) this.#tryRemembered(address, remembered);
      else if (this.#networks.isOnLink(address)) this.#search.ask(address);
      else {
        this.#search.hold(address);
        this.#tryFirstPorts(address, null);
      }
    }
  }

  #nextAddress(): number | undefined {
    for (;;) {
      const { value, done } = this.#addresses.next();
      if (done === true) {
        this.#isListDone = true;
        return undefined;
      }
      if (!this.#networks.isNobodys(value) || this.#total === 1) return value;
      this.#decided += 1;
    }
  }

  #tryRemembered(address: number, neighbour: Neighbour): void {
    if (neighbour.confirmed === true) return this.#found(neighbour);
    if (neighbour.confirmed === false) this.#doubtful.set(address, neighbour);
    this.#tryPorts(ipv4Text(address), neighbour.interfaceName, this.#ports, () => this.#confirmed(address, neighbour));
  }

  #confirmed(address: number, neighbour: Neighbour): void {
    this.#doubtful.delete(address);
    this.#sightNeighbour(neighbour);
    this.#isAlive(neighbour.address, neighbour.interfaceName);
  }

  /** A neighbour answered. */
  #found(neighbour: Neighbour): void {
    const address = ipv4Number(neighbour.address);
    const ofCard = (this.#ofCard.get(neighbour.mac) ?? 0) + 1;
    this.#ofCard.set(neighbour.mac, ofCard);
    if (ofCard > ADDRESSES_OF_ONE_CARD && address !== undefined) return this.#tryFirstPorts(address, neighbour);
    this.#sightNeighbour(neighbour);
    this.#isAlive(neighbour.address, neighbour.interfaceName);
    this.#tryPorts(neighbour.address, neighbour.interfaceName, this.#ports);
  }

  /** Tries a few ports, and the others only when one of those answers. */
  #tryFirstPorts(address: number, neighbour: Neighbour | null): void {
    const text = ipv4Text(address);
    const interfaceName = neighbour?.interfaceName ?? this.#networks.interfaceOf(text);
    let answered = false;
    this.#trials.add({
      address: text,
      ports: this.#ports.slice(0, FIRST_PORTS),
      onOpen: (port) => this.#sightPort(text, interfaceName, port),
      onAnswer: () => {
        answered = true;
        this.#search.release(address);
        if (neighbour) this.#sightNeighbour(neighbour);
        this.#isAlive(text, interfaceName);
      },
      onDone: () => {
        this.#search.giveUp(address);
        if (answered) this.#tryPorts(text, interfaceName, this.#ports.slice(FIRST_PORTS));
        else this.#decided += 1;
      },
    });
  }

  #tryPorts(address: string, interfaceName: string | null, ports: readonly number[], onAnswer = (): void => {}): void {
    this.#trials.add({
      address,
      ports,
      onOpen: (port) => this.#sightPort(address, interfaceName, port),
      onAnswer,
      onDone: () => (this.#decided += 1),
    });
  }

  /** Those that dropped everything: whether they are still there, as the system has found out by now. */
  async #confirmDoubtful(): Promise<void> {
    if (this.#doubtful.size === 0) return;
    for (const neighbour of await this.#options.context.readNeighbours()) {
      const address = ipv4Number(neighbour.address);
      if (address === undefined || neighbour.confirmed !== true || !this.#doubtful.has(address)) continue;
      this.#confirmed(address, neighbour);
    }
  }

  #isAlive(address: string, interfaceName: string | null): void {
    this.#alive += 1;
    this.#options.onAlive?.(address, interfaceName);
  }

  #sightNeighbour({ address, interfaceName, mac }: Neighbour): void {
    const claims = { mac };
    this.#options.context.onSighting({ source: "neighbour", address, port: null, interfaceName, claims, raw: null });
  }

  #sightPort(address: string, interfaceName: string | null, port: number): void {
    const claims = { ports: [{ transport: "tcp" as const, port, service: portPurpose(port, "tcp") }] };
    this.#options.context.onSighting({ source: "port", address, port, interfaceName, claims, raw: null });
  }

  #tellProgress(atMostEveryMs: number): void {
    const nowMs = performance.now();
    if (nowMs - this.#toldMs < atMostEveryMs) return;
    this.#toldMs = nowMs;
    this.#options.onProgress?.(Math.min(this.#decided, this.#total), this.#total);
  }
}

function* hostsOf(ranges: readonly Ipv4Prefix[]): Generator<number, undefined> {
  for (const range of ranges) {
    const first = firstHost(range);
    for (let offset = 0, count = hostCount(range); offset < count; offset += 1) yield first + offset;
  }
  return undefined;
}
