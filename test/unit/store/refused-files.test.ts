import { chmodSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { migrations } from "#host/store/migrations.ts";
import { publicRecord } from "../../fakes/sample-records.ts";
import { canMountDisks } from "../../torture/small-disk.ts";
import { makeReadOnly, mountSmallDisk } from "./small-disk.ts";
import { freshRecord, openTestStore, temporaryFolder } from "./store-fixture.ts";

/** As SQLite makes them unless told otherwise. */
const PAGE_BYTES = 4_096;

/** A folder with a store that holds one check and was closed properly. */
function usedFolder(): string {
  const folder = temporaryFolder();
  const store = openTestStore(folder);
  store.saveCheck({ siteId: null, siteName: "Site", record: publicRecord });
  store.close();
  return folder;
}

function expectUntouched(folder: string, code: string): void {
  const before = readFileSync(join(folder, "farsite.db"));
  const names = readdirSync(folder);
  expect(() => openTestStore(folder)).toThrow(expect.objectContaining({ code }));
  expect(readFileSync(join(folder, "farsite.db")).equals(before)).toBe(true);
  expect(readdirSync(folder)).toEqual(names);
}

describe("a file that is not ours to change", () => {
  it("was written by a newer Farsite", () => {
    const folder = usedFolder();
    const db = new Database(join(folder, "farsite.db"));
    db.exec(`pragma user_version = ${migrations.length + 1}`);
    db.close();
    expectUntouched(folder, "STORE_NEWER");
    expect(() => openTestStore(folder)).toThrow(
      expect.objectContaining({
        data: { file: join(folder, "farsite.db"), found: migrations.length + 1, known: migrations.length },
      }),
    );
  });

  it.each([
    ["a few bytes", Buffer.from("not a database")],
    ["text", Buffer.from("garbage in, garbage out\n".repeat(2_000))],
    ["a header and garbage", Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(8_192, 0x5a)])],
  ])("holds %s", (_name, bytes) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "farsite.db"), bytes);
    expectUntouched(folder, "STORE_DAMAGED");
  });

  it("was cut short", () => {
    const folder = usedFolder();
    truncateSync(join(folder, "farsite.db"), 1_000);
    expectUntouched(folder, "STORE_DAMAGED");
  });

  it("lost its first table page", () => {
    const folder = usedFolder();
    const file = join(folder, "farsite.db");
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xff, 100, 4_096));
    expectUntouched(folder, "STORE_DAMAGED");
  });

  it("belongs to another program", () => {
    const folder = temporaryFolder();
    const db = new Database(join(folder, "farsite.db"));
    db.exec("create table bookmark (url text)");
    db.close();
    expectUntouched(folder, "STORE_DAMAGED");
  });

  it("is damaged further in, which reading it says", () => {
    const folder = usedFolder();
    const file = join(folder, "farsite.db");
    const db = new Database(file);
    const page = Number(db.prepare("select rootpage from sqlite_schema where name = 'revision'").pluck().get());
    db.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xff, (page - 1) * PAGE_BYTES, page * PAGE_BYTES));
    const store = openTestStore(folder);
    const [site] = store.sites();
    expect(() => store.site(site?.id ?? "")).toThrow(expect.objectContaining({ code: "STORE_DAMAGED" }));
  });
});

describe("a folder that can't be written", () => {
  it("is a file", () => {
    const folder = join(temporaryFolder(), "occupied");
    writeFileSync(folder, "");
    expect(() => openTestStore(folder)).toThrow(
      expect.objectContaining({ code: "FOLDER_NOT_WRITABLE", data: { folder } }),
    );
    expect(() => openTestStore(join(folder, "below"))).toThrow("FOLDER_NOT_WRITABLE");
  });

  it("holds a folder in the database's place", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "farsite.db"));
    expect(() => openTestStore(folder)).toThrow("FOLDER_NOT_WRITABLE");
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)("has no write permission (not as root)", () => {
    const folder = usedFolder();
    chmodSync(join(folder, "farsite.db"), 0o400);
    chmodSync(folder, 0o500);
    expect(() => openTestStore(folder)).toThrow("FOLDER_NOT_WRITABLE");
    chmodSync(folder, 0o700);
  });

  it.skipIf(!canMountDisks)("is on a read-only disk (root on Linux)", () => {
    const empty = mountSmallDisk(512);
    makeReadOnly(empty);
    expect(() => openTestStore(empty)).toThrow("FOLDER_NOT_WRITABLE");
    expect(() => openTestStore(join(empty, "data"))).toThrow("FOLDER_NOT_WRITABLE");

    const used = mountSmallDisk(1_024);
    openTestStore(used).close();
    makeReadOnly(used);
    expect(() => openTestStore(used)).toThrow("FOLDER_NOT_WRITABLE");
  });
});

describe("a disk that is full", () => {
  it.skipIf(!canMountDisks)("keeps what was saved, and works on once there is room (root on Linux)", () => {
    const disk = mountSmallDisk(1_024);
    const store = openTestStore(disk);
    writeFileSync(join(disk, "filler"), Buffer.alloc(300 * 1_024));
    const saved: string[] = [];
    const saveUntilFull = () => {
      for (;;) saved.push(store.saveCheck({ siteId: null, siteName: "Site", record: freshRecord() }).siteId);
    };
    expect(saveUntilFull).toThrow(expect.objectContaining({ code: "DISK_FULL", data: { folder: disk } }));
    expect(saved.length).toBeGreaterThan(3);
    expect(
      store
        .sites()
        .map((site) => site.id)
        .toSorted(),
    ).toEqual([...saved].toSorted());
    for (const siteId of saved) expect(store.site(siteId).records).toHaveLength(1);

    truncateSync(join(disk, "filler"), 0);
    saved.push(store.saveCheck({ siteId: null, siteName: "Site", record: freshRecord() }).siteId);
    store.close();
    const again = openTestStore(disk);
    expect(again.sites()).toHaveLength(saved.length);
    expect(again.integrity()).toBe("ok");
  });

  it.skipIf(!canMountDisks)("says so when there is no room even to begin (root on Linux)", () => {
    const disk = mountSmallDisk(64);
    writeFileSync(join(disk, "filler"), Buffer.alloc(60 * 1_024));
    expect(() => openTestStore(disk)).toThrow(expect.objectContaining({ code: "DISK_FULL" }));
  });
});
