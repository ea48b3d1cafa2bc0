import type { Socket } from "node:net";
import type { ClientChannel, TcpConnectionDetails, Client } from "ssh2";
import type { SshFault, SshPortFault } from "#core/relay/ssh-fault.ts";
import type { LoggedIn } from "./ssh-attempt.ts";
import { execOn, type SshExec, type SshExecResult } from "./ssh-exec.ts";
import { openForward, type SshForwardOut } from "./ssh-forward-out.ts";
import type { SshTimes } from "./ssh-times.ts";

/** The engine's window is 2 MiB; a server that sends more than it was allowed is not to fill the memory. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/** Above this, what comes from devices waits: the line is slower than they are. */
const CONGESTED_BYTES = 1024 * 1024;

/** Who comes in at a port that the server listens at for this line. */
export interface SshCaller {
  /** As it was asked for. */
  readonly listenAddress: string;
  readonly serverPort: number;
  /** As the server saw it. */
  readonly from: string;
  accept(): ClientChannel;
  reject(): void;
}

export type SshForwardIn = { readonly kind: "listening" } | { readonly kind: "failed"; readonly fault: SshPortFault };

/**
 * A connection to an SSH server that is logged in. It closes itself when the server does not answer any more; `closed` says why.
 * Nothing of it throws.
 */
export class SshLine {
  readonly port: number;
  /** Fingerprint of the server's key, and the key as a line for `known_hosts`. */
  readonly hostKey: string;
  readonly hostPublicKey: string;
  readonly software: string | null;
  readonly closed: Promise<SshFault>;
  /** Round trip of the last keepalive. */
  rttMs: number | null = null;
  onCaller: (caller: SshCaller) => void = (caller) => caller.reject();
  onRtt: () => void = () => undefined;

  readonly #client: Client;
  readonly #socket: Socket;
  readonly #times: SshTimes;
  readonly #channels = new Set<ClientChannel>();
  #fault: SshFault | null = null;
  #tell: (fault: SshFault) => void = () => undefined;
  #keepalive: NodeJS.Timeout | null = null;
  #unanswered = 0;
  #debug = "";

  constructor(loggedIn: LoggedIn, times: SshTimes) {
    this.#client = loggedIn.client;
    this.#socket = loggedIn.socket;
    this.#times = times;
    this.port = loggedIn.port;
    this.hostKey = loggedIn.hostKey;
    this.hostPublicKey = loggedIn.hostPublicKey;
    this.software = loggedIn.software;
    this.closed = new Promise((resolve) => (this.#tell = resolve));
    loggedIn.onDebug = (text) => (this.#debug = text);
    this.#client.on("error", (error) =>
      this.#end({ kind: "lost", by: error.level === "client-socket" ? "network" : "server" }),
    );
    this.#client.on("close", () => this.#end({ kind: "lost", by: "server" }));
    this.#client.on("tcp connection", (details, accept, reject) => this.#called(details, accept, reject));
    this.#socket.on("data", () => this.#watchMemory());
    // Every connection of a tunnel waits for the same socket.
    this.#socket.setMaxListeners(0);
    this.#socket.setKeepAlive(true, times.keepaliveMs);
    this.#keepAliveAfter(0);
    if (this.#socket.destroyed) this.#end({ kind: "lost", by: "server" });
  }

  get isOpen(): boolean {
    return this.#fault === null;
  }

  /** More is waiting to be sent than the line takes; `whenFree` tells when it took it. */
  get isCongested(): boolean {
    return this.#socket.writableLength > CONGESTED_BYTES;
  }

  whenFree(then: () => void): void {
    this.#socket.once("drain", then);
  }

  /** Runs one command without a terminal. Bounded in time and output. */
  exec(command: SshExec): Promise<SshExecResult> {
    return this.isOpen ? execOn(this.#client, command, this.#times.answerMs) : Promise.resolve({ kind: "lost" });
  }

  /** A connection made by the server, to an address as the server sees it. */
  async forwardOut(to: { readonly host: string; readonly port: number }, signal?: AbortSignal): Promise<SshForwardOut> {
    if (!this.isOpen) return { kind: "failed", why: "lost" };
    const opened = await openForward(this.#client, to, this.#times.answerMs, signal);
    if (opened.kind === "open") this.#keep(opened.channel);
    return opened;
  }

  /** Asks the server to listen for this line; one at a time, since what it says about a refusal carries no number. */
  forwardIn(listenAddress: string, serverPort: number): Promise<SshForwardIn> {
    return new Promise((resolve) => {
      if (!this.isOpen) return resolve({ kind: "failed", fault: "lost" });
      const timer = setTimeout(() => resolve({ kind: "failed", fault: "lost" }), this.#times.answerMs);
      this.#debug = "";
      const onAnswer = (error?: Error): void => {
        clearTimeout(timer);
        if (!error) resolve({ kind: "listening" });
        else resolve({ kind: "failed", fault: this.isOpen ? this.#whyNot(serverPort) : "lost" });
      };
      this.#ask(() => this.#client.forwardIn(listenAddress, serverPort, onAnswer), onAnswer);
    });
  }

  unforwardIn(listenAddress: string, serverPort: number): void {
    this.#ask(
      () => this.#client.unforwardIn(listenAddress, serverPort, () => undefined),
      () => undefined,
    );
  }

  /** Milliseconds until the server answered; null when it did not in time. */
  ping(timeoutMs: number): Promise<number | null> {
    return new Promise((resolve) => {
      if (!this.isOpen) return resolve(null);
      const startedMs = performance.now();
      const timer = setTimeout(() => resolve(null), timeoutMs);
      // Any request that nobody knows is answered with "no" (RFC 4254 section 4); this one the engine can send and wait for.
      const onAnswer = (): void => {
        clearTimeout(timer);
        resolve(this.isOpen ? performance.now() - startedMs : null);
      };
      this.#ask(() => this.#client.unforwardIn("keepalive", 0, onAnswer), onAnswer);
    });
  }

  /** Ends it without a word, as a network that goes does. */
  cut(): void {
    this.#socket.destroy();
  }

  /** Says goodbye and closes. May be called twice. */
  close(): void {
    this.#end({ kind: "stopped" });
  }

  /** The engine throws when its socket was closed a moment ago. */
  #ask(question: () => unknown, onLost: (error: Error) => void): void {
    try {
      question();
    } catch (error) {
      this.#end({ kind: "lost", by: "server" });
      onLost(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #end(fault: SshFault): void {
    if (this.#fault !== null) return;
    this.#fault = fault;
    if (this.#keepalive !== null) clearTimeout(this.#keepalive);
    if (fault.kind === "stopped") this.#client.end();
    // What was said goodbye with is sent first; a server that does not read it has a second.
    const socket = this.#socket;
    if (fault.kind === "stopped" && !socket.destroyed) {
      const timer = setTimeout(() => socket.destroy(), GOODBYE_MS);
      socket.once("close", () => clearTimeout(timer));
    } else socket.destroy();
    this.#tell(fault);
  }

  #keepAliveAfter(delayMs: number): void {
    this.#keepalive = setTimeout(() => void this.#askAlive(), delayMs);
  }

  async #askAlive(): Promise<void> {
    const { keepaliveMs, keepaliveCount } = this.#times;
    const rttMs = await this.ping(keepaliveMs);
    if (!this.isOpen) return;
    this.#unanswered = rttMs === null ? this.#unanswered + 1 : 0;
    if (this.#unanswered >= keepaliveCount) return this.#end({ kind: "lost", by: "silence" });
    if (rttMs !== null) {
      this.rttMs = rttMs;
      this.onRtt();
    }
    this.#keepAliveAfter(rttMs === null ? 0 : keepaliveMs);
  }

  /**
   * OpenSSH (since 7.x) answers every refused forward alike and says why in a message for debugging that goes ahead of it
   * (serverloop.c, channels.c); without one it tried and could not listen.
   */
  #whyNot(serverPort: number): SshPortFault {
    // Below 1024 only root listens; the server's words are the same then.
    if (/disabled port forwarding/i.test(this.#debug)) return serverPort < 1024 ? "not-permitted" : "forwarding-off";
    if (/port forwarding refused/i.test(this.#debug)) return "not-permitted";
    return this.software?.startsWith("OpenSSH_") === true ? "taken" : "refused";
  }

  #called(details: TcpConnectionDetails, accept: () => ClientChannel, reject: () => void): void {
    this.onCaller({
      listenAddress: details.destIP,
      serverPort: details.destPort,
      from: details.srcIP,
      accept: () => this.#keep(accept()),
      reject,
    });
  }

  #keep(channel: ClientChannel): ClientChannel {
    this.#channels.add(channel);
    channel.on("error", () => channel.close());
    channel.once("close", () => this.#channels.delete(channel));
    return channel;
  }

  #watchMemory(): void {
    for (const channel of this.#channels) {
      if (channel.readableLength > MAX_UNREAD_BYTES) return this.#end({ kind: "lost", by: "server" });
    }
  }
}

const GOODBYE_MS = 1_000;
