import { z } from "zod";
import { checkingState } from "./step-helpers.ts";
import { writtenListSchema } from "./step-writing.ts";

/** What the walk out of a double NAT keeps of itself. */

/**
 * `bridge`: the outer box only passes through. `access-point`: the inner router only spreads the network. `both`: both stay, and the
 * port is forwarded in both. `exposed-host`: the outer box hands everything to the inner one.
 */
export const doubleNatWays = ["bridge", "access-point", "both", "exposed-host"] as const;
export const doubleNatWaySchema = z.enum(doubleNatWays);

const boxSchema = z.object({
  name: z.string().max(200).nullable(),
  address: z.string().max(64).nullable(),
  owner: z.enum(["installer", "customer", "carrier", "unknown", "nobody"]),
});
export type Box = z.infer<typeof boxSchema>;

const planFields = {
  /** As the check found them when the walk began: changed boxes tell nothing of what they were. */
  router: boxSchema,
  innerWan: z.string().max(64).nullable(),
  outer: z.array(boxSchema).min(1).max(8),
  way: doubleNatWaySchema.nullable(),
  /** A person says to have changed the boxes. */
  changed: z.boolean(),
  written: writtenListSchema,
};
const plan = z.object(planFields);
export type DoubleNatPlan = z.infer<typeof plan>;
const decided = z.object({ ...planFields, way: doubleNatWaySchema });
export type DecidedPlan = z.infer<typeof decided>;

/** Ways after which one router is left, which a check shows. */
const oneRouter = z.object({ ...planFields, way: doubleNatWaySchema.extract(["bridge", "access-point"]) });
export type OneRouterPlan = z.infer<typeof oneRouter>;
export const isOneRouter = (decidedPlan: DecidedPlan): decidedPlan is OneRouterPlan =>
  decidedPlan.way === "bridge" || decidedPlan.way === "access-point";

/** By these verdicts the second router is there still, or nobody can say. */
const stillSchema = z.enum(["double-nat", "nat64", "offline", "unknown"]);
/** By these it is gone, whatever else stands in the way. */
const goneSchema = z.enum(["public", "cgnat", "shared-address", "firewalled"]);

export const doubleNatStateSchema = z.discriminatedUnion("step", [
  z.object({ step: z.literal("boxes"), plan, ...checkingState }),
  z.object({ step: z.literal("way"), plan, ...checkingState }),
  /** Somebody has to answer for handing everything to the inner router. */
  z.object({ step: z.literal("risk"), plan: decided, ...checkingState }),
  z.object({ step: z.literal("change"), plan: decided, ...checkingState }),
  z.object({ step: z.literal("check"), plan: oneRouter, found: stillSchema.nullable(), ...checkingState }),
  /** `found`: what a check said; null: a check would not show it. */
  z.object({ step: z.literal("done"), plan: decided, found: goneSchema.nullable(), ...checkingState }),
  /** What only a person can put back. */
  z.object({
    step: z.literal("undo-by-hand"),
    plan: oneRouter,
    goesTo: z.enum(["way", "abandoned"]),
    ...checkingState,
  }),
]);
export type DoubleNatState = z.infer<typeof doubleNatStateSchema>;
export type DoubleNatStep = DoubleNatState["step"];
export type DoubleNatAt<S extends DoubleNatStep> = Extract<DoubleNatState, { step: S }>;
