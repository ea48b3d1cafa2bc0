import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { adviceSchema } from "../advice/advice.ts";
import { routeIdSchema } from "../advice/route-id.ts";
import { forwardSchema } from "../forward/forward.ts";
import {
  entrySchemas,
  hiddenEntrySchema,
  knowledgeFilesSchema,
  knowledgeKindSchema,
  knowledgeSchema,
} from "../knowledge/knowledge.ts";
import { messageSchema } from "../nat/diagnosis.ts";
import { phoneEventSchema } from "../proof/phone-event.ts";
import { proofOutcomeSchema, proofRecordSchema, proofResultSchema } from "../proof/proof-record.ts";
import { localeSchema } from "../survey/settings.ts";
import { sha256HexSchema } from "../survey/sha256-hex.ts";
import { stepSummarySchema, stepViewSchema } from "../walk/step-view.ts";
import { waitingForSchema, walkKindSchema, walkSchema } from "../walk/walk.ts";
import { procedure } from "./procedure.ts";

const siteId = z.uuid();
const entryId = z.string().min(1).max(200);
const time = z.iso.datetime({ offset: true });
const port = z.number().int().min(1).max(65_535);
const saved = z.object({ siteId, revision: sha256HexSchema });

/** A walk-through as it stands: what to show, and what can be done. */
export const walkViewSchema = z.object({
  walk: walkSchema,
  steps: z.array(stepSummarySchema).max(40),
  view: stepViewSchema,
  /** Why the last event changed nothing; null: it did. */
  refused: messageSchema.nullable(),
});
export type WalkView = z.infer<typeof walkViewSchema>;

export const waitingSiteSchema = z.object({
  siteId,
  siteName: z.string(),
  walkId: z.string(),
  kind: walkKindSchema,
  waitingFor: waitingForSchema,
  provider: z.string().nullable(),
  since: time,
  /** By when it was promised; ISO date. */
  until: z.string().nullable(),
});
export type WaitingSite = z.infer<typeof waitingSiteSchema>;

/** A forward, and what this laptop can do about it. */
export const forwardStateSchema = z.object({
  forward: forwardSchema,
  /** This laptop opened it and stands at that router: it can be looked at and closed. */
  isHere: z.boolean(),
  /** When the router drops it unless it is renewed; null: not at all, or nobody knows. */
  endsAt: time.nullable(),
  /** Farsite renews it while it runs here. */
  isRenewed: z.boolean(),
  /** The last test from outside; null: never tested. */
  lastProof: z
    .object({
      proofId: z.uuid(),
      at: time,
      outcome: proofOutcomeSchema,
      strength: proofResultSchema.shape.strength,
      /** The device itself was reached from outside, and nothing has changed since. */
      isProven: z.boolean(),
      /** Why it says little about today; null: it still holds. */
      stale: messageSchema.nullable(),
    })
    .nullable(),
});
export type ForwardState = z.infer<typeof forwardStateSchema>;

export const letterSchema = z.object({
  /** Of an e-mail and a letter; null for the telephone. */
  subject: z.string().max(300).nullable(),
  /** Paragraphs separated by an empty line. */
  text: z.string().max(20_000),
  /** Where it goes, as far as the knowledge base knows. */
  to: z.string().max(500).nullable(),
});
export type Letter = z.infer<typeof letterSchema>;

export const uploadEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("progress"), mbps: z.number().nonnegative(), seconds: z.number().nonnegative() }),
  z.object({
    type: z.literal("finished"),
    mbps: z.number().nonnegative(),
    bytes: z.number().int().nonnegative(),
    seconds: z.number().nonnegative(),
    /** The vantage's own limits ended it: the line may be faster. */
    limitedByVantage: z.boolean(),
  }),
]);
export type UploadEvent = z.infer<typeof uploadEventSchema>;

/** An entry of the firm's own, of one kind, or one of Farsite's that it does not want to see. */
export const knowledgeEntrySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("providers"), entry: z.union([hiddenEntrySchema, entrySchemas.providers]) }),
  z.object({ kind: z.literal("routers"), entry: z.union([hiddenEntrySchema, entrySchemas.routers]) }),
  z.object({ kind: z.literal("makers"), entry: z.union([hiddenEntrySchema, entrySchemas.makers]) }),
  z.object({ kind: z.literal("products"), entry: z.union([hiddenEntrySchema, entrySchemas.products]) }),
  z.object({ kind: z.literal("prices"), entry: z.union([hiddenEntrySchema, entrySchemas.prices]) }),
]);

/** What came of taking in another laptop's entries. */
export const importedKnowledgeSchema = z.object({
  added: z.number().int().nonnegative(),
  replaced: z.number().int().nonnegative(),
  unchanged: z.number().int().nonnegative(),
  refused: z.array(z.object({ id: z.string().max(200), why: z.string().max(300) })).max(100),
});
export type ImportedKnowledge = z.infer<typeof importedKnowledgeSchema>;

export const routeCalls = {
  advice: {
    /** All routes, ranked for this site, with what each rests on. */
    get: procedure.input(z.object({ siteId })).output(adviceSchema),
    /** Keeps the decision. Against the recommendation only with a reason (BAD_INPUT). `route` null: it is taken back. */
    choose: procedure
      .input(
        z.object({
          siteId,
          route: routeIdSchema.nullable(),
          variant: z.string().trim().max(200).nullable(),
          reason: z.string().trim().max(2_000).nullable(),
        }),
      )
      .output(saved),
    /** Measures the upload of this line against the vantage, and keeps it in the survey. */
    measureUpload: procedure.input(z.object({ siteId: siteId.nullable() })).output(eventIterator(uploadEventSchema)),
  },
  walks: {
    /**
     * Begins a walk-through, or goes on with the open one of the same kind and device. `refused`: it would lead nowhere at this
     * site, and why; then there is no walk.
     */
    begin: procedure
      .input(z.object({ siteId, kind: walkKindSchema, deviceId: entryId.nullable() }))
      .output(z.object({ walk: walkViewSchema.nullable(), refused: messageSchema.nullable() })),
    get: procedure.input(z.object({ siteId, walkId: entryId })).output(walkViewSchema),
    /** What the person did. Answers when what it led to is done and kept. */
    send: procedure
      .input(
        z.object({
          siteId,
          walkId: entryId,
          event: z.object({ type: z.string().min(1).max(60), values: z.record(z.string().max(60), z.unknown()) }),
        }),
      )
      .output(walkViewSchema),
    letter: procedure
      .input(z.object({ siteId, walkId: entryId, form: z.enum(["letter", "e-mail", "phone"]), locale: localeSchema }))
      .output(letterSchema),
    /** Sites that wait for somebody else, the longest first. */
    waiting: procedure.output(z.array(waitingSiteSchema)),
    /** Keeps the router's settings file, encrypted, before anything is changed there. */
    keepRouterBackup: procedure
      .input(z.object({ siteId, walkId: entryId, fileName: z.string().min(1).max(200), file: z.file() }))
      .output(saved),
    /** Gives it back. */
    routerBackup: procedure
      .input(z.object({ siteId, backupId: entryId }))
      .output(z.object({ fileName: z.string(), file: z.file() })),
  },
  forwards: {
    list: procedure.input(z.object({ siteId })).output(z.array(forwardStateSchema)),
    /** Does the router still hold it? null: it could not be asked. */
    look: procedure
      .input(z.object({ siteId, forwardId: entryId }))
      .output(z.object({ stands: z.boolean().nullable(), leaseSeconds: z.number().int().nullable() })),
    close: procedure.input(z.object({ siteId, forwardId: entryId })).output(z.object({ gone: z.boolean().nullable() })),
  },
  proof: {
    /**
     * Tests forwards from outside by what is at hand without a person: the vantage at the site, or this laptop where it is elsewhere;
     * without either only the hairpin, which is weak evidence. Kept in the survey.
     */
    run: procedure
      .input(z.object({ siteId, forwardIds: z.array(entryId).min(1).max(64).nullable() }))
      .output(proofRecordSchema),
    /**
     * A page for a telephone on mobile data, on the tested path: the laptop stands in for the device. Ends with the visit that
     * proves it, which is kept; ending the iteration takes everything back.
     */
    phone: procedure
      .input(
        z.object({
          siteId,
          /** Which forward's way is tested; null: just the line. */
          forwardId: entryId.nullable(),
          /** The person entered a forward to this laptop by hand, under this external port; null: Farsite asks the router. */
          byHandPort: port.nullable(),
          /** The telephone's provider, as the person says. */
          carrier: z.string().trim().max(200).nullable(),
        }),
      )
      .output(eventIterator(phoneEventSchema)),
    get: procedure.input(z.object({ siteId, proofId: z.uuid() })).output(proofRecordSchema),
  },
  knowledge: {
    get: procedure.output(knowledgeSchema),
    /** Farsite's entries that the firm's lie over: what shows again once those are taken away. Those not in `get` are hidden. */
    covered: procedure.output(knowledgeFilesSchema),
    /** Adds or replaces an entry of the firm's own. */
    saveEntry: procedure.input(knowledgeEntrySchema).output(knowledgeSchema),
    /** Takes the firm's own entry away; what came with Farsite shows again. */
    removeEntry: procedure
      .input(z.object({ kind: knowledgeKindSchema, id: z.string().max(200) }))
      .output(knowledgeSchema),
    exportOwn: procedure.output(z.object({ fileName: z.string(), file: z.file() })),
    importOwn: procedure.input(z.object({ file: z.file() })).output(importedKnowledgeSchema),
  },
};
