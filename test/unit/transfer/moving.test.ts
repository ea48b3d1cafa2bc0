import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { HostError } from "#core/contract/errors.ts";
import type { Exchange } from "#host/store/exchange.ts";
import { createTempFolder } from "#host/temp-folder.ts";
import { inSlices } from "#host/transfer/slices.ts";
import { cgnatRecord } from "../../fakes/sample-records.ts";
import { otherSite } from "../nat/site-observations.ts";
import { canMountDisks } from "../../torture/small-disk.ts";
import { mountSmallDisk } from "../store/small-disk.ts";
import { contentsOf } from "./forged-package.ts";
import { hashOf, newLaptop, stateOf, surveyOn, writeNote } from "./transfer-fixture.ts";

const PROPERTY_RUNS = process.env["FARSITE_LONG"] === "1" ? 12 : 4;

describe("whatever was written", () => {
  it("comes to an empty laptop and out again the same", { timeout: 120_000 }, async () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 60 }).filter((one) => one.trim() !== "");
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 8 }), async (notes) => {
        const [mine, theirs, third] = [newLaptop(), newLaptop(), newLaptop()];
        const { siteId } = mine.store.beginSite({ name: "Site", template: null });
        for (const note of notes) writeNote(mine, siteId, note.toWellFormed());
        let from = mine;
        for (const to of [theirs, third]) {
          const { file } = await from.transfers.export({ siteIds: [siteId], passphrase: null, photos: true });
          const { transferId } = await to.transfers.open(file, null);
          await to.transfers.apply(transferId, [siteId]);
          expect(stateOf(to, siteId)).toEqual(stateOf(mine, siteId));
          from = to;
        }
      }),
      { numRuns: PROPERTY_RUNS, seed: 5 },
    );
  });
});

describe("a file that is being taken in", () => {
  it(
    "may be cut off after any step: what is there is whole, and once more comes to the same",
    { timeout: 120_000 },
    async () => {
      const mine = newLaptop();
      const siteId = await surveyOn(mine, "Bakery");
      const { file } = await mine.transfers.export({ siteIds: [siteId], passphrase: null, photos: true });
      const expected = stateOf(mine, siteId);
      let steps = 0;
      for (let cutAfter = 0; ; cutAfter += 1) {
        const theirs = newLaptop();
        let left = cutAfter;
        const cut = <A extends unknown[], R>(step: (...args: A) => R) => {
          return (...args: A): R => {
            if (left === 0) throw new HostError("STORE_BUSY", { file: "cut off" });
            left -= 1;
            return step(...args);
          };
        };
        const { exchange } = theirs.store;
        const failing: Exchange = {
          ...exchange,
          takeCards: cut(exchange.takeCards),
          takeRecords: cut(exchange.takeRecords),
          takeRevisions: cut(exchange.takeRevisions),
          settle: cut(exchange.settle),
        };
        const other = newLaptop({ folder: theirs.folder, exchange: () => failing, photos: theirs.photos });
        const { transferId } = await other.transfers.open(file, null);
        const outcome = await other.transfers.apply(transferId, [siteId]).catch((error: unknown) => error);
        if (!(outcome instanceof HostError)) {
          steps = cutAfter;
          break;
        }
        // Every picture was there before the first revision that names one.
        const named = theirs.store.exchange.photoHashes(siteId);
        expect(named.filter((hash) => !theirs.photos.has(hash))).toEqual([]);
        const again = await theirs.transfers.open(file, null);
        await theirs.transfers.apply(again.transferId, [siteId]);
        expect(stateOf(theirs, siteId)).toEqual(expected);
      }
      expect(steps).toBeGreaterThan(4);
    },
  );

  it.runIf(canMountDisks)("says that the disk is full, and leaves nothing half", async () => {
    const mine = newLaptop();
    const siteId = await surveyOn(mine, "Bakery", 3);
    const { file } = await mine.transfers.export({ siteIds: [siteId], passphrase: null, photos: true });
    const disk = mountSmallDisk(8);
    const temp = createTempFolder(disk, () => new Date());
    const full = newLaptop({
      dataFolder: disk,
      temp,
      photos: mine.photos,
      exchange: () => mine.store.exchange,
    }).transfers;
    await expect(full.open(new Blob([file, new Uint8Array(100_000)]), null)).rejects.toMatchObject({
      code: "DISK_FULL",
    });
    await expect(full.export({ siteIds: [siteId], passphrase: null, photos: true })).rejects.toMatchObject({
      code: "DISK_FULL",
    });
    expect(readdirSync(join(disk, "temp"))).toEqual([]);
  });
});

describe("a file with tests from outside", () => {
  it("has a version that an earlier Farsite does not take for damaged; one without them every Farsite reads", async () => {
    const mine = newLaptop();
    const siteId = await surveyOn(mine, "Bakery", 0);
    const plain = mine.store.beginSite({ name: "Garage", template: null }).siteId;
    const versionOf = async (id: string): Promise<unknown> => {
      const { file } = await mine.transfers.export({ siteIds: [id], passphrase: null, photos: false });
      const manifest = (await contentsOf(file)).get("manifest.json")?.toString() ?? "";
      return (JSON.parse(manifest) as { version: unknown }).version;
    };
    expect(await Promise.all([siteId, plain].map(versionOf))).toEqual([2, 1]);
  });
});

describe("checks that an earlier Farsite kept", () => {
  it("with the name of another site stay where they are, and that is said", async () => {
    const [mine, theirs] = [newLaptop(), newLaptop()];
    const siteId = await surveyOn(mine, "Bakery", 0);
    const record = {
      ...cgnatRecord,
      checkId: randomUUID(),
      observations: [...cgnatRecord.observations, otherSite("Butcher Schmidt")],
    };
    const text = canonicalJson(record);
    const hash = hashOf(text);
    expect(mine.store.exchange.takeRecords([{ hash, siteId, kind: "check", text }])).toEqual({ taken: 1, refused: [] });
    mine.store.amend(siteId, (document) => ({
      ...document,
      checks: [...document.checks, { checkId: record.checkId, hash }],
    }));
    const { file, withheld } = await mine.transfers.export({ siteIds: [siteId], passphrase: null, photos: true });
    expect(withheld).toBe(1);
    const contents = await contentsOf(file);
    expect(Buffer.concat([...contents.values()]).toString()).not.toContain("Schmidt");
    const { transferId } = await theirs.transfers.open(file, null);
    await theirs.transfers.apply(transferId, [siteId]);
    expect(theirs.store.exchange.missingRecords(siteId)).toEqual([hash]);
  });

  it("are kept without names from now on", async () => {
    const mine = newLaptop();
    const siteId = await surveyOn(mine, "Bakery", 0);
    const record = { ...cgnatRecord, observations: [...cgnatRecord.observations, otherSite("Butcher Schmidt")] };
    mine.store.saveCheck({ siteId, siteName: "Bakery", record });
    const { file, withheld } = await mine.transfers.export({ siteIds: [siteId], passphrase: null, photos: true });
    expect(withheld).toBe(0);
    const all = Buffer.concat([...(await contentsOf(file)).values()]).toString();
    expect([all.includes("same-address-elsewhere"), all.includes("Schmidt")]).toEqual([true, false]);
  });
});

describe("slices", () => {
  it("are as long as fits into the time they have, and let others run in between", async () => {
    let clock = 0;
    let ticks = 0;
    const lengths: number[] = [];
    const timer = setInterval(() => (ticks += 1), 0);
    const take = (costMs: number) => (slice: number[]) => {
      lengths.push(slice.length);
      clock += costMs * slice.length;
    };
    const items = Array.from({ length: 300 }, (_, i) => i);
    await inSlices(items, take(0.01), () => clock);
    expect(lengths.slice(0, 7)).toEqual([1, 2, 4, 8, 16, 32, 64]);
    lengths.length = 0;
    await inSlices(items, take(4), () => clock);
    clearInterval(timer);
    expect(Math.max(...lengths)).toBe(1);
    expect(lengths.reduce((sum, one) => sum + one, 0)).toBe(300);
    expect(ticks).toBeGreaterThan(0);
  });
});
