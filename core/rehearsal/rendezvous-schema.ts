import { z } from "zod";
import { CODE_PATTERN, MAX_MESSAGES, MAX_WAIT_MS, MESSAGE_PATTERN, SEAT_PATTERN } from "./rendezvous.ts";

const text = z.string().regex(MESSAGE_PATTERN);

/** Strict, as all requests to a vantage. */
export const rendezvousRequestSchema = z.strictObject({
  code: z.string().regex(CODE_PATTERN),
  side: z.enum(["invite", "join"]),
  seat: z.string().regex(SEAT_PATTERN),
  /** How many of the other end's messages are known already. */
  known: z.number().int().min(0).max(MAX_MESSAGES),
  /** One message more. */
  say: text.optional(),
  /** How many of the own messages were said before: a repeated request says nothing twice. */
  said: z.number().int().min(0).max(MAX_MESSAGES),
  /** How long to wait for something new. */
  waitMs: z.number().int().min(0).max(MAX_WAIT_MS),
  /** The end goes: the room is closed. */
  leave: z.literal(true).optional(),
});
export type RendezvousRequest = z.infer<typeof rendezvousRequestSchema>;

export const rendezvousAnswerSchema = z.object({
  /**
   * `waiting`: the other end has not come; `no-room`: nobody invited under that code, or it is too long ago; `taken`: that seat is
   * somebody else's; `left`: the other end went; `full`: too many rehearsals at once.
   */
  state: z.enum(["waiting", "both", "no-room", "taken", "left", "full"]),
  /** Those behind `known`. */
  messages: z.array(text).max(MAX_MESSAGES),
});
export type RendezvousAnswer = z.infer<typeof rendezvousAnswerSchema>;
