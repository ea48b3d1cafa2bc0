import { createSocket, type Socket } from "node:dgram";
import { decodeStunMessage, encodeBindingRequest, reflexiveAddress, type StunMessage } from "#core/codec/stun.ts";
import { ask, skip, type CheckContext } from "../check-context.ts";
import { ProbeTrouble, type TroubleCode } from "../probe-trouble.ts";
import { splitHostPort } from "../../net/name-lookup.ts";
import { exchangeDump, hexDump } from "../../net/udp-exchange.ts";

const TRANSACTION_ID_BYTES = 12;

/** Datagrams looked at in one check: a flood must not keep the check busy. */
const MAX_DATAGRAMS = 256;

/**
 * Asks every configured STUN server (RFC 8489) from one and the same port, so the mapped ports can be compared with each
 * other. An answer counts only from the address that was asked and with the transaction that was sent.
 */
export async function probeStun(context: CheckContext): Promise<void> {
  const servers = context.settings.stunServers;
  const questions = servers.map((server) => ({
    server,
    question: { id: `stun/${server}`, probe: "stun", question: "my-address", asked: server } as const,
  }));
  const gateway = await context.gateway;
  if (!gateway) {
    await Promise.all(questions.map(({ question }) => skip(context, question, "no-gateway")));
    return;
  }
  if (questions.length === 0) return;
  const socket = createSocket("udp4");
  const bound = bind(socket);
  // Every question tells of it by itself.
  bound.catch(() => {});
  const exchanges = new StunExchanges(socket, context.budget.stunRetransmitMs);
  try {
    await Promise.all(
      questions.map(({ server, question }) =>
        ask(context, question, async () => {
          const { host, port } = splitHostPort(server);
          const [serverAddress] = await context.computer.lookupIpv4(host, context.outsideSignal);
          // In here, so that a socket that can't be had is an observation and not the end of the check.
          await bound;
          if (!serverAddress) throw new ProbeTrouble("failed", "dns-failed");
          const transactionId = context.randomBytes(TRANSACTION_ID_BYTES);
          const { message, sent, received } = await exchanges.bind(
            serverAddress,
            port,
            transactionId,
            context.outsideSignal,
          );
          const mapped = reflexiveAddress(message);
          if (!mapped) throw new ProbeTrouble("failed", "no-address-in-answer", { answeredBy: serverAddress });
          context.outsideAnswered(serverAddress, mapped.address);
          return {
            data: {
              kind: "stun-binding",
              server,
              serverAddress: `${serverAddress}:${port}`,
              localPort: socket.address().port,
              localAddress: gateway.localAddress,
              mappedAddress: mapped.address,
              mappedPort: mapped.port,
            },
            answeredBy: serverAddress,
            raw: exchangeDump(sent, received),
          };
        }),
      ),
    );
  } finally {
    socket.close();
  }
}

function bind(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, () => {
      socket.removeListener("error", reject);
      // Later errors ("port unreachable" of some systems) belong to no server in particular; silence tells the same.
      socket.on("error", () => {});
      resolve();
    });
  });
}

type Binding = { message: StunMessage; sent: Uint8Array; received: Uint8Array };
type Waiting = {
  address: string;
  port: number;
  resolve(received: Uint8Array, message: StunMessage): void;
  /** The server's own "no": nothing better will come. */
  refuse(message: StunMessage, received: Uint8Array): void;
  /** Something that was no answer; the answer may still come. */
  disappoint(trouble: TroubleCode, received: Uint8Array): void;
};

/** Several binding requests in flight on one socket, told apart by transaction and sender. */
class StunExchanges {
  readonly #socket: Socket;
  readonly #retransmitMs: readonly number[];
  readonly #waiting = new Map<string, Waiting>();
  #seen = 0;

  constructor(socket: Socket, retransmitMs: readonly number[]) {
    this.#socket = socket;
    this.#retransmitMs = retransmitMs;
    socket.on("message", (received, from) => this.#receive(received, from.address, from.port));
  }

  bind(address: string, port: number, transactionId: Uint8Array, signal: AbortSignal): Promise<Binding> {
    const sent = encodeBindingRequest({ transactionId });
    const id = Buffer.from(transactionId).toString("hex");
    const timers: NodeJS.Timeout[] = [];
    let disappointment: ProbeTrouble | null = null;
    return new Promise<Binding>((resolve, reject) => {
      const giveUp = (): void => reject(disappointment ?? new ProbeTrouble("silent", "silent"));
      signal.addEventListener("abort", giveUp, { once: true });
      if (signal.aborted) return giveUp();
      this.#waiting.set(id, {
        address,
        port,
        resolve: (received, message) => resolve({ message, sent, received }),
        refuse: (message, received) =>
          reject(
            new ProbeTrouble("failed", "error-answer", {
              answeredBy: address,
              message: message.errorCode ? `${message.errorCode.code} ${message.errorCode.reason}` : message.class,
              raw: exchangeDump(sent, received),
            }),
          ),
        disappoint: (trouble, received) => {
          disappointment ??= new ProbeTrouble("failed", trouble, { answeredBy: address, raw: hexDump(received) });
        },
      });
      for (const atMs of this.#retransmitMs)
        timers.push(setTimeout(() => this.#socket.send(sent, port, address, (error) => error && reject(error)), atMs));
    }).finally(() => {
      for (const timer of timers) clearTimeout(timer);
      this.#waiting.delete(id);
    });
  }

  #receive(received: Uint8Array, address: string, port: number): void {
    if (++this.#seen > MAX_DATAGRAMS) return;
    const fromAsked = [...this.#waiting.values()].filter((w) => w.address === address && w.port === port);
    let message: StunMessage;
    try {
      message = decodeStunMessage(received);
    } catch {
      for (const waiting of fromAsked) waiting.disappoint("malformed", received);
      return;
    }
    const waiting = this.#waiting.get(message.transactionId);
    if (!waiting) for (const other of fromAsked) other.disappoint("wrong-transaction", received);
    else if (!fromAsked.includes(waiting)) waiting.disappoint("wrong-sender", received);
    else if (message.class === "error") waiting.refuse(message, received);
    else if (message.class !== "success") waiting.disappoint("malformed", received);
    else waiting.resolve(received, message);
  }
}
