import { describe, expect, it } from "vitest";
import { summaryLines, total, type FinishedStep } from "../../../scripts/test/summary.ts";

const lint: FinishedStep = { name: "lint", seconds: 1.26, result: { passed: 1, failed: 0, skipped: [] } };
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
  },
};

describe("the summary of npm test", () => {
  it("ends with the sum, alone on its line", () => {
    expect(summaryLines([lint, unit]).slice(-2)).toEqual(["", "41 passed, 2 failed, 3 skipped"]);
    expect(summaryLines([lint]).at(-1)).toBe("1 passed, 0 failed");
  });

  it("shows each step and why tests were skipped", () => {
    expect(summaryLines([lint, unit]).join("\n")).toBe(
      [
        "",
        "  ok    lint     1.3 s  1 passed, 0 failed",
        "  FAIL  unit    75.0 s  40 passed, 2 failed, 3 skipped",
        "  skipped: a and 1 more: no keychain",
        "  skipped: c: only Linux",
        "",
        "41 passed, 2 failed, 3 skipped",
      ].join("\n"),
    );
  });

  it("adds up", () => {
    expect(total([lint, unit])).toMatchObject({ passed: 41, failed: 2 });
  });
});
