import { z } from "zod";
import { currencySchema } from "../knowledge/sourcing.ts";
import { messageSchema, verdictKindSchema } from "../nat/diagnosis.ts";
import { observationIdSchema } from "../nat/observation.ts";
import { routeChoiceSchema, routeIdSchema } from "./route-id.ts";
import { walkKindSchema } from "../walk/walk.ts";

/** Where a reason comes from, so that nobody has to believe it. */
export const reasonSourceSchema = z.enum([
  /** Measured by the site's last check; `observationIds` name the answers. */
  "check",
  /** A test from outside. */
  "proof",
  /** The search for devices. */
  "devices",
  /** What the person said about the site and its wishes. */
  "wishes",
  /** The knowledge base: `origin` names who says so. */
  "knowledge",
  /** How the technique works, wherever it is used. */
  "technique",
]);

export const adviceReasonSchema = messageSchema.extend({
  source: reasonSourceSchema,
  /** For knowledge: its source and the day it was looked at; null elsewhere. */
  origin: z.string().max(400).nullable(),
  observationIds: z.array(observationIdSchema).max(200),
});
export type AdviceReason = z.infer<typeof adviceReasonSchema>;

/**
 * Whether a route works at this site. `after`: once what `after` names is done. `unknown`: what is missing would have to be found
 * out first; never shown as a yes.
 */
export const worksSchema = z.object({
  answer: z.enum(["yes", "no", "after", "unknown"]),
  reasons: z.array(adviceReasonSchema).max(20),
  after: z.array(messageSchema).max(10),
});
export type Works = z.infer<typeof worksSchema>;

export const costLineSchema = z.object({
  what: messageSchema,
  amount: z.number().nonnegative(),
  currency: currencySchema,
  per: z.enum(["month", "year", "once", "stream-month", "viewer-month", "hour"]),
  /** How many of it: streams, viewers, hours. */
  count: z.number().positive(),
  date: z.iso.date(),
  source: z.string().max(400),
  confidence: z.enum(["high", "medium", "low"]),
});
export type CostLine = z.infer<typeof costLineSchema>;

export const routeCostSchema = z.object({
  lines: z.array(costLineSchema).max(20),
  /** In one currency; null: there are several, or a price that nobody knows belongs to it. */
  monthly: z.number().nonnegative().nullable(),
  threeYears: z.number().nonnegative().nullable(),
  currency: currencySchema.nullable(),
  /** What has a price that is not in the book. */
  unknown: z.array(messageSchema).max(10),
});
export type RouteCost = z.infer<typeof routeCostSchema>;

/** A cell of the comparison: a word for the eye, and a sentence. */
const gradeSchema = z.enum(["good", "fair", "poor", "unknown"]);
const facetSchema = z.object({ grade: gradeSchema, says: messageSchema });
export type Facet = z.infer<typeof facetSchema>;

export const facetNames = [
  "setUp",
  "routerAccess",
  "stableEndpoint",
  "viewerClient",
  "sharing",
  "privacy",
  "provider",
  "bandwidth",
  "exposure",
  "keys",
] as const;
export type FacetName = (typeof facetNames)[number];

export const routeAdviceSchema = z.object({
  route: routeIdSchema,
  choice: routeChoiceSchema,
  works: worksSchema,
  /** 0-100, within those that work or may work; for the order, never shown as a measurement. */
  score: z.number().min(0).max(100),
  /** What speaks for it and against it at this site, the weightiest first. */
  pros: z.array(adviceReasonSchema).max(8),
  cons: z.array(adviceReasonSchema).max(8),
  facets: z.record(z.enum(facetNames), facetSchema),
  cost: routeCostSchema,
  /** What has to be there or be decided before. */
  needs: z.array(messageSchema).max(10),
  /** The walk-through that does it; null: none yet. */
  walk: walkKindSchema.nullable(),
  products: z.array(z.object({ id: z.string().max(80), name: z.string().max(120) })).max(20),
});
export type RouteAdvice = z.infer<typeof routeAdviceSchema>;

export const adviceSchema = z.object({
  /** What the advice rests on; null: the site was never checked. */
  verdict: verdictKindSchema.nullable(),
  checkedAt: z.iso.datetime({ offset: true }).nullable(),
  /** All routes, the best fitting first; what does not work here comes last. */
  routes: z.array(routeAdviceSchema).max(32),
  /** The first of them, where one is good enough to be recommended. */
  recommended: routeIdSchema.nullable(),
  /** Routes of the same kind that fit as well: which of them is a matter of taste, and of what the firm knows. */
  alike: z.array(routeIdSchema).max(8),
  /** What to do now, in one sentence. */
  next: messageSchema,
  /** Questions whose answers would change the order, the weightiest first: fields of the survey's wishes and line. */
  openQuestions: z.array(z.object({ field: z.string().max(60), why: messageSchema })).max(12),
  /** What was decided, where something was. */
  chosen: z
    .object({
      route: routeIdSchema,
      variant: z.string().max(200).nullable(),
      reason: z.string().max(2_000).nullable(),
      by: z.string().max(200).nullable(),
      at: z.string().nullable(),
      /** It was decided against the recommendation of that time. */
      isOverride: z.boolean(),
    })
    .nullable(),
});
export type Advice = z.infer<typeof adviceSchema>;
