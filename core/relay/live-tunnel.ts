import { z } from "zod";
import { publishedPortSchema } from "../tunnel/tunnel.ts";
import { sshFaultSchema, sshPortFaultSchema } from "./ssh-fault.ts";

const count = z.number().int().nonnegative();
const port = z.number().int().min(1).max(65_535);

/** A port of a tunnel that Farsite holds open itself. */
export const livePortSchema = z.object({
  ...publishedPortSchema.pick({ id: true, address: true, port: true, serverPort: true, listen: true }).shape,
  state: z.discriminatedUnion("kind", [
    /** The line is not up. */
    z.object({ kind: z.literal("waiting") }),
    z.object({ kind: z.literal("listening") }),
    /** The server still holds it for the line before this one; asked for again, for so long at most. */
    z.object({ kind: z.literal("retaking"), leftMs: count }),
    z.object({ kind: z.literal("failed"), fault: sshPortFaultSchema }),
  ]),
  connections: z.object({
    open: count,
    total: count,
    /** More at once than allowed. */
    turnedAway: count,
    /** The device did not take them. */
    unanswered: count,
  }),
  /** Why the device took none the last time; null: it took the last one. */
  deviceTrouble: z.enum(["refused", "silent"]).nullable(),
  /** From callers to the device, and back. */
  bytesIn: count,
  bytesOut: count,
});
export type LivePort = z.infer<typeof livePortSchema>;

/** A reverse tunnel that runs in this Farsite, as it is at a moment. */
export const liveTunnelSchema = z.object({
  tunnelId: z.string(),
  host: z.string(),
  state: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("connecting") }),
    z.object({ kind: z.literal("open"), port, rttMs: z.number().nonnegative().nullable() }),
    /** It was open, and comes back by itself. */
    z.object({ kind: z.literal("reconnecting"), fault: sshFaultSchema, nextTryInMs: count }),
    /** Somebody has to do something first. */
    z.object({ kind: z.literal("failed"), fault: sshFaultSchema }),
    z.object({ kind: z.literal("stopped") }),
  ]),
  ports: z.array(livePortSchema),
  /** How often it came back. */
  reconnects: count,
  /** What the server's ports said when it was reached by another. */
  blockedPorts: z.array(z.object({ port, fault: sshFaultSchema })),
});
export type LiveTunnelStatus = z.infer<typeof liveTunnelSchema>;
