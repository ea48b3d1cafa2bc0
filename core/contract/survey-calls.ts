import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { messageSchema, verdictKindSchema } from "../nat/diagnosis.ts";
import { deviceNoteSchema, scanSummarySchema } from "../lan/scan-record.ts";
import { proofSummarySchema } from "../proof/proof-record.ts";
import { checkRecordSchema } from "../survey/check-record.ts";
import { sha256HexSchema } from "../survey/sha256-hex.ts";
import { surveyChangeSchema } from "../survey/survey-change.ts";
import { surveyDocumentSchema } from "../survey/survey-document.ts";
import { MAX_CONFLICT_ID, photoKindSchema, siteNameSchema } from "../survey/survey-sections.ts";
import { surveyTemplateSchema } from "../survey/survey-template.ts";
import { waitingForSchema } from "../walk/walk.ts";
import { procedure } from "./procedure.ts";

const siteId = z.uuid();
const time = z.iso.datetime({ offset: true });

export const siteSummarySchema = z.object({
  id: siteId,
  name: z.string(),
  customer: z.string().nullable(),
  /** In one line. */
  address: z.string().nullable(),
  status: z.enum(["open", "done", "archived"]),
  updatedAt: time,
  checks: z.number().int().nonnegative(),
  photos: z.number().int().nonnegative(),
  lastVerdict: verdictKindSchema.nullable(),
  /** Places where two people wrote different things. */
  conflicts: z.number().int().nonnegative(),
  /** For whom an open walk-through waits, the one that has waited longest; `walks.waiting` lists them. */
  waitingFor: waitingForSchema.nullable(),
});
export type SiteSummary = z.infer<typeof siteSummarySchema>;

export const siteQuerySchema = z.object({
  /** Words that all have to occur somewhere in the survey; the last one may be unfinished. Empty: all sites. */
  text: z.string().max(200),
  status: z.enum(["open", "done", "archived", "all"]),
  onlyConflicts: z.boolean(),
  onlyWaiting: z.boolean().optional(),
  sort: z.enum(["recent", "name", "relevance"]),
  offset: z.number().int().min(0).max(1_000_000),
  limit: z.number().int().min(1).max(500),
});
export type SiteQuery = z.infer<typeof siteQuerySchema>;

export const siteHitSchema = siteSummarySchema.extend({
  /** Where the words stand, with those marked by U+0002 before and U+0003 after; null without words. */
  excerpt: z.string().nullable(),
});
export const siteHitsSchema = z.object({ sites: z.array(siteHitSchema), total: z.number().int().nonnegative() });
export type SiteHits = z.infer<typeof siteHitsSchema>;

export const checkSummarySchema = z.object({
  checkId: z.uuid(),
  startedAt: time,
  verdict: verdictKindSchema,
});

export const siteSchema = siteSummarySchema.extend({
  /** The hash of the revision this was read from. */
  revision: z.string(),
  document: surveyDocumentSchema,
  /** The latest checks whole, the oldest first: as many as a page shows. `checks.get` brings any. */
  records: z.array(checkRecordSchema),
  /** All checks, the oldest first. */
  checkList: z.array(checkSummarySchema),
  /** Its searches for devices, the oldest first; `scan.get` brings one whole. */
  scans: z.array(scanSummarySchema),
  /** Its tests from outside, the oldest first; `proof.get` brings one whole. */
  proofs: z.array(proofSummarySchema),
  /** What the person wrote about devices that searches know. */
  deviceNotes: z.array(deviceNoteSchema),
  /** Revisions of a newer Farsite, which this one can't show; they are kept and passed on. */
  newerRevisions: z.number().int().nonnegative(),
});
export type Site = z.infer<typeof siteSchema>;

/** Who wrote a revision, and how sure that is. */
export const revisionAuthorSchema = z.object({
  laptopId: z.uuid(),
  /** Null: nobody has shown a card of this laptop. */
  name: z.string().nullable(),
  technician: z.string().nullable(),
  isOwn: z.boolean(),
  /**
   * `by-rule`: a merge that follows from its parents. `missing`: not signed (yet); a later signed revision covers it. A revision with a
   * wrong signature is never taken in.
   */
  signature: z.enum(["valid", "missing", "by-rule"]),
});
export type RevisionAuthor = z.infer<typeof revisionAuthorSchema>;

export const historyEntrySchema = z.object({
  revision: sha256HexSchema,
  createdAt: time,
  author: revisionAuthorSchema,
  kind: z.enum(["change", "merge", "undo", "restore"]),
  /** What is different from the revision before, in plain words; for a merge, what came in from elsewhere. */
  sentences: z.array(messageSchema).max(20),
  /** More than are told. */
  more: z.number().int().nonnegative(),
  /** It can be taken back alone: nothing that came later stands in its way. */
  canUndo: z.boolean(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

export const historySchema = z.object({
  entries: z.array(historyEntrySchema),
  total: z.number().int().nonnegative(),
});

/** What the window needs to know to stay true while others write. */
export const storeEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("watching") }),
  /** Sites that this or another shell changed; null: too many to name. */
  z.object({ type: z.literal("changed"), siteIds: z.array(siteId).max(100).nullable() }),
]);

const saved = z.object({ siteId, revision: sha256HexSchema });

/** No picture of a laptop's camera or a phone is larger once it is a JPEG of at most 2,560 pixels a side. */
export const MAX_PHOTO_BYTES = 8_000_000;
export const MAX_THUMBNAIL_BYTES = 200_000;

export const surveyCalls = {
  sites: {
    list: procedure.output(z.array(siteSummarySchema)),
    /** A page of the list. */
    find: procedure.input(siteQuerySchema).output(siteHitsSchema),
    get: procedure.input(z.object({ siteId })).output(siteSchema),
    rename: procedure.input(z.object({ siteId, name: siteNameSchema })).output(siteSummarySchema),
    /** A new survey, before anything is checked; null: without a template. */
    begin: procedure
      .input(z.object({ name: siteNameSchema, templateId: z.string().max(200).nullable() }))
      .output(saved),
    /** Ends the stream when the call is aborted. */
    watch: procedure.output(eventIterator(storeEventSchema)),
  },
  checks: {
    get: procedure.input(z.object({ siteId, checkId: z.uuid() })).output(checkRecordSchema),
  },
  survey: {
    /** Keeps changes as one revision. Durable when it answers. The document that results comes back. */
    change: procedure
      .input(z.object({ siteId, changes: z.array(surveyChangeSchema).min(1).max(500) }))
      .output(saved.extend({ document: surveyDocumentSchema })),
    useTemplate: procedure.input(z.object({ siteId, templateId: z.string().max(200) })).output(saved),
    history: procedure
      .input(
        z.object({ siteId, offset: z.number().int().min(0).max(1_000_000), limit: z.number().int().min(1).max(200) }),
      )
      .output(historySchema),
    /** The survey as it was. */
    at: procedure.input(z.object({ siteId, revision: sha256HexSchema })).output(surveyDocumentSchema),
    /** Takes back what one revision changed; what came later stays. CHANGE_IMPOSSIBLE where that changed the same. */
    undo: procedure.input(z.object({ siteId, revision: sha256HexSchema })).output(saved),
    /** Makes the survey what it was then; what came later stays in the history. Checks, photos and the ledger stay. */
    restore: procedure.input(z.object({ siteId, revision: sha256HexSchema })).output(saved),
    /** Decides a conflict for one of its sides, by its place in `sides`. */
    resolve: procedure
      .input(z.object({ siteId, conflictId: z.string().max(MAX_CONFLICT_ID), side: z.number().int().min(0).max(15) }))
      .output(saved),
  },
  templates: {
    list: procedure.output(z.array(surveyTemplateSchema)),
    save: procedure.input(surveyTemplateSchema).output(z.array(surveyTemplateSchema)),
    remove: procedure.input(z.object({ templateId: z.string().max(200) })).output(z.array(surveyTemplateSchema)),
  },
  photos: {
    /**
     * Keeps a picture and its small one, both JPEG as the page made them (upright, without location), and adds it to the survey.
     * NOT_A_PHOTO when the bytes are something else.
     */
    add: procedure
      .input(
        z.object({
          siteId,
          photo: z.file().max(MAX_PHOTO_BYTES),
          thumbnail: z.file().max(MAX_THUMBNAIL_BYTES),
          kind: photoKindSchema,
          caption: z.string().trim().max(500).nullable(),
          deviceId: z.string().max(200).nullable(),
          takenAt: time,
        }),
      )
      .output(saved.extend({ photoId: z.string() })),
    /** The bytes of a picture of this site, by its hash. PHOTO_MISSING: it has not come to this laptop yet. */
    get: procedure.input(z.object({ siteId, hash: sha256HexSchema })).output(z.file()),
  },
};
