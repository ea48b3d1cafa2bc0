import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { SerializedError } from "vitest";
import type { Reporter, TestModule } from "vitest/node";
import { failure } from "./failure.ts";
import type { Failure, Skipped, StepResult } from "./step.ts";

/** Vitest's own JSON leaves out why a test was skipped. Writes a StepResult to the file named by FARSITE_TEST_RESULT. */
export default class VitestSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const file = process.env["FARSITE_TEST_RESULT"];
    if (file === undefined) throw new Error("FARSITE_TEST_RESULT names no file");
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const states = tests.map((test) => ({ test, result: test.result() }));
    const skipped: Skipped[] = states.flatMap(({ test, result }) =>
      result.state === "skipped" ? [{ name: test.fullName, reason: result.note ?? "no reason given" }] : [],
    );
    const failures: Failure[] = states.flatMap(({ test, result }) => {
      const name = `${test.module.relativeModuleId} > ${test.fullName}`;
      if (result.state === "pending") return [failure(name, [{ message: "it did not end" }])];
      return result.state === "failed" ? [failure(name, result.errors, result.errors[0]?.stacks?.[0])] : [];
    });
    // A file that does not load, or an error outside of tests, fails no test; it must fail the run all the same.
    const broken: Failure[] = [
      ...modules
        .filter((module) => module.errors().length > 0)
        .map((module) => failure(module.relativeModuleId, module.errors())),
      ...unhandledErrors.map((error) => failure("outside of the tests", [error])),
    ];
    const result: StepResult = {
      passed: states.filter(({ result: { state } }) => state === "passed").length,
      failed: failures.length + broken.length,
      skipped,
      failures: [...failures, ...broken],
      flaky: states.flatMap(({ test }) => (test.diagnostic()?.flaky ? [failure(test.fullName, [])] : [])),
    };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(result));
  }
}
