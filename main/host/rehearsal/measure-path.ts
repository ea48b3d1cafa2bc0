import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";
import { pairEndSchema } from "#core/rehearsal/candidate.ts";
import type { Channel } from "./data-channel-library.ts";
import type { SelectedPair } from "./ice-peer.ts";

/** A relay's traffic may cost the firm money. */
const LOAD_BYTES = { direct: 4_000_000, relayed: 1_000_000 } as const;
const CHUNK_BYTES = 16_384;

/** What two ends say to each other over a path that stands: how they see it, echoes, and a load to estimate what it carries. */
const wordSchema = z.discriminatedUnion("say", [
  z.object({ say: z.literal("pair"), local: pairEndSchema, remote: pairEndSchema }),
  z.object({ say: z.literal("ping"), number: z.number().int() }),
  z.object({ say: z.literal("pong"), number: z.number().int() }),
  z.object({ say: z.literal("load") }),
  z.object({ say: z.literal("loaded") }),
  // No more than was sent: what it makes is kept.
  z.object({
    say: z.literal("took"),
    bytes: z
      .number()
      .nonnegative()
      .max(LOAD_BYTES.direct + CHUNK_BYTES),
    ms: z.number().nonnegative(),
  }),
  z.object({ say: z.literal("your-turn") }),
  z.object({ say: z.literal("done") }),
]);
type Word = z.infer<typeof wordSchema>;

const PINGS = 7;
const LOAD_MS = 1_000;
/** Enough under way for 50 Mbit/s over 40 ms, and gone in half a second at 4 Mbit/s. */
const BUFFER_BYTES = 262_144;
const REFILL_MS = 2;
/** Both loads on a slow line, and the words between. */
const LIMIT_MS = 8_000;
/** Longer words, or more of them, are no colleague's. */
const MAX_WORD_CHARACTERS = 600;
const MAX_WORDS = 200;

export type MeasuredPath = {
  /** As the other end sees the pair; null: it did not say. */
  theirs: SelectedPair | null;
  rttMs: number | null;
  upBitsPerSecond: number | null;
  downBitsPerSecond: number | null;
};

/**
 * Measures a path together with the other end: the leading one first, then the other one. What was measured until the line broke, the
 * other end went silent or the signal fired, is given back.
 */
export function measurePath(
  channel: Channel,
  { leads, pair, nowMs = () => performance.now() }: { leads: boolean; pair: SelectedPair; nowMs?: () => number },
  signal: AbortSignal,
): Promise<MeasuredPath> {
  const measured: MeasuredPath = { theirs: null, rttMs: null, upBitsPerSecond: null, downBitsPerSecond: null };
  const isRelayed = pair.local.kind === "relayed" || pair.remote.kind === "relayed";
  const { promise, resolve } = Promise.withResolvers<MeasuredPath>();
  const trips: number[] = [];
  let pingedMs = 0;
  let words = 0;
  let incoming: { bytes: number; fromMs: number; lastMs: number } | null = null;
  let refill: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(limit);
    clearTimeout(refill);
    signal.removeEventListener("abort", end);
    resolve(measured);
  };
  const limit = setTimeout(end, LIMIT_MS);
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();

  const say = (word: Word): void => {
    // A channel that is closing throws.
    try {
      channel.sendMessage(JSON.stringify(word));
    } catch {
      end();
    }
  };
  const ping = (): void => {
    pingedMs = nowMs();
    say({ say: "ping", number: trips.length });
  };
  const load = (): void => {
    say({ say: "load" });
    const chunk = new Uint8Array(CHUNK_BYTES);
    const untilMs = nowMs() + LOAD_MS;
    let left: number = LOAD_BYTES[isRelayed ? "relayed" : "direct"];
    const fill = (): void => {
      try {
        while (left > 0 && nowMs() < untilMs && channel.bufferedAmount() < BUFFER_BYTES) {
          channel.sendMessageBinary(chunk);
          left -= CHUNK_BYTES;
        }
      } catch {
        return end();
      }
      if (left > 0 && nowMs() < untilMs) refill = setTimeout(fill, REFILL_MS);
      else say({ say: "loaded" });
    };
    fill();
  };

  const hear = (word: Word): void => {
    switch (word.say) {
      case "pair":
        measured.theirs = { local: word.local, remote: word.remote };
        if (leads && trips.length === 0) ping();
        return;
      case "ping":
        return say({ say: "pong", number: word.number });
      case "pong":
        if (word.number !== trips.length || trips.length >= PINGS) return;
        trips.push(nowMs() - pingedMs);
        measured.rttMs = trips.toSorted((a, b) => a - b)[Math.floor(trips.length / 2)] ?? null;
        return trips.length < PINGS ? ping() : load();
      case "load":
        incoming ??= { bytes: 0, fromMs: nowMs(), lastMs: nowMs() };
        return;
      case "loaded": {
        if (!incoming) return;
        const { bytes, fromMs, lastMs } = incoming;
        measured.downBitsPerSecond = rate(bytes, lastMs - fromMs);
        return say({ say: "took", bytes, ms: lastMs - fromMs });
      }
      case "took":
        measured.upBitsPerSecond = rate(word.bytes, word.ms);
        if (leads) return say({ say: "your-turn" });
        say({ say: "done" });
        // What closes the channel at once may overtake the word.
        refill = setTimeout(end, LAST_WORD_MS);
        return;
      case "your-turn":
        if (!leads && trips.length === 0) ping();
        return;
      case "done":
        return end();
    }
  };

  channel.onMessage((given) => {
    if (typeof given !== "string") {
      if (!incoming) return;
      incoming.bytes += given instanceof ArrayBuffer ? given.byteLength : given.length;
      incoming.lastMs = nowMs();
      return;
    }
    words += 1;
    if (words > MAX_WORDS || given.length > MAX_WORD_CHARACTERS) return end();
    const word = wordSchema.safeParse(parseJson(given));
    if (word.success) hear(word.data);
  });
  channel.onClosed(end);
  say({ say: "pair", ...pair });
  return promise;
}

const LAST_WORD_MS = 100;

/** Less than a millisecond can't be told from none. */
const rate = (bytes: number, ms: number): number | null =>
  bytes === 0 ? null : Math.round((bytes * 8_000) / Math.max(1, ms));
