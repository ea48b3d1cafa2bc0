import Database from "better-sqlite3";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { NewLastingMapping } from "#host/store/lasting-mappings.ts";
import { sampleMapping } from "./sample-mapping.ts";
import { openTestStore, temporaryFolder } from "./store-fixture.ts";

const SITE = randomUUID();
const lasting: NewLastingMapping = {
  ...sampleMapping,
  transport: "tcp",
  internalClient: "192.168.178.20",
  forOther: true,
  internalPort: 8_000,
  externalPort: 8_000,
  lifetimeSeconds: 86_400,
  siteId: SITE,
  forwardId: "forward-1",
};
const AT = "2026-11-20T10:00:00.000Z";

describe("the journal of mappings that stay", () => {
  it("has the mapping on disk before it is asked for, and what was granted after", () => {
    const folder = temporaryFolder();
    const { lastingMappings } = openTestStore(folder);
    const id = lastingMappings.begin(lasting);
    const other = openTestStore(folder);
    expect(other.lastingMappings.of(SITE, "forward-1")).toMatchObject({
      ...lasting,
      id,
      state: "opening",
      leaseSeconds: 86_400,
      renewedAt: null,
    });
    lastingMappings.opened(id, { externalPort: 8_001, leaseSeconds: 3_600, at: AT });
    expect(other.lastingMappings.all()).toMatchObject([
      { id, state: "open", externalPort: 8_001, leaseSeconds: 3_600, renewedAt: AT },
    ]);
    other.lastingMappings.renewed(id, { leaseSeconds: null, at: "2026-11-20T10:30:00.000Z" });
    expect(lastingMappings.of(SITE, "forward-1")).toMatchObject({
      externalPort: 8_001,
      leaseSeconds: null,
      renewedAt: "2026-11-20T10:30:00.000Z",
    });
  });

  it("outlives the shell that began it, and is nobody's leftover", () => {
    const folder = temporaryFolder();
    const store = openTestStore(folder);
    const id = store.lastingMappings.begin({ ...lasting, lifetimeSeconds: 0 });
    store.close();
    const next = openTestStore(folder);
    expect(next.journal.leftovers()).toEqual([]);
    expect(next.lastingMappings.all()).toMatchObject([{ id, leaseSeconds: null }]);
    next.lastingMappings.closing(id);
    expect(next.lastingMappings.all()).toMatchObject([{ id, state: "closing" }]);
    next.lastingMappings.strike(id);
    expect(next.lastingMappings.all()).toEqual([]);
    // Another shell may have struck it meanwhile.
    next.lastingMappings.opened(id, { externalPort: 8_000, leaseSeconds: 60, at: AT });
    expect(next.lastingMappings.all()).toEqual([]);
  });

  it("tells forwards, sites and attempts apart", () => {
    const { lastingMappings } = openTestStore(temporaryFolder());
    const first = lastingMappings.begin(lasting);
    const second = lastingMappings.begin({ ...lasting, externalPort: 8_002 });
    const third = lastingMappings.begin({ ...lasting, forwardId: "forward-2" });
    expect(lastingMappings.of(SITE, "forward-1")?.id).toBe(second);
    expect(lastingMappings.of(SITE, "forward-2")?.id).toBe(third);
    expect(lastingMappings.of(randomUUID(), "forward-1")).toBeNull();
    expect(lastingMappings.all().map(({ id }) => id)).toEqual([first, second, third]);
  });

  it("passes over what can't be read, and takes nothing that is no mapping", () => {
    const folder = temporaryFolder();
    const { lastingMappings } = openTestStore(folder);
    const id = lastingMappings.begin(lasting);
    const db = new Database(join(folder, "farsite.db"));
    db.exec("insert into lasting_mapping (id, site_id, forward_id, entry) values ('x', 's', 'f', '{torn')");
    db.close();
    expect(lastingMappings.all().map((entry) => entry.id)).toEqual([id]);
    expect(() => lastingMappings.begin({ ...lasting, externalPort: 70_000 })).toThrow("externalPort");
    expect(lastingMappings.all()).toHaveLength(1);
  });
});
