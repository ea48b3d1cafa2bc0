import { randomBytes } from "node:crypto";
import type { ProveAnswer, ProveRequest, ViewAnswer } from "#core/vantage/vantage-api.ts";
import { PROOFS_AT_ONCE } from "#core/vantage/vantage-protocol.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import { VantageLink, type Family } from "./vantage-link.ts";

export type SessionEnvironment = Pick<CheckEnvironment, "computer" | "budget">;

/** What the vantage saw, and from where it came in. */
export type Proven = ProveAnswer & { vantageAddress: string };

/**
 * A line to the vantage outside a check, over one family: the vantage comes in at the address it is asked from, so a public
 * IPv4 address is proven over IPv4 and an IPv6 one over IPv6. All calls throw ProbeTrouble, or the resolver's error.
 */
export class VantageSession {
  readonly family: Family;
  readonly #link: VantageLink;
  readonly #ended = new AbortController();
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    access: { url: string; token: string },
    { computer, budget }: SessionEnvironment,
    { family, now }: { family: Family; now?: () => number },
  ) {
    this.family = family;
    this.#link = new VantageLink(access, { computer, budget, outsideSignal: this.#ended.signal, randomBytes }, now);
  }

  /** From where the vantage sees this laptop. */
  async view(signal: AbortSignal): Promise<ViewAnswer> {
    const { value } = await this.#link.askAtPort(this.family, this.#link.client.port, signal);
    return value;
  }

  /** Several may be asked at once; more than the vantage takes together wait for their turn. */
  async prove(request: ProveRequest, signal: AbortSignal): Promise<Proven> {
    await this.#turn();
    try {
      const vantageAddress = await this.#link.address(this.family);
      const { value } = await this.#link.prove(this.family, request, signal);
      return { ...value, vantageAddress };
    } finally {
      this.#underWay -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** Ends what is under way. */
  close(): void {
    this.#ended.abort();
    this.#link.close();
  }

  async #turn(): Promise<void> {
    // Whoever is woken may find that another one was quicker.
    while (this.#underWay >= PROOFS_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#underWay += 1;
  }
}
