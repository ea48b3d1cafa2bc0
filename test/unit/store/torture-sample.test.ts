import { describe, expect, it } from "vitest";
import { workOnFullDisk } from "../../torture/full-disk.ts";
import { torture } from "../../torture/run-torture.ts";
import { canMountDisks } from "../../torture/small-disk.ts";
import { writeFromTwoShells } from "../../torture/two-shells.ts";

/** A sample of `npm run torture`; another one each day would fail at somebody who changed nothing. */
const SEED = 2_026;

describe("a store under torture", () => {
  it("loses nothing that it confirmed, killed and torn", { timeout: 120_000 }, async () => {
    const result = await torture({ kills: 3, tears: 10, seed: SEED });
    expect(result.failures).toEqual([]);
    expect(result.confirmed).toBeGreaterThan(3);
    expect(result.tears).toBeGreaterThan(5);
  });

  it("loses nothing while two shells write at once and one is killed", { timeout: 60_000 }, async () => {
    expect(await writeFromTwoShells(SEED, { killOne: true, edits: 20 })).toEqual([]);
  });

  it.skipIf(!canMountDisks)("survives a full disk (root on Linux)", { timeout: 60_000 }, async () => {
    expect(await workOnFullDisk(SEED)).toEqual([]);
  });
});
