import { createSocket } from "node:dgram";
import { inPrefix, isIpv4, isIpv6 } from "#core/net/ip-address.ts";
import { nat64Address } from "#core/net/nat64-address.ts";
import { openPacket, sealPacket } from "#core/vantage/packet.ts";
import {
  dialBackAnswerSchema,
  proveAnswerSchema,
  uploadAnswerSchema,
  viewAnswerSchema,
  type DialBackAnswer,
  type DialBackRequest,
  type ProveAnswer,
  type ProveRequest,
  type UploadAnswer,
  type ViewAnswer,
} from "#core/vantage/vantage-api.ts";
import { DIAL_BACK_PATH, PROVE_PATH, UPLOAD_PATH, VIEW_PATH } from "#core/vantage/vantage-protocol.ts";
import type { CheckContext } from "../check/check-context.ts";
import { ProbeTrouble } from "../check/probe-trouble.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { SOMEWHERE_OUTSIDE } from "../system/local-address.ts";
import { systemErrorCode } from "../system-error.ts";
import { VantageClient, type BodyWriter, type VantageAnswer } from "./vantage-client.ts";

/** The last of the tries begins at half the patience, and needs a round trip. */
const DIAL_ROUND_TRIPS = 4;

export type Family = 4 | 6;

/** `rttMs`: about as long as a packet takes there and back. */
type Viewed = VantageAnswer<ViewAnswer> & { rttMs: number };

type Surroundings = Pick<CheckContext, "budget" | "computer" | "outsideSignal" | "randomBytes" | "nat64Prefix">;

/** What came of datagrams to a port of the vantage. */
export type Echo = "answered" | "refused" | "silent";

/**
 * A check's line to the vantage. Addresses and views are asked for once, whoever needs them. All calls throw ProbeTrouble,
 * or the resolver's error.
 */
export class VantageLink {
  readonly url: string;
  readonly client: VantageClient;
  readonly #around: Surroundings;
  readonly #addresses = new Map<Family, Promise<string>>();
  readonly #views = new Map<Family, Promise<Viewed>>();

  constructor(access: { url: string; token: string }, around: Surroundings, now?: () => number) {
    this.url = access.url;
    this.client = new VantageClient({
      ...access,
      randomBytes: (length) => around.randomBytes(length),
      ...(now && { now }),
    });
    this.#around = around;
  }

  /** The family to ask over where one answer is enough: IPv4, unless the vantage has none. */
  async family(): Promise<Family> {
    if (isIpv6(this.client.host)) return 6;
    if (isIpv4(this.client.host)) return 4;
    const hasIpv4 = await this.address(4).then(
      () => true,
      () => false,
    );
    return hasIpv4 || !(await this.hasIpv6()) ? 4 : 6;
  }

  /** Whether there is a way to it over IPv6. */
  async hasIpv6(): Promise<boolean> {
    if (isIpv4(this.client.host)) return false;
    return this.address(6).then(
      () => true,
      () => false,
    );
  }

  /** Where to connect to. Without IPv4 of its own the laptop reaches an IPv4 vantage through its NAT64. */
  address(family: Family): Promise<string> {
    return once(this.#addresses, family, () => (family === 4 ? this.#ipv4() : this.#ipv6()));
  }

  /** From where it sees us over this family, and where it listens. */
  view(family: Family): Promise<Viewed> {
    return once(this.#views, family, () =>
      family === 4 ? this.#view(4, this.#around.outsideSignal) : this.#viewSoon(),
    );
  }

  /** The same question at another port of the vantage. */
  async askAtPort(family: Family, port: number, signal: AbortSignal): Promise<VantageAnswer<ViewAnswer>> {
    const address = await this.address(family);
    return this.client.ask({ path: VIEW_PATH, body: {}, answer: viewAnswerSchema, address, port, signal });
  }

  /**
   * Has the vantage come in at a port of ours. It tries for a few round trips: what it sends passes us before its word that
   * nothing came of it, so the wait has to cover the handshake alone.
   */
  async dialBack(
    family: Family,
    request: Omit<DialBackRequest, "patienceMs">,
    signal: AbortSignal,
  ): Promise<VantageAnswer<DialBackAnswer>> {
    const [address, { rttMs }] = await Promise.all([this.address(family), this.view(family)]);
    const { least, most } = this.#around.budget.dialPatienceMs;
    const patienceMs = Math.round(Math.min(most, Math.max(least, DIAL_ROUND_TRIPS * rttMs)));
    const body: DialBackRequest = { ...request, patienceMs };
    return this.client.ask({ path: DIAL_BACK_PATH, body, answer: dialBackAnswerSchema, address, signal });
  }

  /** Has the vantage come in at a port of the site's address and greet what answers there. */
  async prove(family: Family, request: ProveRequest, signal: AbortSignal): Promise<VantageAnswer<ProveAnswer>> {
    const address = await this.address(family);
    return this.client.ask({ path: PROVE_PATH, body: request, answer: proveAnswerSchema, address, signal });
  }

  /** Whether datagrams get to a UDP port of the vantage and back. Every answer carries the vantage's MAC. */
  async echo(family: Family, port: number, when: { sendAtMs: readonly number[]; waitMs: number }): Promise<Echo> {
    const address = await this.address(family);
    const signal = this.#around.outsideSignal;
    const socket = createSocket(isIpv6(address) ? "udp6" : "udp4");
    const timers: NodeJS.Timeout[] = [];
    const { promise, resolve } = Promise.withResolvers<Echo>();
    const silent = (): void => resolve("silent");
    const nonces = new Set<string>();
    const send = (): void => {
      const nonce = this.client.newNonce();
      nonces.add(nonce);
      socket.send(
        sealPacket({ kind: "echo", nonce }, this.client.hmac, this.client.packetKey),
        (error) => error && failed(error),
      );
    };
    const failed = (error: Error): void => resolve(systemErrorCode(error) === "ECONNREFUSED" ? "refused" : "silent");
    socket.on("error", failed);
    socket.on("message", (bytes) => {
      const packet = openPacket(bytes, this.client.hmac);
      if (packet?.kind === "echo-answer" && nonces.has(packet.nonce)) resolve("answered");
    });
    socket.connect(port, address, (failure?: Error) => {
      if (failure) return failed(failure);
      timers.push(...when.sendAtMs.map((atMs) => setTimeout(send, atMs)));
    });
    timers.push(setTimeout(silent, when.waitMs));
    signal.addEventListener("abort", silent, { once: true });
    if (signal.aborted) silent();
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", silent);
      for (const timer of timers) clearTimeout(timer);
      socket.close();
    }
  }

  /** Sends what `write` writes for as long as the vantage counts it. */
  async upload(family: Family, write: BodyWriter, signal: AbortSignal): Promise<UploadAnswer> {
    const address = await this.address(family);
    const { value } = await this.client.stream(
      { path: UPLOAD_PATH, answer: uploadAnswerSchema, address, signal },
      write,
    );
    return value;
  }

  close(): void {
    this.client.close();
  }

  async #view(family: Family, signal: AbortSignal): Promise<Viewed> {
    await this.address(family);
    const startedMs = performance.now();
    const answer = await this.askAtPort(family, this.client.port, signal);
    // One round trip for the connection, one for the question.
    return { ...answer, rttMs: (performance.now() - startedMs) / 2 };
  }

  /** Addresses with no line behind them are common with IPv6: they must not hold up a check that IPv4 answered. */
  #viewSoon(): Promise<Viewed> {
    const soon = timeoutSignal(this.#around.budget.outsideSilenceMs, this.#around.outsideSignal);
    return this.#view(6, soon.signal).finally(() => soon.end());
  }

  async #ipv4(): Promise<string> {
    const { computer, outsideSignal: signal } = this.#around;
    if (isIpv6(this.client.host)) throw new ProbeTrouble("skipped", "no-ipv4-address");
    const hasIpv4 = (await computer.localAddressTowards(SOMEWHERE_OUTSIDE.ipv4)) !== null;
    const prefix = hasIpv4 ? null : await this.#nat64Prefix();
    if (!hasIpv4 && prefix === null) throw new ProbeTrouble("skipped", "no-gateway");
    const [found] = await computer.lookupIpv4(this.client.host, signal).catch(noneOfThatKind);
    const address = found && prefix !== null ? nat64Address(prefix, found) : found;
    if (!address) throw new ProbeTrouble("skipped", "no-ipv4-address");
    return address;
  }

  async #ipv6(): Promise<string> {
    const { computer, outsideSignal: signal } = this.#around;
    if ((await computer.localAddressTowards(SOMEWHERE_OUTSIDE.ipv6)) === null)
      throw new ProbeTrouble("skipped", "no-gateway");
    const found = await computer.lookupIpv6(this.client.host, signal).catch(noneOfThatKind);
    if (isIpv6(this.client.host) && found[0]) return found[0];
    // Name servers of a NAT64 make up IPv6 addresses of servers that have none (DNS64, RFC 6147).
    const prefix = await this.#nat64Prefix();
    const address = found.find((one) => prefix === null || !inPrefix(one, prefix));
    if (!address) throw new ProbeTrouble("skipped", "no-ipv6-address");
    return address;
  }

  /** Null also when the time for questions to the internet is over. */
  #nat64Prefix(): Promise<string | null> {
    const { nat64Prefix, outsideSignal: signal } = this.#around;
    if (nat64Prefix === undefined || signal.aborted) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => resolve(null), { once: true });
      nat64Prefix.then(resolve, reject);
    });
  }
}

/** The name exists, without an address of that kind: nothing went wrong. */
function noneOfThatKind(error: unknown): string[] {
  if (systemErrorCode(error) === "ENODATA") return [];
  throw error;
}

function once<K, T>(made: Map<K, Promise<T>>, key: K, make: () => Promise<T>): Promise<T> {
  const before = made.get(key);
  if (before) return before;
  const promise = make();
  made.set(key, promise);
  // Everybody who asks for it hears of the failure; nobody may have asked yet.
  promise.catch(() => {});
  return promise;
}
