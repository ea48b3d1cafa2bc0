import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseArpTable } from "#core/system/arp-table.ts";

type Case = {
  file: string;
  system: string;
  source: { license: string; licenseText: string };
  expect: Record<string, string>;
};

const vectors = new URL("../../vectors/system/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, vectors), "utf8");
const { cases } = JSON.parse(read("manifest.json")) as { cases: Case[] };

describe("captured neighbour tables", () => {
  it.each(cases.map((one) => [one.file, one] as const))("%s", (file, one) => {
    expect(Object.fromEntries(parseArpTable(read(file)))).toEqual(one.expect);
    expect(read(one.source.licenseText)).toContain(one.source.license);
  });
});

describe("neighbour tables written from the systems' formats", () => {
  it("Linux /proc/net/arp, without those that did not answer", () => {
    const text = [
      "IP address       HW type     Flags       HW address            Mask     Device",
      "192.168.178.1    0x1         0x2         02:00:5e:00:00:01     *        eth0",
      "192.168.178.9    0x1         0x0         00:00:00:00:00:00     *        eth0",
    ].join("\n");
    expect([...parseArpTable(text)]).toEqual([["192.168.178.1", "02:00:5e:00:00:01"]]);
  });

  it("Windows arp -a, in any language", () => {
    const text = [
      "",
      "Schnittstelle: 192.168.178.42 --- 0xb",
      "  Internetadresse       Physische Adresse     Typ",
      "  192.168.178.1         02-00-5E-00-00-01     dynamisch ",
      "  224.0.0.22            01-00-5e-00-00-16     statisch  ",
    ].join("\r\n");
    expect(Object.fromEntries(parseArpTable(text))).toEqual({
      "192.168.178.1": "02:00:5e:00:00:01",
      "224.0.0.22": "01:00:5e:00:00:16",
    });
  });

  it("takes a name that looks like a MAC for a name", () => {
    const text = "esp-a1-b2-c3-d4-e5-f6.lan (192.168.178.7) at 2:0:5e:0:0:7 on en0 ifscope [ethernet]";
    expect(parseArpTable(text).get("192.168.178.7")).toBe("02:00:5e:00:00:07");
    expect(parseArpTable("a1-b2-c3-d4-e5-f6 (192.168.178.7) at (incomplete) on en0").size).toBe(0);
  });

  it.each([
    "",
    "192.168.1.1",
    "02:00:5e:00:00:01",
    "300.1.1.1 at 02:00:5e:00:00:01",
    "1.2.3.4 at 02:00:5e:00:00:01:07",
  ])("finds nothing in %j", (text) => {
    expect(parseArpTable(text).size).toBe(0);
  });

  it("finds only whole MACs in any text", () => {
    const part = fc.constantFrom(
      "192.168.1.1",
      "(10.0.0.1)",
      "at",
      "0:1:2:3:4:5",
      "02-00-5E-00-00-01",
      ":",
      "-",
      "f:",
      "on",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 12 }), fc.constantFrom(" ", ""), (parts, glue) => {
        for (const [address, mac] of parseArpTable(parts.join(glue))) {
          expect(address).toMatch(/^(\d{1,3}\.){3}\d{1,3}$/);
          expect(mac).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
