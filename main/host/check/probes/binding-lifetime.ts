import { setTimeout as sleep } from "node:timers/promises";
import { encodeBindingRequest } from "#core/codec/stun.ts";
import type { Endpoint } from "#core/net/endpoint.ts";
import { ask, skip, type CheckContext, type Question } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";
import { silenceAfter, type Silence } from "../silence.ts";
import { askBinding, TRANSACTION_ID_BYTES, type StunServer } from "../stun-binding.ts";
import { splitHostPort } from "../../net/name-lookup.ts";
import { atTimes } from "../../net/at-times.ts";
import { StunSocket } from "../../net/stun-socket.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import { SOMEWHERE_OUTSIDE } from "../../system/local-address.ts";

const PROBE = "binding-lifetime";

/** The question that stands for the whole probe where it could not be asked. */
const UNTESTED: Question = { id: `${PROBE}/server`, probe: PROBE, question: "still-open", asked: null };

/**
 * After how much silence a NAT forgets a UDP mapping (RFC 5780 section 4.6): a mapping is made and left alone, then the server
 * is asked, from another local port, to answer to its outside port (RESPONSE-PORT). All mappings are made at the start, one
 * for each time, so the longest alone says how long it takes, and the first that is gone ends it. One question and answer are
 * what a fresh tunnel has sent: some NATs give longer to a flow that went on for a while, so this is the safe side.
 *
 * Minutes long: runs when it is asked for by name, with signals of its own.
 */
export async function probeBindingLifetime(context: CheckContext): Promise<void> {
  const { stunServers } = context.settings;
  if (stunServers.length === 0) return;
  if ((await context.computer.localAddressTowards(SOMEWHERE_OUTSIDE.ipv4)) === null)
    return skip(context, UNTESTED, "no-gateway");
  const sockets: StunSocket[] = [];
  const open = async (): Promise<StunSocket> => {
    const socket = await StunSocket.open(4);
    sockets.push(socket);
    return socket;
  };
  try {
    for (const name of stunServers) {
      const line = await ask(context, { ...UNTESTED, id: `${PROBE}/${name}/0`, asked: name }, () =>
        testLine(context, name, open),
      );
      if (line) return await waitForEnd(context, line, open);
      if (context.outsideSignal.aborted) return;
    }
  } finally {
    for (const socket of sockets) socket.close();
  }
}

type Line = { server: StunServer; asking: StunSocket; silence: Silence };
type Mapping = { socket: StunSocket; outside: Endpoint };

/**
 * Whether this server does it at all: asked without a pause, as the observation for zero seconds.
 *
 * @throws ProbeTrouble change-ignored when it does not
 */
async function testLine(context: CheckContext, name: string, open: () => Promise<StunSocket>) {
  const { host, port } = splitHostPort(name);
  const [address] = await context.computer.lookupIpv4(host, context.outsideSignal);
  if (!address) throw new ProbeTrouble("failed", "dns-failed");
  const server: StunServer = { name, at: { address, port } };
  const asking = await open();
  const deadline = timeoutSignal(context.budget.outsideLimitMs, context.outsideSignal);
  try {
    const { stunRetransmitMs, filteredSilenceMs } = context.budget;
    const { rttMs } = await askBinding(context, asking, server, stunRetransmitMs, deadline.signal);
    const line: Line = { server, asking, silence: silenceAfter(rttMs, filteredSilenceMs) };
    const fresh = await makeMapping(context, line, open);
    if (!(await isStillOpen(context, line, fresh)))
      throw new ProbeTrouble("failed", "change-ignored", { answeredBy: address });
    return { ...line, ...lifetimeAnswer(line, 0, true) };
  } finally {
    deadline.end();
  }
}

async function makeMapping(context: CheckContext, line: Line, open: () => Promise<StunSocket>): Promise<Mapping> {
  const socket = await open();
  const deadline = timeoutSignal(line.silence.waitMs, context.outsideSignal);
  try {
    const { mapped } = await askBinding(context, socket, line.server, line.silence.sendAtMs, deadline.signal);
    return { socket, outside: mapped };
  } finally {
    deadline.end();
  }
}

async function waitForEnd(context: CheckContext, line: Line, open: () => Promise<StunSocket>): Promise<void> {
  const { stepsSeconds, secondMs } = context.budget.bindingLifetime;
  const mappings = await Promise.allSettled(stepsSeconds.map(() => makeMapping(context, line, open)));
  const madeMs = context.elapsedMs();
  for (const [index, idleSeconds] of stepsSeconds.entries()) {
    const mapping = mappings[index];
    const { name } = line.server;
    const question: Question = { ...UNTESTED, id: `${PROBE}/${name}/${idleSeconds}`, asked: name };
    const answer = await ask(context, question, async () => {
      if (mapping?.status !== "fulfilled") throw mapping?.reason;
      const leftMs = madeMs + idleSeconds * secondMs - context.elapsedMs();
      await sleep(leftMs, undefined, { signal: context.outsideSignal });
      return lifetimeAnswer(line, idleSeconds, await isStillOpen(context, line, mapping.value));
    });
    // Gone, or nobody can tell any more.
    if (!answer?.data.alive) return;
  }
}

const lifetimeAnswer = ({ server }: Line, idleSeconds: number, alive: boolean) =>
  ({
    outcome: alive ? "answered" : "silent",
    data: { kind: "binding-lifetime", server: server.name, idleSeconds, alive },
    answeredBy: alive ? server.at.address : null,
  }) as const;

/**
 * Has the server answer to the mapping's outside port. That it still answers the port that asks is made sure of beside it:
 * else the silence would be the line's.
 *
 * @throws ProbeTrouble when the silence tells nothing
 */
async function isStillOpen(context: CheckContext, line: Line, mapping: Mapping): Promise<boolean> {
  const { asking, server, silence } = line;
  const transactionId = context.randomBytes(TRANSACTION_ID_BYTES);
  const request = encodeBindingRequest({ transactionId, responsePort: mapping.outside.port });
  const deadline = timeoutSignal(silence.waitMs, context.outsideSignal);
  const arrival = mapping.socket.expect(transactionId, deadline.signal);
  const stopSending = atTimes(silence.sendAtMs, () => asking.send(request, server.at));
  try {
    const [control, arrived] = await Promise.allSettled([
      askBinding(context, asking, server, silence.sendAtMs, deadline.signal),
      arrival,
    ]);
    if (arrived.status === "fulfilled") return true;
    if (control.status === "rejected") throw control.reason;
    if (context.outsideSignal.aborted || !silence.isTelling) throw new ProbeTrouble("silent", "timed-out");
    return false;
  } finally {
    stopSending();
    deadline.end();
  }
}
