import { spawn } from "node:child_process";
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { repairStore } from "#host/store/repair.ts";
import { PLAIN_TABLES } from "#host/store/repair-sources.ts";
import { sampleProof } from "../../fakes/sample-proof.ts";
import { inspectFolder } from "../../torture/inspect-folder.ts";
import type { Confirmed } from "../../torture/random-edits.ts";
import { sampleMapping } from "./sample-mapping.ts";
import { freshRecord, openTestStore, temporaryFolder } from "./store-fixture.ts";

const PAGE_BYTES = 4_096;
const now = (): Date => new Date("2026-11-21T12:00:00Z");
const child = fileURLToPath(new URL("../../torture/repair-child.ts", import.meta.url));

/** A folder with three sites and a setting, closed properly, and what was confirmed in it. */
function usedFolder(): { folder: string; confirmed: Confirmed[] } {
  const folder = temporaryFolder();
  const store = openTestStore(folder);
  const confirmed: Confirmed[] = [];
  for (const name of ["North", "South", "West"]) {
    const { siteId } = store.saveCheck({ siteId: null, siteName: name, record: freshRecord() });
    confirmed.push(store.saveProof({ siteId, record: sampleProof() }));
    for (const customer of ["Baker", "Miller", "Smith"]) {
      confirmed.push(store.changeSurvey(siteId, [{ op: "set", section: "site", field: "customer", value: customer }]));
    }
  }
  store.saveSettings({ locale: "de" });
  store.close();
  return { folder, confirmed };
}

/** Overwrites the first page of a table, or of everything. */
function damage(folder: string, table: "revision" | "sqlite_schema"): void {
  const file = join(folder, "farsite.db");
  const db = new Database(file, { readonly: true });
  const row = db
    .prepare<[string], { page: number }>("select rootpage as page from sqlite_schema where name = ?")
    .get(table);
  db.close();
  const bytes = readFileSync(file);
  const page = row?.page ?? 1;
  writeFileSync(file, bytes.fill(0xff, (page - 1) * PAGE_BYTES + (page === 1 ? 100 : 0), page * PAGE_BYTES));
}

describe("a damaged database", () => {
  it.each(["revision", "sqlite_schema"] as const)("is whole again after its repair (%s)", async (table) => {
    const { folder, confirmed } = usedFolder();
    damage(folder, table);
    const before = readFileSync(join(folder, "farsite.db"));
    expect((await inspectFolder(folder, confirmed)).outcome).toBe("reported");
    const result = await repairStore({ folder, now });
    expect(result).toMatchObject({ sites: 3, revisions: 15, lost: 0, setBack: [] });
    expect(readFileSync(result.damagedFile).equals(before)).toBe(true);
    expect(await inspectFolder(folder, confirmed)).toEqual({ outcome: "intact", failures: [] });
  });

  it("keeps its settings, who the laptop is, and what it keeps open in routers, where they can be read", async () => {
    const { folder } = usedFolder();
    const before = openTestStore(folder);
    const [own] = before.laptops();
    const siteId = before.sites()[0]?.id ?? "";
    before.lastingMappings.begin({ ...sampleMapping, siteId, forwardId: "forward-1" });
    const mappings = before.lastingMappings.all();
    before.close();
    damage(folder, "revision");
    await repairStore({ folder, now });
    const store = openTestStore(folder);
    expect(store.settings().locale).toBe("de");
    expect(store.laptops()[0]?.id).toBe(own?.id);
    expect(store.lastingMappings.all()).toEqual(mappings);
    expect(store.proofs(siteId, 9)).toHaveLength(1);
  });

  it("is repaired from a backup where its second copy was dropped", async () => {
    const { folder, confirmed } = usedFolder();
    const store = openTestStore(folder);
    await store.backUp("by-hand");
    store.close();
    expect(readdirSync(folder).filter((name) => name.startsWith("recent-changes"))).toEqual([]);
    truncateSync(join(folder, "farsite.db"), 2 * PAGE_BYTES);
    expect(await repairStore({ folder, now })).toMatchObject({ sites: 3, lost: 0, setBack: [] });
    expect(await inspectFolder(folder, confirmed)).toEqual({ outcome: "intact", failures: [] });
  });

  it("says which sites are set back where nothing holds their newest state", async () => {
    const { folder } = usedFolder();
    for (const name of readdirSync(folder)) if (name.startsWith("recent-changes")) truncateSync(join(folder, name), 0);
    damage(folder, "revision");
    const result = await repairStore({ folder, now });
    expect(result.setBack.toSorted()).toEqual(["North", "South", "West"]);
    expect(result.lost).toBeGreaterThan(0);
  });

  it("is not repaired while another shell has written and lives", async () => {
    const { folder } = usedFolder();
    const store = openTestStore(folder);
    store.renameSite(store.sites()[0]?.id ?? "", "East");
    await expect(repairStore({ folder, now })).rejects.toThrow("STORE_BUSY");
  });

  it("is put in place by the next shell when the repair was killed just before", async () => {
    const { folder, confirmed } = usedFolder();
    const built = temporaryFolder();
    copyFileSync(join(folder, "farsite.db"), join(built, "farsite.db"));
    damage(folder, "sqlite_schema");
    // The log of the damaged file must not be played into the new one.
    writeFileSync(join(folder, "farsite.db-wal"), "of the old file");
    renameSync(join(built, "farsite.db"), join(folder, "farsite-repaired.db"));
    expect((await inspectFolder(folder, confirmed)).failures).toEqual([]);
    expect(existsSync(join(folder, "farsite-repaired.db"))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith("farsite-damaged-"))).toHaveLength(2);
  });

  it(
    "is either the old or the new one when the repair is killed, and can be repaired again",
    { timeout: 60_000 },
    async () => {
      const { folder, confirmed } = usedFolder();
      damage(folder, "revision");
      for (const ms of [0, 60, 200]) {
        await killedRepair(folder, ms);
        expect((await inspectFolder(folder, confirmed)).failures).toEqual([]);
      }
      await repairStore({ folder, now });
      expect(await inspectFolder(folder, confirmed)).toEqual({ outcome: "intact", failures: [] });
      expect(readdirSync(folder).filter((name) => name.startsWith("repair-"))).toEqual([]);
    },
  );

  it("is known table by table", () => {
    const { folder } = usedFolder();
    const db = new Database(join(folder, "farsite.db"), { readonly: true });
    const tables = db
      .prepare<[], { name: string }>("select name from sqlite_schema where type = 'table'")
      .all()
      .map(({ name }) => name)
      .filter((name) => !/^(sqlite_|site_text)/.test(name));
    db.close();
    // What follows from revisions and records, or is made anew: a new table belongs to either of the two.
    const derived = [
      "revision",
      "revision_signature",
      "check_record",
      "scan_record",
      "proof_record",
      "survey",
      "survey_photo",
      "site_waiting",
      "site_tunnels",
    ];
    const madeAnew = ["write_sequence", "account_index", "hub_state", "device"];
    expect(tables.toSorted()).toEqual([...Object.keys(PLAIN_TABLES), ...derived, ...madeAnew].toSorted());
  });
});

async function killedRepair(folder: string, afterMs: number): Promise<void> {
  const repair = spawn(process.execPath, [child, folder], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => repair.stdout.once("data", resolve));
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  const closed = new Promise((resolve) => repair.once("close", resolve));
  repair.kill("SIGKILL");
  await closed;
}
