import type { MessagePortMain } from "electron";
import { z } from "zod";

/** A recording to replay is the largest thing a page sends (the browser shell's limit is the same). */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** What separates the JSON of a message from a file that follows it (oRPC's peer protocol). */
const FILE_DELIMITER = 0xff;

/** oRPC's envelope: a request, an item of a stream, or an abort. The contract checks what is inside. */
const envelope = z.object({
  i: z.string().min(1).max(64),
  t: z.union([z.literal(1), z.literal(3), z.literal(4)]).optional(),
  p: z.unknown(),
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

/** The shape of a port that oRPC's message-port adapter takes. */
interface RpcPort {
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
  on(event: "close", listener: () => void): void;
  postMessage(data: unknown): void;
}

export interface GuardedPort extends RpcPort {
  /** Closes it as if the page had gone: running calls are aborted. */
  close(): void;
}

/** A port that closes at the first message that is not one of ours. */
export function guardPort(port: MessagePortMain): GuardedPort {
  const closeListeners: (() => void)[] = [];
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    port.close();
    for (const listener of closeListeners) listener();
  };
  port.on("close", close);
  return {
    on(event: "message" | "close", listener: (event: { readonly data: unknown }) => void) {
      if (event === "close") {
        closeListeners.push(() => listener({ data: undefined }));
        return;
      }
      port.on("message", (message) => {
        const data: unknown = message.data;
        if (!open) return;
        if (isWellFormed(data)) listener({ data });
        else close();
      });
    },
    postMessage(data) {
      // An answer may come after the page is gone.
      if (open) port.postMessage(data);
    },
    close,
  };
}
