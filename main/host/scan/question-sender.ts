import type { DiscoveryQuestion } from "#core/lan/discovery-protocol.ts";
import { broadcastOf, ipv4Number, ipv4Text, prefixAround } from "#core/net/ipv4-prefix.ts";
import { systemErrorCode } from "../system-error.ts";
import type { ScanContext } from "./scan-environment.ts";
import type { Asker } from "./search-sockets.ts";

/** Between two questions: the devices of all makers answering at once would be more than a Wi-Fi takes. */
const BETWEEN_QUESTIONS_MS = 4;
/** A laptop that was busy with something else makes up for so many questions at once. */
const MOST_AT_ONCE = 12;

const EVERYBODY = "255.255.255.255";

/** Sends questions one after another. What the system refuses is reported, and the others go on. */
export class QuestionSender {
  readonly #askers: readonly Asker[];
  readonly #context: Pick<ScanContext, "randomBytes" | "onRefusedSend">;
  readonly #waiting: DiscoveryQuestion[] = [];
  #timer: NodeJS.Timeout | null = null;
  #lastMs = 0;
  #hasEnded = false;

  constructor(askers: readonly Asker[], context: Pick<ScanContext, "randomBytes" | "onRefusedSend">) {
    this.#askers = askers;
    this.#context = context;
  }

  /** Asks every question once more, on every adapter; those that still wait are asked once. */
  askAll(): void {
    const questions = new Set([...this.#waiting, ...this.#askers.flatMap((asker) => asker.questions)]);
    this.#waiting.splice(0, Infinity, ...questions);
    this.#lastMs = performance.now() - BETWEEN_QUESTIONS_MS;
    this.#timer ??= setInterval(() => this.#askDue(), BETWEEN_QUESTIONS_MS);
    this.#askDue();
  }

  /** Nothing waits to be asked. */
  get isIdle(): boolean {
    return this.#waiting.length === 0;
  }

  end(): void {
    this.#hasEnded = true;
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #askDue(): void {
    const nowMs = performance.now();
    const due = Math.floor((nowMs - this.#lastMs) / BETWEEN_QUESTIONS_MS);
    if (due > 0) this.#lastMs = nowMs;
    for (const question of this.#waiting.splice(0, Math.min(due, MOST_AT_ONCE))) {
      for (const asker of this.#askers) if (asker.questions.includes(question)) this.#ask(asker, question);
    }
    if (!this.isIdle || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #ask(asker: Asker, question: DiscoveryQuestion): void {
    const payload = question.payload({
      randomBytes: (length) => this.#context.randomBytes(length),
      localAddress: asker.address,
    });
    for (const address of destinationsOf(asker, question))
      asker.socket.send(payload, question.to.port, address, (error) => {
        if (error && !this.#hasEnded)
          this.#context.onRefusedSend(asker.adapter.name, systemErrorCode(error) ?? "unknown");
      });
  }
}

function destinationsOf({ adapter, address }: Asker, { to }: DiscoveryQuestion): string[] {
  if (to.address !== "broadcast") return [to.address.includes(":") ? `${to.address}%${adapter.zone}` : to.address];
  const number = ipv4Number(address);
  const network = adapter.ipv4.find((own) => own.address === address);
  if (number === undefined || network === undefined) return [];
  const directed = broadcastOf(prefixAround(number, network.prefixLength));
  // Some devices take the one, some the other; and the directed one goes out by the right adapter on every system.
  return directed === undefined ? [EVERYBODY] : [EVERYBODY, ipv4Text(directed)];
}
