import { encodeBindingRequest, mayFollowTo } from "#core/codec/stun.ts";
import { formatEndpoint } from "#core/net/endpoint.ts";
import { ask, type CheckContext } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";
import { silenceAfter } from "../silence.ts";
import { askBinding, TRANSACTION_ID_BYTES, type Binding } from "../stun-binding.ts";
import { atTimes } from "../../net/at-times.ts";
import { StunSocket } from "../../net/stun-socket.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";

const PROBE = "nat-behaviour";

/** Enough pairs of inside and outside port to recognise the port set of MAP-E (RFC 7597), few enough for any NAT. */
const LOCAL_PORTS = 6;
const FIRST_PORT = 1_024;
const BAND_WIDTH = Math.floor((65_536 - FIRST_PORT) / LOCAL_PORTS);
/** A port may be taken; then another one of the same band. */
const BIND_TRIES = 3;

type PortBinding = { socket: StunSocket; binding: Binding };

/**
 * Which outside ports several fresh local ports get at one server, spread over the whole range; then, from two of them,
 * whether what is sent to one's own public address comes back (hairpinning, RFC 5780 section 4.5).
 */
export async function probePorts(context: CheckContext, first: Binding): Promise<void> {
  const sockets: StunSocket[] = [];
  const silence = silenceAfter(first.rttMs, context.budget.filteredSilenceMs);
  const deadline = timeoutSignal(silence.waitMs, context.outsideSignal);
  try {
    const bindings = await Promise.all(
      Array.from({ length: LOCAL_PORTS }, async (_, index): Promise<PortBinding | null> => {
        const { name } = first.server;
        const question = {
          id: `${PROBE}/port-${index + 1}`,
          probe: PROBE,
          question: "my-address",
          asked: name,
        } as const;
        let socket: StunSocket | undefined;
        const binding = await ask(context, question, async () => {
          socket = await openInBand(context, index);
          sockets.push(socket);
          return askBinding(context, socket, first.server, silence.sendAtMs, deadline.signal);
        });
        return socket && binding ? { socket, binding } : null;
      }),
    );
    const [one, another] = bindings.filter((binding) => binding !== null);
    if (one && another) await probeHairpin(context, one, another);
  } finally {
    deadline.end();
    for (const socket of sockets) socket.close();
  }
}

/** A port somewhere in the given sixth of the range, or any when there is none to be had. */
async function openInBand(context: CheckContext, band: number): Promise<StunSocket> {
  for (let attempt = 0; attempt < BIND_TRIES; attempt += 1) {
    const [high = 0, low = 0] = context.randomBytes(2);
    const port = FIRST_PORT + band * BAND_WIDTH + ((high * 256 + low) % BAND_WIDTH);
    try {
      return await StunSocket.open(4, port);
    } catch {
      // Taken, or kept by the system (Windows reserves whole ranges).
    }
  }
  return StunSocket.open(4);
}

/**
 * Each of the two local ports sends to the outside port of the other, so that a filter that lets in only whom one has
 * written to is open. Not asked where there is nothing to translate, or of an address that only the server can have meant.
 */
async function probeHairpin(context: CheckContext, one: PortBinding, another: PortBinding): Promise<void> {
  const { mapped, server, data } = one.binding;
  const rttMs = Math.min(one.binding.rttMs, another.binding.rttMs);
  const isTranslated = data.localAddress !== null && mapped.address !== data.localAddress;
  const isOneAddress = mapped.address === another.binding.mapped.address;
  if (!isTranslated || !isOneAddress || !mayFollowTo(mapped.address, server.at.address)) return;
  const target = formatEndpoint(mapped);
  await ask(context, { id: `${PROBE}/hairpin`, probe: PROBE, question: "way-back-in", asked: target }, async () => {
    const { waitMs, sendAtMs } = silenceAfter(rttMs, context.budget.filteredSilenceMs);
    const arrived = await comesBack(context, [one, another], sendAtMs, waitMs);
    return {
      outcome: arrived ? "answered" : "silent",
      data: { kind: "hairpin", target: mapped.address, targetPort: mapped.port, arrived },
      answeredBy: arrived ? mapped.address : null,
    };
  });
}

async function comesBack(
  context: CheckContext,
  [one, another]: readonly [PortBinding, PortBinding],
  sendAtMs: readonly number[],
  waitMs: number,
): Promise<boolean> {
  const transactionId = context.randomBytes(TRANSACTION_ID_BYTES);
  const bytes = encodeBindingRequest({ transactionId });
  const deadline = timeoutSignal(waitMs, context.outsideSignal);
  const arrival = Promise.any([one, another].map(({ socket }) => socket.expect(transactionId, deadline.signal)));
  const stopSending = atTimes(sendAtMs, () => {
    one.socket.send(bytes, another.binding.mapped);
    another.socket.send(bytes, one.binding.mapped);
  });
  try {
    await arrival;
    return true;
  } catch {
    // An end from outside is no silence.
    if (context.outsideSignal.aborted) throw new ProbeTrouble("silent", "timed-out");
    return false;
  } finally {
    stopSending();
    deadline.end();
  }
}
