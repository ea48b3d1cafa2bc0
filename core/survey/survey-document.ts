import { z } from "zod";
import { forwardSchema } from "../forward/forward.ts";
import { deviceNoteSchema } from "../lan/scan-record.ts";
import { assertNever } from "../never.ts";
import { MAX_REHEARSALS, rehearsalRecordSchema } from "../rehearsal/rehearsal-record.ts";
import { tunnelSchema } from "../tunnel/tunnel.ts";
import { walkSchema } from "../walk/walk.ts";
import { sha256HexSchema } from "./sha256-hex.ts";
import {
  acceptanceSchema,
  accountEntrySchema,
  answerSchema,
  checklistItemSchema,
  conflictSchema,
  contactSchema,
  custodyEntrySchema,
  handoverSectionSchema,
  lineSectionSchema,
  noteSchema,
  photoSchema,
  routerBackupSchema,
  routeSectionSchema,
  siteNameSchema,
  siteSectionSchema,
  stepSchema,
  surveyDeviceSchema,
  wishesSectionSchema,
} from "./survey-sections.ts";

export const SURVEY_VERSION = 5;

/** Enough for a check every working day over four years; a bound, because a document from elsewhere may be hostile. */
export const MAX_CHECKS_PER_SITE = 1_000;
export const MAX_SCANS_PER_SITE = 1_000;
export const MAX_PROOFS_PER_SITE = 1_000;
/** As many devices as one search keeps. */
const MAX_DEVICES_PER_SITE = 2_000;
const MAX_ENTRIES = 500;
const MAX_TUNNELS = 50;
export const MAX_PHOTOS = 1_000;
const MAX_CUSTODY = 5_000;
const MAX_CONFLICTS = 1_000;
/**
 * The limits above are for what is added on one laptop. What several added apart from each other has to fit into one document, or
 * the work of one of them would not be shown.
 */
const TOGETHER = 8;

const checkRef = z.object({ checkId: z.uuid(), hash: sha256HexSchema });
const proofRef = z.object({ proofId: z.uuid(), hash: sha256HexSchema });
const scanRef = z.object({ scanId: z.uuid(), hash: sha256HexSchema });

const document3 = {
  format: z.literal("farsite-survey"),
  site: siteSectionSchema,
  line: lineSectionSchema,
  route: routeSectionSchema,
  handover: handoverSectionSchema,
  contacts: z.array(contactSchema).max(TOGETHER * MAX_ENTRIES),
  devices: z.array(surveyDeviceSchema).max(TOGETHER * MAX_DEVICES_PER_SITE),
  steps: z.array(stepSchema).max(TOGETHER * MAX_ENTRIES),
  checklist: z.array(checklistItemSchema).max(TOGETHER * MAX_ENTRIES),
  answers: z.array(answerSchema).max(TOGETHER * MAX_ENTRIES),
  notes: z.array(noteSchema).max(TOGETHER * MAX_ENTRIES),
  photos: z.array(photoSchema).max(TOGETHER * MAX_PHOTOS),
  acceptances: z.array(acceptanceSchema).max(TOGETHER * MAX_ENTRIES),
  checks: z.array(checkRef).max(TOGETHER * MAX_CHECKS_PER_SITE),
  scans: z.array(scanRef).max(TOGETHER * MAX_SCANS_PER_SITE),
  accounts: z.array(accountEntrySchema).max(TOGETHER * MAX_ENTRIES),
  custody: z.array(custodyEntrySchema).max(TOGETHER * MAX_CUSTODY),
  conflicts: z.array(conflictSchema).max(TOGETHER * MAX_CONFLICTS),
};

const document4 = {
  ...document3,
  wishes: wishesSectionSchema,
  /** Ports that were opened to the internet for this site. */
  forwards: z.array(forwardSchema).max(TOGETHER * MAX_ENTRIES),
  /** Walk-throughs, open and done. */
  walks: z.array(walkSchema).max(TOGETHER * MAX_ENTRIES),
  routerBackups: z.array(routerBackupSchema).max(TOGETHER * MAX_ENTRIES),
  /** Tests from outside. */
  proofs: z.array(proofRef).max(TOGETHER * MAX_PROOFS_PER_SITE),
};

/**
 * What one revision of a survey holds: all that people and probes found out about a site.
 *
 * A check, search, test from outside or photo is named by the hash of its content instead of being repeated in every later
 * revision: the document stays small however long the history gets, and the revision's hash still covers every byte.
 */
export const surveyDocumentSchema = z.object({
  ...document4,
  version: z.literal(SURVEY_VERSION),
  /** VPNs and relays by which the site is reached. */
  tunnels: z.array(tunnelSchema).max(TOGETHER * MAX_TUNNELS),
  /** Direct connections that were tried out, the latest of them, the oldest first. */
  rehearsals: z.array(rehearsalRecordSchema).max(MAX_REHEARSALS),
});
export type SurveyDocument = z.infer<typeof surveyDocumentSchema>;

/** Parts with one value for each field. */
export const sectionNames = ["site", "line", "wishes", "route", "handover"] as const;
/** Lists of entries that people add, change and remove. */
export const listNames = [
  "contacts",
  "devices",
  "steps",
  "checklist",
  "answers",
  "notes",
  "photos",
  "acceptances",
  "forwards",
  "walks",
  "routerBackups",
  "tunnels",
] as const;
export type SectionName = (typeof sectionNames)[number];
export type ListName = (typeof listNames)[number];

/** Up to how many a person may add. */
export const MAX_ADDED: Readonly<Record<ListName, number>> = {
  contacts: MAX_ENTRIES,
  devices: MAX_DEVICES_PER_SITE,
  steps: MAX_ENTRIES,
  checklist: MAX_ENTRIES,
  answers: MAX_ENTRIES,
  notes: MAX_ENTRIES,
  photos: MAX_PHOTOS,
  acceptances: MAX_ENTRIES,
  forwards: MAX_ENTRIES,
  walks: MAX_ENTRIES,
  routerBackups: MAX_ENTRIES,
  tunnels: MAX_TUNNELS,
};

const commonBefore3 = {
  format: z.literal("farsite-survey"),
  site: z.object({ name: siteNameSchema }),
  checks: z.array(checkRef).max(MAX_CHECKS_PER_SITE),
};
const version1 = z.object({ ...commonBefore3, version: z.literal(1) });
const version2 = z.object({
  ...commonBefore3,
  version: z.literal(2),
  scans: z.array(scanRef).max(MAX_SCANS_PER_SITE),
  deviceNotes: z.array(deviceNoteSchema).max(MAX_DEVICES_PER_SITE),
});
const version3 = z.object({ ...document3, version: z.literal(3) });
const version4 = z.object({ ...document4, version: z.literal(4) });

/** The shapes that revisions were written in, oldest first. A revision keeps its own: its hash covers it. */
export const writtenDocumentSchema = z.discriminatedUnion("version", [
  version1,
  version2,
  version3,
  version4,
  surveyDocumentSchema,
]);
export type WrittenDocument = z.infer<typeof writtenDocumentSchema>;

/** A document of any version as one of the current version; the same on every laptop. */
export function currentDocument(document: WrittenDocument): SurveyDocument {
  switch (document.version) {
    case 1:
      return { ...emptyDocument(document.site.name), checks: document.checks };
    case 2:
      return {
        ...emptyDocument(document.site.name),
        checks: document.checks,
        scans: document.scans,
        devices: document.deviceNotes.map(({ keys, name, note }) => ({
          id: keys[0] ?? "",
          keys,
          ...(name !== null && { name }),
          ...(note !== null && { note }),
        })),
      };
    case 3:
    case 4:
      return { ...emptyDocument(document.site.name), ...document, version: SURVEY_VERSION };
    case SURVEY_VERSION:
      return document;
    default:
      return assertNever(document);
  }
}

/** A survey that nothing was filled in of. */
export function emptyDocument(name: string): SurveyDocument {
  return {
    format: "farsite-survey",
    version: SURVEY_VERSION,
    site: { name },
    line: {},
    wishes: {},
    route: {},
    handover: {},
    contacts: [],
    devices: [],
    steps: [],
    checklist: [],
    answers: [],
    notes: [],
    photos: [],
    acceptances: [],
    checks: [],
    scans: [],
    accounts: [],
    custody: [],
    conflicts: [],
    forwards: [],
    walks: [],
    routerBackups: [],
    proofs: [],
    tunnels: [],
    rehearsals: [],
  };
}
