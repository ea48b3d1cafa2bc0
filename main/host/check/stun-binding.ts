import { reflexiveAddress, type StunMessage } from "#core/codec/stun.ts";
import type { ObservationOf } from "#core/nat/observation.ts";
import { formatEndpoint, type Endpoint } from "#core/net/endpoint.ts";
import { isIpv4 } from "#core/net/ip-address.ts";
import type { StunSocket } from "../net/stun-socket.ts";
import { exchangeDump } from "../net/udp-exchange.ts";
import type { Answer, CheckContext } from "./check-context.ts";
import { firstHeardMs } from "./outside-answers.ts";
import { patientSignal } from "./patience.ts";
import { ProbeTrouble } from "./probe-trouble.ts";

/** RFC 8489 section 5. */
export const TRANSACTION_ID_BYTES = 12;

/** A server as the person configured it, and where it was reached. */
export type StunServer = { name: string; at: Endpoint };

export type Binding = Answer & {
  data: ObservationOf<"stun-binding">["data"];
  server: StunServer;
  message: StunMessage;
  mapped: Endpoint;
  /** From the first request, so a lost one makes it longer, never shorter. */
  rttMs: number;
};

/** How much longer than the first answer of the internet took another one may take: the first may have come from nearby. */
const TIMES_FIRST_ANSWER = 2;
/** Of the requests to a silent server, the one that even a line that loses packets must have let through. */
const TELLING_REQUEST = 2;

/**
 * The first question to a server. Where UDP is blocked while the web answers, or one server of several is down, its silence
 * tells after a few requests: then nobody waits for the end of all questions to the internet.
 *
 * @throws ProbeTrouble as `askBinding`
 */
export async function askFirstBinding(
  context: CheckContext,
  socket: StunSocket,
  server: StunServer,
  signal: AbortSignal,
): Promise<Binding> {
  const { outsideSilenceMs, stunRetransmitMs } = context.budget;
  const patience = patientSignal(signal, outsideSilenceMs, () => {
    const heardMs = firstHeardMs(context.observations());
    return heardMs === undefined ? Infinity : (stunRetransmitMs[TELLING_REQUEST] ?? 0) + TIMES_FIRST_ANSWER * heardMs;
  });
  try {
    return await askBinding(context, socket, server, stunRetransmitMs, patience.signal);
  } finally {
    patience.end();
  }
}

/**
 * One Binding (RFC 8489) from a local port, as an answer for `ask`.
 *
 * @throws ProbeTrouble what the socket throws, or no-address-in-answer
 */
export async function askBinding(
  context: CheckContext,
  socket: StunSocket,
  server: StunServer,
  sendAtMs: readonly number[],
  signal: AbortSignal,
): Promise<Binding> {
  const { address } = server.at;
  const startedMs = context.elapsedMs();
  const [localAddress, { message, sent, received, answeredMs }] = await Promise.all([
    context.computer.localAddressTowards(address),
    socket
      .ask(
        {
          to: server.at,
          request: { transactionId: context.randomBytes(TRANSACTION_ID_BYTES) },
          sendAtMs,
          answerFrom: "asked",
        },
        signal,
      )
      .then((answer) => ({ ...answer, answeredMs: context.elapsedMs() })),
  ]);
  const raw = exchangeDump(sent, received);
  const mapped = reflexiveAddress(message);
  if (!mapped) throw new ProbeTrouble("failed", "no-address-in-answer", { answeredBy: address, raw });
  return {
    data: {
      kind: "stun-binding",
      server: server.name,
      serverAddress: formatEndpoint(server.at),
      localPort: socket.localPort,
      localAddress,
      mappedAddress: mapped.address,
      mappedPort: mapped.port,
      otherAddress: message.otherAddress?.address ?? null,
      otherPort: message.otherAddress?.port ?? null,
      // A server asked over IPv6 can only see an IPv4 address where something in between made one of it.
      ...(isIpv4(mapped.address) && !isIpv4(address) && { throughNat64: true }),
    },
    answeredBy: address,
    raw,
    server,
    message,
    mapped,
    rttMs: answeredMs - startedMs,
  };
}
