import type { Forward } from "#core/forward/forward.ts";
import { message, type Message } from "#core/nat/diagnosis.ts";
import { isIpv4, isIpv6, sameAddress } from "#core/net/ip-address.ts";
import { substitutePorts } from "#core/proof/browser-ports.ts";
import { notTested, tested } from "#core/proof/forward-result.ts";
import { judgeAnswer, type AnswerCase, type JudgedAnswer } from "#core/proof/judge-answer.ts";
import { proofHellos } from "#core/proof/proof-hello.ts";
import type { ProofResult } from "#core/proof/proof-record.ts";
import { readableAnswer } from "#core/proof/readable-answer.ts";
import { spokenWords } from "#core/proof/spoken-words.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import { toProbeTrouble } from "../check/probe-trouble.ts";
import { systemErrorCode } from "../system-error.ts";
import type { Proven, VantageSession } from "../vantage/vantage-session.ts";
import { askPort, type PortAnswer } from "./ask-port.ts";
import type { InsideAnswer } from "./ask-inside.ts";

/** What every way of testing needs. */
export type ForwardTest = {
  forwards: readonly Forward[];
  environment: Pick<CheckEnvironment, "computer" | "outside">;
  brandOf: (forward: Forward) => string | undefined;
  /** What the forward's last proof heard. */
  before: (forward: Forward) => AnswerCase["before"];
  now: () => Date;
  signal: AbortSignal;
};

/** Long enough for a satellite and a recorder that is busy; the vantage allows no more than 5 s. */
const OUTSIDE_MS = 3_500;
/** The router is one hop away; who turns nothing around is silent. */
const HAIRPIN_MS = 1_500;
const CONTROL_MS = 1_000;

type Inside = { devices: ReadonlyMap<string, InsideAnswer>; router: readonly PortAnswer[] };

/** The vantage comes in at each forward, and what it heard is held against what the devices and the router say inside. */
export async function proveFromVantage(
  test: ForwardTest & {
    session: VantageSession;
    publicAddress: string;
    inside: Inside;
    random: (below: number) => number;
  },
): Promise<{ results: ProofResult[]; vantageAddress: string | null }> {
  const { session, signal, inside, publicAddress } = test;
  const heard = await Promise.all(
    test.forwards.map(async (forward): Promise<Proven | Message> => {
      const hopeless = whyNotByVantage(forward);
      if (hopeless !== null) return hopeless;
      const { hello = "banner" } = inside.devices.get(forward.id) ?? {};
      const request = { transport: "tcp", port: forward.externalPort, hello, patienceMs: OUTSIDE_MS } as const;
      return session.prove(request, signal).catch(troubleMessage);
    }),
  );
  const isMute = (one: Proven | Message): boolean =>
    !("key" in one) && one.saw === "connected" && spokenWords(heardBy(one)) === null;
  const control = heard.some(isMute) ? await controlSaw(test) : null;
  const results = await Promise.all(
    test.forwards.map(async (forward, index) => {
      const at = test.now().toISOString();
      const proven = heard[index];
      if (proven === undefined || "key" in proven)
        return notTested({ forward, address: publicAddress, at }, proven ?? message("trouble.timed-out"));
      const judged = judgeAnswer({
        use: forward.use,
        outside: heardBy(proven),
        inside: inside.devices.get(forward.id)?.heard ?? null,
        router: inside.router,
        before: test.before(forward),
        control,
        origin: "vantage",
      });
      const wrongName = judged.strength === "none" ? null : await nameElsewhere(test, forward, proven.address);
      return tested(
        { forward, address: proven.address, at },
        wrongName === null ? judged : { ...judged, remark: wrongName },
        {
          connectMs: round(proven.tookMs),
          firstByteMs: proven.firstByteMs === null ? null : round(proven.firstByteMs),
          raw: readableAnswer(heardBy(proven).bytes),
        },
      );
    }),
  );
  const vantageAddress = heard.find((one) => "saw" in one)?.vantageAddress ?? null;
  return { results, vantageAddress };
}

function whyNotByVantage({ transport, address }: Forward): Message | null {
  if (transport === "udp") return message("proof.trouble.udp");
  // It comes in at the address that asks, which over IPv6 is the laptop's and not the device's.
  return isIpv6(address) ? message("proof.trouble.ipv6-by-vantage") : null;
}

const heardBy = ({ saw, answer, tls }: Proven) => ({
  saw,
  bytes: Buffer.from(answer, "base64"),
  certificate: tls?.certificateSha256 ?? null,
});

/** What becomes of a call at a port that nothing was opened for; null: nobody knows. */
async function controlSaw(test: Parameters<typeof proveFromVantage>[0]): Promise<AnswerCase["control"]> {
  const taken = new Set(test.forwards.map(({ externalPort }) => externalPort));
  const [port] = substitutePorts({ count: 1, taken, usable: null, random: (below) => test.random(below) });
  if (port === undefined) return null;
  const request = { transport: "tcp", port, hello: "none", patienceMs: CONTROL_MS } as const;
  const answer = await test.session.prove(request, test.signal).catch(() => null);
  return answer?.saw ?? null;
}

/** A name that is to follow the address, and leads somewhere else: apps that know the name find nothing. */
async function nameElsewhere(test: ForwardTest, { hostName }: Forward, address: string): Promise<Message | null> {
  if (hostName === null || hostName === undefined) return null;
  const found = await lookUp(test, hostName, address);
  if (found.some((one) => sameAddress(one, address))) return null;
  const [first] = found;
  return first === undefined
    ? message("proof.remark.name-unknown", { name: hostName })
    : message("proof.remark.name-elsewhere", { name: hostName, leadsTo: first, address });
}

/** This laptop, at another place, calls each forward itself. Only ports of forwards, and only addresses of the internet. */
export function proveFromElsewhere(test: ForwardTest & { siteAddress: string }): Promise<ProofResult[]> {
  return Promise.all(
    test.forwards.map(async (forward) => {
      const address = await addressFromElsewhere(test, forward, test.siteAddress);
      const called = { forward, address: address ?? test.siteAddress, at: test.now().toISOString() };
      if (forward.transport === "udp") return notTested(called, message("proof.trouble.udp"));
      if (address === null) return notTested(called, message("proof.trouble.name", { name: forward.hostName ?? "" }));
      if (!test.environment.outside.isInternet(address))
        return notTested(called, message("proof.trouble.not-public", { address }));
      const heard = await firstThatSpeaks(test, forward, address, OUTSIDE_MS);
      const judged = judgeAnswer({
        use: forward.use,
        outside: heard,
        inside: null,
        router: [],
        before: test.before(forward),
        control: null,
        origin: "elsewhere",
        isDevicesOwn: sameAddress(address, forward.address),
      });
      return tested(called, judged, seen(heard));
    }),
  );
}

/** Null: its name leads nowhere. */
async function addressFromElsewhere(test: ForwardTest, forward: Forward, siteAddress: string): Promise<string | null> {
  const { hostName, address } = forward;
  if (hostName !== null && hostName !== undefined) return (await lookUp(test, hostName, address))[0] ?? null;
  return isIpv6(address) ? address : siteAddress;
}

/** At the site and without a vantage: the router may turn the call around. Nothing but success says anything, and that little. */
export function proveByHairpin(test: ForwardTest & { publicAddress: string; inside: Inside }): Promise<ProofResult[]> {
  return Promise.all(
    test.forwards.map(async (forward) => {
      const called = { forward, address: test.publicAddress, at: test.now().toISOString() };
      if (forward.transport === "udp") return notTested(called, message("proof.trouble.udp"));
      if (isIpv6(forward.address)) return notTested(called, message("proof.trouble.ipv6-from-inside"));
      const { hello = "banner", heard: inside = null } = test.inside.devices.get(forward.id) ?? {};
      const { publicAddress: address, signal } = test;
      const heard = await askPort({ address, port: forward.externalPort, hello, timeoutMs: HAIRPIN_MS }, signal);
      const judged = judgeAnswer({
        use: forward.use,
        outside: heard,
        inside,
        router: test.inside.router,
        before: null,
        control: null,
        origin: "vantage",
      });
      return judged.strength === "none"
        ? notTested(called, message("proof.trouble.hairpin"))
        : tested(called, weakened(judged), seen(heard));
    }),
  );
}

const weakened = (judged: JudgedAnswer): JudgedAnswer => ({
  ...judged,
  strength: "weak",
  remark: message("proof.remark.hairpin"),
});

const seen = ({ connectMs, firstByteMs, bytes }: PortAnswer) => ({
  connectMs: round(connectMs),
  firstByteMs: firstByteMs === null ? null : round(firstByteMs),
  raw: readableAnswer(bytes),
});

async function firstThatSpeaks(
  { brandOf, signal }: ForwardTest,
  forward: Forward,
  address: string,
  timeoutMs: number,
): Promise<PortAnswer> {
  let first: PortAnswer | null = null;
  for (const hello of proofHellos(forward, brandOf(forward))) {
    const heard = await askPort({ address, port: forward.externalPort, hello, timeoutMs }, signal);
    if (heard.saw !== "connected" || spokenWords(heard) !== null)
      return first === null || heard.saw === "connected" ? heard : first;
    first ??= heard;
  }
  return first ?? { saw: "silent", bytes: new Uint8Array(), certificate: null, connectMs: 0, firstByteMs: null };
}

/** The addresses of a name, of the same family as `like`; empty: it is not known. */
function lookUp({ environment, signal }: ForwardTest, name: string, like: string): Promise<string[]> {
  const { computer } = environment;
  return (isIpv4(like) ? computer.lookupIpv4(name, signal) : computer.lookupIpv6(name, signal)).catch(
    (error: unknown) => {
      if (systemErrorCode(error) === undefined) throw error;
      return [];
    },
  );
}

/** The words for what stood in the way; they are those of the checks' questions. */
function troubleMessage(error: unknown): Message {
  return message(`trouble.${toProbeTrouble(error).trouble}`);
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
