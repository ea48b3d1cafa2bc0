import { z } from "zod";
import { messageSchema } from "../nat/diagnosis.ts";
import { proofResultSchema } from "./proof-record.ts";

/** What a recorder answered through the finished path: a tunnel, a relay's port, a channel of SSH. */
const ms = z.number().nonnegative();

export const streamMeasureSchema = z.object({
  /** Played at the same time; what follows is of all of them together. */
  copies: z.number().int().positive(),
  /** Megabits a second of what came, headers of RTP counted. */
  mbps: z.number().nonnegative(),
  seconds: z.number().nonnegative(),
  packets: z.number().int().nonnegative(),
  /** By gaps in the sequence numbers. */
  lostPackets: z.number().int().nonnegative(),
  /** By how much the pictures' own time fell behind while they came: a path that is too slow. Null: not to be told. */
  behindMs: ms.nullable(),
  /** The longest time in which nothing came, after the first packet; absent: not measured. */
  longestGapMs: ms.optional(),
  /** `H264`, `H265`, `JPEG`; cleaned. */
  codec: z.string().max(60).nullable(),
});
export type StreamMeasure = z.infer<typeof streamMeasureSchema>;

export const throughAnswerSchema = z.object({
  /** Until the byte stream stood; null: it never did. */
  connectMs: ms.nullable(),
  /** Of single small questions and answers, in their order. */
  rttMs: z.array(ms).max(16),
  answer: proofResultSchema.shape.answer,
  /** Whether it is the device that answers on that port inside. */
  sameDevice: proofResultSchema.shape.sameDevice,
  stream: streamMeasureSchema.nullable(),
  /** What the measurement means, or why there is none; null where none was wanted. */
  remark: messageSchema.nullable(),
  /** What stands in the way; null: the path carries the recorder's own protocol. */
  trouble: messageSchema.nullable(),
  /** What came first, readable. */
  raw: z.string().max(4_000).nullable(),
});
export type ThroughAnswer = z.infer<typeof throughAnswerSchema>;

export const reconnectAnswerSchema = z.object({
  /** It answered before the path was cut. */
  before: z.boolean(),
  /** From the cut until the same question was answered again; null: not in the time that was given. */
  backAfterMs: ms.nullable(),
  tries: z.number().int().nonnegative(),
  sentence: messageSchema,
});
export type ReconnectAnswer = z.infer<typeof reconnectAnswerSchema>;
