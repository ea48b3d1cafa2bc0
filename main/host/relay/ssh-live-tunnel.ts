import { setTimeout as delay } from "node:timers/promises";
import type { LiveTunnelStatus } from "#core/relay/live-tunnel.ts";
import type { SshFault } from "#core/relay/ssh-fault.ts";
import { connectDevice, type ConnectDevice } from "./device-connection.ts";
import { connectSsh, type SshServer } from "./ssh-connect.ts";
import type { SshCaller, SshLine } from "./ssh-line.ts";
import { SshLivePort, type TunnelPort } from "./ssh-live-port.ts";
import type { SshConnect } from "./ssh-socket.ts";
import type { SshTimes } from "./ssh-times.ts";

export interface LiveTunnelPlan {
  readonly tunnelId: string;
  readonly server: SshServer;
  readonly published: readonly TunnelPort[];
}

export interface LiveTunnelOptions {
  readonly connect?: SshConnect;
  readonly connectDevice?: ConnectDevice;
  readonly times?: SshTimes;
  readonly retakeMs?: number;
  readonly onChange?: () => void;
}

/**
 * How long a port may still belong to the line before. The sshd of Debian 12 (9.2) asks every second interval only: with Farsite's
 * ClientAliveInterval 10 and ClientAliveCountMax 2 it lets go after 60 s, with 15 and 3, as servers set up earlier have it, after 120 s
 * (measured in the lab).
 */
const RETAKE_MS = 150_000;
const RETAKE_EVERY_MS = 2_000;

/** The first try after a line was lost comes soon: a router that got a new address is back at once. */
const BACKOFF_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;
/** A line that held for so long is a new one to the backoff; a flapping one waits longer and longer. */
const STEADY_MS = 60_000;

/** A network that is out of order comes back; these do not without a person. */
const FOR_GOOD: ReadonlySet<SshFault["kind"]> = new Set([
  "stopped",
  "new-host-key",
  "host-key-changed",
  "authentication-refused",
  "private-key-unreadable",
  "no-common-algorithms",
]);

/**
 * A reverse tunnel that this Farsite holds open: the server listens, and who comes in there is connected to a device of the site, to
 * the addresses and ports of the plan and to no others. Once it was open it comes back by itself until it is stopped.
 */
export class LiveTunnel {
  readonly tunnelId: string;
  readonly #plan: LiveTunnelPlan;
  readonly #options: LiveTunnelOptions;
  readonly #ports: readonly SshLivePort[];
  readonly #stopping = new AbortController();
  #state: LiveTunnelStatus["state"] = { kind: "connecting" };
  #blockedPorts: LiveTunnelStatus["blockedPorts"] = [];
  #reconnects = 0;
  #wasOpen = false;
  #line: SshLine | null = null;
  #running: Promise<void> | null = null;

  constructor(plan: LiveTunnelPlan, options: LiveTunnelOptions = {}) {
    this.tunnelId = plan.tunnelId;
    this.#plan = plan;
    this.#options = options;
    const toDevice = options.connectDevice ?? connectDevice;
    this.#ports = plan.published.map((port) => new SshLivePort(port, toDevice, () => this.#changed()));
  }

  /** Resolves when the server answered for each port, or when the first try failed: then it is not tried again. */
  open(): Promise<LiveTunnelStatus> {
    return new Promise((resolve) => {
      this.#running ??= this.#run(() => resolve(this.status())).finally(() => resolve(this.status()));
    });
  }

  status(): LiveTunnelStatus {
    const state = this.#state.kind === "open" ? { ...this.#state, rttMs: this.#line?.rttMs ?? null } : this.#state;
    return {
      tunnelId: this.tunnelId,
      host: this.#plan.server.host,
      state,
      ports: this.#ports.map((port) => port.status()),
      reconnects: this.#reconnects,
      blockedPorts: this.#blockedPorts,
    };
  }

  /** It failed or was stopped. */
  get isOver(): boolean {
    return this.#state.kind === "failed" || this.#state.kind === "stopped";
  }

  /** Cuts the line, to see whether it comes back. False: there is none. */
  cut(): boolean {
    this.#line?.cut();
    return this.#line !== null;
  }

  /** Closes the line, and with it all connections. May be called twice. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#line?.close();
    await this.#running;
    this.#become({ kind: "stopped" });
  }

  async #run(answered: () => void): Promise<void> {
    let tries = 0;
    let fault = await this.#hold(answered);
    while (this.#wasOpen && !FOR_GOOD.has(fault.kind)) {
      const nextTryInMs = BACKOFF_MS[Math.min(tries, BACKOFF_MS.length - 1)] ?? 0;
      this.#become({ kind: "reconnecting", fault, nextTryInMs });
      await delay(nextTryInMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      if (this.#stopping.signal.aborted) break;
      this.#become({ kind: "reconnecting", fault, nextTryInMs: 0 });
      const startedMs = performance.now();
      fault = await this.#hold(() => undefined);
      tries = performance.now() - startedMs > STEADY_MS ? 0 : tries + 1;
    }
    if (!this.#stopping.signal.aborted) this.#become({ kind: "failed", fault });
  }

  /** One line, from the log-in to its end. */
  async #hold(answered: () => void): Promise<SshFault> {
    const { connect, times } = this.#options;
    const outcome = await connectSsh(this.#plan.server, {
      signal: this.#stopping.signal,
      ...(connect && { connect }),
      ...(times && { times }),
    });
    if (outcome.kind === "failed") return outcome.fault;
    const { line } = outcome;
    this.#line = line;
    if (this.#stopping.signal.aborted) line.close();
    this.#blockedPorts = outcome.failed.map(({ port, fault }) => ({ port, fault }));
    if (this.#wasOpen) this.#reconnects += 1;
    line.onRtt = () => this.#changed();
    line.onCaller = (caller) => this.#called(line, caller);
    const retakeMs = this.#wasOpen ? (this.#options.retakeMs ?? RETAKE_MS) : 0;
    this.#wasOpen = true;
    for (const port of this.#ports) await port.listen(line, retakeMs);
    this.#become({ kind: "open", port: line.port, rttMs: null });
    answered();
    void this.#retake(line, retakeMs);
    const fault = await line.closed;
    this.#line = null;
    for (const port of this.#ports) port.lineGone();
    return fault;
  }

  /** Asks again for what the server still holds for the line before this one. */
  async #retake(line: SshLine, retakeMs: number): Promise<void> {
    const startedMs = performance.now();
    while (this.#ports.some((port) => port.isRetaking)) {
      await Promise.race([delay(RETAKE_EVERY_MS, undefined, { ref: false }), line.closed]);
      if (!line.isOpen) return;
      const leftMs = Math.max(0, Math.round(retakeMs - (performance.now() - startedMs)));
      for (const port of this.#ports) if (port.isRetaking) await port.listen(line, leftMs);
    }
  }

  #called(line: SshLine, caller: SshCaller): void {
    const port = this.#ports.find((candidate) => candidate.isFor(caller));
    if (port === undefined) caller.reject();
    else void port.take(line, caller);
  }

  #become(state: LiveTunnelStatus["state"]): void {
    this.#state = state;
    this.#changed();
  }

  #changed(): void {
    this.#options.onChange?.();
  }
}
