import { HostError } from "#core/contract/errors.ts";
import { errorText } from "#core/error-text.ts";
import { codeFrom, readCode } from "#core/rehearsal/rendezvous.ts";
import { toHex } from "#core/codec/byte-text.ts";
import { EventQueue } from "../check/event-queue.ts";
import { VantageLink } from "../vantage/vantage-link.ts";
import { RehearsalTrouble } from "./rehearsal-trouble.ts";
import { RendezvousLine } from "./rendezvous-line.ts";
import type { RehearsalEvent } from "#core/rehearsal/rehearsal-event.ts";
import type { RehearsalServiceOptions, RehearsalWish } from "./rehearsal-options.ts";
import { HandedTexts } from "./handed-texts.ts";
import { runRehearsal } from "./run-rehearsal.ts";
import { exchangeByHand, vantageExchange, type SignalExchange } from "./signal-exchange.ts";
import type { Undo } from "./gather.ts";

const SEAT_BYTES = 16;
const CODE_RANDOM_BYTES = 32;

/** Rehearsals of a direct connection between this laptop and a colleague's, one at a time. */
export class RehearsalService {
  readonly #options: RehearsalServiceOptions;
  #running: { texts: HandedTexts } | null = null;

  constructor(options: RehearsalServiceOptions) {
    this.#options = options;
  }

  /**
   * Goes through one rehearsal. It ends with `finished` or `failed`; ending the iteration or the signal takes back everything at
   * once: the mapping, the room at the vantage, the peer.
   *
   * @throws HostError REHEARSAL_ALREADY_RUNNING
   */
  async *start(wish: RehearsalWish, signal: AbortSignal): AsyncGenerator<RehearsalEvent, void> {
    if (this.#running) throw new HostError("REHEARSAL_ALREADY_RUNNING");
    const ended = new AbortController();
    const over = AbortSignal.any([signal, ended.signal]);
    const events = new EventQueue<RehearsalEvent>();
    const texts = new HandedTexts(over);
    this.#running = { texts };
    const undo: Undo = [];
    const run = this.#run(wish, texts, events, undo, over)
      .catch((error: unknown) => {
        if (over.aborted) return;
        events.push({ type: "failed", why: (error instanceof RehearsalTrouble ? error : unexpected(error)).why });
      })
      .finally(() => events.end());
    const leave = (): void => events.end();
    signal.addEventListener("abort", leave, { once: true });
    try {
      if (!signal.aborted) yield* events;
    } finally {
      signal.removeEventListener("abort", leave);
      ended.abort();
      await run;
      // The last first; none of them throws.
      for (const one of undo.toReversed()) await one();
      this.#running = null;
    }
  }

  /** By hand: the other end's text, or (joining end, once its own text is shown) null: the colleague has put it in. */
  give(text: string | null): void {
    this.#running?.texts.give(text);
  }

  async #run(
    wish: RehearsalWish,
    texts: HandedTexts,
    events: EventQueue<RehearsalEvent>,
    undo: Undo,
    signal: AbortSignal,
  ): Promise<void> {
    const tell = (event: RehearsalEvent): void => events.push(event);
    const exchange = await this.#exchange(wish, texts, tell, signal);
    undo.push(() => exchange.leave());
    await runRehearsal(this.#options, { wish, exchange, tell, undo }, signal);
  }

  /** @throws RehearsalTrouble not-a-code, no-vantage */
  async #exchange(
    { role, signalling }: RehearsalWish,
    texts: HandedTexts,
    tell: (event: RehearsalEvent) => void,
    signal: AbortSignal,
  ): Promise<SignalExchange> {
    const { environment, randomBytes, now } = this.#options;
    if (signalling.kind === "by-hand") return exchangeByHand(texts.asHand(role, tell), role);
    const code = role === "invite" ? codeFrom(randomBytes(CODE_RANDOM_BYTES)) : readCode(signalling.code ?? "");
    if (code === undefined) throw new RehearsalTrouble("not-a-code");
    const access = await this.#options.vantageAccess();
    if (access?.token == null) throw new RehearsalTrouble("no-vantage");
    const link = new VantageLink(
      { url: access.url, token: access.token },
      { ...environment, outsideSignal: signal, randomBytes },
      () => now().getTime(),
    );
    const line = new RendezvousLine(link, { code, side: role, seat: toHex(randomBytes(SEAT_BYTES)) }, signal);
    const onRoom = (): void => {
      tell({ type: "code", code });
      tell({ type: "waiting", for: "colleague" });
    };
    return vantageExchange(line, { side: role, code, randomBytes, onRoom });
  }
}

const unexpected = (error: unknown): RehearsalTrouble =>
  new RehearsalTrouble("failed", { detail: errorText(error) }, error);
