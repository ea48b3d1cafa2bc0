import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { message, type Message } from "#core/nat/diagnosis.ts";
import { formatEndpoint, type Endpoint } from "#core/net/endpoint.ts";
import { isSame } from "#core/proof/judge-answer.ts";
import type { ProofHello } from "#core/proof/proof-hello.ts";
import { readableAnswer } from "#core/proof/readable-answer.ts";
import { spokenWords, type Heard } from "#core/proof/spoken-words.ts";
import { copiesFor, isPoorStream, judgeStall, judgeStream, together } from "#core/proof/stream-judge.ts";
import type { StreamLogin } from "#core/proof/stream-request.ts";
import type { ReconnectAnswer, ThroughAnswer } from "#core/proof/through-answer.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { greeted } from "./ask-port.ts";
import { measureStream, type StreamOutcome, type StreamQuestion } from "./through-stream.ts";

export type ThroughOptions = {
  /** Opens the way anew, as often as it is called; what it gives is destroyed here. */
  connect: (signal: AbortSignal) => Promise<Duplex>;
  use: "rtsp" | "http" | "https" | "tcp";
  /** The device as it calls itself inside: for `Host` and the stream's URL. */
  device: Endpoint;
  /** What it said inside to the same words; null: it could not be asked. */
  inside: Heard | null;
  login: StreamLogin | null;
  /** False: the password itself goes to nobody, only a proof of it. True unless said. */
  mayTellPassword?: boolean;
  /** Path and query of the stream. */
  streamPath: string;
  /** How long the stream is measured; 0: not at all. */
  seconds: number;
  /** What the streams that are wanted need together: so many are played at the same time, up to six. Null: nobody said. */
  wantedMbps: number | null;
  randomBytes: (length: number) => Uint8Array;
  /** How long each answer is waited for; 5 s unless said. */
  answerMs?: number;
  /** How often a path that leads nowhere is looked at once more: one that comes and goes must not be called dead. None unless said. */
  looksAgain?: number;
};

const CONNECT_MS = 8_000;
/** A recorder with a full disk, behind two lines, and the first picture of a stream. */
const ANSWER_MS = 5_000;
/** A page of that size does not fit into one packet of any line. */
const FULL_PACKET_BYTES = 1_200;
const HELLOS: Readonly<Record<ThroughOptions["use"], ProofHello>> = {
  rtsp: "rtsp",
  http: "http",
  https: "https",
  tcp: "banner",
};
/** Of questions beside a large one, and of second looks: a lost packet on a slow line is repeated by then. */
const SMALL_MS = 2_000;
const BETWEEN_SMALL_MS = 500;
const BETWEEN_LOOKS_MS = 1_000;
const NOTHING: ThroughAnswer = {
  connectMs: null,
  rttMs: [],
  answer: null,
  sameDevice: "unknown",
  stream: null,
  remark: null,
  trouble: null,
  raw: null,
};

/**
 * What a device answers through the finished path, in its own protocol, and how well the path carries its stream. Never sends the
 * login but to a stream that asks for it.
 *
 * @throws the signal's reason
 */
export async function askThrough(options: ThroughOptions, signal: AbortSignal): Promise<ThroughAnswer> {
  const first = await openPath(options, signal);
  if ("trouble" in first) {
    const isBack = await answersLater(options, signal);
    return { ...NOTHING, trouble: isBack ? message("through.trouble.comes-and-goes") : first.trouble };
  }
  const { stream, connectMs } = first;
  const heard = await hello(options, stream, signal);
  const spoken = spokenWords(heard);
  const insideWords = options.inside === null ? null : spokenWords(options.inside);
  const answer: ThroughAnswer = {
    ...NOTHING,
    connectMs: round(connectMs),
    answer: spoken && { protocol: spoken.protocol, says: spoken.says, certificate: spoken.certificate },
    sameDevice: spoken === null || insideWords === null ? "unknown" : isSame(spoken, insideWords),
    raw: readableAnswer(heard.bytes),
  };
  signal.throwIfAborted();
  if (spoken === null) {
    const isBack = options.use === "rtsp" && (await answersLater(options, signal));
    return { ...answer, trouble: isBack ? message("through.trouble.comes-and-goes") : await whyMute(options, signal) };
  }
  if (answer.sameDevice === "no")
    return { ...answer, trouble: message("through.trouble.stranger", { says: spoken.says ?? "" }) };
  if (options.use !== "rtsp") return answer;
  if (spoken.protocol !== "rtsp") return { ...answer, trouble: message("through.trouble.no-rtsp") };
  const { stalled, ...measured } = await streamThrough(options, signal);
  signal.throwIfAborted();
  if (stalled === null) return { ...answer, ...measured };
  const afterwards = await onceMore(options, signal);
  return { ...answer, ...measured, trouble: judgeStall({ what: stalled, smallBefore: true, afterwards }) };
}

/**
 * The stream once more, with small questions beside it: where full packets are lost, small ones come through all the time. "some": now
 * and then, or the stream came now.
 */
async function onceMore(options: ThroughOptions, signal: AbortSignal): Promise<boolean | "some"> {
  const over = new AbortController();
  const beside = async (): Promise<boolean[]> => {
    const answered: boolean[] = [];
    while (!over.signal.aborted) {
      answered.push(await answersSoon(options, signal));
      await delay(BETWEEN_SMALL_MS);
    }
    return answered;
  };
  const again = streamThrough({ ...options, wantedMbps: null }, signal).finally(() => over.abort());
  const [{ stalled, trouble }, small] = await Promise.all([again, beside()]);
  signal.throwIfAborted();
  if (stalled === null && trouble === null) return "some";
  if (small.every(Boolean)) return true;
  return small.includes(true) && "some";
}

/** Whether a path that led nowhere leads somewhere a moment later. */
async function answersLater(options: ThroughOptions, signal: AbortSignal): Promise<boolean> {
  for (let look = 0; look < (options.looksAgain ?? 0); look += 1) {
    await delay(BETWEEN_LOOKS_MS);
    if (await answersSoon(options, signal)) return true;
  }
  return false;
}

/** A small question's answer within its time, the way to it included. @throws the signal's reason */
async function answersSoon(options: ThroughOptions, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  const deadline = timeoutSignal(SMALL_MS, signal);
  try {
    return await answersSmall({ ...options, answerMs: SMALL_MS }, deadline.signal);
  } catch {
    signal.throwIfAborted();
    return false;
  } finally {
    deadline.end();
  }
}

async function streamThrough(options: ThroughOptions, signal: AbortSignal): Promise<StreamOutcome> {
  const path = await openPath(options, signal);
  if ("trouble" in path) return { rttMs: [], stream: null, remark: null, trouble: path.trouble, stalled: null };
  const { login, mayTellPassword = true, seconds, wantedMbps, randomBytes, answerMs = ANSWER_MS } = options;
  const url = `rtsp://${formatEndpoint(options.device)}${options.streamPath}`;
  const question = { url, login, mayTellPassword, seconds, wantedMbps, randomBytes, answerMs };
  const first = await measureStream(path.stream, question, signal);
  if (first.stream === null || isPoorStream(first.remark)) return first;
  const copies = copiesFor(first.stream, wantedMbps);
  return copies === 1 ? first : { ...first, ...(await sideBySide({ ...options, copies }, question, signal)) };
}

/** As many streams at the same time as are wanted: one says little of a path that has to carry several. Nothing new where one is all. */
async function sideBySide(
  { copies, ...options }: ThroughOptions & { copies: number },
  question: StreamQuestion,
  signal: AbortSignal,
): Promise<Partial<Pick<StreamOutcome, "stream" | "remark">>> {
  const played = await Promise.all(
    Array.from({ length: copies }, async () => {
      const path = await openPath(options, signal);
      return "trouble" in path ? null : (await measureStream(path.stream, question, signal)).stream;
    }),
  );
  signal.throwIfAborted();
  const [one, two, ...others] = played.filter((stream) => stream !== null);
  if (one === undefined || two === undefined) return {};
  const stream = together([one, two, ...others]);
  return { stream, remark: judgeStream(stream, options.wantedMbps) };
}

/** The way stands and nobody speaks: the device's manner (makers' own ports), or a path that swallows what is large. */
async function whyMute(options: ThroughOptions, signal: AbortSignal): Promise<Message | null> {
  if (options.use === "tcp") return null;
  const insideSpoke = options.inside !== null && spokenWords(options.inside) !== null;
  if (options.use === "https") return judgeStall({ what: "tls", smallBefore: true, afterwards: insideSpoke });
  if (options.use === "rtsp") return message("through.trouble.silent");
  const isLarge = (options.inside?.bytes.length ?? 0) > FULL_PACKET_BYTES;
  const afterwards = isLarge && (await answersSmall(options, signal));
  return afterwards ? judgeStall({ what: "page", smallBefore: true, afterwards }) : message("through.trouble.silent");
}

/** Whether a question comes through whose answer fits into any packet. */
async function answersSmall(options: ThroughOptions, signal: AbortSignal): Promise<boolean> {
  const path = await openPath(options, signal);
  if ("trouble" in path) return false;
  if (options.use === "rtsp") return spokenWords(await hello(options, path.stream, signal)) !== null;
  const host = formatEndpoint(options.device);
  const words = `HEAD / HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: Farsite\r\nConnection: close\r\n\r\n`;
  const deadline = timeoutSignal(options.answerMs ?? ANSWER_MS, signal);
  const { stream } = path;
  return new Promise<boolean>((resolve) => {
    stream.once("data", () => resolve(true));
    for (const end of ["end", "close"]) stream.once(end, () => resolve(false));
    deadline.signal.addEventListener("abort", () => resolve(false), { once: true });
    stream.write(words);
  }).finally(() => {
    deadline.end();
    stream.destroy();
  });
}

async function hello(
  { use, device, answerMs = ANSWER_MS }: ThroughOptions,
  stream: Duplex,
  signal: AbortSignal,
): Promise<Heard> {
  const deadline = timeoutSignal(answerMs, signal);
  try {
    const { bytes, certificate } = await greeted(stream, { ...device, hello: HELLOS[use] }, deadline.signal);
    return { saw: "connected", bytes, certificate };
  } finally {
    deadline.end();
    stream.destroy();
  }
}

async function openPath(
  { connect }: ThroughOptions,
  signal: AbortSignal,
): Promise<{ stream: Duplex; connectMs: number } | { trouble: Message }> {
  const deadline = timeoutSignal(CONNECT_MS, signal);
  const startedMs = performance.now();
  const opening = connect(deadline.signal);
  try {
    const late = new Promise<null>((resolve) => {
      deadline.signal.addEventListener("abort", () => resolve(null), { once: true });
      if (deadline.signal.aborted) resolve(null);
    });
    const stream = await Promise.race([opening, late]);
    signal.throwIfAborted();
    if (stream === null) {
      // Whoever comes too late is shown out.
      opening.then((one) => one.destroy()).catch(() => {});
      return { trouble: message("through.trouble.no-way-in-time") };
    }
    stream.on("error", () => {});
    return { stream, connectMs: performance.now() - startedMs };
  } catch {
    signal.throwIfAborted();
    return { trouble: message(deadline.signal.aborted ? "through.trouble.no-way-in-time" : "through.trouble.no-way") };
  } finally {
    deadline.end();
  }
}

export type ReconnectOptions = ThroughOptions & {
  /** Cuts the path: ends the tunnel's own connection. What comes back is the tunnel's doing. */
  cut: (signal: AbortSignal) => Promise<void>;
  /** How long a person waits for it; agents begin again after 5 to 30 s. */
  patienceMs: number;
};

const BETWEEN_TRIES_MS = 250;

/**
 * Whether the path comes back by itself after it was cut, and how soon.
 *
 * @throws the signal's reason, or what `cut` throws
 */
export async function proveReconnect(options: ReconnectOptions, signal: AbortSignal): Promise<ReconnectAnswer> {
  const answers = async (within: AbortSignal): Promise<boolean> => {
    const path = await openPath(options, within);
    return !("trouble" in path) && spokenWords(await hello(options, path.stream, within)) !== null;
  };
  const before = await answers(signal);
  if (!before) return { before, backAfterMs: null, tries: 0, sentence: message("through.reconnect.not-there") };
  const cutMs = performance.now();
  await options.cut(signal);
  const deadline = timeoutSignal(options.patienceMs, signal);
  let tries = 0;
  try {
    while (!deadline.signal.aborted) {
      tries += 1;
      const isBack = await answers(deadline.signal).catch(() => false);
      const backAfterMs = round(performance.now() - cutMs);
      if (isBack)
        return {
          before,
          backAfterMs,
          tries,
          sentence: message("through.reconnect.back", { seconds: inSeconds(backAfterMs) }),
        };
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
    }
  } finally {
    deadline.end();
  }
  signal.throwIfAborted();
  const waited = inSeconds(options.patienceMs);
  return { before, backAfterMs: null, tries, sentence: message("through.reconnect.gone", { seconds: waited }) };
}

const inSeconds = (ms: number): number => Math.round(ms / 100) / 10;
const round = (ms: number): number => Math.round(ms * 10) / 10;
