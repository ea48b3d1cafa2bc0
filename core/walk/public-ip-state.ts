import { z } from "zod";
import { moneySchema, sourcingSchema } from "../knowledge/sourcing.ts";
import { messageSchema } from "../nat/diagnosis.ts";
import { checkingState } from "./step-helpers.ts";
import { writtenListSchema } from "./step-writing.ts";
import type { Walk } from "./walk.ts";

/** Asking the internet provider for a public address: what is known at each step. */

const line = (max: number) => z.string().trim().min(1).max(max).nullable();
const day = z.iso.date();

export const letterFormSchema = z.enum(["letter", "e-mail", "phone"]);
export type LetterForm = z.infer<typeof letterFormSchema>;

const providerSchema = z.object({
  /** As the person calls it. */
  name: z.string().trim().min(1).max(200),
  /** The entry of the knowledge base; null: it is not in the book. */
  entryId: z.string().max(80).nullable(),
});

/** `dynamic-public`: the line's own, but it changes. */
const productSchema = z.object({
  kind: z.enum(["static", "dynamic-public"]),
  /** As the provider calls it; null: nobody knows, so it is asked for in neutral words. */
  name: line(120),
  /** As the book says, with who says so. */
  monthly: moneySchema.nullable(),
  once: moneySchema.nullable(),
  sourcing: sourcingSchema.nullable(),
});
export type ChosenProduct = z.infer<typeof productSchema>;

const contactSchema = z.object({
  form: letterFormSchema,
  /** Who has the contract: the provider talks to nobody else. */
  holder: line(200),
  accountNumber: line(100),
  /** By when an answer is asked for. */
  deadline: day.nullable(),
  callbackName: line(200),
  callbackPhone: line(100),
});

const askedSchema = z.object({
  at: z.iso.datetime({ offset: true }),
  by: line(200),
  /** Who took it at the provider. */
  spokeWith: line(200),
  reference: line(100),
});

const promisedSchema = z.object({ until: day.nullable(), product: line(200), price: line(100) });

/** What a check found after the provider was to have changed the line. */
const recheckedSchema = z.object({
  checkId: z.uuid(),
  on: day,
  /**
   * `filtered`: a public address, and nothing gets in. `other-router`: judged on another router than before, so perhaps at another
   * place.
   */
  found: z.enum(["still-shared", "filtered", "offline", "unclear", "other-router"]),
  /** The check's own words. */
  sentence: messageSchema,
});

export const NEXT_STEPS = ["port-forward", "vpn", "fix-double-nat", "later"] as const;
const nextSchema = z.enum(NEXT_STEPS);

/** Everything that was said so far; going back keeps it, so that nothing has to be typed twice. */
const carried = {
  ...checkingState,
  written: writtenListSchema,
  /** MAC of the router that the first check saw; null: it was not seen. */
  router: z.string().max(64).nullable(),
  provider: providerSchema.nullable(),
  product: productSchema.nullable(),
  contact: contactSchema.nullable(),
  asked: askedSchema.nullable(),
  /** When it was asked for again. */
  reminded: day.nullable(),
  promised: promisedSchema.nullable(),
  rechecked: recheckedSchema.nullable(),
  denied: line(1_000),
};
const withProvider = { ...carried, provider: providerSchema };
const withProduct = { ...withProvider, product: productSchema };
const withContact = { ...withProduct, contact: contactSchema };
const withAsked = { ...withContact, asked: askedSchema };

export const publicIpStateSchema = z.discriminatedUnion("step", [
  z.object({ step: z.literal("provider"), ...carried }),
  z.object({ step: z.literal("product"), ...withProvider }),
  z.object({ step: z.literal("contact"), ...withProduct }),
  z.object({ step: z.literal("asked"), ...withContact }),
  z.object({ step: z.literal("promised"), ...withAsked }),
  z.object({ step: z.literal("recheck"), ...withAsked }),
  /** The provider won't: the walk ends without an address. */
  z.object({ step: z.literal("denied"), ...withAsked, isOver: z.boolean() }),
  z.object({
    step: z.literal("done"),
    ...withAsked,
    checkId: z.uuid(),
    address: z.string().max(64).nullable(),
    /** The address ends at a second router on site, which is to be seen to first. */
    behindSecondRouter: z.boolean(),
    /** What was decided to go on with; null: not yet. */
    next: nextSchema.nullable(),
  }),
]);
export type PublicIpState = z.infer<typeof publicIpStateSchema>;
export type PublicIpStep = PublicIpState["step"];
export type PublicIpAt<S extends PublicIpStep> = Extract<PublicIpState, { step: S }>;

/** Whom it waits for, as the list of waiting sites shows it. */
export function publicIpWaiting(state: PublicIpState): Walk["waiting"] {
  if (state.step !== "promised" && state.step !== "recheck") return null;
  return { for: "provider", since: state.asked.at, until: state.promised?.until ?? null };
}

export const publicIpStatus = (state: PublicIpState): Walk["status"] =>
  (state.step === "done" && state.next !== null) || (state.step === "denied" && state.isOver) ? "done" : "open";
