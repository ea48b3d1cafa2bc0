import type { Duplex } from "node:stream";
import { headerValue } from "#core/codec/header-fields.ts";
import type { RtspAnswer } from "#core/codec/rtsp.ts";
import { decodeSdp, type SessionDescription } from "#core/codec/sdp.ts";
import { ownWords } from "#core/lan/own-words.ts";
import { message, type Message } from "#core/nat/diagnosis.ts";
import { StreamCount } from "#core/proof/stream-count.ts";
import { judgeStream } from "#core/proof/stream-judge.ts";
import { clockRateOf, controlUrl, type StreamLogin } from "#core/proof/stream-request.ts";
import type { ThroughAnswer } from "#core/proof/through-answer.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { ThroughEnd, ThroughTalk } from "./through-talk.ts";

export type StreamQuestion = {
  url: string;
  login: StreamLogin | null;
  /** False: not by Basic. */
  mayTellPassword?: boolean;
  seconds: number;
  wantedMbps: number | null;
  randomBytes: (length: number) => Uint8Array;
  /** For each answer, and from PLAY to the first packet. */
  answerMs: number;
};

/** `stalled`: what is larger than a small answer did not come, and which. */
export type StreamOutcome = Pick<ThroughAnswer, "rttMs" | "stream" | "remark" | "trouble"> & {
  stalled: "describe" | "stream" | null;
};

const RTT_QUESTIONS = 5;

/** Asks a few times, describes and plays a stream over a connection that stands. */
export async function measureStream(
  connection: Duplex,
  question: StreamQuestion,
  signal: AbortSignal,
): Promise<StreamOutcome> {
  const talk = new ThroughTalk(connection, question);
  const outcome: StreamOutcome = { rttMs: [], stream: null, remark: null, trouble: null, stalled: null };
  try {
    for (let index = 0; index < RTT_QUESTIONS; index += 1) {
      const askedMs = performance.now();
      const answer = await talk.ask("OPTIONS", question.url, signal);
      if (answer === null) return { ...outcome, trouble: message("through.trouble.silent") };
      outcome.rttMs.push(round(performance.now() - askedMs));
    }
    return { ...outcome, ...(await play(talk, question, signal)) };
  } catch (error) {
    if (!(error instanceof ThroughEnd)) throw error;
    return { ...outcome, ...endedEarly(error, outcome.rttMs.length) };
  } finally {
    talk.close();
  }
}

/** Recorders that hang up after one answer have answered; what came before counts. */
function endedEarly({ why }: ThroughEnd, answers: number): Partial<StreamOutcome> {
  if (why === "no-rtsp") return { trouble: message("through.trouble.no-rtsp") };
  return answers > 0 && why === "closed"
    ? { remark: message("through.stream.hung-up") }
    : { trouble: message("through.trouble.closed") };
}

async function play(talk: ThroughTalk, question: StreamQuestion, signal: AbortSignal): Promise<Partial<StreamOutcome>> {
  const described = await talk.ask("DESCRIBE", question.url, signal);
  if (described === null) return { stalled: "describe" };
  const refusal = whyNot(described, talk.hasShownLogin);
  if (refusal !== null) return refusal;
  const description = described.body.length > 0 ? sdpOf(described) : null;
  const media = description?.media.find(({ type }) => type === "video") ?? description?.media[0];
  if (description === null || media === undefined) return { remark: message("through.stream.nothing-to-play") };
  if (question.seconds === 0) return { remark: message("through.stream.not-played") };
  const base = headerValue(described.headers, "content-base") ?? question.url;
  const count = new StreamCount(clockRateOf(media, description.attributes));
  const first = Promise.withResolvers<void>();
  talk.onPacket = (channel, bytes) => {
    // Odd channels carry RTCP.
    if (channel % 2 !== 0) return;
    count.packet(bytes, performance.now());
    if (count.packets > 0) first.resolve();
  };
  const safeBase = /^[!-~]+$/.test(base) ? base : question.url;
  const setUp = await talk.ask("SETUP", controlUrl(media, safeBase), signal);
  if (setUp?.statusCode !== 200) return { remark: message("through.stream.no-interleaving") };
  const playing = await talk.ask("PLAY", safeBase, signal);
  if (playing !== null && playing.statusCode !== 200) return { remark: message("through.stream.nothing-to-play") };
  await waited(first.promise, question.answerMs, talk, signal);
  if (count.packets > 0) await waited(new Promise(() => {}), question.seconds * 1_000, talk, signal);
  const stream = count.measure(ownWords(media.codec)?.slice(0, 60) ?? null, performance.now());
  if (stream === null) return { stalled: "stream" };
  return { stream, remark: judgeStream(stream, question.wantedMbps) };
}

/** A connection that ends while it plays ends the measuring; what came until then counts. */
async function waited(done: Promise<void>, ms: number, talk: ThroughTalk, signal: AbortSignal): Promise<void> {
  const deadline = timeoutSignal(ms, signal);
  const late = new Promise<void>((resolve) => {
    deadline.signal.addEventListener("abort", () => resolve(), { once: true });
    if (deadline.signal.aborted) resolve();
  });
  await Promise.race([done, late, talk.ended.catch(() => {})]);
  deadline.end();
}

function whyNot({ statusCode }: RtspAnswer, hasShownLogin: boolean): { remark: Message } | { trouble: Message } | null {
  if (statusCode === 200) return null;
  if (statusCode === 401)
    return hasShownLogin
      ? { trouble: message("through.trouble.wrong-login") }
      : { remark: message("through.stream.needs-login") };
  if (statusCode === 404) return { remark: message("through.stream.no-such-path") };
  return { remark: message("through.stream.refused", { code: statusCode }) };
}

function sdpOf({ body }: RtspAnswer): SessionDescription | null {
  try {
    return decodeSdp(body);
  } catch {
    return null;
  }
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
