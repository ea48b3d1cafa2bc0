import { createHash } from "node:crypto";
import type { Duplex } from "node:stream";
import { headerValue } from "#core/codec/header-fields.ts";
import { loginChallenges, type DigestHash, type LoginChallenge } from "#core/codec/http-digest.ts";
import type { RtspAnswer } from "#core/codec/rtsp.ts";
import { RtspFrames } from "#core/proof/stream-frames.ts";
import { encodeStreamRequest, sessionOf, type StreamLogin, type StreamMethod } from "#core/proof/stream-request.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";

/** A stream of 100 Mbit/s for a minute would be 750 MB: nobody needs so much to be measured. */
const MAX_BYTES = 64_000_000;
const NONCE_BYTES = 8;

const hash: DigestHash = (algorithm, bytes) =>
  createHash(algorithm === "MD5" ? "md5" : "sha256")
    .update(bytes)
    .digest("hex");

/** One RTSP conversation over a byte stream that somebody else opened. */
export class ThroughTalk {
  readonly #stream: Duplex;
  readonly #login: StreamLogin | null;
  readonly #mayTellPassword: boolean;
  readonly #randomBytes: (length: number) => Uint8Array;
  readonly #answerMs: number;
  readonly #frames = new RtspFrames();
  readonly #answers = new Map<number, (answer: RtspAnswer) => void>();
  readonly #ended = Promise.withResolvers<never>();
  #challenge: LoginChallenge | null = null;
  #nonceUses = 0;
  #cSeq = 0;
  #received = 0;
  #session: string | null = null;
  onPacket: (channel: number, bytes: Uint8Array) => void = () => {};

  constructor(
    stream: Duplex,
    {
      login,
      mayTellPassword = true,
      randomBytes,
      answerMs,
    }: {
      login: StreamLogin | null;
      /** False: who asks for the password itself (Basic) and not for a proof of it (Digest) gets neither. */
      mayTellPassword?: boolean;
      randomBytes: (length: number) => Uint8Array;
      answerMs: number;
    },
  ) {
    this.#answerMs = answerMs;
    this.#stream = stream;
    this.#login = login;
    this.#mayTellPassword = mayTellPassword;
    this.#randomBytes = randomBytes;
    this.#ended.promise.catch(() => {});
    stream.on("data", (chunk: Buffer) => this.#receive(chunk));
    for (const end of ["end", "close", "error"]) stream.once(end, () => this.#end("closed"));
  }

  /** Bytes that came in all. */
  get received(): number {
    return this.#received;
  }

  /** The login was shown to whoever answers. */
  get hasShownLogin(): boolean {
    return this.#challenge !== null;
  }

  /** Rejects when the connection is over; resolves never. */
  get ended(): Promise<never> {
    return this.#ended.promise;
  }

  /**
   * The answer to a request, with the login where the device asks for one and there is one; a login that is refused is sent once.
   * Null: it did not come in time.
   *
   * @throws ThroughEnd when the connection ended, or what came is no RTSP
   */
  async ask(method: StreamMethod, url: string, signal: AbortSignal): Promise<RtspAnswer | null> {
    const first = await this.#exchange(method, url, signal);
    if (first?.statusCode !== 401 || this.#login === null) return first;
    const before = this.#challenge;
    const challenge = loginChallenges(first.headers).find(({ scheme }) => scheme === "digest" || this.#mayTellPassword);
    if (challenge === undefined) return first;
    // RFC 7616 section 3.3: the login was right, its nonce too old.
    if (before !== null && !(challenge.scheme === "digest" && challenge.stale)) return first;
    this.#challenge = challenge;
    this.#nonceUses = 0;
    return this.#exchange(method, url, signal);
  }

  close(): void {
    this.#stream.destroy();
  }

  async #exchange(method: StreamMethod, url: string, signal: AbortSignal): Promise<RtspAnswer | null> {
    this.#cSeq += 1;
    const cSeq = this.#cSeq;
    const deadline = timeoutSignal(this.#answerMs, signal);
    try {
      const answered = new Promise<RtspAnswer | null>((resolve) => {
        this.#answers.set(cSeq, resolve);
        deadline.signal.addEventListener("abort", () => resolve(null), { once: true });
        if (deadline.signal.aborted) resolve(null);
      });
      this.#stream.write(
        encodeStreamRequest({ method, url, cSeq, session: this.#session, proof: this.#proof() }, hash),
      );
      const answer = await Promise.race([answered, this.#ended.promise]);
      if (method === "SETUP" && answer !== null) this.#session = sessionOf(headerValue(answer.headers, "session"));
      return answer;
    } finally {
      deadline.end();
      this.#answers.delete(cSeq);
    }
  }

  #proof() {
    if (this.#login === null || this.#challenge === null) return null;
    this.#nonceUses += 1;
    const clientNonce = Buffer.from(this.#randomBytes(NONCE_BYTES)).toString("hex");
    return { login: this.#login, challenge: this.#challenge, clientNonce, count: this.#nonceUses };
  }

  #receive(chunk: Buffer): void {
    this.#received += chunk.length;
    if (this.#received > MAX_BYTES) return this.#end("too-much");
    try {
      for (const frame of this.#frames.push(chunk)) {
        if (frame.kind === "packet") this.onPacket(frame.channel, frame.bytes);
        else this.#answered(frame.answer);
      }
    } catch {
      this.#end("no-rtsp");
    }
  }

  #answered(answer: RtspAnswer): void {
    // Some devices leave the number out; the oldest question is meant.
    const cSeq = answer.cSeq ?? this.#answers.keys().next().value;
    if (cSeq !== undefined) this.#answers.get(cSeq)?.(answer);
  }

  #end(why: ThroughEnd["why"]): void {
    this.#ended.reject(new ThroughEnd(why));
    this.#stream.destroy();
  }
}

/** The conversation is over. */
export class ThroughEnd extends Error {
  readonly why: "closed" | "no-rtsp" | "too-much";

  constructor(why: ThroughEnd["why"]) {
    super(why);
    this.name = "ThroughEnd";
    this.why = why;
  }
}
