import { createHash } from "node:crypto";
import type { TLSSocket } from "node:tls";
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
  /** SHA-256 of the certificate that the device had when it was seen before; null: seen for the first time. */
  pinnedFingerprint: string | null;
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
};

/** A camera behind a slow switch takes a second for a picture; the person is looking at the screen. */
const ANSWER_MS = 4_000;
const MAX_ANSWER_BYTES = 512 * 1_024;

/**
 * Requests to one device with the login that a person typed for it. A login that the device refuses is never sent a second time:
 * devices lock themselves after a few. The password leaves this object in a digest only, and in Basic only over TLS, or where
 * the device knows nothing else.
 */
export class DeviceSession {
  readonly #options: SessionOptions;
  #challenge: LoginChallenge | null = null;
  #count = 0;
  #refused = false;
  #certificateChanged = false;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /**
   * The answer to a request, with the login where the device asks for one; null where it has no such page (404, 405, 501).
   *
   * @throws InspectTrouble
   */
  async ask(request: DeviceRequest): Promise<HttpMessage | null> {
    if (this.#refused) throw new InspectTrouble("wrong-login");
    const first = await this.#exchange(request);
    if (first.statusCode !== 401) return usable(first);
    const [challenge] = loginChallenges(first.headers);
    if (challenge === undefined) throw new InspectTrouble("not-supported", "it asks for a login in an unknown way");
    if (this.#challenge !== null && !isStale(challenge) && this.#count > 0) {
      // The login was right a moment ago: this page is not for this user.
      return null;
    }
    this.#challenge = challenge;
    this.#count = 0;
    const second = await this.#exchange(request);
    if (second.statusCode !== 401) return usable(second);
    this.#refused = true;
    throw new InspectTrouble("wrong-login");
  }

  async #exchange({ method, target, body = "", contentType, maxBytes }: DeviceRequest): Promise<HttpMessage> {
    const { address, port, secure, signal } = this.#options;
    const host = isIpv6(address) ? `[${address.replace(/%.*$/, "")}]` : address;
    const authorization = this.#authorization(method, target);
    const request = [
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
    try {
      const bytes = await httpExchange({
        address,
        port,
        request,
        secure,
        maxBytes: maxBytes ?? MAX_ANSWER_BYTES,
        timeoutMs: ANSWER_MS,
        signal,
        // Before the request, and with it the login, goes out.
        onSecure: (socket) => this.#checkCertificate(socket),
      });
      return decodeHttpMessage(bytes);
    } catch (error) {
      throw this.#certificateChanged ? new InspectTrouble("certificate-changed") : toInspectTrouble(error);
    }
  }

  #authorization(method: string, target: string): string | null {
    const { userName, password, randomBytes } = this.#options;
    const challenge = this.#challenge;
    if (challenge === null) return null;
    this.#count += 1;
    // A device that knows nothing else gets it in the clear, as its own web page would: there is no other way in.
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
    const { pinnedFingerprint } = this.#options;
    if (pinnedFingerprint === null) return;
    const seen = socket.getPeerCertificate().fingerprint256.replaceAll(":", "").toLowerCase();
    if (seen === pinnedFingerprint) return;
    this.#certificateChanged = true;
    socket.destroy(new Error("another certificate than before"));
  }
}

/** Hikvision and Dahua say so when a user is locked out; both let nobody in for half an hour then. */
const LOCKED = /<lockStatus>\s*lock\s*<|"?unlockTime"?\s*[:>=]\s*"?[1-9]|\bAccountLocked\b|\buserLocked\b/i;

function usable(message: HttpMessage): HttpMessage | null {
  const { statusCode, body } = message;
  if (LOCKED.test(new TextDecoder("latin1").decode(body.subarray(0, 2_000)))) throw new InspectTrouble("locked");
  // A redirect leads to a login page at best; another host is never asked.
  return statusCode >= 200 && statusCode < 300 ? message : null;
}

const isStale = (challenge: LoginChallenge): boolean => challenge.scheme === "digest" && challenge.stale;

const HASHES: Record<DigestAlgorithm, string> = { MD5: "md5", "SHA-256": "sha256" };

const hashText = (algorithm: DigestAlgorithm, bytes: Uint8Array): string =>
  createHash(HASHES[algorithm]).update(bytes).digest("hex");
