import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openTestStore, startStoreChild, temporaryFolder, untilLines, freshRecord } from "./store-fixture.ts";

/** A few: `npm run torture` kills a writing shell hundreds of times. */
const ROUNDS = process.env["FARSITE_LONG"] === "1" ? 30 : 6;

describe("several shells at once", () => {
  it("lose nothing when they write into the same site and into new ones", { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    const { siteId } = store.saveCheck({ siteId: null, siteName: "Shared", record: freshRecord() });
    const children = [
      startStoreChild("save", folder, "25", siteId),
      startStoreChild("save", folder, "25", siteId),
      startStoreChild("save", folder, "10"),
    ];
    // This process writes along with them.
    for (let index = 0; index < 10; index += 1) {
      store.saveCheck({ siteId, siteName: "Shared", record: freshRecord() });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await Promise.all(children.map((child) => child.exited))).toEqual([0, 0, 0]);
    const shared = store.site(siteId).checkList.map((check) => check.checkId);
    expect(shared).toHaveLength(1 + 25 + 25 + 10);
    expect(new Set(shared).size).toBe(shared.length);
    for (const line of children.flatMap((child) => child.lines)) {
      const [site = "", saved] = line.split(" ");
      expect(store.site(site).checkList.map((check) => check.checkId)).toContain(saved);
    }
    expect(store.sites()).toHaveLength(11);
  });

  it("can all begin an empty folder at the same moment", { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const children = Array.from({ length: 4 }, () => startStoreChild("save", folder, "1"));
    expect(await Promise.all(children.map((child) => child.exited))).toEqual([0, 0, 0, 0]);
    const store = openTestStore(folder);
    expect(store.sites()).toHaveLength(4);
  });

  it(`lose no confirmed check when one is killed, ${ROUNDS} times`, { timeout: 120_000 }, async () => {
    const folder = temporaryFolder();
    const { siteId } = openTestStore(folder).saveCheck({ siteId: null, siteName: "Site", record: freshRecord() });
    const confirmed: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = startStoreChild("save", folder, "1000", siteId);
      await untilLines(child, 1 + (round % 4));
      // A different moment of the write each time, from its first microseconds to a few writes later.
      await new Promise((resolve) => setTimeout(resolve, (round * 7) % 13));
      child.process.kill("SIGKILL");
      await child.exited;
      confirmed.push(...child.lines.map((line) => line.split(" ")[1] ?? ""));
    }
    const store = openTestStore(folder);
    const kept = new Set(store.site(siteId).checkList.map((check) => check.checkId));
    expect(confirmed.length).toBeGreaterThanOrEqual(ROUNDS);
    expect(confirmed.filter((checkId) => !kept.has(checkId))).toEqual([]);
    expect(store.integrity()).toBe("ok");
  });

  it("wait for each other, and say so when one never finishes", { timeout: 20_000 }, async () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    const { default: Database } = await import("better-sqlite3");
    const blocker = new Database(store.file);
    blocker.exec("begin immediate");
    expect(() => store.saveCheck({ siteId: null, siteName: "x", record: freshRecord() })).toThrow(
      expect.objectContaining({ code: "STORE_BUSY", data: { file: store.file } }),
    );
    blocker.exec("rollback");
    blocker.close();
    expect(store.saveCheck({ siteId: null, siteName: randomUUID(), record: freshRecord() }).revision).toHaveLength(64);
  });
});
