import { ROOM_LIFETIME_MS } from "#core/rehearsal/rendezvous.ts";
import type { RehearsalEvent } from "#core/rehearsal/rehearsal-event.ts";
import type { RehearsalWish } from "./rehearsal-options.ts";
import { RehearsalTrouble } from "./rehearsal-trouble.ts";
import { readSignal, type ByHand } from "./signal-exchange.ts";

/** Texts that a person puts in, while a rehearsal waits for them. */
export class HandedTexts {
  readonly #signal: AbortSignal;
  #waiting: ((text: string | null) => void) | null = null;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** What nobody waits for is dropped. */
  give(text: string | null): void {
    this.#waiting?.(text);
  }

  /** What is no text of the other screen is refused, and waited for again. */
  asHand(role: RehearsalWish["role"], tell: (event: RehearsalEvent) => void): ByHand {
    return {
      show: (text) => tell({ type: "text", text }),
      take: async () => {
        for (;;) {
          tell({ type: "waiting", for: "text" });
          const text = (await this.#next()) ?? "";
          try {
            readSignal(text, role === "invite" ? "answer" : "offer");
            return text;
          } catch (error) {
            if (!(error instanceof RehearsalTrouble)) throw error;
            tell({ type: "refused", why: error.why });
          }
        }
      },
      begin: async () => {
        tell({ type: "waiting", for: "begin" });
        await this.#next();
      },
    };
  }

  /** @throws RehearsalTrouble no-answer; the signal's reason */
  async #next(): Promise<string | null> {
    this.#signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<string | null>();
    this.#waiting = resolve;
    const timer = setTimeout(() => reject(new RehearsalTrouble("no-answer")), ROOM_LIFETIME_MS);
    const onAbort = (): void => reject(this.#signal.reason);
    this.#signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#signal.removeEventListener("abort", onAbort);
      this.#waiting = null;
    }
  }
}
