import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { FullResult, Reporter, Suite, TestCase, TestError } from "@playwright/test/reporter";
import { failure } from "./failure.ts";
import type { Failure, StepResult } from "./step.ts";

function nameOf(test: TestCase): string {
  return test.titlePath().filter(Boolean).join(" > ");
}

/** With what the first try said that did not pass. */
function failureOf(test: TestCase): Failure {
  const errors = test.results.map((result) => result.errors).find((found) => found.length > 0);
  if (errors === undefined) return failure(nameOf(test), [{ message: "it did not run" }]);
  return failure(nameOf(test), errors, errors.find(({ location }) => location !== undefined)?.location);
}

/** Writes a StepResult to the file named by FARSITE_TEST_RESULT. */
export default class PlaywrightSummary implements Reporter {
  #tests: readonly TestCase[] = [];
  readonly #errors: Failure[] = [];

  onBegin(_config: unknown, suite: Suite): void {
    this.#tests = suite.allTests();
  }

  onError(error: TestError): void {
    this.#errors.push(failure("outside of the tests", [error]));
  }

  onEnd(result: FullResult): void {
    const file = process.env["FARSITE_TEST_RESULT"];
    if (file === undefined) throw new Error("FARSITE_TEST_RESULT names no file");
    const outcomes = this.#tests.map((test) => {
      // Left out by nobody: the run ended, or a test it builds on failed.
      const neverRan = test.outcome() === "skipped" && test.expectedStatus !== "skipped";
      return { test, outcome: neverRan ? "unexpected" : test.outcome() };
    });
    const failures = [
      ...outcomes.filter(({ outcome }) => outcome === "unexpected").map(({ test }) => failureOf(test)),
      ...this.#errors,
    ];
    const summary: StepResult = {
      passed: outcomes.filter(({ outcome }) => outcome === "expected" || outcome === "flaky").length,
      failed: failures.length === 0 && result.status !== "passed" ? 1 : failures.length,
      skipped: outcomes
        .filter(({ outcome }) => outcome === "skipped")
        .map(({ test }) => ({
          name: nameOf(test),
          reason: test.annotations.find(({ type }) => type === "skip")?.description ?? "no reason given",
        })),
      failures,
      flaky: outcomes.filter(({ outcome }) => outcome === "flaky").map(({ test }) => failureOf(test)),
    };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(summary));
  }

  printsToStdio(): boolean {
    return false;
  }
}
