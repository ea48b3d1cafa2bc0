import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { backupsFolder, keptBackups, type Backup } from "#host/store/backups.ts";
import { openDatabaseFile, writeSequence } from "#host/store/database-file.ts";
import { heal } from "#host/store/heal.ts";
import { openStore } from "#host/store/open-store.ts";
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

  it("keep what was just made when the clock was set back, and the newest of those made since", async () => {
    const folder = temporaryFolder();
    let ms = Date.UTC(2031, 0, 1);
    const store = openStore({ folder, now: () => new Date(ms), randomUuid: randomUUID });
    onTestFinished(() => store.close());
    const kept = () => store.status().backups.map(({ at }) => at.slice(0, 16));
    for (let i = 0; i < 3; i += 1) {
      ms += 60_000;
      await store.backUp("before-import");
    }
    ms = Date.UTC(2026, 10, 21);
    const { siteId } = store.beginSite({ name: "North", template: null });
    await store.backUp("before-import");
    expect(kept()).toEqual(["2031-01-01T00:03", "2031-01-01T00:02", "2026-11-21T00:00"]);
    const restored = temporaryFolder();
    const newest = store.status().backups.at(-1)?.id;
    writeFileSync(join(restored, "farsite.db"), readFileSync(join(backupsFolder(folder), `${newest}.db`)));
    expect(openTestStore(restored).sites()).toMatchObject([{ id: siteId }]);

    for (let i = 0; i < 3; i += 1) {
      ms += 60_000;
      await store.backUp("before-import");
    }
    expect(kept()).toEqual(["2026-11-21T00:03", "2026-11-21T00:02", "2026-11-21T00:01"]);
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
    const kept = keptBackups([...byHand, ...daily], new Date(Date.UTC(2026, 10, 20)));
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

  it("is completed when there is room again, at the end or at the next start", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "recent-changes.jsonl");
    const holds = (revision: string): boolean => readFileSync(file, "utf8").includes(`"hash":"${revision}"`);
    let store = openTestStore(folder);
    const { siteId } = store.beginSite({ name: "North", template: null });
    const changeWithoutRoom = (value: string): string => {
      renameSync(file, join(folder, "kept"));
      // Whatever is appended to a folder fails, as on a full disk.
      mkdirSync(file);
      const { revision } = store.changeSurvey(siteId, [{ op: "set", section: "line", field: "plan", value }]);
      expect(store.status().detail).toContain("no second copy");
      return revision;
    };
    const makeRoom = (): void => {
      rmdirSync(file);
      renameSync(join(folder, "kept"), file);
    };

    const first = changeWithoutRoom("first");
    makeRoom();
    store.close();
    expect(holds(first)).toBe(true);
    expect(readdirSync(join(folder, "owners"))).toEqual([]);

    store = openTestStore(folder);
    const second = changeWithoutRoom("second");
    store.close();
    makeRoom();
    expect(holds(second)).toBe(false);
    store = openTestStore(folder);
    await store.whenWritable();
    expect(holds(second)).toBe(true);
    expect(store.status()).toMatchObject({ state: "ok", detail: null });
  });

  it("without anything in it is made up for by a backup", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "recent-changes.jsonl");
    const store = openTestStore(folder);
    await store.backUpIfDue();
    mkdirSync(file);
    store.beginSite({ name: "North", template: null });
    store.close();
    rmdirSync(file);
    const after = openStore({ folder, now: () => new Date(Date.UTC(2026, 10, 20, 12)), randomUuid: randomUUID });
    onTestFinished(() => after.close());
    await after.backUpIfDue();
    await after.backUpIfDue();
    expect(after.status().backups).toHaveLength(1);
    const restored = temporaryFolder();
    const [backup] = after.status().backups;
    writeFileSync(join(restored, "farsite.db"), readFileSync(join(backupsFolder(folder), `${backup?.id}.db`)));
    expect(openTestStore(restored).sites()).toMatchObject([{ name: "North" }]);
  });

  it("never sets the number of the last write back while another shell writes", () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    const { siteId } = store.beginSite({ name: "North", template: null });
    const change = (value: string) =>
      store.changeSurvey(siteId, [{ op: "set", section: "line", field: "plan", value }]);
    change("before");
    const other = openDatabaseFile(folder, {
      beforeWrite: () => undefined,
      foundDamage: () => undefined,
      beforeMigration: () => undefined,
    });
    onTestFinished(() => other.close());
    const healing = heal(other, store.exchange, other.read(writeSequence) - 1);
    healing.next();
    for (const value of ["a", "b", "c"]) change(value);
    const before = other.read(writeSequence);
    while (healing.next().done !== true);
    expect(other.read(writeSequence)).toBeGreaterThanOrEqual(before);
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
