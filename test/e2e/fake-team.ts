import { createHash, randomUUID } from "node:crypto";
import { implement, ORPCError } from "@orpc/server";
import type { InferContractRouterOutputs } from "@orpc/contract";
import { contract, type Contract } from "#core/contract/contract.ts";
import type { ContractErrorCode } from "#core/contract/errors.ts";
import type { Site } from "#core/contract/survey-calls.ts";
import type { HubStatus, StoreStatus, SyncEvent, TransferPreview } from "#core/contract/team-calls.ts";
import type { Photo } from "#core/survey/survey-sections.ts";
import { emptySite, writeRevision } from "./fake-survey.ts";
import type { FakeStore } from "./fake-plan.ts";

/** A colleague's, whose card no laptop here has unless a test says so. */
export const OTHER_LAPTOP = "bbbbbbbb-0000-8000-8000-000000000002";

type TeamError = { code: ContractErrorCode; data?: unknown };

/** What the fake host keeps of photos, files, the firm's server and the store. */
export type FakeTeam = {
  pictures: Map<string, Buffer>;
  /** Bytes of what was added, as it came in. */
  added: { photo: Buffer; thumbnail: Buffer }[];
  photoTrouble: TeamError | null;
  /** What was asked for. */
  exports: { siteIds: string[]; passphrase: string | null; photos: boolean }[];
  /** What the next opened file is; its passphrase, if it has one. */
  preview: TransferPreview;
  passphrase: string | null;
  openTrouble: TeamError | null;
  applied: string[][];
  dropped: string[];
  hub: HubStatus;
  hubTrouble: TeamError | null;
  hubUsed: { url: string; password: string; authority: string | null }[];
  syncEvents: SyncEvent[];
  /** The exchange stops after its last event and stays there. */
  syncStall: boolean;
  storage: StoreStatus;
  repair: InferContractRouterOutputs<Contract>["store"]["repair"];
  repairs: number;
};

const noHub: HubStatus = {
  hub: null,
  user: null,
  hasPassword: false,
  tls: null,
  lastSyncAt: null,
  trouble: null,
  waiting: { revisions: 0, photos: 0 },
  isSyncing: false,
};

export const someHub: HubStatus = {
  ...noHub,
  hub: "db.example.com:5432/farsite",
  user: "anna",
  hasPassword: true,
  tls: "verify",
  lastSyncAt: "2026-11-20T17:42:00Z",
};

export const emptyTeam = (): FakeTeam => ({
  pictures: new Map(),
  added: [],
  photoTrouble: null,
  exports: [],
  preview: fakePreview([]),
  passphrase: null,
  openTrouble: null,
  applied: [],
  dropped: [],
  hub: noHub,
  hubTrouble: null,
  hubUsed: [],
  syncEvents: [],
  syncStall: false,
  storage: {
    state: "ok",
    detail: null,
    healed: 0,
    file: "/home/installer/.local/share/farsite/farsite.db",
    bytes: 18_432_000,
    backups: [
      { id: "b1", at: "2026-11-21T07:10:00Z", bytes: 18_100_000, why: "daily" },
      { id: "b2", at: "2026-11-20T07:05:00Z", bytes: 17_900_000, why: "before-import" },
    ],
  },
  repair: {
    sites: 14,
    revisions: 812,
    lost: 0,
    setBack: [],
    damagedFile: "/home/installer/.local/share/farsite/farsite-damaged-2026-11-21.db",
  },
  repairs: 0,
});

export const fakePreview = (
  sites: TransferPreview["sites"],
  laptopId: string | null = OTHER_LAPTOP,
): TransferPreview => ({
  transferId: randomUUID(),
  madeAt: "2026-11-20T16:20:00Z",
  farsiteVersion: "0.1.0",
  madeBy: "Petra Lang, Van 2",
  laptopId,
  sites,
});

const hashOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** Puts a photo into a site; without bytes, it has not come to this laptop yet. */
export function keepPhoto(
  store: FakeStore,
  siteId: string,
  about: Partial<Photo> & { picture?: Buffer; small?: Buffer } = {},
): Photo {
  const { picture, small, ...rest } = about;
  const nowhere = Buffer.from(randomUUID());
  const photo: Photo = {
    id: randomUUID(),
    hash: hashOf(picture ?? nowhere),
    thumbnail: hashOf(small ?? picture ?? nowhere),
    width: 2_560,
    height: 1_920,
    bytes: picture?.length ?? 900_000,
    kind: "other",
    takenAt: "2026-11-18T10:15:00Z",
    takenBy: "Jonas Weber",
    ...rest,
  };
  if (picture) store.team.pictures.set(photo.hash, picture);
  const shown = small ?? picture;
  if (shown) store.team.pictures.set(photo.thumbnail, shown);
  const site = store.sites.get(siteId) ?? emptySite("Site");
  writeRevision(store, site, { ...site.document, photos: [...site.document.photos, photo] });
  return photo;
}

function raise(trouble: TeamError | null): void {
  if (trouble !== null) throw new ORPCError(trouble.code, { defined: true, data: trouble.data });
}

/** The part of the fake host that keeps photos, files between laptops, the firm's server and the store. */
export function fakeTeamHost(store: FakeStore, siteOf: (siteId: string) => Site) {
  const os = implement(contract);
  const { team } = store;
  const bytesOf = async (file: File): Promise<Buffer> => Buffer.from(await file.arrayBuffer());

  return {
    photos: {
      add: os.photos.add.handler(async ({ input }) => {
        raise(team.photoTrouble);
        siteOf(input.siteId);
        const [photo, thumbnail] = await Promise.all([bytesOf(input.photo), bytesOf(input.thumbnail)]);
        team.added.push({ photo, thumbnail });
        const { caption, deviceId, kind, takenAt, siteId } = input;
        const kept = keepPhoto(store, siteId, { kind, caption, deviceId, takenAt, picture: photo, small: thumbnail });
        return { siteId, revision: siteOf(siteId).revision, photoId: kept.id };
      }),
      get: os.photos.get.handler(({ input }) => {
        const bytes = team.pictures.get(input.hash);
        if (bytes === undefined) throw new ORPCError("PHOTO_MISSING", { defined: true });
        return new File([new Uint8Array(bytes)], `${input.hash}.jpg`, { type: "image/jpeg" });
      }),
    },
    transfer: {
      export: os.transfer.export.handler(({ input }) => {
        team.exports.push(input);
        const fileName = "Farsite 2026-11-21.farsite";
        return { fileName, file: new File(["PK"], fileName, { type: "application/octet-stream" }) };
      }),
      open: os.transfer.open.handler(({ input }) => {
        raise(team.openTrouble);
        if (team.passphrase !== null && input.passphrase === null) raise({ code: "PASSPHRASE_NEEDED" });
        if (team.passphrase !== null && input.passphrase !== team.passphrase) raise({ code: "PASSPHRASE_WRONG" });
        return team.preview;
      }),
      apply: os.transfer.apply.handler(({ input }) => {
        team.applied.push(input.siteIds);
        const taken = team.preview.sites.filter(({ siteId }) => input.siteIds.includes(siteId));
        for (const { siteId, name } of taken)
          if (!store.sites.has(siteId))
            writeRevision(store, { ...emptySite(name), id: siteId }, emptySite(name).document);
        const sum = (field: "newRevisions" | "conflicts"): number => taken.reduce((all, one) => all + one[field], 0);
        return { sites: taken.length, revisions: sum("newRevisions"), conflicts: sum("conflicts") };
      }),
      drop: os.transfer.drop.handler(({ input }) => {
        team.dropped.push(input.transferId);
      }),
    },
    hub: {
      status: os.hub.status.handler(() => team.hub),
      use: os.hub.use.handler(({ input }) => {
        raise(team.hubTrouble);
        team.hubUsed.push(input);
        return (team.hub = { ...someHub, lastSyncAt: null });
      }),
      forget: os.hub.forget.handler(() => (team.hub = noHub)),
      sync: os.hub.sync.handler(async function* ({ signal }) {
        raise(team.hubTrouble);
        yield* team.syncEvents;
        if (team.syncStall)
          await new Promise((_, reject) => {
            signal?.addEventListener("abort", () => reject(new Error("stopped")), { once: true });
          });
        team.hub = {
          ...team.hub,
          lastSyncAt: new Date().toISOString(),
          waiting: { revisions: 0, photos: 0 },
          trouble: null,
        };
      }),
    },
    store: {
      status: os.store.status.handler(() => team.storage),
      backUp: os.store.backUp.handler(() => {
        const backup = { id: randomUUID(), at: new Date().toISOString(), bytes: 18_432_000, why: "by-hand" as const };
        return (team.storage = { ...team.storage, backups: [backup, ...team.storage.backups] });
      }),
      repair: os.store.repair.handler(() => {
        team.repairs++;
        team.storage = { ...team.storage, state: "ok", detail: null };
        return team.repair;
      }),
    },
  };
}
