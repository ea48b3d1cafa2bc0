import { describe, expect, it } from "vitest";
import type { Store } from "#host/store/open-store.ts";
import { newLaptop, stateOf, surveyOn, writeNote, type TestLaptop } from "./transfer-fixture.ts";

const sites = (laptop: TestLaptop, ...siteIds: string[]) => ({ siteIds, passphrase: null, photos: true }) as const;

async function moved(from: TestLaptop, to: TestLaptop, siteId: string, passphrase: string | null = null) {
  const { file } = await from.transfers.export({ ...sites(from, siteId), passphrase });
  const preview = await to.transfers.open(file, passphrase);
  return { file, preview, applied: await to.transfers.apply(preview.transferId, [siteId]) };
}

describe("a survey in a file", () => {
  it("comes to another laptop whole, and goes out from there the same", async () => {
    const [mine, theirs] = [newLaptop(), newLaptop()];
    const siteId = await surveyOn(mine, "Bakery");
    const { preview, applied } = await moved(mine, theirs, siteId);
    const revisions = mine.store.exchange.revisionHashes(siteId).length;
    expect(preview).toMatchObject({
      farsiteVersion: "0.2.0",
      // By its key, not by the name that it gives.
      laptopId: mine.store.ownLaptop.key()?.id,
      sites: [
        { siteId, name: "Bakery", what: "new", newRevisions: revisions, newPhotos: 2, conflicts: 0, unsigned: 0 },
      ],
    });
    expect(applied).toEqual({ sites: 1, revisions, conflicts: 0 });
    expect(stateOf(theirs, siteId)).toEqual(stateOf(mine, siteId));
    const third = newLaptop();
    await moved(theirs, third, siteId);
    expect(stateOf(third, siteId)).toEqual(stateOf(mine, siteId));
  });

  it("changes nothing when it comes a second time", async () => {
    const [mine, theirs] = [newLaptop(), newLaptop()];
    const siteId = await surveyOn(mine, "Bakery");
    await moved(mine, theirs, siteId);
    const before = stateOf(theirs, siteId);
    const { preview, applied } = await moved(mine, theirs, siteId);
    expect(preview.sites).toMatchObject([{ what: "same", newRevisions: 0, newPhotos: 0 }]);
    expect(applied).toEqual({ sites: 1, revisions: 0, conflicts: 0 });
    expect(stateOf(theirs, siteId)).toEqual(before);
    expect(theirs.backups).toHaveLength(1);
  });

  it("meets what was written on both laptops since, and both come to the same", async () => {
    const [mine, theirs] = [newLaptop(), newLaptop()];
    const siteId = await surveyOn(mine, "Bakery");
    await moved(mine, theirs, siteId);
    const provider = (store: Store, value: string) =>
      store.changeSurvey(siteId, [{ op: "set", section: "line", field: "provider", value }]);
    provider(mine.store, "Mine");
    provider(theirs.store, "Theirs");
    writeNote(theirs, siteId, "theirs alone");
    const { preview, applied } = await moved(mine, theirs, siteId);
    expect(preview.sites).toMatchObject([{ what: "merges", newRevisions: 1, conflicts: 1 }]);
    expect(applied).toMatchObject({ revisions: 1, conflicts: 1 });
    await moved(theirs, mine, siteId);
    expect(stateOf(mine, siteId).document).toEqual(stateOf(theirs, siteId).document);
    expect(mine.store.site(siteId).revision).toBe(theirs.store.site(siteId).revision);
  });

  it("is encrypted with a passphrase, however it is typed", { timeout: 120_000 }, async () => {
    const [mine, theirs] = [newLaptop(), newLaptop()];
    const siteId = await surveyOn(mine, "Bakery");
    const { file } = await mine.transfers.export({ ...sites(mine, siteId), passphrase: "grün wie Gras" });
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.subarray(0, 21).toString()).toBe("age-encryption.org/v1");
    expect(bytes.includes("revisions.jsonl")).toBe(false);
    for (const [passphrase, code] of [
      [null, "PASSPHRASE_NEEDED"],
      ["", "PASSPHRASE_NEEDED"],
      ["grün wie gras", "PASSPHRASE_WRONG"],
    ] as const) {
      await expect(theirs.transfers.open(file, passphrase)).rejects.toMatchObject({ code });
    }
    expect(theirs.leftInTemp()).toEqual([]);
    const preview = await theirs.transfers.open(file, "grün wie Gras".normalize("NFD"));
    await theirs.transfers.apply(preview.transferId, [siteId]);
    expect(stateOf(theirs, siteId)).toEqual(stateOf(mine, siteId));
  });

  it("goes without pictures, which come later", async () => {
    const [mine, theirs] = [newLaptop(), newLaptop()];
    const siteId = await surveyOn(mine, "Bakery");
    const { file } = await mine.transfers.export({ ...sites(mine, siteId), photos: false });
    const preview = await theirs.transfers.open(file, null);
    expect(preview.sites).toMatchObject([{ newPhotos: 0 }]);
    await theirs.transfers.apply(preview.transferId, [siteId]);
    expect(stateOf(theirs, siteId)).toEqual({ ...stateOf(mine, siteId), photos: [] });
    const { preview: second } = await moved(mine, theirs, siteId);
    expect(second.sites).toMatchObject([{ what: "same", newPhotos: 2 }]);
    expect(stateOf(theirs, siteId)).toEqual(stateOf(mine, siteId));
  });

  it("brings only the sites that were chosen, with their pictures", async () => {
    const [mine, theirs] = [newLaptop(), newLaptop()];
    const [bakery, mill] = [await surveyOn(mine, "Bakery"), await surveyOn(mine, "Mill", 1)];
    const { file, fileName } = await mine.transfers.export(sites(mine, bakery, mill, bakery));
    expect(fileName).toMatch(/^farsite-2-sites-\d{4}-\d\d-\d\d\.farsite$/);
    const { transferId, sites: offered } = await theirs.transfers.open(file, null);
    expect(offered.map(({ name }) => name)).toEqual(["Bakery", "Mill"]);
    expect(await theirs.transfers.apply(transferId, [mill, mill])).toMatchObject({ sites: 1 });
    expect(theirs.store.exchange.siteIds()).toEqual([mill]);
    expect(stateOf(theirs, mill)).toEqual(stateOf(mine, mill));
    await theirs.transfers.apply(transferId, [bakery]);
    expect(stateOf(theirs, bakery)).toEqual(stateOf(mine, bakery));
  });

  it("says of a site that is not here, or not in the file, that it is not", async () => {
    const mine = newLaptop();
    const siteId = await surveyOn(mine, "Bakery", 0);
    const other = "5a0c1a52-6f5e-4a35-9c0b-0d6a2d3a7c99";
    const missing = { code: "SITE_NOT_FOUND", data: { site: other } };
    await expect(mine.transfers.export(sites(mine, siteId, other))).rejects.toMatchObject(missing);
    const { file } = await mine.transfers.export(sites(mine, siteId));
    const { transferId } = await mine.transfers.open(file, null);
    await expect(mine.transfers.apply(transferId, [other])).rejects.toMatchObject(missing);
    await mine.transfers.drop(transferId);
    await expect(mine.transfers.apply(transferId, [siteId])).rejects.toMatchObject({ code: "TRANSFER_NOT_FOUND" });
    expect(mine.leftInTemp()).toEqual([]);
  });
});

describe("opened files", () => {
  it("are bounded in number and age, and gone at the end", async () => {
    let time = Date.UTC(2026, 10, 20);
    const mine = newLaptop({ now: () => new Date(time) });
    const siteId = await surveyOn(mine, "Bakery", 0);
    const { file } = await mine.transfers.export(sites(mine, siteId));
    const opened: string[] = [];
    for (let i = 0; i < 6; i += 1) opened.push((await mine.transfers.open(file, null)).transferId);
    expect(mine.leftInTemp()).toHaveLength(4);
    await expect(mine.transfers.apply(opened[1] ?? "", [siteId])).rejects.toMatchObject({ code: "TRANSFER_NOT_FOUND" });
    await mine.transfers.apply(opened[5] ?? "", [siteId]);
    time += 61 * 60 * 1_000;
    await expect(mine.transfers.apply(opened[5] ?? "", [siteId])).rejects.toMatchObject({ code: "TRANSFER_NOT_FOUND" });
    expect(mine.leftInTemp()).toEqual([]);
    await mine.transfers.open(file, null);
    mine.transfers.close();
    expect(mine.leftInTemp()).toEqual([]);
  });
});
