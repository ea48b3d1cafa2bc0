import { z } from "zod";
import { routeIdSchema } from "../advice/route-id.ts";
import { MAX_DEVICE_KEYS } from "../lan/device.ts";
import { sha256HexSchema } from "./sha256-hex.ts";

/**
 * The parts of a survey that people fill in. Nothing is required. A field that is absent was not asked yet; null says that it
 * was asked and nobody knows.
 */

const text = (max: number) => z.string().trim().min(1).max(max).nullable().optional();
const oneOf = <const T extends readonly [string, ...string[]]>(options: T) => z.enum(options).nullable().optional();
const amount = z.number().nonnegative().max(1_000_000).nullable().optional();
const time = z.iso.datetime({ offset: true });
const day = z.iso.date().nullable().optional();

/** Chosen by whoever adds the entry; two laptops never choose the same unless it is the same thing. */
const id = z.string().min(1).max(200);

export const siteNameSchema = z.string().trim().min(1).max(200);

export const siteSectionSchema = z.object({
  name: siteNameSchema,
  customer: text(200),
  /** The firm's own number of the job. */
  reference: text(100),
  address: text(500),
  /** How one gets in: keys, parking, whom to ask. */
  access: text(1_000),
  status: oneOf(["open", "done", "archived"]),
  /** The template that it was begun with. */
  template: z.object({ id, name: z.string().max(200) }).optional(),
});

export const contactSchema = z.object({
  id,
  name: text(200),
  role: text(200),
  phone: text(100),
  email: text(200),
  note: text(1_000),
});

export const lineSectionSchema = z.object({
  provider: text(200),
  plan: text(200),
  technology: oneOf(["fibre", "dsl", "cable", "mobile", "satellite", "fixed-wireless", "other"]),
  customerNumber: text(100),
  downloadMbps: amount,
  uploadMbps: amount,
  /** When the upload was measured against the firm's vantage; absent: it was typed in. */
  uploadMeasuredAt: time.nullable().optional(),
  router: text(200),
  routerOwner: oneOf(["customer", "provider", "installer"]),
  routerPlace: text(200),
  /** As typed from a letter or the router's page; what a check measured stands in the check. */
  wanAddress: text(64),
  addressKind: oneOf(["static", "dynamic"]),
  bridgeMode: oneOf(["on", "off"]),
  backupLine: text(200),
  note: text(2_000),
});

export type LineSection = z.infer<typeof lineSectionSchema>;

export const surveyDeviceRoleSchema = z.enum([
  "recorder",
  "camera",
  "alarm-panel",
  "access-control",
  "intercom",
  "router",
  "switch",
  "access-point",
  "other",
]);

export const surveyDeviceSchema = z.object({
  /** For a device that a search found: the key it was first described by. */
  id,
  /** All by which searches know it again (`core/lan/device.ts`); empty: typed in. */
  keys: z.array(z.string().max(200)).max(MAX_DEVICE_KEYS),
  name: z.string().trim().min(1).max(120).nullable().optional(),
  role: surveyDeviceRoleSchema.nullable().optional(),
  /** Where it hangs or stands. */
  place: text(200),
  make: text(120),
  model: text(120),
  serialNumber: text(120),
  firmware: text(120),
  address: text(64),
  note: z.string().trim().min(1).max(2_000).nullable().optional(),
});
export type SurveyDevice = z.infer<typeof surveyDeviceSchema>;

/** The four plain choices and their variants. */
export const routeKindSchema = z.enum([
  "public-ip",
  "port-forward",
  "relay",
  "vpn",
  "vendor-cloud",
  "ipv6",
  "mobile-line",
  "none",
]);

export const routeSectionSchema = z.object({
  chosen: routeKindSchema.nullable().optional(),
  /** Which of the compared routes that is. */
  route: routeIdSchema.nullable().optional(),
  /** What Farsite recommended when it was decided. */
  recommended: routeIdSchema.nullable().optional(),
  /** The product or variant, as far as it is decided. */
  variant: text(200),
  reason: text(2_000),
  decidedBy: text(200),
  decidedAt: time.nullable().optional(),
});

/** What the customer wants and allows: the questions on which the advice rests. */
export const wishesSectionSchema = z.object({
  /** Who must watch: the owner's own devices; staff whose devices somebody looks after; a third party (receiving centre); anybody. */
  watchers: oneOf(["owner", "staff", "third-party", "public"]),
  /** At the same time. */
  viewers: amount,
  streams: amount,
  /** Of one stream, Mbit/s. */
  streamMbps: amount,
  /** Whether those who watch may install a VPN app. */
  viewerClient: oneOf(["yes", "no"]),
  /** Whether those who watch have IPv6. */
  viewersIpv6: oneOf(["all", "some", "no"]),
  budgetMonthly: amount,
  budgetCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .optional(),
  /** Who keeps it up to date. */
  maintainer: oneOf(["installer", "customer", "nobody"]),
  routerAccess: oneOf(["yes", "provider-only", "no"]),
  cloud: oneOf(["yes", "end-to-end", "no"]),
  /** Whether the firm has a server of its own on the internet, or would take one. */
  ownServer: oneOf(["yes", "willing", "no"]),
  mobileCoverage: oneOf(["good", "poor", "none"]),
  /** How long the installer stands by it. */
  supportYears: amount,
  note: text(2_000),
});
export type WishesSection = z.infer<typeof wishesSectionSchema>;

/** The router's settings as a file, kept encrypted on the laptop that saved it; here only that there is one. */
export const routerBackupSchema = z.object({
  id,
  fileName: z.string().min(1).max(200),
  bytes: z.number().int().min(1),
  /** Of the file as it was, so that it can be told whether it came back whole. */
  hash: sha256HexSchema,
  savedAt: time,
  savedBy: text(200),
  /** The laptop that holds it. */
  laptopId: z.uuid(),
  router: text(200),
});

const doneBy = { doneAt: time.nullable().optional(), doneBy: text(200) };

export const stepSchema = z.object({ id, text: z.string().trim().min(1).max(1_000), ...doneBy, note: text(1_000) });

export const checklistItemSchema = z.object({
  id,
  text: z.string().trim().min(1).max(1_000),
  state: z.enum(["open", "done", "not-applicable"]),
  ...doneBy,
  note: text(1_000),
});

export const noteSchema = z.object({ id, text: z.string().trim().min(1).max(10_000), at: time, by: text(200) });

export const photoKindSchema = z.enum(["camera", "view", "recorder", "router-label", "cabinet", "document", "other"]);

/** A picture by the hashes of its bytes: it is kept once, however many surveys show it. JPEG, upright, without location. */
export const photoSchema = z.object({
  id,
  hash: sha256HexSchema,
  /** A small one of the same, for lists. */
  thumbnail: sha256HexSchema,
  width: z.number().int().min(1).max(16_384),
  height: z.number().int().min(1).max(16_384),
  bytes: z.number().int().min(1),
  kind: photoKindSchema,
  caption: text(500),
  deviceId: id.nullable().optional(),
  takenAt: time,
  takenBy: text(200),
});
export type Photo = z.infer<typeof photoSchema>;

/** A question of the firm's own, copied from its template so that later changes there leave this survey alone. */
export const answerSchema = z.object({
  id,
  section: z.string().max(100),
  label: z.string().trim().min(1).max(300),
  kind: z.enum(["text", "number", "yes-no", "choice", "date"]),
  choices: z.array(z.string().max(200)).max(30).optional(),
  /** As the kind says; dates and choices as text. */
  value: z
    .union([z.string().max(5_000), z.number(), z.boolean()])
    .nullable()
    .optional(),
});
export type SurveyAnswer = z.infer<typeof answerSchema>;

export const acceptanceSchema = z.object({
  id,
  /** The finding it is about, by its code, or by what it is one of (a port at a server); absent: written by hand. */
  finding: z.string().max(400).optional(),
  risk: z.string().trim().min(1).max(1_000),
  acceptedBy: text(200),
  role: text(200),
  acceptedAt: time.nullable().optional(),
  note: text(1_000),
});

export const handoverSectionSchema = z.object({
  date: day,
  receivedBy: text(200),
  role: text(200),
  /** What was shown and explained to the customer. */
  explained: text(2_000),
  nextReview: day,
  note: text(2_000),
});

/** What a password, key or token opens. */
export const accountKindSchema = z.enum([
  "router",
  "recorder",
  "camera",
  "alarm-panel",
  "wifi",
  "isp-portal",
  "vendor-cloud",
  "vpn-key",
  "relay-token",
  "other",
]);
export type AccountKind = z.infer<typeof accountKindSchema>;

/** That there is a login, and for what; never the secret. Which laptop holds it is told by the custody ledger. */
export const accountEntrySchema = z.object({
  id: z.uuid(),
  kind: accountKindSchema,
  /** What the person calls it ("Recorder, admin"). */
  label: z.string().trim().min(1).max(200),
  deviceId: id.nullable().optional(),
  userName: z.string().max(200).nullable(),
  /** When the secret was last set. */
  changedAt: time,
  /** When it should be changed again. */
  changeBy: day,
});
export type AccountEntry = z.infer<typeof accountEntrySchema>;

/** Who got what, when: one line of the custody ledger, only ever added. */
export const custodyEntrySchema = z.object({
  id: z.uuid(),
  at: time,
  accountId: z.uuid(),
  /** As it was called then. */
  label: z.string().max(200),
  event: z.enum([
    "kept",
    "changed",
    "shown",
    "copied",
    "forgotten",
    "lost",
    "handed-over",
    "received",
    "sheet-made",
    "used",
  ]),
  /** The technician, or the laptop's name where nobody is named. */
  by: z.string().max(200),
  /** The laptop that did it. */
  laptopId: z.uuid(),
  /** Who got it: a colleague (with the laptop's name), the customer. */
  to: z.string().max(300).nullable(),
});
export type CustodyEntry = z.infer<typeof custodyEntrySchema>;

/** The path as JSON, in which a control character takes six: three names of 200. */
export const MAX_CONFLICT_ID = 3_610;

/** Two people wrote different things at the same place; the document shows the first side until somebody chooses. */
export const conflictSchema = z.object({
  /** The same on every laptop that merges the same revisions. */
  id: z.string().min(1).max(MAX_CONFLICT_ID),
  /** Section and field, or list, entry and field; a whole entry where one side removed it. */
  path: z.array(z.string().max(200)).min(1).max(3),
  sides: z
    .array(
      z.object({
        /** Absent: cleared or removed. */
        value: z.unknown().optional(),
        /** Hash of the revision that brought it. */
        revision: sha256HexSchema,
        author: z.uuid(),
        at: time,
      }),
    )
    .min(2)
    .max(16),
});
export type Conflict = z.infer<typeof conflictSchema>;
