import { z } from "zod";
import { message, type Message } from "../nat/diagnosis.ts";

/** How far the firm's servers, or a hoster's regions, are from a site: by the time that a TCP connection takes to stand. */

export const serverDistanceSchema = z.object({
  id: z.string().max(200),
  name: z.string().max(200),
  /** Median of what succeeded; null: nothing did. */
  rttMs: z.number().nonnegative().nullable(),
  /** How far the single measurements lie apart, the slowest left out. */
  spreadMs: z.number().nonnegative().nullable(),
  tried: z.number().int().nonnegative(),
  answered: z.number().int().nonnegative(),
  /** The port that answered. */
  port: z.number().int().min(1).max(65_535).nullable(),
});
export type ServerDistance = z.infer<typeof serverDistanceSchema>;

/** Less than that nobody feels, and the same server differs by it from one minute to the next. */
const LEAST_DIFFERENCE_MS = 3;
/** Of the shorter distance. */
const DIFFERENCE_SHARE = 0.1;
/** One of five may be lost by chance. */
const WORRYING_LOSS = 0.25;

export type Nearest = { readonly nearest: readonly ServerDistance[]; readonly sentence: Message };

/** The nearest server, or all that are as near within what the measurement can tell; the first one is the quickest. */
export function pickNearest(distances: readonly ServerDistance[]): Nearest {
  const answered = distances
    .flatMap((one) => (one.rttMs === null ? [] : [{ ...one, rttMs: one.rttMs }]))
    .toSorted((a, b) => a.rttMs - b.rttMs || (a.id < b.id ? -1 : 1));
  const [best] = answered;
  if (best === undefined) return { nearest: [], sentence: message("serverDistance.none") };
  const nearest = answered.filter((one) => one.rttMs - best.rttMs <= noise(best, one));
  const rtt = Math.max(1, Math.round(best.rttMs));
  const args = { name: best.name, rtt, answered: best.answered, tried: best.tried };
  if (best.answered < best.tried * (1 - WORRYING_LOSS))
    return { nearest, sentence: message("serverDistance.lossy", args) };
  if (nearest.length > 1)
    return {
      nearest,
      sentence: message("serverDistance.equal", { names: nearest.map(({ name }) => name).join(", "), rtt }),
    };
  const word = answered.length === 1 && distances.length > 1 ? "only" : "nearest";
  return { nearest, sentence: message(`serverDistance.${word}`, args) };
}

type Answered = ServerDistance & { rttMs: number };

const noise = (a: Answered, b: Answered): number =>
  Math.max(LEAST_DIFFERENCE_MS, a.rttMs * DIFFERENCE_SHARE, Math.max(a.spreadMs ?? 0, b.spreadMs ?? 0) / 2);
