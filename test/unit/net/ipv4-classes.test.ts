import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { addressScope, isUsableAsPublicAddress } from "#core/net/ip-address.ts";

const vectors = new URL("../../vectors/net/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, vectors), "utf8");

type Row = { input: string; expect: { class: string; usableAsPublicWan: boolean } };
const rows = read("ipv4-classes.jsonl")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Row);

/** We need no names for what no line and no box of a site can have. */
const OURS: Readonly<Record<string, string>> = { benchmark: "reserved", broadcast: "reserved" };

describe("IPv4 addresses by what they are for", () => {
  it.each(rows.map((row) => [row.input, row.expect] as const))("%s", (address, expected) => {
    expect(addressScope(address)).toBe(OURS[expected.class] ?? expected.class);
    expect(isUsableAsPublicAddress(address)).toBe(expected.usableAsPublicWan);
  });

  it("come from somebody whose licence allows it", () => {
    const { cases } = JSON.parse(read("manifest.json")) as {
      cases: { source: { license: string; licenseText: string } }[];
    };
    for (const { source } of cases) expect(read(source.licenseText)).toContain(source.license.slice(0, 3));
    expect(rows.length).toBeGreaterThan(10);
  });
});
