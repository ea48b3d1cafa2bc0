import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { proofRecordSchema } from "#core/proof/proof-record.ts";
import { publicIpStateSchema } from "#core/walk/public-ip-state.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { checkRecordSchema } from "#core/survey/check-record.ts";
import { sampleSurvey } from "#core/survey/sample-survey.ts";
import { listNames, sectionNames, surveyDocumentSchema } from "#core/survey/survey-document.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("the sample site", () => {
  const { document, checks, proofs, siteId } = sampleSurvey(sha256);

  it("is a survey as any other, and the same every time", () => {
    expect(surveyDocumentSchema.parse(document)).toEqual(document);
    expect(checks.map((check) => checkRecordSchema.parse(check))).toEqual(checks);
    expect(proofs.map((proof) => proofRecordSchema.parse(proof))).toEqual(proofs);
    expect(sampleSurvey(sha256)).toEqual({ document, checks, proofs, siteId, updatedAt: "2026-11-18T10:05:00+01:00" });
  });

  it("has a walk-through that its machine can show", () => {
    expect(document.walks.map(({ kind, status }) => [kind, status])).toEqual([["public-ip", "done"]]);
    expect(publicIpStateSchema.parse(document.walks[0]?.state)).toEqual(document.walks[0]?.state);
  });

  it("names its checks and tests by their hash", () => {
    expect(document.proofs).toEqual(
      proofs.map((proof) => ({ proofId: proof.proofId, hash: sha256(canonicalJson(proof)) })),
    );
    expect(proofs.flatMap(({ results }) => results.map(({ forwardId }) => forwardId))).toEqual(
      document.forwards.map(({ id }) => id),
    );

    expect(document.checks).toEqual(
      checks.map((check) => ({ checkId: check.checkId, hash: sha256(canonicalJson(check)) })),
    );
  });

  it("is behind a carrier's translation, by what it saw", () => {
    expect(checks[0]?.diagnosis.verdict.kind).toBe("cgnat");
    expect(checks[0]?.diagnosis.findings.map(({ code }) => code)).toContain("mapped-but-useless");
  });

  it("has something in every part but pictures", () => {
    for (const section of sectionNames) expect(Object.keys(document[section]).length).toBeGreaterThan(2);
    expect(listNames.filter((list) => document[list].length === 0)).toEqual(["photos"]);
  });
});
