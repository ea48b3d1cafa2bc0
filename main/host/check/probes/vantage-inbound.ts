import { sameAddress } from "#core/net/ip-address.ts";
import { openPacket, sealPacket } from "#core/vantage/packet.ts";
import type { DialBackAnswer } from "#core/vantage/vantage-api.ts";
import { ask, type Answer, type CheckContext, type OpenedWay, type Question } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";
import type { Arrival, HeldPort } from "../../mapping/held-port.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import type { VantageLink } from "../../vantage/vantage-link.ts";

/**
 * Asks the vantage to come in at a port that something has opened, and watches the held port. What arrives counts only with
 * the vantage's MAC over this test's nonce, and only from outside: a router that turns its own network's packets around
 * (hairpin) proves nothing. Never throws; without a vantage it does nothing.
 */
export async function testInbound(context: CheckContext, way: OpenedWay): Promise<void> {
  const { vantage } = context;
  if (vantage === null) return;
  const { held, externalPort: port } = way;
  const { transport, family } = held;
  const question: Question = {
    id: `vantage/inbound/${way.name}`,
    probe: "vantage",
    question: "come-in",
    asked: `${vantage.url} ${transport.toUpperCase()} ${port}`,
  };
  const patience = timeoutSignal(context.budget.dialBackMs, context.outsideSignal);
  await ask(context, question, async (): Promise<Answer> => {
    const server = await vantage.address(family);
    const nonce = vantage.client.newNonce();
    const arrival = watch(held, vantage, nonce);
    const dialled = vantage.dialBack(family, { transport, port, nonce }, patience.signal);
    const { answer, arrived } = await wordAndArrival(dialled, arrival, context.budget.arrivalGraceMs);
    const target = answer?.value.address ?? way.externalAddress ?? server;
    // A vantage inside the site comes in without passing the router.
    if (answer && !context.outside.isInternet(target))
      throw new ProbeTrouble("failed", "vantage-sees-another", { answeredBy: server, raw: answer.raw });
    const from = arrived?.from ?? null;
    if (from !== null && !isOutside(from, server, [...context.ownAddresses, way.externalAddress, target], context))
      throw new ProbeTrouble("failed", "came-from-inside", { answeredBy: from });
    // What the vantage did not tell in time can be told from here.
    const saw = answer?.value.saw ?? (transport === "tcp" ? "connected" : "sent");
    return {
      data: {
        kind: "inbound-test",
        vantage: vantage.url,
        transport,
        target,
        targetPort: port,
        openedBy: way.openedBy,
        arrived: from !== null,
        arrivedFrom: from,
        vantageSaw: saw,
      },
      answeredBy: server,
      outcome: from !== null || saw === "connected" ? "answered" : saw === "refused" ? "refused" : "silent",
      raw: [answer?.raw ?? "no answer of the vantage yet", from === null ? "nothing arrived" : `from ${from}`].join(
        "\n",
      ),
    };
  }).finally(() => {
    patience.end();
    held.onArrival = null;
  });
}

/** The first packet of this test that the vantage sent. Each is answered, so that the vantage knows too. */
function watch(held: HeldPort, vantage: VantageLink, nonce: string): Promise<Arrival> {
  const { hmac } = vantage.client;
  return new Promise((resolve) => {
    held.onArrival = (arrival) => {
      const packet = openPacket(arrival.bytes, hmac);
      if (packet?.kind !== "dial" || packet.nonce !== nonce) return;
      arrival.answer(sealPacket({ kind: "dial-answer", nonce }, hmac));
      resolve(arrival);
    };
  });
}

type Dialled = { value: DialBackAnswer; raw: string };

/**
 * Waits for the vantage's word or the packet, whichever is first, and a moment for the other where that must be on its way.
 *
 * @throws ProbeTrouble when the vantage can't be asked and nothing arrived
 */
async function wordAndArrival(
  dialled: Promise<Dialled>,
  arrival: Promise<Arrival>,
  graceMs: number,
): Promise<{ answer: Dialled | null; arrived: Arrival | null }> {
  const first = await Promise.race([
    arrival.then((arrived) => ({ arrived, answer: null })),
    dialled.then((answer) => ({ arrived: null, answer })),
  ]);
  if (first.arrived) {
    const late = dialled.catch(() => null);
    return { arrived: first.arrived, answer: await within(graceMs, late) };
  }
  // Over TCP the packet follows the handshake that the vantage saw.
  const { saw } = first.answer.value;
  return { answer: first.answer, arrived: saw === "connected" ? await within(graceMs, arrival) : null };
}

async function within<T>(graceMs: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), graceMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** From the vantage, or from another address of the internet that is not this site's own. */
function isOutside(from: string, server: string, ours: readonly (string | null)[], context: CheckContext): boolean {
  if (sameAddress(from, server)) return true;
  return context.outside.isInternet(from) && !ours.some((own) => own !== null && sameAddress(own, from));
}
