import { createHash } from "node:crypto";
import { connect, type Socket } from "node:net";
import { connect as tlsConnect, type TLSSocket } from "node:tls";
import { assertNever } from "#core/never.ts";
import { RTSP_HELLO, webHello } from "#core/vantage/hello-words.ts";
import type { ProveAnswer, ProveHello } from "#core/vantage/vantage-api.ts";
import { MAX_PROVE_BYTES } from "#core/vantage/vantage-protocol.ts";
import { isRefusal, TRY_AT } from "./dial.ts";

export type ProveTarget = {
  /** The caller's. */
  address: string;
  port: number;
  /** The address the caller reached us under. */
  from: string;
  hello: Exclude<ProveHello, "dial">;
  patienceMs: number;
};

export type Proof = Omit<ProveAnswer, "address">;
export type Prove = (target: ProveTarget, signal: AbortSignal) => Promise<Proof>;

/** Most devices answer in one piece; what comes later than that after the last piece is something else. */
const QUIET_MS = 400;
const MAX_NAME = 300;
const MAX_PROBLEM = 80;

/** Comes in at the caller's port, says one small hello and notes what answers. Never throws. */
export async function prove(target: ProveTarget, signal: AbortSignal): Promise<Proof> {
  const startedMs = performance.now();
  const ended = new AbortController();
  const end = (): void => ended.abort();
  const patience = setTimeout(end, target.patienceMs);
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  try {
    const reached = await reach(target, ended.signal);
    const tookMs = performance.now() - startedMs;
    if (typeof reached === "string") return { ...nothingSaid, saw: reached, tookMs };
    try {
      return { ...nothingSaid, ...(await greet(reached, target, ended.signal)), saw: "connected", tookMs };
    } finally {
      reached.destroy();
    }
  } finally {
    clearTimeout(patience);
    signal.removeEventListener("abort", end);
  }
}

const nothingSaid = { firstByteMs: null, answer: "", tls: null, problem: null };

/** The first of several connections that stands. */
function reach(
  { address, port, from, patienceMs }: ProveTarget,
  signal: AbortSignal,
): Promise<Socket | "refused" | "silent"> {
  return new Promise((resolve) => {
    const trying = new Set<Socket>();
    const settle = (outcome: Socket | "refused" | "silent"): void => {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      if (typeof outcome !== "string") trying.delete(outcome);
      for (const socket of trying) socket.destroy();
      resolve(outcome);
    };
    const attempt = (): void => {
      const socket = connect({ host: address, port, localAddress: from, noDelay: true });
      trying.add(socket);
      socket.on("error", (error) => isRefusal(error) && settle("refused"));
      socket.once("connect", () => settle(socket));
    };
    const giveUp = (): void => settle("silent");
    const timers = TRY_AT.map((share) => setTimeout(attempt, share * patienceMs));
    signal.addEventListener("abort", giveUp, { once: true });
    if (signal.aborted) giveUp();
  });
}

type Said = Pick<Proof, "firstByteMs" | "answer" | "tls" | "problem">;

async function greet(socket: Socket, target: ProveTarget, signal: AbortSignal): Promise<Partial<Said>> {
  const { hello } = target;
  switch (hello) {
    case "none":
      return {};
    case "banner":
      return hear(socket, null, signal);
    case "http":
      return hear(socket, webHello(target, "http"), signal);
    case "rtsp":
      return hear(socket, RTSP_HELLO, signal);
    case "tls":
    case "https":
      return greetByTls(socket, target, signal);
    default:
      return assertNever(hello);
  }
}

/** Says `question` and listens: to the end, to as much as is kept, or until it is quiet. */
function hear(socket: Socket, question: string | null, signal: AbortSignal): Promise<Said> {
  return new Promise((resolve) => {
    const askedMs = performance.now();
    const chunks: Buffer[] = [];
    let length = 0;
    let firstByteMs: number | null = null;
    let quiet: NodeJS.Timeout | undefined;
    const done = (problem: string | null = null): void => {
      clearTimeout(quiet);
      signal.removeEventListener("abort", onAbort);
      socket.pause();
      const answer = Buffer.concat(chunks).subarray(0, MAX_PROVE_BYTES).toString("base64");
      resolve({ firstByteMs, answer, tls: null, problem });
    };
    const onAbort = (): void => done();
    socket.on("data", (chunk: Buffer) => {
      firstByteMs ??= performance.now() - askedMs;
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MAX_PROVE_BYTES) return done();
      clearTimeout(quiet);
      quiet = setTimeout(done, QUIET_MS, null);
    });
    socket.once("end", () => done(length === 0 ? CLOSED : null));
    socket.on("error", (error) => done(problemOf(error)));
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) return onAbort();
    if (question !== null) socket.write(question);
  });
}

/** It hung up in good order without a word. */
const CLOSED = "closed";

/**
 * Whoever answers is only looked at: recorders have certificates that nobody vouches for, old ones weak ciphers and TLS 1.0,
 * and to say so is the point.
 */
async function greetByTls(socket: Socket, target: ProveTarget, signal: AbortSignal): Promise<Partial<Said>> {
  const askedMs = performance.now();
  const secured = tlsConnect({
    socket,
    rejectUnauthorized: false,
    minVersion: "TLSv1",
    ciphers: "DEFAULT:@SECLEVEL=0",
  });
  try {
    const handshake = await shaken(secured, signal);
    if (handshake !== "done") return { problem: handshake };
    const said = { firstByteMs: performance.now() - askedMs, tls: certificateOf(secured) };
    if (target.hello === "tls") return said;
    return { ...(await hear(secured, webHello(target, "https"), signal)), tls: said.tls };
  } finally {
    secured.destroy();
  }
}

/** What went wrong with it instead; null when the time was over. */
function shaken(secured: TLSSocket, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const onAbort = (): void => resolve(null);
    secured.on("error", (error: Error) => resolve(problemOf(error)));
    secured.once("end", () => resolve(CLOSED));
    secured.once("secureConnect", () => resolve("done"));
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

function certificateOf(socket: TLSSocket): Proof["tls"] {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return null;
  const notAfter = new Date(certificate.validTo);
  return {
    protocol: (socket.getProtocol() ?? "").slice(0, 20),
    certificateSha256: createHash("sha256").update(certificate.raw).digest("hex"),
    subject: (certificate.subject ?? "").slice(0, MAX_NAME),
    issuer: (certificate.issuer ?? "").slice(0, MAX_NAME),
    notAfter: Number.isNaN(notAfter.getTime()) ? null : notAfter.toISOString(),
  };
}

const problemOf = (error: Error): string =>
  ("code" in error ? String(error.code) : error.message).slice(0, MAX_PROBLEM);
