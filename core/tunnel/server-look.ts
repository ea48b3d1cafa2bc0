import { z } from "zod";
import { messageSchema } from "../nat/diagnosis.ts";

/** How a login at the firm's server went. Everything but `ok` has a sentence of what to do in `why`. */
export const sshLookSchema = z.object({
  outcome: z.enum([
    "ok",
    /** Nobody has accepted this key yet: a person compares it with what the server's console shows. */
    "new-host-key",
    /** Another key than the accepted one: never gone on with. */
    "host-key-changed",
    "failed",
    /** There is no administrator's key for it on this laptop. */
    "no-key",
  ]),
  /** Which of its ports answered; null: none. */
  port: z.number().int().nullable(),
  /** "SHA256:..."; null: none was seen. */
  hostKey: z.string().max(100).nullable(),
  why: messageSchema.nullable(),
  details: z.array(messageSchema).max(10),
});
export type SshLook = z.infer<typeof sshLookSchema>;
