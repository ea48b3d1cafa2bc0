import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCapture } from "#core/codec/decode.ts";
import { encodeUtf8 } from "#core/codec/byte-text.ts";
import { describeMac, encodeMakerTable, makerTable, normalMac } from "#core/lan/makers.ts";
import { loadMakers, makerOf } from "#host/lan/maker-lookup.ts";
import { readRegistries } from "../../../scripts/makers/maker-table.ts";
import { projectRoot } from "../../../scripts/project-root.ts";

const assetsFolder = join(projectRoot, "assets");

type Lookup = {
  input: string;
  expect: {
    normalised: string;
    locallyAdministered: boolean;
    multicast: boolean;
    prefix: string | null;
    organisation: string | null;
  };
};

/** Hardware addresses of cameras and recorders as they were captured, and the registry's word (test/vectors/oui/README.md). */
const LOOKUPS = readFileSync(join(projectRoot, "test/vectors/oui/mac-lookups.jsonl"), "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Lookup);

describe("the registries of hardware addresses", () => {
  it("are packed as their sources have them", () => {
    const packed = brotliDecompressSync(readFileSync(join(assetsFolder, "oui/makers.txt.br"))).toString("utf8");
    expect(packed === encodeMakerTable(readRegistries())).toBe(true);
  });

  it.each(LOOKUPS.map((one) => [one.input, one.expect] as const))("know who made %s", async (input, expected) => {
    expect(describeMac(input, await loadMakers(assetsFolder))).toMatchObject({
      mac: expected.normalised,
      maker: expected.organisation,
      prefix: expected.prefix,
      locallyAdministered: expected.locallyAdministered,
      multicast: expected.multicast,
    });
  });

  it("take the longest prefix, and nobody for a part that nobody has", () => {
    const makers = new Map([
      ["8C1F64", "IEEE Registration Authority"],
      ["8C1F64FFC", "Small Maker"],
      ["0050C2", "IEEE Registration Authority"],
      ["0050C27D5", "Old Maker"],
      ["74F8DB", "IEEE Registration Authority"],
      ["74F8DB5", "Middle Maker"],
      ["10DDB1", "Private"],
    ]);
    const look = (mac: string) => {
      const { maker, registry } = describeMac(mac, makers) ?? {};
      return [maker, registry];
    };
    expect(look("8c:1f:64:ff:c1:23")).toEqual(["Small Maker", "MA-S"]);
    expect(look("8c:1f:64:ff:d1:23")).toEqual([null, null]);
    expect(look("00:50:c2:7d:51:23")).toEqual(["Old Maker", "IAB"]);
    expect(look("74:f8:db:5f:ff:ff")).toEqual(["Middle Maker", "MA-M"]);
    expect(look("10:dd:b1:00:00:01")).toEqual([null, "MA-L"]);
  });

  it("tell a check who made the router", async () => {
    expect(await makerOf(assetsFolder, "b8:a4:4f:a0:4f:26")).toBe("Axis Communications AB");
    expect(await makerOf(assetsFolder, "02:00:5e:00:00:01")).toBeNull();
    expect(await makerOf(join(assetsFolder, "missing"), "b8:a4:4f:a0:4f:26")).toBeNull();
  });
});

describe("a hardware address", () => {
  it.each<[string, string | null]>([
    ["44-47-CC-37-CE-81", "44:47:cc:37:ce:81"],
    [" 4447.cc37.ce81\n", "44:47:cc:37:ce:81"],
    ["4447CC37CE81", "44:47:cc:37:ce:81"],
    ["0:1:2:a:b:c", "00:01:02:0a:0b:0c"],
    ["44:47:cc:37:ce", null],
    ["44:47:cc:37:ce:81:00", null],
    ["44:47-cc:37:ce:81", null],
    ["44:47:cc:37:ce:g1", null],
    ["", null],
    ["4".repeat(5_000), null],
  ])("%j is %s", (text, mac) => {
    expect(normalMac(text)).toBe(mac);
  });

  it("is read from any text without an error", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void describeMac(text, new Map())));
  });
});

describe("a table of makers", () => {
  it("comes back as it was written", () => {
    const makers = new Map([
      ["0050C27D5", "Zäh GmbH"],
      ["001231", "A, Inc."],
      ["001232", "A, Inc."],
    ]);
    const text = encodeMakerTable(makers);
    expect(text.split("\n")).toEqual(["farsite-makers 1", "A, Inc.\t001231 001232", "Zäh GmbH\t0050C27D5", ""]);
    for (const [prefix, maker] of makers) expect(makerTable(text).get(prefix)).toBe(maker);
  });

  it("knows whole prefixes only, and no prefix of a maker's name", () => {
    const table = makerTable(encodeMakerTable(new Map([["0050C27D5", "Zäh 001231 GmbH"]])));
    expect(["0050C2", "50C27D", "001231", "ZZZZZZ"].map((prefix) => table.get(prefix))).toEqual(
      Array.from({ length: 4 }),
    );
  });

  it("is refused when it is something else", () => {
    expect(() => makerTable("<html>")).toThrow("not a table of makers");
  });
});

describe("farsite decode oui", () => {
  const makers = new Map([["001231", "Motion Control Systems, Inc."]]);
  const decode = (bytes: Uint8Array) => decodeCapture("oui", bytes, { makers });

  it.each<[string, Uint8Array, object]>([
    [
      "text",
      encodeUtf8("00-12-31-09-B7-9E\n"),
      { result: "ok", maker: "Motion Control Systems, Inc.", registry: "MA-L" },
    ],
    ["six bytes", Uint8Array.of(0, 0x12, 0x31, 9, 0xb7, 0x9e), { result: "ok", mac: "00:12:31:09:b7:9e" }],
    [
      "a private one",
      encodeUtf8("02:00:00:00:00:01"),
      { result: "ok", maker: null, note: "private address, no maker" },
    ],
    ["an unknown one", encodeUtf8("00:ff:ff:00:00:01"), { result: "ok", maker: null, note: "not in the registries" }],
    ["a group's", encodeUtf8("01:00:5e:7f:ff:fa"), { result: "reject", multicast: true, maker: null }],
    ["no address", encodeUtf8("router"), { result: "malformed" }],
    ["nothing", new Uint8Array(), { result: "malformed" }],
  ])("shows %s", (_name, bytes, expected) => {
    expect(decode(bytes)).toMatchObject(expected);
  });
});
