import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { BRANDS } from "#core/lan/brand-table.ts";
import { brandOf, brandOfMac, builtBy, usualRole } from "#core/lan/brands.ts";
import { roleOfModel } from "#core/lan/model-role.ts";
import { projectRoot } from "../../../scripts/project-root.ts";

type Lookup = { input: string; expect: { normalised: string; organisation: string | null; brandToShow: string } };

const LOOKUPS = readFileSync(join(projectRoot, "test/vectors/oui/mac-lookups.jsonl"), "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Lookup)
  .map(({ expect: { normalised, organisation, brandToShow } }) => [normalised, organisation, brandToShow] as const);

describe("the brand behind a hardware address", () => {
  it.each(LOOKUPS.filter(([, , shown]) => !/^none|OEM/.test(shown)))("%s of %s is %s", (mac, maker, shown) => {
    expect(shown.toLowerCase()).toContain(brandOfMac(mac, maker)?.toLowerCase().replace(" vision", ""));
  });

  it("is a label where the registry names one, and who builds for it", () => {
    expect(brandOfMac("38:c4:e8:03:b3:e2", "NSS Sp. z o.o.")).toBe("BCS");
    expect(builtBy("BCS")).toBe("Dahua");
    expect(builtBy("Axis")).toBe("Axis");
  });

  it.each(LOOKUPS.filter(([, , shown]) => shown.startsWith("none")))("%s has none", (mac, maker) => {
    expect(brandOfMac(mac, maker)).toBeUndefined();
  });

  it("is not that of a namesake among all makers of the registries", () => {
    const makers = brotliDecompressSync(readFileSync(join(projectRoot, "assets/oui/makers.txt.br")))
      .toString("utf8")
      .split("\n")
      .slice(1, -1)
      .map((line) => line.split("\t", 1)[0] ?? "");
    const byBrand = Map.groupBy(makers, (maker) => brandOfMac("00:00:01:00:00:00", maker));
    const ofBrand = (brand: string): string[] => byBrand.get(brand) ?? [];
    expect(ofBrand("Axis")).toEqual(["Axis Communications AB"]);
    expect(ofBrand("Satel")).toEqual(["SATEL sp. z o.o."]);
    expect(ofBrand("Ring").toSorted()).toEqual(["Ring LLC", "Ring Solutions"]);
    expect(ofBrand("Dahua").every((maker) => /zhejiang dahua/i.test(maker))).toBe(true);
    expect(ofBrand("ACTi")).toEqual(["ACTi Corporation"]);
    expect(ofBrand("Paradox").toSorted()).toEqual(["Paradox Hellas S.A.", "Paradox Security Systems Ltd"]);
    expect(ofBrand("DSC")).toEqual([]);
    expect(ofBrand("AVTECH")).toEqual(["AV TECH CORPORATION"]);
  });
});

describe("the brand in a device's own words", () => {
  it.each([
    ["HIKVISION", "Hikvision"],
    ["HiLook by Hikvision", "HiLook"],
    ["AXIS", "Axis"],
    ["REOLINK", "Reolink"],
    ["Samsung Techwin", "Hanwha Vision"],
    ["DS-2CD2143G0-I", "Hikvision"],
    ["IPC-HDW1431T1-S4", "Dahua"],
    ["RLN8-410", "Reolink"],
    ["XNV-8080R", "Hanwha Vision"],
    ["FLEXIDOME IP starlight 8000i", "Bosch"],
    ["WV-NS202A", "Panasonic"],
    ["FRITZ!Box 7590", "AVM"],
    ["Ajax Hub 2", "Ajax"],
    ["General", undefined],
    ["Private", undefined],
    ["IP Camera", undefined],
    ["Network Video Recorder", undefined],
    ["Living Room TV", undefined],
    ["Mockup Manufacturer", undefined],
    ["", undefined],
  ])("%s is %s", (text, brand) => {
    expect(brandOf(text)).toBe(brand);
  });

  it("has each brand once, none hidden behind another one, and builders that are brands", () => {
    const names = BRANDS.map((brand) => brand.name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    // Names that are words or other firms' names as well need more than themselves.
    const needMore = new Set(["Tyco", "Crow", "Elk", "Mercury", "Digi", "LANCOM", "Inim"]);
    expect(names.filter((name) => brandOf(name) !== name && !needMore.has(name))).toEqual([]);
    expect(BRANDS.flatMap((brand) => brand.builtBy ?? []).filter((builder) => !names.includes(builder))).toEqual([]);
    expect(usualRole("Satel")).toBe("panel");
    expect(usualRole("Hikvision")).toBeUndefined();
  });
});

describe("what a model number stands for", () => {
  it.each([
    ["Hikvision", "DS-2CD2143G0-I", "camera"],
    ["Hikvision", "DS-7608NI-Q1", "recorder"],
    ["Hikvision", "iDS-7208HQHI-M1", "recorder"],
    ["Hikvision", "DS-KV6113-WPE1(C)", "door-station"],
    ["Hikvision", "DS-K2604", "controller"],
    ["Hikvision", "DS-PWA64-L-WE", "panel"],
    ["Hikvision", "DS-TCG406-E", "camera"],
    ["Hikvision", "DS-3E0510P-E", "other"],
    ["Dahua", "DH-IPC-HFW2431S", "camera"],
    ["Dahua", "DHI-NVR4108HS", "recorder"],
    ["Dahua", "VTO2000A", "door-station"],
    ["Dahua", "DHI-ASI7213Y", "controller"],
    ["Dahua", "ARC3000H-W2", "panel"],
    ["BCS", "BCS-TIP3401IR-E-V", "camera"],
    ["Lorex", "W461ASC", "camera"],
    ["Axis", "AXIS P3245-LVE", "camera"],
    ["Axis", "S3008", "recorder"],
    ["Axis", "A8105-E", "door-station"],
    ["Axis", "A1001", "controller"],
    ["Axis", "560", "other"],
    ["Axis", "C1310-E", "other"],
    ["Axis", "P8221", "other"],
    ["Hanwha Vision", "QRN-810S", "recorder"],
    ["Uniview", "NVR301-08", "recorder"],
    ["Reolink", "Reolink TrackMix WiFi", "camera"],
    ["Reolink", "Reolink Video Doorbell PoE", "door-station"],
    ["Bosch", "AUTODOME IP starlight 5000i", "camera"],
    ["Bosch", "B5512", "panel"],
    ["D-Link", "DIR-825", "router"],
    ["TiVo", "TiVo DVR", "other"],
    ["DVC", "DCN-BM8127AIN", "camera"],
    [undefined, "XNV-8080R", "camera"],
    [undefined, "IPC_6a6b", "camera"],
    [undefined, "Network Print Server", "other"],
    [undefined, "HD_PREDATOR", undefined],
    ["Hikvision", "", undefined],
  ] as const)("%s %s: %s", (brand, model, role) => {
    expect(roleOfModel(brand, model)).toBe(role);
  });
});
