import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { signedLaptopCardSchema } from "../team/laptop-card.ts";
import { procedure } from "./procedure.ts";

const siteId = z.uuid();
const time = z.iso.datetime({ offset: true });

export const laptopSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  technician: z.string().nullable(),
  /** What two people read to each other. */
  fingerprint: z.string(),
  isOwn: z.boolean(),
  /** `confirmed`: the person compared the fingerprint. `seen`: its card came with a survey. */
  trust: z.enum(["own", "confirmed", "seen"]),
  card: signedLaptopCardSchema,
});
export type Laptop = z.infer<typeof laptopSchema>;

/** What a `.farsite` file would bring, before anything is taken in. */
export const transferPreviewSchema = z.object({
  transferId: z.uuid(),
  madeAt: time,
  farsiteVersion: z.string(),
  /** The laptop that made it, by the card inside; null: it names none. */
  madeBy: z.string().nullable(),
  /** Its id, which follows from the card's key: under a name, anybody can come. */
  laptopId: z.uuid().nullable(),
  sites: z.array(
    z.object({
      siteId,
      name: z.string(),
      /** `new`: not on this laptop. `same`: nothing new. `adds`: goes on from what is here. `merges`: both sides went on. */
      what: z.enum(["new", "same", "adds", "merges"]),
      newRevisions: z.number().int().nonnegative(),
      newPhotos: z.number().int().nonnegative(),
      /** Places where both sides wrote different things. */
      conflicts: z.number().int().nonnegative(),
      /** Revisions without a signature. */
      unsigned: z.number().int().nonnegative(),
    }),
  ),
});
export type TransferPreview = z.infer<typeof transferPreviewSchema>;

export const hubStatusSchema = z.object({
  /** `host:port/database`, never with a password; null: none is set up. */
  hub: z.string().nullable(),
  user: z.string().nullable(),
  hasPassword: z.boolean(),
  /** `verify`: certificate and name are checked; the only way but for loopback. */
  tls: z.enum(["verify", "off-loopback"]).nullable(),
  lastSyncAt: time.nullable(),
  /** Code of why the last attempt ended, with what it said; null: it went through. */
  trouble: z.object({ code: z.string(), data: z.unknown() }).nullable(),
  waiting: z.object({ revisions: z.number().int().nonnegative(), photos: z.number().int().nonnegative() }),
  isSyncing: z.boolean(),
});
export type HubStatus = z.infer<typeof hubStatusSchema>;

export const syncEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("progress"),
    phase: z.enum(["connect", "push", "pull", "photos"]),
    done: z.number().int().nonnegative(),
    total: z.number().int().nonnegative(),
  }),
  z.object({
    type: z.literal("finished"),
    pushed: z.number().int().nonnegative(),
    pulled: z.number().int().nonnegative(),
    photosPushed: z.number().int().nonnegative(),
    photosPulled: z.number().int().nonnegative(),
    sitesChanged: z.number().int().nonnegative(),
    conflicts: z.number().int().nonnegative(),
    /** What others sent that does not hold: a wrong hash or signature. It was left out. */
    refused: z.number().int().nonnegative(),
  }),
]);
export type SyncEvent = z.infer<typeof syncEventSchema>;

export const backupSchema = z.object({
  id: z.string().max(100),
  at: time,
  bytes: z.number().int().nonnegative(),
  why: z.enum(["daily", "before-update", "before-import", "by-hand"]),
});

export const storeStatusSchema = z.object({
  /**
   * `checking`: after a crash, while the file is looked over; reading works, writing waits. `read-only`: damaged, nothing is written until it is
   * repaired. `healed`: changes that the file had lost were put back from their second copy.
   */
  state: z.enum(["ok", "checking", "read-only", "healed"]),
  detail: z.string().nullable(),
  /** Changes put back at this start. */
  healed: z.number().int().nonnegative(),
  file: z.string(),
  bytes: z.number().int().nonnegative(),
  backups: z.array(backupSchema),
});
export type StoreStatus = z.infer<typeof storeStatusSchema>;

export const repairResultSchema = z.object({
  sites: z.number().int().nonnegative(),
  revisions: z.number().int().nonnegative(),
  /** Revisions and records that are named by others and can't be had from anywhere. */
  lost: z.number().int().nonnegative(),
  /** Sites whose newest state is lost: they show the newest one that could be read. */
  setBack: z.array(z.string().max(200)).max(1_000),
  /** The damaged file is kept. */
  damagedFile: z.string(),
});

export const teamCalls = {
  laptops: {
    /** This one first. */
    list: procedure.output(z.array(laptopSchema)),
    /** How this laptop and its technician are called, in histories and ledgers. */
    name: procedure
      .input(z.object({ name: z.string().trim().min(1).max(120), technician: z.string().trim().max(120).nullable() }))
      .output(z.array(laptopSchema)),
    /** Takes in a colleague's card (text of a file or QR code). NOT_A_CARD. */
    add: procedure.input(z.object({ text: z.string().max(10_000) })).output(laptopSchema),
    /** The person has compared the fingerprint; false takes that back. */
    confirm: procedure.input(z.object({ laptopId: z.uuid(), confirmed: z.boolean() })).output(z.array(laptopSchema)),
  },
  transfer: {
    /** One `.farsite` file of these sites; with a passphrase encrypted (age). */
    export: procedure
      .input(
        z.object({
          siteIds: z.array(siteId).min(1).max(10_000),
          passphrase: z.string().min(1).max(1_000).nullable(),
          photos: z.boolean(),
        }),
      )
      .output(z.object({ fileName: z.string(), file: z.file() })),
    /** Reads and checks a file; nothing is taken in. PASSPHRASE_NEEDED, PASSPHRASE_WRONG, NOT_A_PACKAGE, PACKAGE_NEWER. */
    open: procedure
      .input(z.object({ file: z.file(), passphrase: z.string().max(1_000).nullable() }))
      .output(transferPreviewSchema),
    /** Takes in these sites of an opened file. TRANSFER_NOT_FOUND. */
    apply: procedure
      .input(z.object({ transferId: z.uuid(), siteIds: z.array(siteId).min(1).max(10_000) }))
      .output(z.object({ sites: z.number().int(), revisions: z.number().int(), conflicts: z.number().int() })),
    /** Forgets an opened file. */
    drop: procedure.input(z.object({ transferId: z.uuid() })),
  },
  hub: {
    status: procedure.output(hubStatusSchema),
    /** Keeps the address in the settings and the password in the vault, after it has answered once. */
    use: procedure
      .input(
        z.object({
          /** `postgres://user@host:port/database`, as `farsite hub add` printed it; no password inside. */
          url: z.string().trim().min(1).max(500),
          password: z.string().min(1).max(1_000),
          /** PEM of the authority that signed the server's certificate; null: the system's. */
          authority: z.string().max(20_000).nullable(),
        }),
      )
      .output(hubStatusSchema),
    forget: procedure.output(hubStatusSchema),
    sync: procedure.output(eventIterator(syncEventSchema)),
  },
  store: {
    status: procedure.output(storeStatusSchema),
    backUp: procedure.output(storeStatusSchema),
    /** Builds a sound file of everything that can still be read: the damaged file, the backups, the second copy. */
    repair: procedure.output(repairResultSchema),
  },
};
