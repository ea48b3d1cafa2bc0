import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { withChanges } from "#core/survey/survey-change.ts";
import { createPhotoFiles } from "#host/photos/photo-files.ts";
import { openStore } from "#host/store/open-store.ts";
import { createTempFolder } from "#host/temp-folder.ts";
import { createTransferService, type TransferOptions } from "#host/transfer/transfer-service.ts";
import { numberedJpeg } from "../../fakes/jpeg-bytes.ts";
import { sampleProof } from "../../fakes/sample-proof.ts";
import { cgnatRecord, publicRecord } from "../../fakes/sample-records.ts";

export const hashOf = (content: Uint8Array | string): string => createHash("sha256").update(content).digest("hex");

/** Runs when what uses it is over. */
type After = (cleanUp: () => void) => void;

export function temporaryFolder(after: After = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), "farsite-transfer-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A laptop's store, pictures and transfers; its clock moves a second with every look. */
export function newLaptop({
  after = onTestFinished,
  folder = temporaryFolder(after),
  ...different
}: { after?: After; folder?: string } & Partial<TransferOptions> = {}) {
  let seconds = 0;
  const now = () => new Date(Date.UTC(2026, 10, 20, 9) + 1_000 * seconds++);
  const store = openStore({ folder, now, randomUuid: randomUUID });
  const temp = createTempFolder(folder, () => new Date());
  const photos = createPhotoFiles(folder, temp);
  const backups: string[] = [];
  const transfers = createTransferService({
    dataFolder: folder,
    temp,
    exchange: () => store.exchange,
    photos,
    ownCard: () => store.ownLaptop.card(),
    backUp: async () => void backups.push("before"),
    farsiteVersion: "0.2.0",
    now: () => new Date(),
    randomUuid: randomUUID,
    ...different,
  });
  after(() => {
    transfers.close();
    store.close();
  });
  const leftInTemp = () => readdirSync(join(folder, "temp")).toSorted();
  return { folder, store, photos, transfers, backups, leftInTemp, now };
}
export type TestLaptop = ReturnType<typeof newLaptop>;

/** A survey with a history, two checks and pictures. */
export async function surveyOn({ store, photos }: TestLaptop, name: string, pictures = 2): Promise<string> {
  const { siteId } = store.beginSite({ name, template: null });
  for (const record of [cgnatRecord, publicRecord]) {
    store.saveCheck({ siteId, siteName: name, record: { ...record, checkId: randomUUID() } });
  }
  store.saveProof({ siteId, record: sampleProof() });
  store.changeSurvey(siteId, [{ op: "set", section: "line", field: "provider", value: "Example Telecom" }]);
  for (let number = 0; number < pictures; number += 1) {
    const picture = numberedJpeg(1_000 * (number + 1) + (Number.parseInt(siteId.slice(0, 2), 16) % 256));
    const [hash, thumbnail] = [await photos.add(picture), await photos.add(numberedJpeg(number))];
    const photo = {
      id: randomUUID(),
      hash,
      thumbnail,
      width: 48,
      height: 32,
      bytes: picture.length,
      kind: "camera" as const,
      takenAt: "2026-11-20T10:00:00Z",
    };
    store.amend(siteId, (document) => ({ ...document, photos: [...document.photos, photo] }));
  }
  store.changeSurvey(siteId, [
    { op: "put", list: "notes", entry: { id: randomUUID(), text: `Grüße aus „${name}“`, at: "2026-11-20T10:00:00Z" } },
  ]);
  return siteId;
}

/** What a laptop has of a site, to be compared. */
export function stateOf({ store, photos }: TestLaptop, siteId: string) {
  const { exchange } = store;
  return {
    revisions: exchange.revisionHashes(siteId).map((hash) => exchange.revision(hash)),
    records: exchange.recordHashes(siteId).map((hash) => exchange.record(siteId, hash)),
    photos: exchange.photoHashes(siteId).filter((hash) => photos.has(hash)),
    document: store.site(siteId).document,
  };
}

/** Puts a line into a survey that differs each time. */
export function writeNote({ store }: Pick<TestLaptop, "store">, siteId: string, text: string): void {
  const entry = { id: randomUUID(), text, at: "2026-11-20T10:00:00Z" };
  store.amend(siteId, (document) => withChanges(document, [{ op: "put", list: "notes", entry }]));
}
