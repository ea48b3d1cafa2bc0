import { z } from "zod";
import { messageSchema } from "../nat/diagnosis.ts";

const time = z.iso.datetime({ offset: true });

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

/** A WireGuard peer as the hub sees it (`wg show dump`). */
export const hubPeerSchema = z.object({
  publicKey: z.string().max(64),
  /** Where it was last heard from; null: never. */
  endpoint: z.string().max(80).nullable(),
  lastHandshakeAt: time.nullable(),
  receivedBytes: z.number().nonnegative(),
  sentBytes: z.number().nonnegative(),
});
export type HubPeer = z.infer<typeof hubPeerSchema>;

/** What the server says of itself when Farsite is logged in. */
export const serverStatusSchema = z.object({
  at: time,
  /** Of the set-up there; an older one is brought up to date by the set-up files. */
  version: z.string().max(40),
  /** Milliseconds that its clock is ahead of this laptop's; null: not told. */
  clockAheadMs: z.number().nullable(),
  peers: z.array(hubPeerSchema).max(5_000),
  /** Ports at which relays of sites listen now. */
  relayPorts: z.array(z.number().int()).max(5_000),
  /** The last word of each site's box, by the site's id. */
  health: z.array(z.object({ siteId: z.string().max(200), at: time, says: z.string().max(500) })).max(5_000),
});
export type ServerStatus = z.infer<typeof serverStatusSchema>;
