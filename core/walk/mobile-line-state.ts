import { z } from "zod";
import { moneySchema, sourcingSchema } from "../knowledge/sourcing.ts";
import { messageSchema } from "../nat/diagnosis.ts";
import { needsSchema, signalSchema } from "./mobile-line-data.ts";
import { checkingState } from "./step-helpers.ts";
import { writtenListSchema } from "./step-writing.ts";

/** A mobile-data line, thought through before it is bought. */

const line = (max: number) => z.string().trim().min(1).max(max).nullable();

export const USES = ["whole-site", "tunnel"] as const;
/** `shared`: an ordinary SIM; `private-apn`: the carrier's own network for machines, reached by its VPN. */
export const SIMS = ["shared", "dynamic-public", "static", "private-apn"] as const;
export const ANTENNAS = ["built-in", "outdoor"] as const;
export const POWERS = ["ups", "shared", "none"] as const;

const carrierSchema = z.object({ name: z.string().trim().min(1).max(200), entryId: z.string().max(80).nullable() });

const planSchema = z.object({
  use: z.enum(USES),
  sim: z.enum(SIMS),
  /** The carrier's own name for it, with its price; null: not in the book. */
  product: z
    .object({ name: z.string().max(120), monthly: moneySchema.nullable(), sourcing: sourcingSchema })
    .nullable(),
});

const trialSchema = z.object({
  /** Null: no trial was made. */
  checkId: z.uuid().nullable(),
  /** `shared` too where nothing was tested: nine of ten mobile networks translate. */
  found: z.enum(["public", "second-router", "filtered", "shared", "unclear", "untested"]),
  sentence: messageSchema.nullable(),
});

const fitOutSchema = z.object({
  antenna: z.enum(ANTENNAS),
  antennaPlace: line(200),
  power: z.enum(POWERS),
  /** Of the plan, gigabytes a month. */
  planGb: z.number().min(0).max(100_000).nullable(),
  /** From how many on somebody is told. */
  alarmGb: z.number().min(0).max(100_000).nullable(),
  alarmTo: line(200),
});

const carried = {
  ...checkingState,
  written: writtenListSchema,
  /** MAC of the site's own router, so that a check through it is not taken for the trial; null: it was not seen. */
  siteRouter: z.string().max(64).nullable(),
  needs: needsSchema.nullable(),
  signal: signalSchema.nullable(),
  carrier: carrierSchema.nullable(),
  plan: planSchema.nullable(),
  trial: trialSchema.nullable(),
  fitOut: fitOutSchema.nullable(),
};
const withNeeds = { ...carried, needs: needsSchema };
const withSignal = { ...withNeeds, signal: signalSchema };
const withCarrier = { ...withSignal, carrier: carrierSchema };
const withPlan = { ...withCarrier, plan: planSchema };
const withTrial = { ...withPlan, trial: trialSchema };

export const mobileLineStateSchema = z.discriminatedUnion("step", [
  z.object({ step: z.literal("needs"), ...carried }),
  z.object({ step: z.literal("coverage"), ...withNeeds }),
  z.object({ step: z.literal("carrier"), ...withSignal }),
  z.object({ step: z.literal("plan"), ...withCarrier }),
  z.object({ step: z.literal("trial"), ...withPlan, wasOnSiteRouter: z.boolean().default(false) }),
  /** The last check is the trial line's: the site's own line is to be checked again. */
  z.object({ step: z.literal("return"), ...withTrial, isStillAway: z.boolean().default(false) }),
  z.object({ step: z.literal("fit-out"), ...withTrial }),
  z.object({ step: z.literal("done"), ...withTrial, fitOut: fitOutSchema, isOver: z.boolean().default(false) }),
]);
export type MobileLineState = z.infer<typeof mobileLineStateSchema>;
export type MobileLineStep = MobileLineState["step"];
export type MobileLineAt<S extends MobileLineStep> = Extract<MobileLineState, { step: S }>;

/** Where `back` leads. */
export const MOBILE_LINE_BEFORE: Readonly<Record<MobileLineStep, MobileLineStep | null>> = {
  needs: null,
  coverage: "needs",
  carrier: "coverage",
  plan: "carrier",
  trial: "plan",
  return: "trial",
  "fit-out": "trial",
  done: "fit-out",
};
export const MOBILE_LINE_STEPS: readonly MobileLineStep[] = [
  "needs",
  "coverage",
  "carrier",
  "plan",
  "trial",
  "return",
  "fit-out",
  "done",
];
