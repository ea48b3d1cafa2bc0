import { createSocket, type Socket } from "node:dgram";
import { toHex } from "#core/codec/byte-text.ts";
import { decodeStunMessage, encodeBindingRequest, type BindingRequest, type StunMessage } from "#core/codec/stun.ts";
import type { Endpoint } from "#core/net/endpoint.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";
import { ProbeTrouble, toProbeTrouble, type TroubleCode } from "../check/probe-trouble.ts";
import { atTimes } from "./at-times.ts";
import { exchangeDump, hexDump } from "./udp-exchange.ts";

/** Datagrams looked at on one socket that answer none of our questions: a flood must not keep the check busy. */
const MAX_STRAY_DATAGRAMS = 256;
/** Where the transaction id stands (RFC 8489 section 5). */
const TRANSACTION_BYTES = [8, 20] as const;

export type StunQuestion = {
  to: Endpoint;
  request: BindingRequest;
  /** The first and its retransmissions, from the moment of asking. */
  sendAtMs: readonly number[];
  /** `anybody`: the server was asked to answer from elsewhere; the caller looks at who did. */
  answerFrom: "asked" | "anybody";
};

export type StunAnswer = { message: StunMessage; from: Endpoint; sent: Uint8Array; received: Uint8Array };

type Arrived = { message: StunMessage; from: Endpoint; received: Uint8Array };
type Waiting = {
  /** Null: whoever sends this transaction. */
  asked: Endpoint | null;
  arrived(arrived: Arrived): void;
  /** Something that was no answer; the answer may still come. */
  disappoint(trouble: TroubleCode, received: Uint8Array): void;
};

/** One local UDP port with several STUN requests in flight, told apart by transaction and sender. */
export class StunSocket {
  readonly #socket: Socket;
  readonly #waiting = new Map<string, Waiting>();
  #strays = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("message", (received, from) =>
      this.#receive(received, { address: canonicalAddress(from.address) ?? from.address, port: from.port }),
    );
    // Later errors ("port unreachable" of some systems) belong to no server in particular; silence tells the same.
    socket.on("error", () => {});
  }

  /** @throws the system's error when the port is taken or no socket can be had */
  static async open(family: 4 | 6, localPort = 0): Promise<StunSocket> {
    const socket = createSocket({ type: family === 4 ? "udp4" : "udp6", ipv6Only: family === 6 });
    await new Promise<void>((resolve, reject) => {
      socket.once("error", (error) => {
        socket.close();
        reject(error);
      });
      socket.bind(localPort, () => {
        socket.removeAllListeners("error");
        resolve();
      });
    });
    return new StunSocket(socket);
  }

  get localPort(): number {
    return this.#socket.address().port;
  }

  close(): void {
    this.#socket.close();
  }

  /**
   * Asks and waits for the answer to this transaction, from the address asked unless `anybody` may answer.
   *
   * @throws ProbeTrouble silent, malformed, wrong-transaction, wrong-sender, error-answer, unreachable
   */
  async ask(question: StunQuestion, signal: AbortSignal): Promise<StunAnswer> {
    const { to, request, sendAtMs } = question;
    const sent = encodeBindingRequest(request);
    const unreachable = Promise.withResolvers<never>();
    const ended = new AbortController();
    const asked = question.answerFrom === "asked" ? to : null;
    const answer = this.#wait(request.transactionId, asked, AbortSignal.any([signal, ended.signal]));
    const stopSending = atTimes(signal.aborted ? [] : sendAtMs, () =>
      this.#socket.send(sent, to.port, to.address, (error) => error && unreachable.reject(toProbeTrouble(error))),
    );
    try {
      const { message, from, received } = await Promise.race([answer, unreachable.promise]);
      const detail = { answeredBy: from.address, raw: exchangeDump(sent, received) };
      if (message.class === "error") {
        const said = message.errorCode ? `${message.errorCode.code} ${message.errorCode.reason}` : message.class;
        throw new ProbeTrouble("failed", "error-answer", { ...detail, message: said });
      }
      return { message, from, sent, received };
    } finally {
      ended.abort();
      stopSending();
    }
  }

  /** Sends once and waits for nothing. */
  send(bytes: Uint8Array, to: Endpoint): void {
    this.#socket.send(bytes, to.port, to.address, () => {});
  }

  /** Waits for any STUN message with this transaction, whoever sends it. Throws ProbeTrouble silent when the signal ends it. */
  async expect(transactionId: Uint8Array, signal: AbortSignal): Promise<Endpoint> {
    return (await this.#wait(transactionId, null, signal, true)).from;
  }

  #wait(transactionId: Uint8Array, asked: Endpoint | null, signal: AbortSignal, requestsToo = false): Promise<Arrived> {
    const id = toHex(transactionId);
    let disappointment: ProbeTrouble | null = null;
    return new Promise<Arrived>((resolve, reject) => {
      const disappoint = (trouble: TroubleCode, received: Uint8Array): void => {
        disappointment ??= new ProbeTrouble("failed", trouble, {
          answeredBy: asked?.address ?? null,
          raw: hexDump(received),
        });
      };
      // A stalled process finds the end of the wait and the answer at once: a turn of the loop later, what has arrived is read.
      const giveUp = (): void => {
        const end = (): void => reject(disappointment ?? new ProbeTrouble("silent", "silent"));
        setImmediate(() => setImmediate(end));
      };
      this.#waiting.set(id, {
        asked,
        disappoint,
        arrived: (arrived) => {
          const isAnswer = arrived.message.class === "success" || arrived.message.class === "error";
          if (isAnswer || requestsToo) resolve(arrived);
          else disappoint("malformed", arrived.received);
        },
      });
      signal.addEventListener("abort", giveUp, { once: true });
      if (signal.aborted) giveUp();
    }).finally(() => this.#waiting.delete(id));
  }

  #receive(received: Uint8Array, from: Endpoint): void {
    // Nobody off the path can guess a transaction: what bears one of ours is read after any flood.
    const isOurs = this.#waiting.has(toHex(received.subarray(...TRANSACTION_BYTES)));
    if (!isOurs && ++this.#strays > MAX_STRAY_DATAGRAMS) return;
    const isFrom = ({ asked }: Waiting): boolean => asked?.address === from.address && asked.port === from.port;
    const disappointAsked = (trouble: TroubleCode): void => {
      for (const waiting of this.#waiting.values()) if (isFrom(waiting)) waiting.disappoint(trouble, received);
    };
    let message: StunMessage;
    try {
      message = decodeStunMessage(received);
    } catch {
      return disappointAsked("malformed");
    }
    const waiting = this.#waiting.get(message.transactionId);
    if (!waiting) return disappointAsked("wrong-transaction");
    if (waiting.asked === null || isFrom(waiting)) waiting.arrived({ message, from, received });
    else waiting.disappoint("wrong-sender", received);
  }
}
