import { randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { decodeWireGuard, type WireGuardMessage } from "#core/codec/wireguard.ts";
import { isIpv6 } from "#core/net/ip-address.ts";
import type { Endpoint } from "#core/net/endpoint.ts";
import {
  beginHandshake,
  cookieOf,
  finishHandshake,
  isForKey,
  keepaliveOf,
  type BegunHandshake,
  type WireGuardIdentity,
} from "#core/wireguard/handshake.ts";
import type { WireGuardPort, WireGuardPortState } from "#core/wireguard/probe.ts";
import { toProbeTrouble } from "../check/probe-trouble.ts";
import { atTimes } from "../net/at-times.ts";

/** Datagrams looked at per port: a flood must not keep the probe busy. */
const MAX_DATAGRAMS = 64;
/** Cookies taken from one port; a server that is still loaded after two stays so for longer than we wait. */
const MAX_COOKIES = 2;
/** Servers take a second handshake of one peer for a flood when it comes within 20 ms (wireguard-go) of the one before. */
const AFTER_COOKIE_MS = 60;
/** On top of the time that the first answer took. */
const LAST_ANSWER_MS = 100;

/** The times that handshakes bear, later from one to the next, whichever port they go to. */
export type Stamps = {
  next(attempt: number): { unixMs: number; isRightTime: boolean };
};

export type PortQuestion = {
  to: Endpoint;
  identity: WireGuardIdentity;
  stamps: Stamps;
  /** From now on. Every try is a handshake of its own: a repeated one would be taken for a replay. */
  sendAtMs: readonly number[];
};

type Sent = { begun: BegunHandshake; atMs: number; isRightTime: boolean };

/** What counts when a port said several things. */
const RANKS: readonly WireGuardPortState[] = [
  "silent",
  "unreachable",
  "refused",
  "stranger",
  "cookie",
  "unverified",
  "answered",
];

/** Handshakes with one port, until one is answered, it refuses, or the signal ends it. Never throws. */
export async function shakeHands(question: PortQuestion, signal: AbortSignal): Promise<WireGuardPort> {
  const socket = createSocket(isIpv6(question.to.address) ? "udp6" : "udp4");
  const attempt = new Attempt(question, socket);
  try {
    return await attempt.run(signal);
  } finally {
    attempt.stop();
    socket.close();
  }
}

class Attempt {
  readonly #question: PortQuestion;
  readonly #socket: Socket;
  readonly #sent: Sent[] = [];
  readonly #settled = Promise.withResolvers<void>();
  #stopSending: (() => void)[] = [];
  #state: WireGuardPortState = "silent";
  #rttMs: number | null = null;
  #withRightTime = false;
  #cookie: Uint8Array | null = null;
  #cookies = 0;
  #seen = 0;

  constructor(question: PortQuestion, socket: Socket) {
    this.#question = question;
    this.#socket = socket;
  }

  async run(signal: AbortSignal): Promise<WireGuardPort> {
    const { to, sendAtMs } = this.#question;
    const end = (): void => this.#settled.resolve();
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("message", (bytes) => this.#receive(bytes));
    // Node passes the error to the callback, whatever its types say.
    this.#socket.connect(to.port, to.address, (error?: Error) => {
      if (error) return this.#fail(error);
      for (const [number, atMs] of sendAtMs.entries())
        this.#stopSending.push(atTimes([atMs], () => this.#send(number)));
    });
    await this.#settled.promise;
    signal.removeEventListener("abort", end);
    return {
      ...to,
      state: this.#state,
      rttMs: this.#rttMs,
      sent: this.#sent.length,
      underLoad: this.#cookies > 0,
      withRightTime: this.#withRightTime,
    };
  }

  stop(): void {
    for (const stop of this.#stopSending) stop();
    this.#stopSending = [];
  }

  #send(attempt: number): void {
    const { unixMs, isRightTime } = this.#question.stamps.next(attempt);
    const sender = randomBytes(4).readUInt32LE();
    const fresh = { ephemeralPrivateKey: randomBytes(32), sender, unixMs };
    const begun = beginHandshake(this.#question.identity, fresh, this.#cookie);
    this.#sent.push({ begun, atMs: performance.now(), isRightTime });
    this.#socket.send(begun.bytes, (error) => error && this.#fail(error));
  }

  #receive(bytes: Uint8Array): void {
    if (++this.#seen > MAX_DATAGRAMS) return;
    try {
      this.#read(decodeWireGuard(bytes), bytes);
    } catch {
      this.#note("stranger");
    }
  }

  #read(message: WireGuardMessage, bytes: Uint8Array): void {
    const index = message.kind === "initiation" ? message.sender : message.receiver;
    const sent = this.#sent.find(({ begun }) => begun.sender === index);
    switch (message.kind) {
      case "response": {
        const { identity } = this.#question;
        const session = sent && finishHandshake(identity, sent.begun, message);
        if (sent !== undefined && session !== undefined) {
          // The hub takes the session for real with the first packet that comes through it.
          this.#socket.send(keepaliveOf(session, 0n), () => this.#confirmed(sent));
        } else this.#note(isForKey(bytes, identity.own.publicKey) ? "unverified" : "stranger");
        return;
      }
      case "cookie-reply": {
        const cookie = sent && cookieOf(this.#question.identity, sent.begun, message);
        if (cookie === undefined) return this.#note("stranger");
        this.#cookie = cookie;
        this.#note("cookie");
        if (++this.#cookies <= MAX_COOKIES)
          this.#stopSending.push(atTimes([AFTER_COOKIE_MS], () => this.#send(this.#sent.length)));
        return;
      }
      case "initiation":
        // Somebody who sends back what he gets.
        if (sent !== undefined) this.#note("stranger");
        return;
      default:
        // A peer that we spoke to before may still be sending.
        return;
    }
  }

  /**
   * A hub that was slow has got further handshakes meanwhile and forgets the session of this one for that of the last: its answer is
   * waited for, and confirmed as well.
   */
  #confirmed(answered: Sent): void {
    this.stop();
    if (this.#state !== "answered") {
      this.#rttMs = performance.now() - answered.atMs;
      this.#withRightTime = answered.isRightTime;
      this.#state = "answered";
    }
    const settle = (): void => this.#settled.resolve();
    if (answered === this.#sent.at(-1)) settle();
    else this.#stopSending.push(atTimes([(this.#rttMs ?? 0) + LAST_ANSWER_MS], settle));
  }

  #fail(error: unknown): void {
    const { outcome } = toProbeTrouble(error);
    const [last] = this.#sent.slice(-1);
    if (outcome === "refused" && last !== undefined && this.#state === "silent")
      this.#rttMs = performance.now() - last.atMs;
    this.#note(outcome === "refused" ? "refused" : "unreachable");
  }

  #note(state: WireGuardPortState): void {
    if (RANKS.indexOf(state) > RANKS.indexOf(this.#state)) this.#state = state;
    // A stranger may be in front of the hub, a cookie is only the beginning, and an answer settles itself.
    if (!["stranger", "cookie", "answered"].includes(this.#state)) this.#settled.resolve();
  }
}
