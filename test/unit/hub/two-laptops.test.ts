import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createBadLine } from "../../fakes/bad-line.ts";
import { sampleProof } from "../../fakes/sample-proof.ts";
import { offlineRecord } from "../../fakes/sample-records.ts";
import { freshHub, testLaptop, through, use, withPostgres, type TestLaptop } from "./hub-fixture.ts";

const server = withPostgres();

/** How much further the line holds each time. */
const BYTES_BETWEEN_CUTS = process.env["FARSITE_LONG"] === "1" ? 41_777 : 101_777;

const rename = (laptop: TestLaptop, siteId: string, name: string) => laptop.store.renameSite(siteId, name);

describe("two laptops and a real PostgreSQL", () => {
  it("have the same after both have synced, with pictures", async () => {
    const { technicians } = await freshHub(server(), ["anna", "ben"]);
    const [anna, ben] = [testLaptop(), testLaptop()];
    await use(anna, technicians.anna);
    await use(ben, technicians.ben);
    const { siteId } = anna.store.beginSite({ name: "Bakery", template: null });
    const photo = await anna.addPhoto(siteId, 600_000);
    anna.store.saveCheck({ siteId, siteName: "Bakery", record: { ...offlineRecord, checkId: randomUUID() } });
    const proof = sampleProof();
    anna.store.saveProof({ siteId, record: proof });
    expect(await anna.sync()).toMatchObject({ pushed: 4, photosPushed: 1, refused: 0 });
    expect(await ben.sync()).toMatchObject({ pulled: 4, photosPulled: 1, sitesChanged: 1, refused: 0 });
    expect(ben.store.exchange.recordHashes(siteId)).toHaveLength(2);
    expect(ben.store.proof(siteId, proof.proofId)).toEqual(proof);
    expect(ben.seen()).toEqual(anna.seen());
    expect(await ben.photos.read(photo)).toEqual(await anna.photos.read(photo));
    expect(await ben.sync()).toMatchObject({ pushed: 0, pulled: 0, photosPushed: 0, photosPulled: 0 });
  });

  it("converge after a week apart, lose nothing, and show where they disagree", async () => {
    const { technicians } = await freshHub(server(), ["carl", "dora"]);
    const line = await createBadLine(server().port);
    const [carl, dora] = [testLaptop(), testLaptop()];
    await use(carl, through(technicians.carl, line.port));
    await use(dora, technicians.dora);
    const { siteId } = carl.store.beginSite({ name: "Plant room", template: null });
    await carl.sync();
    await dora.sync();

    line.breakAfter(0);
    for (let day = 0; day < 20; day += 1) {
      rename(carl, siteId, `Plant room of Carl ${day}`);
      rename(dora, siteId, `Plant room of Dora ${day}`);
    }
    const other = carl.store.beginSite({ name: "Only Carl was here", template: null }).siteId;
    await expect(carl.sync()).rejects.toMatchObject({ code: "HUB_UNREACHABLE" });
    expect(await carl.hub.status()).toMatchObject({ trouble: { code: "HUB_UNREACHABLE" }, waiting: { revisions: 21 } });
    await dora.sync();

    line.mend();
    await carl.sync();
    await dora.sync();
    await carl.sync();
    expect(carl.seen()).toEqual(dora.seen());
    expect(dora.store.exchange.siteIds()).toContain(other);
    // Both histories whole, and the merge.
    expect(carl.store.exchange.revisionHashes(siteId)).toHaveLength(1 + 20 + 20 + 1);
    expect(carl.store.sites().find(({ id }) => id === siteId)).toMatchObject({ conflicts: 1 });
    expect(await carl.hub.status()).toMatchObject({ trouble: null, waiting: { revisions: 0, photos: 0 } });
  });

  it("resume where a line broke, wherever that was", async () => {
    const { technicians } = await freshHub(server(), ["emil", "fina"]);
    const line = await createBadLine(server().port);
    const [emil, fina] = [testLaptop(), testLaptop()];
    await use(emil, through(technicians.emil, line.port));
    await use(fina, through(technicians.fina, line.port));
    for (let i = 0; i < 3; i += 1) {
      const { siteId } = emil.store.beginSite({ name: `Site ${i}`, template: null });
      for (let change = 0; change < 6; change += 1) rename(emil, siteId, `Site ${i} ${change}`);
      await emil.addPhoto(siteId, 300_000);
    }
    for (const laptop of [emil, fina]) {
      let attempts = 0;
      for (let bytes = 9_000; ; bytes += BYTES_BETWEEN_CUTS) {
        attempts += 1;
        line.breakAfter(bytes);
        const ended = await laptop.sync().catch(() => null);
        line.mend();
        if (ended !== null) break;
      }
      expect(attempts).toBeGreaterThan(4);
    }
    expect(fina.seen()).toEqual(emil.seen());
    expect(fina.store.exchange.siteIds()).toHaveLength(3);
    for (const siteId of fina.store.exchange.siteIds()) {
      for (const hash of fina.store.exchange.photoHashes(siteId)) expect(fina.photos.has(hash)).toBe(true);
    }
  });

  it("bring a signature that came later than its revision", async () => {
    const { technicians } = await freshHub(server(), ["ida", "jost", "kai"]);
    const [ida, jost, kai] = [testLaptop(), testLaptop(), testLaptop()];
    await use(ida, technicians.ida);
    await use(jost, technicians.jost);
    await use(kai, technicians.kai);
    const { siteId } = ida.store.beginSite({ name: "Sawmill", template: null });
    const [hash = ""] = ida.store.exchange.revisionHashes(siteId);
    const signed = ida.store.exchange.revision(hash);
    expect(signed.signature).not.toBeNull();
    // Jost had it as a file, from before Ida's key was at hand.
    jost.store.exchange.takeCards(ida.store.exchange.cardsFor([siteId]));
    jost.store.exchange.takeRevisions([{ ...signed, signature: null }]);
    jost.store.exchange.settle(siteId);
    expect(await jost.sync()).toMatchObject({ pushed: 1 });
    expect(await ida.sync()).toMatchObject({ pushed: 0 });
    for (const laptop of [jost, kai]) {
      await laptop.sync();
      expect(laptop.store.exchange.revision(hash)).toEqual(signed);
    }
  });

  it("gives a hub everything again that was put back from an old backup", async () => {
    const { admin, technicians } = await freshHub(server(), ["gero", "hanna"]);
    const [gero, hanna] = [testLaptop(), testLaptop()];
    await use(gero, technicians.gero);
    await use(hanna, technicians.hanna);
    const { siteId } = gero.store.beginSite({ name: "Mill", template: null });
    await gero.sync();
    await hanna.sync();
    rename(gero, siteId, "Old mill");
    await gero.addPhoto(siteId);
    await gero.sync();
    await hanna.sync();
    const { wipeNewest } = await import("./rewind.ts");
    await wipeNewest(admin, 1);
    rename(hanna, siteId, "Mill at the pond");
    await hanna.sync();
    await gero.sync();
    await hanna.sync();
    expect(hanna.seen()).toEqual(gero.seen());
    const fresh = testLaptop();
    await use(fresh, technicians.gero);
    await fresh.sync();
    expect(fresh.seen()).toEqual(gero.seen());
  });
});
