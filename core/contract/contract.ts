import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { observationSchema, probeIdSchema } from "../nat/observation.ts";
import { diagnosisSchema } from "../nat/diagnosis.ts";
import { deviceSchema } from "../lan/device.ts";
import { inspectionRequestSchema, inspectionSchema } from "../lan/inspection.ts";
import { deviceNoteSchema, scanPlanSchema, scanRecordSchema, scanRequestSchema } from "../lan/scan-record.ts";
import { checkRecordSchema } from "../survey/check-record.ts";
import { localeSchema, settingsSchema } from "../survey/settings.ts";
import { procedure } from "./procedure.ts";
import { mediaCalls } from "./media-calls.ts";
import { routeCalls } from "./route-calls.ts";
import { surveyCalls } from "./survey-calls.ts";
import { rehearsalCalls } from "./rehearsal-calls.ts";
import { tunnelCalls } from "./tunnel-calls.ts";
import { teamCalls } from "./team-calls.ts";
import { vaultCalls } from "./vault-calls.ts";

/** Every call, stream and error of the app. Both ends are derived from this file; nothing is typed twice. */

const siteId = z.uuid();

/** What a running check reports, in this order: planned, then probes and diagnoses as they come, then finished, then saved. */
export const checkEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("planned"),
    checkId: z.uuid(),
    startedAt: z.iso.datetime({ offset: true }),
    probes: z.array(probeIdSchema),
    /** What the check will talk to, for the person to read. */
    talksTo: z.array(z.string()),
  }),
  z.object({
    type: z.literal("asking"),
    id: z.string(),
    probe: probeIdSchema,
    question: z.string(),
    asked: z.string().nullable(),
  }),
  z.object({ type: z.literal("observed"), observation: observationSchema }),
  /** The verdict as far as the evidence goes; the last one before `finished` is final. */
  z.object({ type: z.literal("diagnosed"), diagnosis: diagnosisSchema }),
  z.object({ type: z.literal("finished"), record: checkRecordSchema }),
  z.object({ type: z.literal("saved"), siteId, siteName: z.string(), revision: z.string() }),
  /** The check is done but could not be kept; the record is in `finished`, so nothing the person saw is lost. */
  z.object({ type: z.literal("not-saved"), code: z.string(), data: z.unknown() }),
]);
export type CheckEvent = z.infer<typeof checkEventSchema>;

/** What a running scan reports, in this order: planned, then progress and devices as they come, then finished, then saved. */
export const scanEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("planned"), scanId: z.uuid(), startedAt: z.iso.datetime({ offset: true }) }),
  z.object({
    type: z.literal("progress"),
    /** `search`: waiting for answers; `sweep`: who lives, and which ports are open; `look`: what those are. */
    phase: z.enum(["search", "sweep", "look"]),
    done: z.number().int().nonnegative(),
    total: z.number().int().nonnegative(),
  }),
  /** Devices that are new or have changed, and ids that are gone because two turned out to be one. */
  z.object({ type: z.literal("devices"), changed: z.array(deviceSchema), removed: z.array(z.string().max(200)) }),
  z.object({ type: z.literal("finished"), record: scanRecordSchema }),
  z.object({ type: z.literal("saved"), siteId, siteName: z.string(), revision: z.string() }),
  z.object({ type: z.literal("not-saved"), code: z.string(), data: z.unknown() }),
]);
export type ScanEvent = z.infer<typeof scanEventSchema>;

/** A second address on one of the laptop's adapters, for a while, to reach a device in another network. */
export const rescueSchema = z.object({
  interfaceName: z.string().max(120),
  /** The laptop's own for the time being. */
  address: z.string().max(64),
  prefixLength: z.number().int().min(8).max(30),
  /** What runs, for the person to read and to type elsewhere. */
  command: z.string().max(500),
  undoCommand: z.string().max(500),
});
export type Rescue = z.infer<typeof rescueSchema>;

export const doctorItemSchema = z.object({
  id: z.enum(["node", "data-folder", "database", "keychain", "ping", "network", "report", "leftover-mappings"]),
  state: z.enum(["ok", "warning", "problem"]),
  detail: z.string(),
  /** Text key of what to do, null when nothing is needed. */
  whatToDo: z.string().nullable(),
});
export type DoctorItem = z.infer<typeof doctorItemSchema>;

export const contract = {
  ...surveyCalls,
  ...vaultCalls,
  ...teamCalls,
  ...routeCalls,
  ...tunnelCalls,
  ...rehearsalCalls,
  media: mediaCalls,
  app: {
    info: procedure.output(
      z.object({
        version: z.string(),
        shell: z.enum(["desktop", "browser", "terminal", "test"]),
        platform: z.string(),
        dataFolder: z.string(),
        /** Servers set for this run from outside (environment, command line); null: those of the settings are in force. */
        serverOverrides: z.object({
          stunServers: z.array(z.string()).nullable(),
          whoamiUrls: z.array(z.string()).nullable(),
          /** `url` null: none for this run, whatever the settings say. */
          vantage: z.object({ url: z.string().nullable() }).nullable(),
        }),
        /** Test mappings that a crashed check left behind and that were removed at this start. */
        leftoversRemoved: z.number().int().nonnegative(),
      }),
    ),
    doctor: procedure.output(z.array(doctorItemSchema)),
  },
  settings: {
    get: procedure.output(settingsSchema),
    set: procedure.input(settingsSchema.partial()).output(settingsSchema),
  },
  check: {
    /** Runs one site check. Ending the iteration (or aborting the call) cancels it and removes its test mappings. */
    run: procedure
      .input(
        z.object({
          siteId: siteId.nullable(),
          only: z.array(probeIdSchema).nullable(),
          /**
           * A further test: its answers are added to this check of the site, judged anew and kept beside it; `finished`
           * brings the whole. Absent or null: a check of its own.
           */
          addTo: z.uuid().nullable().optional(),
        }),
      )
      .output(eventIterator(checkEventSchema)),
    /** Tries once more to keep a check that was finished but not saved, after the reason is gone (a full disk). */
    saveAgain: procedure
      .input(z.object({ checkId: z.uuid(), siteId: siteId.nullable() }))
      .output(z.object({ siteId, siteName: z.string(), revision: z.string() })),
    /**
     * Adds the internet address that the person read off the router's status page: the same check, judged anew, is kept as
     * a new revision of its site. The check it was made from stays.
     */
    settle: procedure
      .input(z.object({ siteId, checkId: z.uuid(), wanAddress: z.string().max(64) }))
      .output(z.object({ record: checkRecordSchema, siteId, siteName: z.string(), revision: z.string() })),
    /** The verdict from recorded observations. */
    replay: procedure.input(z.object({ recording: z.unknown() })).output(diagnosisSchema),
  },
  scan: {
    /** By which adapters it would search and what it would sweep; nothing is sent. */
    plan: procedure.output(scanPlanSchema),
    /** Searches for devices. Ending the iteration (or aborting the call) cancels it, and nothing is kept. */
    run: procedure
      .input(scanRequestSchema.extend({ siteId: siteId.nullable() }))
      .output(eventIterator(scanEventSchema)),
    /** Ends a running scan: it finishes with what was found so far, which is kept. Nothing happens where it has ended. */
    stop: procedure.input(z.object({ scanId: z.uuid() })),
    /** Tries once more to keep a scan that was finished but not saved. */
    saveAgain: procedure
      .input(z.object({ scanId: z.uuid(), siteId: siteId.nullable() }))
      .output(z.object({ siteId, siteName: z.string(), revision: z.string() })),
    get: procedure.input(z.object({ siteId, scanId: z.uuid() })).output(scanRecordSchema),
  },
  devices: {
    /** Keeps a name and a note for a device of a site; both null forgets them. */
    describe: procedure.input(deviceNoteSchema.extend({ siteId })).output(z.array(deviceNoteSchema)),
    /** Asks one device with the login that the person typed. The login is used for this call and kept nowhere. */
    inspect: procedure.input(inspectionRequestSchema).output(inspectionSchema),
  },
  rescue: {
    /** A second address with which this device could be reached; nothing is changed. */
    plan: procedure
      .input(z.object({ deviceAddress: z.string().max(64), interfaceName: z.string().max(120).nullable() }))
      .output(rescueSchema),
    /** Sets it. Undone by `end`, when Farsite ends, and at the next start after a crash. */
    begin: procedure.input(rescueSchema).output(z.array(rescueSchema)),
    end: procedure.input(rescueSchema).output(z.array(rescueSchema)),
    /** Those that stand. */
    list: procedure.output(z.array(rescueSchema)),
  },
  report: {
    /** The report of a check as a tagged PDF: verdict, map and what to do on the first page, the evidence after it. */
    check: procedure
      .input(z.object({ siteId, checkId: z.uuid(), locale: localeSchema, paper: z.enum(["a4", "us-letter"]) }))
      .output(z.object({ fileName: z.string(), pdf: z.file() })),
  },
};
export type Contract = typeof contract;
