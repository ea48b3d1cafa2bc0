import { isOtherAddressUsable } from "#core/codec/stun.ts";
import { formatEndpoint, type Endpoint } from "#core/net/endpoint.ts";
import { ask, skip, type CheckContext, type Question } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";
import { silenceAfter, type Silence } from "../silence.ts";
import { askBinding, askFirstBinding, TRANSACTION_ID_BYTES, type Binding, type StunServer } from "../stun-binding.ts";
import { splitHostPort } from "../../net/name-lookup.ts";
import { StunSocket, type StunAnswer } from "../../net/stun-socket.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import { exchangeDump } from "../../net/udp-exchange.ts";
import { SOMEWHERE_OUTSIDE } from "../../system/local-address.ts";
import { probePorts } from "./nat-ports.ts";

const PROBE = "nat-behaviour";

/** Two servers with a second address are enough to notice that one of them is wrong. */
const MAX_TESTED_SERVERS = 2;

/** The question that stands for the whole probe where it could not be asked. */
const UNTESTED: Question = {
  id: `${PROBE}/second-address`,
  probe: PROBE,
  question: "answer-from-elsewhere",
  asked: null,
};

/**
 * What the translators on the way do with UDP (RFC 4787), found as RFC 5780 does: which port do other servers see for the
 * same local port, from where do answers get in, which ports are given to several local ports, and does what is sent to
 * one's own public address come back. Of the whole chain: a strict router hides an open one behind it.
 */
export async function probeNatBehaviour(context: CheckContext): Promise<void> {
  const { stunServers } = context.settings;
  if (stunServers.length === 0) return;
  if ((await context.computer.localAddressTowards(SOMEWHERE_OUTSIDE.ipv4)) === null)
    return skip(context, UNTESTED, "no-gateway");

  const socket = StunSocket.open(4);
  // Every question tells of it by itself.
  socket.catch(() => {});
  let answered = 0;
  let tested = 0;
  const testFrom = async (binding: Binding): Promise<void> => {
    answered += 1;
    const tests: Promise<void>[] = [];
    if (answered === 1) tests.push(probePorts(context, binding));
    const other = usableOther(context, binding);
    if (other && tested < MAX_TESTED_SERVERS) {
      tested += 1;
      tests.push(
        ...askOtherEndpoints(context, await socket, binding, other),
        askThroughFilter(context, binding, other),
      );
    }
    await Promise.all(tests);
  };
  try {
    await Promise.all(
      stunServers.map(async (server) => {
        const binding = await askFirst(context, socket, server);
        if (binding) await testFrom(binding);
      }),
    );
  } finally {
    await socket.then((opened) => opened.close()).catch(() => {});
  }
  if (tested === 0) await skip(context, UNTESTED, answered === 0 ? "no-stun-answer" : "no-second-address");
}

/** RFC 5780 section 4.3, test I. */
function askFirst(context: CheckContext, socket: Promise<StunSocket>, server: string): Promise<Binding | null> {
  const question: Question = { id: `${PROBE}/${server}`, probe: PROBE, question: "my-address", asked: server };
  return ask(context, question, async () => {
    const { host, port } = splitHostPort(server);
    const [address] = await context.computer.lookupIpv4(host, context.outsideSignal);
    if (!address) throw new ProbeTrouble("failed", "dns-failed");
    const at = { address, port };
    return askFirstBinding(context, await socket, { name: server, at }, context.outsideSignal);
  });
}

/** The server's second address, if it has one that may be sent to. */
function usableOther(context: CheckContext, { message, server }: Binding): Endpoint | null {
  const other = message.otherAddress;
  if (other === null || !isOtherAddressUsable(message, server.at)) return null;
  return context.ownAddresses.includes(other.address) ? null : other;
}

/**
 * RFC 5780 section 4.3, tests II and III, and the port of the first address besides: an address that gives the same mapping
 * on one port and another on the next is how the port's part in it shows. All from the port of test I.
 */
function askOtherEndpoints(
  context: CheckContext,
  socket: StunSocket,
  first: Binding,
  other: Endpoint,
): Promise<void>[] {
  const { address, port } = first.server.at;
  const places: [place: string, at: Endpoint][] = [
    ["other-port", { address, port: other.port }],
    ["other-address", { address: other.address, port }],
    ["other-address-and-port", other],
  ];
  const silence = silenceAfter(first.rttMs, context.budget.filteredSilenceMs);
  return places.map(async ([place, at]) => {
    const server: StunServer = { name: first.server.name, at };
    const deadline = timeoutSignal(silence.waitMs, context.outsideSignal);
    await ask(
      context,
      { id: `${PROBE}/${server.name}/${place}`, probe: PROBE, question: "my-address", asked: formatEndpoint(at) },
      () => askBinding(context, socket, server, silence.sendAtMs, deadline.signal),
    );
    deadline.end();
  });
}

const FILTER_TESTS = [
  { asked: "other-address-and-port", question: "answer-from-elsewhere", changeIp: true },
  { asked: "other-port", question: "answer-from-other-port", changeIp: false },
] as const;
type FilterTest = (typeof FILTER_TESTS)[number];

/** RFC 5780 section 4.4, tests II and III, each from a port of its own that has written to the server's first address only. */
async function askThroughFilter(context: CheckContext, first: Binding, other: Endpoint): Promise<void> {
  await Promise.all(
    FILTER_TESTS.map(async (test) => {
      const { name, at } = first.server;
      const id = `${PROBE}/${name}/filter/${test.asked}`;
      await ask(context, { id, probe: PROBE, question: test.question, asked: name }, async () => {
        const socket = await StunSocket.open(4);
        try {
          const silence = await silenceOf(context, socket, first);
          const answer = await answerFromElsewhere(context, socket, first.server, test, silence);
          if (answer) refuseUnchanged(answer, at, test.changeIp ? other : { address: at.address, port: other.port });
          return {
            outcome: answer ? "answered" : "silent",
            data: {
              kind: "stun-filtering",
              server: name,
              serverAddress: formatEndpoint(at),
              localPort: socket.localPort,
              asked: test.asked,
              answeredFrom: answer ? formatEndpoint(answer.from) : null,
            },
            answeredBy: answer ? answer.from.address : null,
            raw: answer ? exchangeDump(answer.sent, answer.received) : null,
          };
        } finally {
          socket.close();
        }
      });
    }),
  );
}

/**
 * How long this server's silence must last. Its round trip is measured again: in the first moments of a check, with
 * everything asked at once, a busy laptop makes it look long.
 */
async function silenceOf(context: CheckContext, socket: StunSocket, first: Binding): Promise<Silence> {
  const { filteredSilenceMs } = context.budget;
  const { sendAtMs, waitMs } = silenceAfter(first.rttMs, filteredSilenceMs);
  const deadline = timeoutSignal(waitMs, context.outsideSignal);
  try {
    const { rttMs } = await askBinding(context, socket, first.server, sendAtMs, deadline.signal);
    return silenceAfter(Math.min(rttMs, first.rttMs), filteredSilenceMs);
  } finally {
    deadline.end();
  }
}

/**
 * The answer from where nobody has written to, or null when a filter swallowed it. A plain request to the same address from
 * the same port goes along: only when its answer comes did the silence of the other mean anything.
 *
 * @throws ProbeTrouble also when the silence tells nothing
 */
async function answerFromElsewhere(
  context: CheckContext,
  socket: StunSocket,
  server: StunServer,
  { changeIp }: FilterTest,
  silence: Silence,
): Promise<StunAnswer | null> {
  const deadline = timeoutSignal(silence.waitMs, context.outsideSignal);
  const plain = askBinding(context, socket, server, silence.sendAtMs, deadline.signal);
  const elsewhere = socket.ask(
    {
      to: server.at,
      request: { transactionId: context.randomBytes(TRANSACTION_ID_BYTES), changeIp, changePort: true },
      sendAtMs: silence.sendAtMs,
      answerFrom: "anybody",
    },
    deadline.signal,
  );
  const [control, answer] = await Promise.allSettled([plain, elsewhere]);
  deadline.end();
  if (answer.status === "fulfilled") return answer.value;
  if (!(answer.reason instanceof ProbeTrouble) || answer.reason.outcome !== "silent") throw answer.reason;
  if (control.status === "rejected") throw control.reason;
  if (context.outsideSignal.aborted || !silence.isTelling) throw new ProbeTrouble("silent", "timed-out");
  return null;
}

/**
 * Some public servers answer CHANGE-REQUEST from the address asked; that says nothing of a filter. Neither does an answer
 * of which the server says that it left from elsewhere than it came from: then something on the way rewrote it.
 */
function refuseUnchanged({ from, message, sent, received }: StunAnswer, asked: Endpoint, expected: Endpoint): void {
  const isFrom = (at: Endpoint | null): boolean => at?.address === from.address && at.port === from.port;
  const origin = message.responseOrigin;
  if (isFrom(expected) && (origin === null || isFrom(origin))) return;
  throw new ProbeTrouble("failed", isFrom(asked) ? "change-ignored" : "wrong-sender", {
    answeredBy: from.address,
    raw: exchangeDump(sent, received),
  });
}
