import { describe, expect, it } from "vitest";
import { affectedVersion, type VersionVerdict } from "#core/lan/affected-versions.ts";

/** What the makers' lists say of a device, and what they leave open. */
const ROWS: readonly [cveId: string, model: string | null, firmware: string | null, verdict: VersionVerdict][] = [
  ["CVE-2017-7921", "DS-2CD2132F-I", "V5.4.0 build 160530", "affected"],
  ["CVE-2017-7921", "DS-2CD2132F-I", "V5.4.5 build 170124", "not-affected"],
  ["CVE-2017-7921", "DS-2CD2132F-I", "V5.1.0 build 131202", "check"],
  ["CVE-2017-7921", "DS-2CD2132F-I", null, "check"],
  ["CVE-2017-7921", "DS-2CD2142FWD-I", "V5.4.4 Build 161125", "affected"],
  ["CVE-2017-7921", "DS-2CD2385G1-I", "V5.6.2build 190701", "not-affected"],
  ["CVE-2017-7921", "DS-2CD7A26G0", "V5.3.0 build 150513", "check"],
  ["CVE-2017-7921", "DS-7608NI-K2", "V3.4.0 build 150921", "not-affected"],
  ["CVE-2021-36260", "DS-2CD2385G1-I", "V5.6.2build 190701", "check"],
  ["CVE-2021-36260", "DS-2CD2385G1-I", "V5.7.3 build 220112", "newer"],
  ["CVE-2021-36260", null, null, "check"],
  ["CVE-2021-33044", "IPC-HFW5241E-ZE", "2.800.0000000.13.R, Build Date: 2020-05-18", "affected"],
  ["CVE-2021-33044", "DH-IPC-HDBW3441R-ZS", "2.800.0000000.16.R,build:2021-05-31", "affected"],
  ["CVE-2021-33044", "IPC-HFW5241E-ZE", "2.820.0000000.5.R, Build Date: 2021-06-01", "not-affected"],
  ["CVE-2021-33044", "IPC-HFW5241E-ZE", "2.800.0000000.13.R", "check"],
  ["CVE-2021-33044", "IPC-HDW1431T1-S4", "2.800.0000000.13.R", "check"],
  ["CVE-2021-33044", "IPC-HDW1431T1-S4", "2.800.0000000.13.R, Build Date: 2022-03-02", "not-affected"],
  ["CVE-2021-33045", "NVR5216-16P-4KS2", "V4.000.0000000.4.R, Build Date: 2019-08-01", "affected"],
  ["CVE-2021-33045", "DHI-NVR5216-16P-4KS2", "V4.001.0000000.2.R, Build Date: 2020-04-01", "not-affected"],
  ["CVE-2021-33045", "VTO7541G", "4.300, build:2020-01-01", "check"],
  ["CVE-2019-11001", "RLC-410W", "v2.0.0.648", "check"],
  ["CVE-2019-11001", "RLC-810A", "v3.0.0.5428_2509171974", "not-affected"],
  ["CVE-2019-11001", null, null, "check"],
  ["CVE-2020-25078", "DCS-2530L", "1.05.05", "affected"],
  // "Before 1.06.01 Hotfix": with and without the hotfix it shows the same numbers.
  ["CVE-2020-25078", "DCS-2530L", "1.06.01", "check"],
  ["CVE-2020-25078", "DCS-2530L", "1.07.00", "not-affected"],
  ["CVE-2020-25078", "DCS-2670L", "2.02", "affected"],
  ["CVE-2020-25078", "DCS-2670L", "2.03", "not-affected"],
  ["CVE-2022-23227", "NVRmini 2", "03.11.0000.0016", "affected"],
  ["CVE-2022-23227", "NVRmini2", "3.12.0", "not-affected"],
  ["CVE-2022-40799", "DNR-322L", "2.60B15", "affected"],
  ["CVE-2022-40799", "DNR-322L", "2.60B16", "not-affected"],
  ["CVE-2023-47565", "VS-4116 Pro+", "4.1.3", "affected"],
  ["CVE-2023-47565", "VS-4116 Pro+", "5.0.0 build 20140101", "not-affected"],
  ["CVE-2023-47565", "VS-4116 Pro+", "3.6.0", "check"],
  ["CVE-2024-8956", "PT30X-SDI-GY", "6.3.39", "affected"],
  ["CVE-2024-8956", "PT30X-NDI-GY", "6.3.40", "not-affected"],
  ["CVE-2024-11120", "GV-VS12", null, "affected"],
  ["CVE-2024-11120", "GV-VS14", null, "check"],
  ["CVE-2025-1316", "IC-7100", "any", "check"],
];

describe("what a maker's list says", () => {
  it.each(ROWS)("%s: %s with %s", (cveId, model, firmware, verdict) => {
    expect(affectedVersion(cveId, model, firmware)).toBe(verdict);
  });
});
