import { z } from "zod";

/** The walk-throughs: each leads from a decision to something that is done and proven. */
export const walkKindSchema = z.enum([
  "public-ip",
  "port-forward",
  "fix-double-nat",
  "ipv6-direct",
  "mobile-line",
  "vendor-cloud",
  "mesh-vpn",
  "router-vpn",
  "own-relay",
  "hosted-relay",
  "wireguard-hub",
  "wireguard-router",
]);
export type WalkKind = z.infer<typeof walkKindSchema>;

/** Who has the next step, where it is nobody at the site: `technician`, a proof from elsewhere that was put off. */
export const waitingForSchema = z.enum(["provider", "customer", "technician"]);

const time = z.iso.datetime({ offset: true });
const text = (max: number) => z.string().trim().min(1).max(max).nullable().optional();

/** More than any walk writes down; a bound, because a survey from elsewhere may be hostile. */
const MAX_STATE_CHARACTERS = 60_000;

/**
 * One walk-through of a site as the survey keeps it: after every step, so that it goes on where it was, also on a colleague's
 * laptop. What `state` holds is the business of the walk's own machine, and of nobody else.
 */
export const walkSchema = z.object({
  id: z.string().min(1).max(200),
  kind: walkKindSchema,
  /** The survey's device that it is about, where it is about one. */
  deviceId: z.string().min(1).max(200).nullable().optional(),
  startedAt: time,
  startedBy: text(200),
  updatedAt: time,
  status: z.enum(["open", "done", "abandoned"]),
  /** Waiting: for the list of sites that wait. */
  waiting: z.object({ for: waitingForSchema, since: time, until: z.iso.date().nullable() }).nullable().optional(),
  state: z
    .looseObject({ step: z.string().max(60) })
    .refine((state) => JSON.stringify(state).length <= MAX_STATE_CHARACTERS, "too long"),
});
export type Walk = z.infer<typeof walkSchema>;
