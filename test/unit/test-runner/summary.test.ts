import { describe, expect, it } from "vitest";
import { passed } from "../../../scripts/test/step.ts";
import { summaryLines, total, type FinishedStep } from "../../../scripts/test/summary.ts";

const lint: FinishedStep = { name: "lint", seconds: 1.26, result: passed };
const unit: FinishedStep = {
  name: "unit",
  seconds: 75,
  result: {
    passed: 40,
    failed: 2,
    skipped: [
      { name: "a", reason: "no keychain" },
      { name: "b", reason: "no keychain" },
      { name: "c", reason: "only Linux" },
    ],
    failures: [
      { name: "d", lines: ["expected 1 to be 2"] },
      { name: "e", lines: [] },
    ],
    flaky: [{ name: "f", lines: ["Test timeout"] }],
  },
};

describe("the summary of npm test", () => {
  it("ends with the sum, alone on its line", () => {
    expect(summaryLines([lint, unit]).slice(-2)).toEqual(["", "41 passed, 2 failed, 3 skipped"]);
    expect(summaryLines([lint]).at(-1)).toBe("1 passed, 0 failed");
  });

  it("shows each step, why tests were skipped and which failed", () => {
    expect(summaryLines([lint, unit]).join("\n")).toBe(
      [
        "",
        "  ok    lint     1.3 s  1 passed, 0 failed",
        "  FAIL  unit    75.0 s  40 passed, 2 failed, 3 skipped",
        "  skipped: a and 1 more: no keychain",
        "  skipped: c: only Linux",
        "  passed at a second try only: f",
        "      Test timeout",
        "  failed: d",
        "      expected 1 to be 2",
        "  failed: e",
        "",
        "41 passed, 2 failed, 3 skipped",
      ].join("\n"),
    );
  });

  it("does not let a hundred failures push the table out of sight", () => {
    const failures = Array.from({ length: 100 }, (_, index) => ({ name: `test ${index}`, lines: ["boom"] }));
    const lines = summaryLines([{ ...unit, result: { ...unit.result, failed: 100, failures } }]);
    expect(lines.filter((line) => line.includes("boom"))).toHaveLength(10);
    expect(lines).toContain("  failed: and 90 more");
  });

  it("adds up", () => {
    expect(total([lint, unit])).toMatchObject({ passed: 41, failed: 2 });
  });
});
