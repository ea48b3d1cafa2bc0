import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { FullResult, Reporter, Suite, TestCase, TestError } from "@playwright/test/reporter";
import type { StepResult } from "./step.ts";

/** Writes a StepResult to the file named by FARSITE_TEST_RESULT. */
export default class PlaywrightSummary implements Reporter {
  #tests: readonly TestCase[] = [];
  #errors = 0;

  onBegin(_config: unknown, suite: Suite): void {
    this.#tests = suite.allTests();
  }

  onError(_error: TestError): void {
    this.#errors++;
  }

  onEnd(result: FullResult): void {
    const file = process.env["FARSITE_TEST_RESULT"];
    if (file === undefined) throw new Error("FARSITE_TEST_RESULT names no file");
    const outcomes = this.#tests.map((test) => {
      // Left out by nobody: the run ended, or a test it builds on failed.
      const neverRan = test.outcome() === "skipped" && test.expectedStatus !== "skipped";
      return { test, outcome: neverRan ? "unexpected" : test.outcome() };
    });
    const failed = outcomes.filter(({ outcome }) => outcome === "unexpected").length + this.#errors;
    const summary: StepResult = {
      passed: outcomes.filter(({ outcome }) => outcome === "expected" || outcome === "flaky").length,
      failed: failed === 0 && result.status !== "passed" ? 1 : failed,
      skipped: outcomes
        .filter(({ outcome }) => outcome === "skipped")
        .map(({ test }) => ({
          name: test.titlePath().filter(Boolean).join(" > "),
          reason: test.annotations.find(({ type }) => type === "skip")?.description ?? "no reason given",
        })),
    };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(summary));
  }

  printsToStdio(): boolean {
    return false;
  }
}
