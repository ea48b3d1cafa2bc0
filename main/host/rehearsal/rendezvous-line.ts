import { MAX_WAIT_MS, REHEARSAL_PATH, ROOM_LIFETIME_MS } from "#core/rehearsal/rendezvous.ts";
import {
  rendezvousAnswerSchema,
  type RendezvousAnswer,
  type RendezvousRequest,
} from "#core/rehearsal/rendezvous-schema.ts";
import { assertNever } from "#core/never.ts";
import { toProbeTrouble } from "../check/probe-trouble.ts";
import type { VantageLink } from "../vantage/vantage-link.ts";
import { RehearsalTrouble } from "./rehearsal-trouble.ts";

/** One question beyond its wait: the way to the vantage and back over a satellite, and a busy server. */
const ANSWER_MS = 5_000;
/** A line that fails for a moment is tried again this often, */
const TRIES = 3;
/** after so long. */
const AGAIN_MS = 700;
/** For the last word, when all is over. */
const LEAVE_MS = 1_500;

/** An end's seat in a room of the vantage: says and hears short texts in order. All calls throw RehearsalTrouble or the signal's reason. */
export class RendezvousLine {
  readonly #link: VantageLink;
  readonly #place: Pick<RendezvousRequest, "code" | "side" | "seat">;
  readonly #signal: AbortSignal;
  readonly #heard: string[] = [];
  #known = 0;
  #said = 0;

  constructor(link: VantageLink, place: Pick<RendezvousRequest, "code" | "side" | "seat">, signal: AbortSignal) {
    this.#link = link;
    this.#place = place;
    this.#signal = signal;
  }

  async say(text: string): Promise<void> {
    this.#take(await this.#ask({ say: text, waitMs: 0 }));
    this.#said += 1;
  }

  /** The other end's next word. */
  async hear(): Promise<string> {
    const untilMs = performance.now() + ROOM_LIFETIME_MS;
    for (;;) {
      const next = this.#heard.shift();
      if (next !== undefined) return next;
      if (performance.now() > untilMs) throw new RehearsalTrouble("nobody");
      this.#take(await this.#ask({ waitMs: MAX_WAIT_MS }));
    }
  }

  /** Closes the room. Never throws, and waits for nobody. */
  leave(): void {
    const gone = AbortSignal.timeout(LEAVE_MS);
    this.#exchange({ ...this.#place, known: this.#known, said: this.#said, waitMs: 0, leave: true }, gone)
      .catch(() => undefined)
      .finally(() => this.#link.close());
  }

  #take({ state, messages }: RendezvousAnswer): void {
    this.#known += messages.length;
    this.#heard.push(...messages);
    switch (state) {
      case "waiting":
      case "both":
        return;
      case "no-room":
        if (this.#known > 0) throw new RehearsalTrouble("left");
        throw new RehearsalTrouble(this.#place.side === "join" ? "no-room" : "nobody");
      case "taken":
      case "full":
        throw new RehearsalTrouble(state);
      case "left":
        if (this.#heard.length === 0) throw new RehearsalTrouble("left");
        return;
      default:
        assertNever(state);
    }
  }

  async #ask(more: Pick<RendezvousRequest, "say" | "waitMs">): Promise<RendezvousAnswer> {
    const request = { ...this.#place, known: this.#known, said: this.#said, ...more };
    for (let tries = 1; ; tries += 1) {
      this.#signal.throwIfAborted();
      try {
        return await this.#exchange(
          request,
          AbortSignal.any([this.#signal, AbortSignal.timeout(request.waitMs + ANSWER_MS)]),
        );
      } catch (error) {
        this.#signal.throwIfAborted();
        const { outcome, trouble } = toProbeTrouble(error);
        // What it said no to, it will not take the next time.
        if (tries === TRIES || outcome === "refused" || trouble.startsWith("vantage-")) throw vantageTrouble(error);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  async #exchange(body: RendezvousRequest, signal: AbortSignal): Promise<RendezvousAnswer> {
    const address = await this.#link.address(await this.#link.family());
    const question = { path: REHEARSAL_PATH, body, answer: rendezvousAnswerSchema, address, signal };
    return (await this.#link.client.ask(question)).value;
  }
}

function vantageTrouble(error: unknown): RehearsalTrouble {
  const { trouble, message } = toProbeTrouble(error);
  // A vantage from before there were rehearsals knows no such path.
  if (trouble === "vantage-other-version") return new RehearsalTrouble("vantage-old", {}, error);
  return new RehearsalTrouble(
    "vantage-failed",
    { detail: message === trouble ? trouble : `${trouble}: ${message}` },
    error,
  );
}
