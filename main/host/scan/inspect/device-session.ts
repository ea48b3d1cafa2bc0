import { createHash } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { decodeText } from "#core/codec/byte-text.ts";
import {
  digestAuthorization,
  loginChallenges,
  type DigestAlgorithm,
  type LoginChallenge,
} from "#core/codec/http-digest.ts";
import { decodeHttpMessage, type HttpMessage } from "#core/codec/http-message.ts";
import { isIpv6 } from "#core/net/ip-address.ts";
import { httpExchange } from "../../net/http-exchange.ts";
import { InspectTrouble, toInspectTrouble } from "./inspect-trouble.ts";

export type SessionOptions = {
  /** A link-local one with its zone. */
  address: string;
  port: number;
  secure: boolean;
  userName: string;
  password: string;
  /** SHA-256 of the certificate that this port had when it was seen before; null: seen for the first time. */
  pinnedFingerprint: string | null;
  /** Whether the password may go out in the clear to a device that knows nothing else. */
  mayShowPassword: boolean;
  signal: AbortSignal;
  randomBytes: (length: number) => Uint8Array;
};

export type DeviceRequest = {
  method: "GET" | "POST";
  /** Path and query. */
  target: string;
  body?: string;
  contentType?: string;
  maxBytes?: number;
  /** Its body may carry a login of its own (ONVIF): of what a 401 offers only a digest is taken up for it. */
  signsItself?: boolean;
};

/** A camera behind a slow switch takes a second for a picture; the person is looking at the screen. */
const ANSWER_MS = 4_000;
const MAX_ANSWER_BYTES = 512 * 1_024;

/**
 * Requests to one port of a device with the login that a person typed. A login that the device refuses is never sent a second time:
 * devices lock themselves after a few. The password leaves this object in a digest only, and in Basic only over TLS, or where
 * the device knows nothing else.
 */
export class DeviceSession {
  readonly #options: SessionOptions;
  #challenge: LoginChallenge | null = null;
  #count = 0;
  #accepted = false;
  #closed = false;
  #fingerprint: string | null;
  #certificateChanged = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#fingerprint = options.pinnedFingerprint;
  }

  get options(): Readonly<SessionOptions> {
    return this.#options;
  }

  /** The device has taken the login. */
  get accepted(): boolean {
    return this.#accepted;
  }

  /**
   * The answer to a request, with the login where the device asks for one; null where it has no such page for this user.
   *
   * @throws InspectTrouble
   */
  async ask(request: DeviceRequest): Promise<HttpMessage | null> {
    const message = await this.answer(request);
    // A redirect leads to a login page at best; another host is never asked.
    return message.statusCode >= 200 && message.statusCode < 300 ? message : null;
  }

  /**
   * The same whatever the device makes of the request: faults of SOAP come with 400 and 500.
   *
   * @throws InspectTrouble
   */
  async answer(request: DeviceRequest): Promise<HttpMessage> {
    if (this.#closed) throw new InspectTrouble("wrong-login");
    const first = await this.#exchange(request);
    if (first.statusCode !== 401) return this.#taken(first);
    if (request.signsItself && !offersDigest(first)) return first;
    if (!this.#meet(first)) throw this.refuse();
    const second = await this.#exchange(request);
    if (second.statusCode === 401) throw this.refuse();
    return this.#taken(second);
  }

  /** Nothing more is sent: the login was refused, by whatever means. */
  refuse(): InspectTrouble {
    this.#closed = true;
    return new InspectTrouble("wrong-login");
  }

  /** The login was taken where the device checks it in its own way. */
  noteAccepted(): void {
    this.#accepted = true;
  }

  #taken(message: HttpMessage): HttpMessage {
    if (this.#challenge === null) return message;
    // Some devices say so in place of 401. A page that a known user may not see is no refused login.
    if (!this.#accepted && (message.statusCode === 403 || saysRefused(message))) throw this.refuse();
    this.#accepted = true;
    return message;
  }

  /** Takes up what a 401 asks for. False: it refuses the login that was sent. */
  #meet({ headers }: HttpMessage): boolean {
    const { secure, mayShowPassword } = this.#options;
    const offered = loginChallenges(headers);
    const challenge = offered.find(({ scheme }) => scheme === "digest" || secure || mayShowPassword);
    if (challenge === undefined) {
      const how = offered.length === 0 ? "it asks for a login in an unknown way" : "it wants the password unencrypted";
      throw new InspectTrouble("not-supported", how);
    }
    const isAgain = this.#challenge !== null;
    this.#challenge = challenge;
    this.#count = 0;
    // RFC 7616 section 3.3: the login was right, its nonce too old.
    return !isAgain || (this.#accepted && challenge.scheme === "digest" && challenge.stale);
  }

  async #exchange(request: DeviceRequest): Promise<HttpMessage> {
    const { address, port, secure, signal } = this.#options;
    try {
      const bytes = await httpExchange({
        address,
        port,
        request: this.#requestText(request),
        secure,
        maxBytes: request.maxBytes ?? MAX_ANSWER_BYTES,
        timeoutMs: ANSWER_MS,
        signal,
        // Before the request, and with it the login, goes out.
        onSecure: (socket) => this.#checkCertificate(socket),
      });
      const message = decodeHttpMessage(bytes);
      throwWhatItSays(message);
      return message;
    } catch (error) {
      if (error instanceof InspectTrouble) this.#closed = true;
      throw this.#certificateChanged ? new InspectTrouble("certificate-changed") : toInspectTrouble(error);
    }
  }

  #requestText({ method, target, body = "", contentType }: DeviceRequest): string {
    const { address, port, secure } = this.#options;
    const host = isIpv6(address) ? `[${address.replace(/%.*$/, "")}]` : address;
    const authorization = this.#authorization(method, target);
    return [
      `${method} ${target} HTTP/1.1`,
      `Host: ${port === (secure ? 443 : 80) ? host : `${host}:${port}`}`,
      "User-Agent: Farsite",
      "Accept: */*",
      "Connection: close",
      ...(authorization === null ? [] : [`Authorization: ${authorization}`]),
      ...(body === ""
        ? []
        : [`Content-Type: ${contentType ?? "application/xml"}`, `Content-Length: ${Buffer.byteLength(body)}`]),
      "",
      body,
    ].join("\r\n");
  }

  #authorization(method: string, target: string): string | null {
    const { userName, password, randomBytes } = this.#options;
    const challenge = this.#challenge;
    if (challenge === null) return null;
    this.#count += 1;
    if (challenge.scheme === "basic") return `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;
    const clientNonce = Buffer.from(randomBytes(8)).toString("hex");
    return digestAuthorization(
      challenge,
      { userName, password, method, target, clientNonce, count: this.#count },
      hashText,
    );
  }

  /** An exception in the socket's event would end the process: the connection ends instead. */
  #checkCertificate(socket: TLSSocket): void {
    const { raw } = socket.getPeerCertificate();
    const seen = createHash("sha256")
      .update(raw ?? "")
      .digest("hex");
    // What it shows first, it must go on showing: whoever steps in between two questions gets no login.
    this.#fingerprint ??= seen;
    if (seen === this.#fingerprint) return;
    this.#certificateChanged = true;
    socket.destroy(new Error("another certificate than before"));
  }
}

const offersDigest = ({ headers }: HttpMessage): boolean =>
  loginChallenges(headers).some(({ scheme }) => scheme === "digest");

/** Hikvision and Dahua say when a user is locked out, both for half an hour; asking again makes it longer. */
const LOCKED = /<lockStatus>\s*lock(?:ed)?\s*<|"?unlockTime"?\s*[:>=]\s*"?[1-9]|\b(?:AccountLocked|userLocked)\b/i;
/** Hikvision, before it has a first password. */
const NOT_ACTIVATED = /<isActivated>\s*false|\bnotActivated\b/i;
/** Hikvision's `userCheck`, which comes with 200; Dahua's error text. */
const REFUSED = /<statusValue>\s*401|\bNo Authority\b/i;
const MAX_SAYING_BYTES = 2_000;

const beginningOf = ({ body }: HttpMessage): string => decodeText(body.subarray(0, MAX_SAYING_BYTES));

const saysRefused = (message: HttpMessage): boolean => REFUSED.test(beginningOf(message));

/** Refusals that no login will change. The device says them to anybody: then none has been sent. */
function throwWhatItSays(message: HttpMessage): void {
  if (message.statusCode < 400) return;
  const text = beginningOf(message);
  if (NOT_ACTIVATED.test(text)) throw new InspectTrouble("not-activated");
  if (LOCKED.test(text)) throw new InspectTrouble("locked");
}

const HASHES: Record<DigestAlgorithm, string> = { MD5: "md5", "SHA-256": "sha256" };

const hashText = (algorithm: DigestAlgorithm, bytes: Uint8Array): string =>
  createHash(HASHES[algorithm]).update(bytes).digest("hex");
