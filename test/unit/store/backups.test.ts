import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { backupsFolder, keptBackups, type Backup } from "#host/store/backups.ts";
import { canMountDisks } from "../../torture/small-disk.ts";
import { mountSmallDisk } from "./small-disk.ts";
import { openTestStore, temporaryFolder } from "./store-fixture.ts";

const secondCopies = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith("recent-changes"));

describe("backups", () => {
  it("are made once a day, whole and for their owner alone", async () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    store.beginSite({ name: "North", template: null });
    await store.backUpIfDue();
    await store.backUpIfDue();
    const [backup, ...others] = store.status().backups;
    expect(others).toEqual([]);
    expect(backup).toMatchObject({ why: "daily", at: expect.stringMatching(/^2026-11-20T/) });
    expect(statSync(backupsFolder(folder)).mode & 0o777).toBe(0o700);
    const names = readdirSync(backupsFolder(folder));
    expect(names).toEqual([`${backup?.id}.db`]);
    const file = join(backupsFolder(folder), names[0] ?? "");
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const restored = temporaryFolder();
    writeFileSync(join(restored, "farsite.db"), readFileSync(file));
    expect(openTestStore(restored).sites()).toMatchObject([{ name: "North" }]);
  });

  it("let the second copy go only when they hold all of it", async () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    store.beginSite({ name: "North", template: null });
    const made = store.backUp("by-hand");
    store.beginSite({ name: "South", template: null });
    await made;
    // What was written meanwhile is in the new file.
    expect(secondCopies(folder)).toEqual(["recent-changes.jsonl"]);
    await store.backUp("by-hand");
    expect(secondCopies(folder)).toEqual([]);
  });

  it.skipIf(!canMountDisks)("are given up on a full disk, with a note (root on Linux)", async () => {
    const disk = mountSmallDisk(4_096);
    const store = openTestStore(disk);
    store.beginSite({ name: "North", template: null });
    await store.backUpIfDue();
    expect(store.status()).toMatchObject({ state: "ok", backups: [], detail: expect.stringContaining("DISK_FULL") });
    expect(existsSync(backupsFolder(disk)) ? readdirSync(backupsFolder(disk)) : []).toEqual([]);
  });

  it("are kept for seven days and four weeks", () => {
    const daily = Array.from({ length: 60 }, (_, day): Backup => {
      const at = new Date(Date.UTC(2026, 10, 20) - day * 86_400_000).toISOString();
      return { id: at, at, bytes: 1, why: "daily" };
    });
    const byHand = daily
      .slice(0, 5)
      .map((backup): Backup => ({ ...backup, id: `${backup.id} by hand`, why: "by-hand" }));
    const kept = keptBackups([...byHand, ...daily]);
    expect(kept.filter(({ why }) => why === "by-hand")).toEqual(byHand.slice(0, 3));
    // 20 November 2026 is a Friday: the week before ends on Sunday, 15 November, which is among the seven days.
    expect(kept.filter(({ why }) => why === "daily").map(({ at }) => at.slice(5, 10))).toEqual([
      "11-20",
      "11-19",
      "11-18",
      "11-17",
      "11-16",
      "11-15",
      "11-14",
      "11-08",
      "11-01",
    ]);
  });
});

describe("the second copy", () => {
  it("gives back what the log has lost", async () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    const { siteId } = store.beginSite({ name: "North", template: null });
    store.changeSurvey(siteId, [{ op: "set", section: "site", field: "customer", value: "Baker" }]);
    store.saveSettings({ locale: "de" });
    // As a power cut leaves it: this process still has it open, the copy has nobody.
    const crashed = temporaryFolder();
    for (const name of ["farsite.db", "farsite.db-wal", "recent-changes.jsonl"]) {
      writeFileSync(join(crashed, name), readFileSync(join(folder, name)));
    }
    truncateSync(join(crashed, "farsite.db-wal"), 0);
    const after = openTestStore(crashed);
    expect(after.state().state).toBe("checking");
    await after.whenWritable();
    expect(after.state()).toMatchObject({ state: "healed", healed: 2, detail: expect.stringMatching(/settings/) });
    expect(after.document(siteId).site).toMatchObject({ name: "North", customer: "Baker" });
  });

  it("makes a write wait that came before the check was through", () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    store.beginSite({ name: "North", template: null });
    const crashed = temporaryFolder();
    for (const name of ["farsite.db", "farsite.db-wal", "recent-changes.jsonl"]) {
      writeFileSync(join(crashed, name), readFileSync(join(folder, name)));
    }
    const after = openTestStore(crashed);
    expect(after.state().state).toBe("checking");
    expect(after.sites()).toHaveLength(1);
    after.beginSite({ name: "South", template: null });
    expect(after.state().state).toBe("ok");
    expect(after.sites()).toHaveLength(2);
  });

  it("never brings back what was not committed", () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    const { siteId } = store.beginSite({ name: "North", template: null });
    const before = readFileSync(join(folder, "recent-changes.jsonl"), "utf8");
    expect(() =>
      store.amend(siteId, () => {
        throw new Error("changed my mind");
      }),
    ).toThrow("changed my mind");
    expect(readFileSync(join(folder, "recent-changes.jsonl"), "utf8")).toBe(before);
  });
});
