import { createHash, createHmac } from "node:crypto";
import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { z } from "zod";
import { isIpv4, isIpv6 } from "#core/net/ip-address.ts";
import { ANSWER_MAC_HEADER, authorization, isAnswerMac, NONCE_BYTES } from "#core/vantage/signing.ts";
import { refusalSchema, type Refusal } from "#core/vantage/vantage-api.ts";
import { MAX_ANSWER_BYTES } from "#core/vantage/vantage-protocol.ts";
import { KEY_HEADER, packetKeyId, vantageKeyId, type Hmac } from "#core/vantage/vantage-key.ts";
import { assertNever } from "#core/never.ts";
import { parseJson } from "#core/parse-json.ts";
import { ProbeTrouble, toProbeTrouble } from "../check/probe-trouble.ts";
import { afterConnecting } from "../net/http-get.ts";

export type VantageClientOptions = {
  url: string;
  token: string;
  randomBytes(length: number): Uint8Array;
  now?: () => number;
};

/** What a vantage is asked. `address` and `port` are where to connect; `port` is that of its URL unless said. */
export type VantageQuestion<T> = {
  path: string;
  body: object;
  answer: z.ZodType<T>;
  address: string;
  port?: number;
  signal: AbortSignal;
};

/** Writes a body that is not signed. Called when the connection stands; ends when the answer is there. */
export type BodyWriter = (request: ClientRequest) => void;

export type VantageAnswer<T> = { value: T; statusCode: number; raw: string };

type Received = { statusCode: number; text: string; signed: boolean };

/**
 * Signed questions to one vantage. An answer counts only when it is signed with the same token for this very question: a
 * login page, a proxy or a box in the middle can neither prove nor block anything.
 */
export class VantageClient {
  readonly host: string;
  readonly port: number;
  readonly hmac: Hmac;
  /** Which token packets say they are sealed with. */
  readonly packetKey: string;
  readonly #keyId: string;
  readonly #secure: boolean;
  readonly #options: VantageClientOptions;
  readonly #agent: HttpAgent;
  readonly #now: () => number;
  /** What to add to this computer's clock to have the vantage's. */
  #clockOffMs = 0;

  constructor(options: VantageClientOptions) {
    const url = new URL(options.url);
    this.#secure = url.protocol === "https:";
    this.host = url.hostname.replace(/^\[|\]$/g, "");
    this.port = url.port === "" ? (this.#secure ? 443 : 80) : Number(url.port);
    this.hmac = (input) => createHmac("sha256", options.token).update(input).digest();
    this.#keyId = vantageKeyId(options.token, (text) => createHash("sha256").update(text).digest());
    this.packetKey = packetKeyId(this.#keyId);
    this.#options = options;
    this.#now = options.now ?? Date.now;
    // The second question saves the way back and forth for a new connection.
    this.#agent = this.#secure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  }

  /** A nonce in hex. */
  newNonce(): string {
    return Buffer.from(this.#options.randomBytes(NONCE_BYTES)).toString("hex");
  }

  close(): void {
    this.#agent.destroy();
  }

  /** @throws ProbeTrouble */
  async ask<T>(question: VantageQuestion<T>): Promise<VantageAnswer<T>> {
    const text = JSON.stringify(question.body);
    return this.#askTwice(question, text, (request) => void request.end(text));
  }

  /** A question whose body is a stream that is not signed; `write` may be called twice. @throws ProbeTrouble */
  async stream<T>(question: Omit<VantageQuestion<T>, "body">, write: BodyWriter): Promise<VantageAnswer<T>> {
    return this.#askTwice({ ...question, body: {} }, "", write);
  }

  async #askTwice<T>(question: VantageQuestion<T>, signedText: string, write: BodyWriter): Promise<VantageAnswer<T>> {
    const first = await this.#exchange(question, signedText, write);
    const timeMs = first.signed ? staleAt(first.text) : undefined;
    if (timeMs === undefined) return readAnswer(question, first);
    // Laptops have wrong clocks. The vantage's own is signed, so it can be believed.
    this.#clockOffMs = timeMs - this.#now();
    return readAnswer(question, await this.#exchange(question, signedText, write));
  }

  #exchange<T>(
    { path, address, port = this.port, signal }: VantageQuestion<T>,
    signedText: string,
    write: BodyWriter,
  ): Promise<Received> {
    const nonce = this.newNonce();
    const timeMs = Math.round(this.#now() + this.#clockOffMs);
    const shownHost = isIpv6(this.host) ? `[${this.host}]` : this.host;
    const send = this.#secure ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      let connected = false;
      const fail = (error: unknown): void =>
        reject(connected ? afterConnecting(error, address, this.#secure) : toProbeTrouble(error));
      const request = send({
        host: address,
        port,
        path,
        method: "POST",
        agent: this.#agent,
        signal,
        ...(this.#secure && !isIpv4(this.host) && !isIpv6(this.host) && { servername: this.host }),
        headers: {
          host: `${shownHost}:${port}`,
          authorization: authorization({ method: "POST", path, body: signedText, timeMs, nonce }, this.hmac),
          [KEY_HEADER]: this.#keyId,
          "content-type": signedText === "" ? "application/octet-stream" : "application/json",
          // A body that is not known yet comes in chunks.
          ...(signedText !== "" && { "content-length": Buffer.byteLength(signedText) }),
          "user-agent": "Farsite",
        },
      });
      request.on("error", fail);
      request.on("socket", (socket) => {
        connected = !socket.connecting;
        if (socket.connecting) socket.once("connect", () => (connected = true));
      });
      request.on("response", (response) => {
        const statusCode = response.statusCode ?? 0;
        const mac = String(response.headers[ANSWER_MAC_HEADER] ?? "");
        const judged = (received: string): Received => ({
          statusCode,
          text: received,
          signed: isAnswerMac(mac, nonce, statusCode, received, this.hmac),
        });
        readText(response).then(judged).then(resolve, fail);
      });
      write(request);
    });
  }
}

/** The vantage's clock, where it refused for the time alone. */
function staleAt(text: string): number | undefined {
  const refusal = refusalSchema.safeParse(parseJson(text));
  return refusal.success && refusal.data.error === "stale" ? refusal.data.timeMs : undefined;
}

function readAnswer<T>({ answer, address }: VantageQuestion<T>, received: Received): VantageAnswer<T> {
  const { statusCode, text, signed } = received;
  const raw = `HTTP ${statusCode} ${text}`;
  const refusal = refusalSchema.safeParse(parseJson(text));
  const error = refusal.success ? refusal.data.error : null;
  if (!signed && error !== "unauthorised")
    throw new ProbeTrouble("failed", "not-who-it-says", { answeredBy: address, raw });
  if (error !== null) throw refusalTrouble(error, address, raw);
  const parsed = answer.safeParse(parseJson(text));
  if (!parsed.success) throw new ProbeTrouble("failed", "vantage-other-version", { answeredBy: address, raw });
  return { value: parsed.data, statusCode, raw };
}

function refusalTrouble(error: Refusal, answeredBy: string, raw: string): ProbeTrouble {
  const detail = { answeredBy, message: error, raw };
  switch (error) {
    case "unauthorised":
      return new ProbeTrouble("refused", "vantage-wrong-token", detail);
    case "too-many":
    case "spent":
      return new ProbeTrouble("failed", "vantage-busy", detail);
    case "behind-proxy":
    case "caller-not-public":
      return new ProbeTrouble("failed", "vantage-sees-another", detail);
    case "stale":
    case "replayed":
      // Signed anew by its own clock and refused again: somebody repeats or holds back what is sent.
      return new ProbeTrouble("failed", "wrong-transaction", detail);
    case "bad-request":
    case "not-found":
      return new ProbeTrouble("failed", "vantage-other-version", detail);
    default:
      return assertNever(error);
  }
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) throw new ProbeTrouble("failed", "too-big");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
