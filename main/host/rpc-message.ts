import { z } from "zod";

/** A recording to replay is the largest thing a page sends. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** What separates the JSON of a message from a file that follows it (oRPC's peer protocol). */
const FILE_DELIMITER = 0xff;

/** oRPC's envelope: a request, an item of a stream, or an abort. The contract checks what is inside. */
const envelope = z.object({
  i: z.string().min(1).max(64),
  t: z.union([z.literal(1), z.literal(3), z.literal(4)]).optional(),
  // An abort carries nothing.
  p: z.unknown().optional(),
});
const request = z.object({
  u: z.string().startsWith("/").max(1_000),
  m: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional(),
  h: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
});
const streamItem = z.object({ e: z.enum(["message", "error", "done"]) });

/** Whether oRPC can take the message apart: what it cannot, it throws on where nobody can catch it. */
export function isWellFormed(raw: unknown): raw is string | Uint8Array | ArrayBuffer {
  const text = messageText(raw);
  if (text === undefined) return false;
  try {
    const { t = 1, p } = envelope.parse(JSON.parse(text));
    if (t === 1) return request.safeParse(p).success;
    return t === 4 || streamItem.safeParse(p).success;
  } catch {
    return false;
  }
}

function messageText(raw: unknown): string | undefined {
  if (typeof raw === "string") return raw.length <= MAX_MESSAGE_BYTES ? raw : undefined;
  if (!(raw instanceof Uint8Array) && !(raw instanceof ArrayBuffer)) return undefined;
  const bytes = raw instanceof Uint8Array ? raw : new Uint8Array(raw);
  if (bytes.length > MAX_MESSAGE_BYTES) return undefined;
  const end = bytes.indexOf(FILE_DELIMITER);
  return new TextDecoder().decode(end === -1 ? bytes : bytes.subarray(0, end));
}
