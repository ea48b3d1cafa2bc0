import type { Socket } from "node:net";
import { canonicalAddress } from "#core/net/ip-address.ts";
import { AtOnce, limitKey, RateLimit, type Limits } from "./limits.ts";
import type { Metrics } from "./metrics.ts";

/**
 * Counts every connection, also one that never says a word, and refuses what is too many at once or too fast. When there are
 * too many in total, the oldest of those goes that have not shown a token yet: whoever fills all places with silence pushes
 * out his own.
 */
export class Connections {
  readonly #limits: Limits;
  readonly #metrics: Metrics;
  readonly #perCaller: AtOnce;
  readonly #newOnes: RateLimit;
  /** In the order in which they came. */
  readonly #strangers = new Set<Socket>();

  constructor(limits: Limits, metrics: Metrics) {
    this.#limits = limits;
    this.#metrics = metrics;
    this.#perCaller = new AtOnce(limits.connectionsPerCaller, Infinity);
    this.#newOnes = new RateLimit(limits.newConnectionsPerCaller, () => performance.now());
  }

  get count(): number {
    return this.#perCaller.sum;
  }

  /** For a server's `connection`: before TLS, where there is any. */
  admit(socket: Socket): void {
    const key = limitKey(canonicalAddress(socket.remoteAddress ?? "") ?? "");
    if (!this.#newOnes.take(key)) return this.#cut(socket, "too-fast");
    const end = this.#perCaller.begin(key);
    if (end === null) return this.#cut(socket, "too-many");
    this.#strangers.add(socket);
    socket.once("close", () => {
      end();
      this.#strangers.delete(socket);
    });
    if (this.count <= this.#limits.connections) return;
    const [oldest = socket] = this.#strangers;
    this.#strangers.delete(oldest);
    this.#cut(oldest, "made-room");
  }

  /** A request on it was signed. `socket` is what a request has: with TLS, a wrapped one with the same other end. */
  trust(socket: Socket): void {
    for (const one of this.#strangers)
      if (one.remotePort === socket.remotePort && one.remoteAddress === socket.remoteAddress)
        this.#strangers.delete(one);
  }

  #cut(socket: Socket, reason: Parameters<Metrics["connectionRefused"]>[0]): void {
    this.#metrics.connectionRefused(reason);
    // A reset keeps nothing of it in the system, as an orderly end would.
    socket.resetAndDestroy();
  }
}
