import { z } from "zod";
import { transportSchema } from "../nat/observation.ts";

/** What an opened port is used for; decides what is forwarded at all, and how it is proven. */
export const forwardUseSchema = z.enum(["app", "web", "stream", "panel", "vpn", "other"]);
export type ForwardUse = z.infer<typeof forwardUseSchema>;

/** How a port was opened: by which protocol, or by a person in the router's pages. */
export const forwardMeansSchema = z.enum(["upnp", "nat-pmp", "pcp", "pinhole", "by-hand"]);
export type ForwardMeans = z.infer<typeof forwardMeansSchema>;

const text = (max: number) => z.string().trim().min(1).max(max).nullable().optional();
const port = z.number().int().min(1).max(65_535);
const time = z.iso.datetime({ offset: true });

/** A port that was opened to the internet for a device of the site, as the survey keeps it. Nothing secret. */
export const forwardSchema = z.object({
  id: z.string().min(1).max(200),
  /** The survey's device; absent or null: only its address is known. */
  deviceId: z.string().min(1).max(200).nullable().optional(),
  /** Where it leads to, canonical. */
  address: z.string().max(64),
  transport: transportSchema,
  internalPort: port,
  externalPort: port,
  use: forwardUseSchema,
  means: forwardMeansSchema,
  /** The box it is set in: its address. */
  router: text(64),
  /** Where two routers translate: the outer box has to pass the port on to this address of the inner one. */
  throughOuter: text(64),
  /** What the router says it is called under outside; what a test says stands in the proofs. */
  externalAddress: text(64),
  /** A name that follows a changing address. */
  hostName: text(253),
  /** How long the router keeps it after the last renewal, seconds; null: until somebody removes it. Absent: not known. */
  leaseSeconds: z.number().int().positive().nullable().optional(),
  openedAt: time,
  openedBy: text(200),
  /** Null or absent: it stands. */
  closedAt: time.nullable().optional(),
  note: text(1_000),
});
export type Forward = z.infer<typeof forwardSchema>;

/** Forwards that stand as far as the survey knows. */
export const standingForwards = (forwards: readonly Forward[]): Forward[] =>
  forwards.filter(({ closedAt }) => closedAt === undefined || closedAt === null);
