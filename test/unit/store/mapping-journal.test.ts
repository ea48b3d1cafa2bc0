import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sampleMapping } from "./sample-mapping.ts";
import { openTestStore, startStoreChild, temporaryFolder, untilLines } from "./store-fixture.ts";

const lockFiles = (folder: string) => {
  const owners = join(folder, "owners");
  return existsSync(owners) ? readdirSync(owners) : [];
};

describe("mapping journal", { timeout: 60_000 }, () => {
  it("never offers its own mappings, nor those of another living shell", async () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    const other = openTestStore(folder);
    const child = startStoreChild("journal", folder, "2");
    await untilLines(child, 2);
    store.journal.begin(sampleMapping);
    expect(store.journal.leftovers()).toEqual([]);
    expect(other.journal.leftovers()).toEqual([]);
    child.process.kill("SIGKILL");
    await child.exited;
  });

  it("hands what a killed shell left behind to exactly one of two recoveries", async () => {
    const folder = temporaryFolder();
    const child = startStoreChild("journal", folder, "3");
    await untilLines(child, 3);
    child.process.kill("SIGKILL");
    await child.exited;

    const store = openTestStore(folder);
    const other = openTestStore(folder);
    const mine = store.journal.leftovers();
    expect(mine.map((entry) => entry.id)).toEqual(child.lines);
    expect(mine[0]).toMatchObject({ ...sampleMapping, internalPort: 40_000 });
    expect(other.journal.leftovers()).toEqual([]);
    // Not struck: the undo may have failed, so they are offered again to whom they were given.
    expect(store.journal.leftovers()).toEqual(mine);
    for (const entry of mine) store.journal.strike(entry.id);
    expect(store.journal.leftovers()).toEqual([]);
  });

  it("passes leftovers on when the recovering shell dies too", async () => {
    const folder = temporaryFolder();
    const child = startStoreChild("journal", folder, "1");
    await untilLines(child, 1);
    child.process.kill("SIGKILL");
    await child.exited;

    const first = openTestStore(folder);
    expect(first.journal.leftovers()).toHaveLength(1);
    const own = first.journal.begin(sampleMapping);
    first.close();
    const second = openTestStore(folder);
    expect(second.journal.leftovers().map((entry) => entry.id)).toEqual([...child.lines, own]);
  });

  it("leaves no lock files behind", async () => {
    const folder = temporaryFolder();
    const child = startStoreChild("journal", folder, "1");
    await untilLines(child, 1);
    expect(lockFiles(folder)).toHaveLength(1);
    child.process.kill("SIGKILL");
    await child.exited;

    const store = openTestStore(folder);
    expect(store.journal.leftovers()).toHaveLength(1);
    expect(lockFiles(folder)).toHaveLength(1);
    store.close();
    expect(lockFiles(folder)).toEqual([]);
  });

  it("keeps nothing of what was struck", () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    store.journal.strike(store.journal.begin(sampleMapping));
    store.close();
    expect(openTestStore(folder).journal.leftovers()).toEqual([]);
  });

  it("is taken over by one recovery only when several start at the same moment", async () => {
    const folder = temporaryFolder();
    const dead = startStoreChild("journal", folder, "5");
    await untilLines(dead, 5);
    dead.process.kill("SIGKILL");
    await dead.exited;
    const recoveries = Array.from({ length: 4 }, () => startStoreChild("recover", folder));
    for (const recovery of recoveries) await untilLines(recovery, 1);
    const taken = recoveries.flatMap((recovery) => JSON.parse(recovery.lines[0] ?? "[]") as string[]);
    for (const recovery of recoveries) recovery.process.kill("SIGKILL");
    await Promise.all(recoveries.map((recovery) => recovery.exited));
    expect(taken.toSorted()).toEqual([...dead.lines].toSorted());
  });
});
