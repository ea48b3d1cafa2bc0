import { redactSecurity } from "#core/codec/onvif-redact.ts";
import { hostInUrl } from "#core/net/http-url.ts";
import { addressScope } from "#core/net/ip-address.ts";
import type { Claims, SightingSource } from "#core/lan/sighting.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import type { LookTarget, ScanContext } from "../scan-environment.ts";
import { usedAdapters } from "../used-adapters.ts";

export type Limits = { timeoutMs: number; signal: AbortSignal };

const MAX_RAW_CHARACTERS = 4_000;
/** A brand that is asked its maker's own way. */
const SURE_ENOUGH = 0.5;
/** Sessions and nonces are worth something to whoever reads the record. */
const SESSION = /^((?:set-)?cookie|x-[a-z-]*token|authorization):.*$/gim;

/**
 * The questions to one device: no more connections at once than the budget allows, each with its time, all of them with theirs. A
 * port is asked one question after the other, since a recorder's servers take few connections.
 */
export class Conversation {
  readonly target: LookTarget;
  readonly context: ScanContext;
  readonly #signal: AbortSignal;
  readonly #ports = new Map<number, Promise<unknown>>();
  readonly #waiting: (() => void)[] = [];
  #free: number;
  /** What is known by now: what was before the look, and what came of it. */
  known: LookTarget["known"];

  constructor(target: LookTarget, context: ScanContext, signal: AbortSignal) {
    this.target = target;
    this.context = context;
    this.#signal = signal;
    this.#free = context.budget.connectionsPerDevice;
    this.known = target.known;
  }

  /** The address to connect to: a link-local one needs its adapter. */
  get connectAddress(): string {
    const { address, interfaceName } = this.target;
    if (addressScope(address) !== "link-local" || !address.includes(":") || interfaceName === null) return address;
    const adapter = usedAdapters(this.context.readAdapters()).find(({ name }) => name === interfaceName);
    return `${address}%${adapter?.zone ?? interfaceName}`;
  }

  /** The device in a URL. */
  get host(): string {
    return hostInUrl(this.target.address);
  }

  /** What a question brings; null when it failed in whatever way: a closed door says nothing. */
  question<T>(port: number, ask: (limits: Limits) => Promise<T>): Promise<T | null> {
    const before = this.#ports.get(port) ?? Promise.resolve();
    const answer = before.then(() => this.#ask(ask));
    this.#ports.set(port, answer);
    return answer;
  }

  async #ask<T>(ask: (limits: Limits) => Promise<T>): Promise<T | null> {
    await this.#connection();
    const deadline = timeoutSignal(this.context.budget.questionMs, this.#signal);
    try {
      if (deadline.signal.aborted) return null;
      return await ask({ timeoutMs: this.context.budget.questionMs, signal: deadline.signal });
    } catch {
      return null;
    } finally {
      deadline.end();
      this.#free += 1;
      this.#waiting.shift()?.();
    }
  }

  async #connection(): Promise<void> {
    while (this.#free <= 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#free -= 1;
  }

  /** One answer and what it says; `raw` is what came, as text. */
  say(source: SightingSource, port: number, claims: Claims, raw: string | null): void {
    const { address, interfaceName } = this.target;
    const { brand, model, role, certainty = 1 } = claims;
    if (certainty >= SURE_ENOUGH) {
      const { known } = this;
      this.known = {
        ...(brand !== undefined && { brand }),
        ...(model !== undefined && { model }),
        ...(role !== undefined && { role }),
        ...known,
      };
    }
    const shown = raw === null ? null : redacted(raw);
    this.context.onSighting({ source, address, port, interfaceName, claims, raw: shown });
  }
}

/** Cut before as well: what is not shown need not be read. */
function redacted(raw: string): string {
  const text = redactSecurity(raw.slice(0, 4 * MAX_RAW_CHARACTERS)).replace(SESSION, "$1: …");
  return text.slice(0, MAX_RAW_CHARACTERS).toWellFormed();
}
