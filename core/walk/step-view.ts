import { z } from "zod";
import { messageSchema, type Message } from "../nat/diagnosis.ts";

/**
 * What one step of a walk-through shows. The window and the terminal draw every walk from this, so a machine in `core/walk` is
 * all that a new walk needs. Texts are messages: both languages, and arguments that are cut to a sentence's length.
 */

export const toneSchema = z.enum(["info", "good", "warning", "problem"]);

/** A value that the person gives before going on. */
export const stepFieldSchema = z.object({
  /** The key under which its value comes back in the event. */
  name: z.string().max(60),
  label: messageSchema,
  hint: messageSchema.nullable(),
  kind: z.enum(["text", "long-text", "number", "date", "choice", "choices", "confirm"]),
  /** Of `choice` (one) and `choices` (any number). */
  options: z
    .array(
      z.object({
        value: z.string().max(200),
        label: messageSchema,
        hint: messageSchema.nullable(),
        /** It needs somebody to accept a risk. */
        isRisky: z.boolean().optional(),
        /** Null or absent: it can be chosen. */
        notPossible: messageSchema.nullable().optional(),
      }),
    )
    .max(100)
    .optional(),
  value: z.union([z.string().max(10_000), z.number(), z.boolean(), z.array(z.string().max(200)).max(100), z.null()]),
  required: z.boolean(),
});
export type StepField = z.infer<typeof stepFieldSchema>;

/** Something the person can do. The event's name goes back with the values of the fields. */
export const stepActionSchema = z.object({
  event: z.string().max(60),
  label: messageSchema,
  look: z.enum(["primary", "secondary", "quiet", "danger"]),
  /** What is said while it is being done; null: it is done at once. */
  busy: messageSchema.nullable(),
  /** What it will do, to be confirmed before; null: nothing that needs it. */
  confirm: messageSchema.nullable(),
  /** The fields must be filled in for it. */
  needsFields: z.boolean(),
});
export type StepAction = z.infer<typeof stepActionSchema>;

export const stepNoticeSchema = z.object({
  tone: toneSchema,
  text: messageSchema,
  /** One click away. */
  details: z.array(messageSchema).max(20),
});
export type StepNotice = z.infer<typeof stepNoticeSchema>;

export const stepFactSchema = z.object({
  label: messageSchema,
  value: messageSchema,
  tone: toneSchema.nullable(),
});
export type StepFact = z.infer<typeof stepFactSchema>;

/** What needs a look of its own beside texts, fields and buttons. */
export const stepPartSchema = z.discriminatedUnion("kind", [
  /** Words for the provider, to copy, send or read aloud: `walks.letter` makes them. */
  z.object({ kind: z.literal("letter"), forms: z.array(z.enum(["letter", "e-mail", "phone"])).min(1) }),
  /** Proof from outside of these forwards; empty: of the line, with the laptop as its target. */
  z.object({ kind: z.literal("proof"), forwardIds: z.array(z.string().max(200)).max(64) }),
  /** A place for the backup of the router's settings. */
  z.object({ kind: z.literal("router-backup") }),
  /** Asks the device with its login (`devices.inspect`) whether it is ready; the answer comes back as the event `inspected`. */
  z.object({
    kind: z.literal("inspection"),
    address: z.string().max(64),
    brand: z.string().max(200).nullable(),
    port: z.number().int().nullable(),
  }),
  /** The files of a tunnel's ends, to look at, save and take along; secrets are put in when they are saved. */
  z.object({
    kind: z.literal("tunnel-files"),
    tunnelId: z.string().max(200),
    /** `site`: its gateway or box; `server`: what the firm's server is told where it can't be logged in to. */
    ends: z.array(z.enum(["site", "server", "kit"])).min(1),
  }),
  /** Peers of a tunnel, each with its QR code and its file. */
  z.object({ kind: z.literal("tunnel-peers"), tunnelId: z.string().max(200) }),
  /** A direct connection tried out (ICE), with somebody at the other end. */
  z.object({ kind: z.literal("rehearsal") }),
  /** Leads to the firm's servers, where this walk has to wait for what is done there; null: to all of them. */
  z.object({ kind: z.literal("servers"), serverId: z.string().max(200).nullable() }),
  /** Text to copy as it is. */
  z.object({
    kind: z.literal("copy"),
    /** `watching`: addresses for whoever watches. `set-up`: what the person at this step types or gives to somebody technical. */
    purpose: z.enum(["watching", "set-up"]),
    items: z
      .array(z.object({ label: messageSchema, text: z.string().max(4_000) }))
      .min(1)
      .max(20),
  }),
]);
export type StepPart = z.infer<typeof stepPartSchema>;

export const stepViewSchema = z.object({
  title: messageSchema,
  lead: messageSchema.nullable(),
  /** Numbered: what the person does, in this order. */
  instructions: z.array(messageSchema).max(30),
  facts: z.array(stepFactSchema).max(40),
  notices: z.array(stepNoticeSchema).max(20),
  fields: z.array(stepFieldSchema).max(20),
  parts: z.array(stepPartSchema).max(4),
  /** The first primary one is what goes on. */
  actions: z.array(stepActionSchema).max(8),
});
export type StepView = z.infer<typeof stepViewSchema>;

/** A step in the list beside: where one is, what is done and what comes. */
export const stepSummarySchema = z.object({
  step: z.string().max(60),
  title: messageSchema,
  state: z.enum(["done", "current", "to-do", "skipped"]),
  /** What came of it, in a few words. */
  outcome: messageSchema.nullable(),
});
export type StepSummary = z.infer<typeof stepSummarySchema>;

/** A view with what is usual, for machines that say only what is special. */
export function stepView(title: Message, more: Partial<Omit<StepView, "title">> = {}): StepView {
  return {
    title,
    lead: null,
    instructions: [],
    facts: [],
    notices: [],
    fields: [],
    parts: [],
    actions: [],
    ...more,
  };
}

/** A button with what is usual. */
export function stepAction(event: string, label: Message, more: Partial<Omit<StepAction, "event" | "label">> = {}) {
  return {
    event,
    label,
    look: "primary",
    busy: null,
    confirm: null,
    needsFields: true,
    ...more,
  } satisfies StepAction;
}
