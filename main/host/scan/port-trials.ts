import { connect, type Socket } from "node:net";
import { systemErrorCode } from "../system-error.ts";
import type { Pace } from "./pace.ts";
import type { ScanBudget } from "./scan-budget.ts";

/** An address whose TCP ports are tried. */
export type Trial = {
  address: string;
  ports: readonly number[];
  onOpen(port: number): void;
  /** It answered for the first time, be it with a refusal. */
  onAnswer(): void;
  /** All of its ports were tried; not called when the trials were ended. */
  onDone(): void;
};

type Running = Trial & {
  waiting: number[];
  active: number;
  isQueued: boolean;
  answered: boolean;
  /** Ports that nothing came back from, in a row. */
  silences: number;
  silentPorts: number[];
  /** Smoothed time of its answers, and how far they are from it (RFC 6298 section 2); null before the first. */
  answerMs: { usual: number; spread: number } | null;
  retried: boolean;
};

type Attempt = { socket: Socket; trial: Running; port: number; startedMs: number; wasSilent: boolean };

/**
 * Who answered so far answers the next port as fast, with much to spare; below this, Wi-Fi would be cut off. A device that dropped the
 * first connections, and had all the time to wake up, is likely to drop the others: for those no more is waited.
 */
const SHORTEST_PATIENCE_MS = 200;
/** Until a device answers for the first time, which takes a living one a millisecond: what drops everything keeps few connections busy. */
const BEFORE_FIRST_ANSWER = 2;
/** Ticks that come later than this were held up by the laptop itself: that time is nobody's silence. */
const LATE_TICK_MS = 30;
/** The system has no more sockets: with so few at a time it goes on. */
const FEWEST_CONNECTIONS = 16;

const ANSWERS = new Set(["open", "ECONNREFUSED", "ECONNRESET"]);
/** The system would not send. */
const NOT_ALLOWED = new Set(["EPERM", "EACCES", "ENETUNREACH", "ENETDOWN"]);
const OUT_OF_SOCKETS = new Set(["EMFILE", "ENFILE", "ENOBUFS", "EADDRNOTAVAIL", "ENOMEM", "EAGAIN"]);

/**
 * Opens TCP connections to find out which ports take one; each carries nothing and is closed at once. Devices take turns, so that
 * none gets more than a few at a time, and those that answer nothing at all get no more than half of the connections: whoever
 * drops everything holds up nobody else.
 */
export class PortTrials {
  readonly #budget: ScanBudget;
  readonly #pace: Pace;
  readonly #onRefusedSend: (address: string, code: string) => void;
  readonly #mayTakeAll: () => boolean;
  readonly #answering: Running[] = [];
  readonly #silent: Running[] = [];
  readonly #attempts = new Set<Attempt>();
  #silentActive = 0;
  #limit: number;
  #unfinished = 0;
  #tried = 0;
  #expiredMs = performance.now();

  constructor(options: {
    budget: ScanBudget;
    pace: Pace;
    onRefusedSend(this: void, address: string, code: string): void;
    /** False: others wait for leave to send, and half of it is theirs. */
    mayTakeAll(this: void): boolean;
  }) {
    this.#budget = options.budget;
    this.#pace = options.pace;
    this.#onRefusedSend = options.onRefusedSend;
    this.#mayTakeAll = options.mayTakeAll;
    this.#limit = options.budget.connections;
  }

  /** Ports tried so far. */
  get tried(): number {
    return this.#tried;
  }

  get isIdle(): boolean {
    return this.#unfinished === 0;
  }

  add(trial: Trial): void {
    this.#unfinished += 1;
    const running: Running = {
      ...trial,
      waiting: [...trial.ports],
      active: 0,
      isQueued: false,
      answered: false,
      silences: 0,
      silentPorts: [],
      answerMs: null,
      retried: false,
    };
    if (running.waiting.length === 0) this.#finish(running);
    else this.#queue(running);
  }

  /** Opens as many connections as may be open now. */
  pump(): void {
    const keep = this.#mayTakeAll() ? 0 : this.#pace.burst / 2;
    while (this.#attempts.size < this.#limit) {
      const mayBeSilent = this.#silentActive < this.#limit / 2;
      const queue = this.#answering.length > 0 ? this.#answering : mayBeSilent ? this.#silent : [];
      const trial = queue[0];
      if (trial === undefined || !this.#pace.take(keep)) return;
      queue.shift();
      trial.isQueued = false;
      const port = trial.waiting.shift();
      if (port === undefined) continue;
      this.#open(trial, port);
      this.#queue(trial);
    }
  }

  /** Gives up on connections that nothing came back from; to be called every few milliseconds, after what came was read. */
  expire(): void {
    const nowMs = performance.now();
    const lateMs = nowMs - this.#expiredMs;
    this.#expiredMs = nowMs;
    if (lateMs > LATE_TICK_MS) for (const attempt of this.#attempts) attempt.startedMs += lateMs;
    for (const attempt of this.#attempts)
      if (nowMs - attempt.startedMs >= this.#patienceMs(attempt.trial)) this.#settle(attempt, "silent");
  }

  /** Closes everything. */
  end(): void {
    for (const { socket } of this.#attempts) socket.destroy();
    this.#attempts.clear();
    this.#answering.length = 0;
    this.#silent.length = 0;
  }

  #queue(trial: Running): void {
    const { connectionsPerDevice } = this.#budget;
    const isNew = !trial.answered && trial.silences === 0;
    const atOnce = isNew ? Math.min(BEFORE_FIRST_ANSWER, connectionsPerDevice) : connectionsPerDevice;
    if (trial.isQueued || trial.waiting.length === 0 || trial.active >= atOnce) return;
    trial.isQueued = true;
    (isSilent(trial) ? this.#silent : this.#answering).push(trial);
  }

  #open(trial: Running, port: number): void {
    this.#tried += 1;
    trial.active += 1;
    const wasSilent = isSilent(trial);
    if (wasSilent) this.#silentActive += 1;
    const socket = connect({ host: trial.address, port, autoSelectFamily: false });
    const attempt: Attempt = { socket, trial, port, startedMs: performance.now(), wasSilent };
    this.#attempts.add(attempt);
    socket.on("connect", () => this.#settle(attempt, "open"));
    // It stays: a socket that is closed may fail once more, and nobody must be left without a listener.
    socket.on("error", (error) => this.#settle(attempt, systemErrorCode(error) ?? "silent"));
  }

  #settle(attempt: Attempt, outcome: string): void {
    if (!this.#attempts.delete(attempt)) return;
    const { socket, trial, port, startedMs } = attempt;
    socket.destroy();
    trial.active -= 1;
    if (attempt.wasSilent) this.#silentActive -= 1;
    if (OUT_OF_SOCKETS.has(outcome)) {
      this.#limit = Math.max(FEWEST_CONNECTIONS, this.#limit >> 1);
      this.#tried -= 1;
      trial.waiting.unshift(port);
    } else if (outcome === "silent" || outcome === "ETIMEDOUT") {
      trial.silences += 1;
      trial.silentPorts.push(port);
    } else if (ANSWERS.has(outcome)) {
      this.#answer(trial, performance.now() - startedMs);
      if (outcome === "open") trial.onOpen(port);
    } else if (NOT_ALLOWED.has(outcome)) {
      this.#onRefusedSend(trial.address, outcome);
    }
    // All else is a router or a packet filter on the way that says "unreachable" or "prohibited".
    if (trial.waiting.length > 0) this.#queue(trial);
    else if (trial.active === 0) this.#endOrRetry(trial);
    this.pump();
  }

  #answer(trial: Running, tookMs: number): void {
    trial.silences = 0;
    const before = trial.answerMs ?? { usual: tookMs, spread: tookMs / 2 };
    trial.answerMs = {
      usual: before.usual + (tookMs - before.usual) / 8,
      spread: before.spread + (Math.abs(tookMs - before.usual) - before.spread) / 4,
    };
    if (trial.answered) return;
    trial.answered = true;
    trial.onAnswer();
  }

  /** Silent ports of a device that answers on most others may be lost packets, and get a second try; more are a firewall. */
  #endOrRetry(trial: Running): void {
    const silent = trial.silentPorts.length;
    if (trial.retried || silent === 0 || silent > trial.ports.length / 2) return this.#finish(trial);
    trial.retried = true;
    trial.waiting = trial.silentPorts.splice(0);
    this.#tried -= trial.waiting.length;
    this.#queue(trial);
  }

  #finish(trial: Running): void {
    this.#unfinished -= 1;
    trial.onDone();
  }

  #patienceMs({ answerMs, silences, retried }: Running): number {
    const { connectMs } = this.#budget;
    if (retried) return connectMs;
    if (answerMs) return Math.min(connectMs, Math.max(SHORTEST_PATIENCE_MS, answerMs.usual + 4 * answerMs.spread));
    return silences >= BEFORE_FIRST_ANSWER ? Math.min(connectMs, SHORTEST_PATIENCE_MS) : connectMs;
  }
}

const isSilent = ({ answered, silences }: Running): boolean => !answered && silences > 0;
