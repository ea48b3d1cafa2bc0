import { describe, expect, it } from "vitest";
import { diagnose } from "#core/nat/diagnose.ts";
import { checkRecordSchema, type CheckRecord } from "#core/survey/check-record.ts";
import { namesOtherSites, withoutOtherSites } from "#core/survey/other-sites.ts";
import { cgnatRecord } from "../../fakes/sample-records.ts";
import { otherSite } from "../nat/site-observations.ts";

const observations = [...cgnatRecord.observations, ...["Zoo", "Bakery", "Mill"].map((name) => otherSite(name))];
const told: CheckRecord = { ...cgnatRecord, observations, diagnosis: diagnose(observations) };
const kept = withoutOtherSites(told);

describe("other sites in a check that is kept", () => {
  it("are there, without anything that says whose they are", () => {
    expect(JSON.stringify(told)).toMatch(/Zoo.*Bakery.*Mill/);
    expect(JSON.stringify(kept)).not.toMatch(/Zoo|Bakery|Mill/);
    expect(kept.observations.filter(({ probe }) => probe === "other-sites")).toHaveLength(3);
    expect(kept.diagnosis.findings.find(({ code }) => code === "same-nat-as-other-site")?.observationIds).toEqual([
      "other-sites/1",
      "other-sites/2",
      "other-sites/3",
    ]);
    expect(checkRecordSchema.parse(kept)).toEqual(kept);
  });

  it("give the same verdict and findings, judged before or after", () => {
    expect(diagnose(kept.observations)).toEqual(kept.diagnosis);
    expect(kept.diagnosis.verdict).toEqual(told.diagnosis.verdict);
  });

  it("stay as they are when the record is kept once more, and a check without them too", () => {
    expect(withoutOtherSites(kept)).toEqual(kept);
    expect(withoutOtherSites(cgnatRecord)).toBe(cgnatRecord);
  });

  it("are told from those that earlier versions kept", () => {
    expect([told, kept, cgnatRecord, null, "x", {}].map(namesOtherSites)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    const finding = kept.diagnosis.findings.map((one) => ({ ...one, title: { ...one.title, args: { sites: "Zoo" } } }));
    expect(namesOtherSites({ diagnosis: { findings: finding } })).toBe(true);
    expect(namesOtherSites({ observations: told.observations, diagnosis: 7 })).toBe(true);
  });
});
