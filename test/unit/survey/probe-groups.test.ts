import { describe, expect, it } from "vitest";
import { ALL_PROBES } from "#host/check/run-check.ts";
import { isGroupOn, probeGroupIds, probesOf, withGroup } from "#core/survey/probe-groups.ts";

describe("the groups of probes", () => {
  it("hold every probe of a check but those that tell where the laptop stands", () => {
    const grouped = probeGroupIds.flatMap(probesOf);
    expect(new Set(grouped).size).toBe(grouped.length);
    expect(ALL_PROBES.filter((probe) => !grouped.includes(probe))).toEqual(["interfaces", "default-route"]);
    expect(grouped.filter((probe) => !ALL_PROBES.includes(probe))).toEqual([]);
  });

  it.each(probeGroupIds)("%s is switched off and on alone", (group) => {
    const off = withGroup(group, false, []);
    expect(off).toEqual(probesOf(group));
    expect(probeGroupIds.filter((other) => !isGroupOn(other, off))).toEqual([group]);
    expect(withGroup(group, false, off)).toEqual(off);
    expect(withGroup(group, true, off)).toEqual([]);
  });

  it("leaves a probe alone that was left out by itself, and calls its group on", () => {
    expect(isGroupOn("router", ["pcp"])).toBe(true);
    expect(withGroup("servers", false, ["pcp"])).toContain("pcp");
    expect(withGroup("servers", true, ["pcp", "stun"])).toEqual(["pcp"]);
  });
});
